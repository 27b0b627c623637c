using System.Globalization;
using System.Text;

namespace Parley.Verify;

/// <summary>A report as a person reads it.</summary>
internal static class ReportText
{
    private const int MaxShown = 50;

    public static string Of(Report report)
    {
        var text = new StringBuilder();
        foreach (var fact in report.Facts)
        {
            text.Append(fact).Append('\n');
        }
        foreach (var ledger in report.Ledgers)
        {
            text.Append('\n').Append(Describe(ledger));
        }
        if (report.Facts.Count > 0)
        {
            text.Append('\n');
        }
        text.Append(report.Good ? Verdict(report) : Findings(report));
        return text.ToString();
    }

    private static string Describe(LedgerReport ledger)
    {
        var last = ledger.LastReceipt is { } time
            ? string.Create(CultureInfo.InvariantCulture, $", the last at {time:u}")
            : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {ledger.Name}: {ledger.Statements} statements
              signed to {ledger.SignedTo}, receipted to {ledger.ReceiptedTo}{last}
              root {ledger.Root}

            """
        );
    }

    private static string Verdict(Report report) =>
        report.What switch
        {
            "record" =>
                "GOOD. Every statement is under its writer's signature; nothing was changed, left out or added.\n",
            "proof" => "GOOD. The statement was made and receipted as said above.\n",
            _ => "GOOD. The evidence holds, and anyone with the card can check it.\n",
        };

    private static string Findings(Report report)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"NOT GOOD. Findings: {report.FindingCount}\n");
        foreach (var finding in report.Findings.Take(MaxShown))
        {
            text.Append("  ").Append(finding.Where).Append(": ").Append(finding.Sentence);
            text.Append(" [").Append(finding.Code).Append("]\n");
        }
        if (report.FindingCount > MaxShown)
        {
            text.Append("  … and more; --json lists up to a thousand for each ledger.\n");
        }
        return text.ToString();
    }
}
