using System.Globalization;
using System.Text;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Paper;
using Parley.Node.Requests;

namespace Parley.Node.Record;

/// <summary>
/// What an evidence file says about itself to a court that has never heard of the system: what is in it, for what it
/// may be used, and how to check it with nothing but itself. The whole in English, then the whole in Chinese: each
/// sentence stands here beside its translation.
/// </summary>
/// <param name="timeline">Everything said about it that lies here, also what is not proven yet.</param>
/// <param name="hasParcels">Files are named in the statements.</param>
internal sealed class EvidenceText(
    JointRecord record,
    Peer peer,
    SubjectId about,
    IReadOnlyList<StatementProof> proofs,
    IReadOnlyList<TimelineEntry> timeline,
    bool hasParcels
)
{
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    private static readonly string[] Languages = ["en", "zh"];

    private string Self => record.Self.Code.ToString();

    private string Other => peer.Code.ToString();

    public string HowToCheck()
    {
        var text = new StringBuilder();
        foreach (var language in Languages)
        {
            text.Append(Head.In(language)).Append("\n\n");
            Use(text, language);
            Contents(text, language);
            Lacks(text, language);
            Idle(text, language);
            Check(text, language);
            if (language is "en")
            {
                text.Append('\n').Append('-', 72).Append("\n\n");
            }
        }
        return text.ToString();
    }

    private Bilingual Head =>
        new(
            string.Create(
                Plain,
                $"Evidence of {about}: {proofs.Count} entries between {record.Self.Name.En} ({Self}) and {peer.Name.En} ({Other})."
            ),
            string.Create(
                Plain,
                $"{about} 的证据：{record.Self.Name.Zh}（{Self}）与{peer.Name.Zh}（{Other}）之间共 {proofs.Count} 条。"
            )
        );

    private void Use(StringBuilder text, string language)
    {
        if (record.Reading.Find(peer.Code, about) is not Request request)
        {
            return;
        }
        text.Append(new Bilingual("USE\n\n", "用途\n\n").In(language));
        text.Append("  ")
            .Append(new Bilingual("Only for the purpose stated in the request.", "仅用于请求中所述目的。").In(language))
            .Append('\n');
        var terms = UseTerms.Of(request, record.Reading.Guidelines(peer.Code, request.Guidelines));
        foreach (var code in terms.Codes)
        {
            text.Append(Plain, $"  {code.In(language)}\n");
        }
        foreach (var limit in terms.Limits)
        {
            var word = new Bilingual(PaperText.En(limit.Word), PaperText.Zh(limit.Word)).In(language);
            text.Append(Plain, $"\n  {word} ({limit.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC)\n");
            Limit(text, limit.Text, language);
        }
        text.Append('\n');
    }

    /// <summary>In both languages in either part: the original is authoritative.</summary>
    private static void Limit(StringBuilder text, Prose? limit, string language)
    {
        foreach (
            var words in new[] { limit?.In(language), limit?.Original, limit?.Translation }.Distinct(
                StringComparer.Ordinal
            )
        )
        {
            foreach (var line in (words ?? "").ReplaceLineEndings("\n").Split('\n').Where(line => line.Length > 0))
            {
                text.Append("    ").Append(line).Append('\n');
            }
        }
    }

    private void Contents(StringBuilder text, string language)
    {
        text.Append(new Bilingual("CONTENTS\n\n", "内容\n\n").In(language));
        Named(text, language, $"{Self}.card, {Other}.card", new("public keys of the parties", "双方公钥"));
        Named(
            text,
            language,
            "PARTY-NUMBER.json",
            new(
                "an entry, to the byte as it was written; its number counts from 0,\n"
                    + "                           so it is one less than in the ledger's pages",
                "条目原文，逐字节未改（文件名为当事方代码-编号；编号自 0 起，\n"
                    + "                           比台账页面所示序号小 1）"
            )
        );
        Named(text, language, "PARTY-NUMBER.tlog-proof", new("its proof", "该条目的证明"));
        if (hasParcels)
        {
            Named(
                text,
                language,
                "parcels.sha256",
                new(
                    "hashes of the files that the entries name; the check compares them.\n"
                        + "                           The files themselves are handed over apart, each under\n"
                        + "                           its name in this list: where several have one name, the\n"
                        + "                           first 16 digits of its hash and a hyphen stand before it",
                    "条目所列文件的哈希值，核验时逐一比对。\n"
                        + "                           文件本身另行移交，文件名以本清单为准：\n"
                        + "                           多个文件同名的，文件名前加其哈希值前 16 位和连字符"
                )
            );
        }
        Named(
            text,
            language,
            "README.txt",
            new(
                "this text: a word of the node that made the file, proven by nothing",
                "本说明：由制作本文件的节点撰写，不在证明范围内"
            )
        );
        text.Append('\n');
    }

    /// <summary>What was said and is not among the entries: the other party has not receipted it yet.</summary>
    private void Lacks(StringBuilder text, string language)
    {
        var lacking = timeline.Where(entry => !IsProven(entry)).ToList();
        if (lacking.Count == 0)
        {
            return;
        }
        text.Append(new Bilingual("NOT IN THIS FILE\n\n", "本文件未收入的内容\n\n").In(language));
        text.Append(
            new Bilingual(
                "  Stated, but not receipted by the other party when this file was made, so without a proof:\n\n",
                "  下列条目已作出，但制作本文件时对方尚未出具回执，故无证明：\n\n"
            ).In(language)
        );
        foreach (var entry in lacking)
        {
            text.Append(Plain, $"  {Line(entry)}\n");
        }
        text.Append('\n');
    }

    /// <summary>Entries that are proven and yet changed nothing, each with the reason both nodes found.</summary>
    private void Idle(StringBuilder text, string language)
    {
        var idle = timeline.Where(entry => IsProven(entry) && entry.WithoutEffect is not null).ToList();
        if (idle.Count == 0)
        {
            return;
        }
        text.Append(new Bilingual("WITHOUT EFFECT\n\n", "不具效力的条目\n\n").In(language));
        text.Append(
            new Bilingual(
                "  These entries were written, but the agreed rules gave them no effect:\n\n",
                "  下列条目确已写入，但依商定规则不具效力：\n\n"
            ).In(language)
        );
        foreach (var entry in idle)
        {
            text.Append(Plain, $"  {Line(entry)}\n    {entry.WithoutEffect!.Sentence.In(language)}\n");
        }
        text.Append('\n');
    }

    private bool IsProven(TimelineEntry entry) =>
        proofs.Any(proof => proof.By == entry.By && proof.Index == entry.Index);

    private static string Line(TimelineEntry entry) =>
        string.Create(Plain, $"{entry.By}-{entry.Index:D6}  {entry.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC  {entry.Type}");

    private static void Named(StringBuilder text, string language, string name, Bilingual what) =>
        text.Append(Plain, $"  {name, -23}  {what.In(language)}\n");

    private void Check(StringBuilder text, string language)
    {
        text.Append(
            new Bilingual(
                $"""
                HOW TO CHECK IT

                Every entry stands in a ledger that only its writer can add to. The writer signed the ledger
                as it stood then, and the other party receipted it with its own signature and time. Nobody, not
                even the two parties, can change an entry afterwards without this check failing.

                1. With the program parley-verify (no network, no secret, no node is needed):

                     parley-verify {about}-evidence.zip

                   Files that were handed over beside this one, each with --file NAME.

                2. It prints a safety number. Have both parties confirm it by a channel you trust: it says that
                   the cards in this file, and so the keys, are theirs.

                3. Each entry by itself, also with other tools that know the formats c2sp.org/tlog-proof,
                   c2sp.org/tlog-checkpoint and c2sp.org/tlog-cosignature:


                """,
                $"""
                核验方法

                台账仅可由作出方追加，每一条目均载于其中。作出方对当时的台账签名，对方以自己的签名和时间出具回执。
                任何人（包括双方）事后改动任何一条，本核验即告失败。

                1. 使用 parley-verify 程序（无需网络、密钥或节点）：

                     parley-verify {about}-evidence.zip

                   与本文件一并移交的其他文件，逐一以 --file 文件名 核对。

                2. 程序显示安全码。请通过可信渠道请双方确认：安全码表明本文件中的节点身份卡，即公钥，确属双方。

                3. 亦可逐条核验，或使用支持 c2sp.org/tlog-proof、c2sp.org/tlog-checkpoint 和
                   c2sp.org/tlog-cosignature 格式的其他工具：


                """
            ).In(language)
        );
        foreach (var proof in proofs)
        {
            var name = EvidenceFile.Name(proof);
            text.Append(
                Plain,
                $"     parley-verify proof --statement {name}.json --proof {name}.tlog-proof "
                    + $"--card {Self}.card --card {Other}.card\n"
            );
        }
    }
}
