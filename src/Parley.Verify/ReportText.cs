using System.Globalization;
using System.Text;

namespace Parley.Verify;

/// <summary>A report as a person reads it, in English or in Simplified Chinese.</summary>
internal sealed class ReportText(bool chinese)
{
    private const int MaxShown = 50;

    public string Of(Report report)
    {
        var text = new StringBuilder();
        foreach (var fact in report.Facts)
        {
            text.Append(Say(fact.En, fact.Zh)).Append('\n');
        }
        foreach (var ledger in report.Ledgers)
        {
            text.Append('\n').Append(Describe(ledger));
        }
        if (report.Facts.Count > 0)
        {
            text.Append('\n');
        }
        return text.Append(report.Good ? Verdict(report) : Findings(report)).ToString();
    }

    private string Describe(LedgerReport ledger)
    {
        var last = ledger.LastReceipt is { } time
            ? Say($", the last at {Facts.Time(time)}", $"，最近一次于 {Facts.Time(time)}")
            : "";
        var erased =
            ledger.Erased > 0
                ? Say(
                    $", the words of {ledger.Erased} erased where the folder was written",
                    $"，其中 {ledger.Erased} 条的内容已在制作本文件夹的一方清除"
                )
                : "";
        return Say(
            $"""
            {ledger.Name}: {ledger.Statements} statements{erased}
              signed to {ledger.SignedTo}, receipted to {ledger.ReceiptedTo}{last}
              root {ledger.Root}

            """,
            $"""
            {ledger.Name}：{ledger.Statements} 条{erased}
              已签署至 {ledger.SignedTo}，已出具回执至 {ledger.ReceiptedTo}{last}
              根 {ledger.Root}

            """
        );
    }

    private string Verdict(Report report) =>
        report.What switch
        {
            "record" => Say(
                "GOOD. Every statement is under its writer's signature; nothing was changed, left out or added.\n",
                "完好。每条均由其作者签署；未有改动、遗漏或添加。\n"
            ),
            "evidence" => Say(
                "GOOD. Every statement in the file was made and receipted as said above.\n",
                "完好。文件中的每条均确已如上所述作出并有回执。\n"
            ),
            "proof" => Say(
                "GOOD. The statement was made and receipted as said above.\n",
                "完好。该条目确已如上所述作出并有回执。\n"
            ),
            _ => Say(
                "GOOD. The evidence holds, and anyone with the card can check it.\n",
                "成立。证据有效，任何持有该节点身份卡者均可核验。\n"
            ),
        };

    private string Findings(Report report)
    {
        var text = new StringBuilder();
        var count = report.FindingCount.ToString(CultureInfo.InvariantCulture);
        text.Append(Say($"NOT GOOD. Findings: {count}\n", $"有问题。发现：{count} 项\n"));
        foreach (var finding in report.Findings.Take(MaxShown))
        {
            text.Append("  ").Append(finding.Where).Append(Say(": ", "：")).Append(Sentence(finding));
            text.Append(" [").Append(finding.Code).Append("]\n");
        }
        if (report.FindingCount > MaxShown)
        {
            text.Append(
                Say(
                    "  … and more; --json lists up to a thousand for each ledger.\n",
                    "  ……还有更多；--json 为每个台账最多列出一千项。\n"
                )
            );
        }
        return text.ToString();
    }

    private string Sentence(ReportedFinding finding)
    {
        if (!chinese)
        {
            return finding.Sentence;
        }
        var place = finding.Index is { } index
            ? string.Create(CultureInfo.InvariantCulture, $"（第 {index} 条，自 0 起计）")
            : "";
        return FindingWords.InChinese(finding.Code) + place;
    }

    private string Say(string en, string zh) => chinese ? zh : en;
}
