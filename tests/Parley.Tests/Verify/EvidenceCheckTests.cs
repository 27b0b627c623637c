using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Parley.Record;
using Parley.Tests.Sealing;
using Parley.Verify;

namespace Parley.Tests.Verify;

/// <summary>An evidence file is taken as a whole: every entry with its proof, and nothing that is not proven.</summary>
public sealed class EvidenceCheckTests : IDisposable
{
    private const string List = "parcels.sha256";

    private readonly SampleRecord record = SampleRecord.Small();
    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, byte[]> entries = new(StringComparer.Ordinal);

    public EvidenceCheckTests()
    {
        var at = SampleRecord.Start.AddHours(5);
        var named = $$$"""
            {"parcels":[{"parcel":{"name":"log.csv","sha256":"{{{Hash("a,b\n")}}}","sealedSha256":"{{{Hash(
                "x"
            )}}}","key":"k"}}]}
            """;
        record.UsToCn.State(at, 3, "US-R-2026-0002", "request.clarified", named);
        record.UsToCn.Deliver(at.AddSeconds(1));
        record.Write(folder.Path);
        foreach (var card in Directory.GetFiles(folder.Path, "*.card"))
        {
            entries[Path.GetFileName(card)] = File.ReadAllBytes(card);
        }
        Prove();
        entries["README.txt"] = "How to check it."u8.ToArray();
        entries[List] = Encoding.UTF8.GetBytes($"{Hash("a,b\n")}  log.csv\n");
    }

    private void Prove()
    {
        foreach (var (name, ledger) in new[] { ("US", record.UsToCn), ("CN", record.CnToUs) })
        {
            for (var index = 0; index < ledger.Statements.Count; index++)
            {
                var path = ledger.Tree.ProveInclusion(index, ledger.Tree.Size);
                var proof = new InclusionProof(index, path, ledger.Checkpoints[^1].ToString());
                entries[$"{name}-{index:D6}.json"] = ledger.Statements[index];
                entries[$"{name}-{index:D6}.tlog-proof"] = Encoding.UTF8.GetBytes(proof.ToText());
            }
        }
    }

    [Fact]
    public void A_whole_file_is_good_and_says_of_each_entry_who_stated_and_who_receipted_it()
    {
        Assert.Equal(0, Check(out var told));
        Assert.Contains("GOOD. Every statement", told, StringComparison.Ordinal);
        Assert.Equal(
            entries.Keys.Count(k => k.EndsWith(".json", StringComparison.Ordinal)),
            told.Split("receipted it at").Length - 1
        );
        Assert.Contains("Safety number", told, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_byte_changed_in_an_entry_or_its_proof_is_found()
    {
        foreach (var name in entries.Keys.Where(k => k is not ("README.txt" or List)).ToList())
        {
            var whole = entries[name];
            foreach (var at in new[] { 0, whole.Length / 2, whole.Length - 2 })
            {
                var changed = (byte[])whole.Clone();
                changed[at] ^= 0x01;
                entries[name] = changed;
                Assert.True(Check(out var told) == 1, $"{name} at {at}: {told}");
            }
            entries[name] = whole;
        }
    }

    [Fact]
    public void An_entry_without_its_proof_a_proof_without_its_entry_and_no_entry_at_all_are_found()
    {
        var proof = entries["US-000000.tlog-proof"];
        entries.Remove("US-000000.tlog-proof");
        Assert.Equal(1, Check(out var told));
        Assert.Contains("missing-proof", told, StringComparison.Ordinal);
        entries.Remove("US-000000.json");
        entries["US-000000.tlog-proof"] = proof;
        Assert.Equal(1, Check(out told));
        Assert.Contains("missing-statement", told, StringComparison.Ordinal);
        foreach (
            var name in entries
                .Keys.Where(k =>
                    k.EndsWith(".json", StringComparison.Ordinal) || k.EndsWith("proof", StringComparison.Ordinal)
                )
                .ToList()
        )
        {
            entries.Remove(name);
        }
        Assert.Equal(1, Check(out _));
    }

    [Fact]
    public void The_proof_of_one_entry_does_not_prove_another()
    {
        (entries["US-000000.json"], entries["US-000001.json"]) = (entries["US-000001.json"], entries["US-000000.json"]);
        Assert.Equal(1, Check(out var told));
        Assert.Contains("wrong-proof", told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_handed_over_beside_it_is_the_one_a_statement_names_or_is_found()
    {
        File.WriteAllText(folder["log.csv"], "a,b\n");
        Assert.Equal(0, Check(out var told, "--file", folder["log.csv"]));
        Assert.Contains(
            $"log.csv is the file that US-000004.json names: SHA-256 {Hash("a,b\n")}",
            told,
            StringComparison.Ordinal
        );
        File.WriteAllText(folder["log.csv"], "a,b!\n");
        Assert.Equal(1, Check(out told, "--file", folder["log.csv"]));
        Assert.Contains("file-not-named", told, StringComparison.Ordinal);
        Assert.Equal(2, Check(out _, "--file", folder["nowhere.csv"]));
    }

    [Fact]
    public void A_list_of_files_that_the_statements_did_not_make_is_found()
    {
        Assert.Equal(0, Check(out var told));
        Assert.Contains($"{List} lists the 1 files that the statements name", told, StringComparison.Ordinal);
        Assert.Contains("Not part of what is proven: README.txt.", told, StringComparison.Ordinal);
        var whole = Encoding.UTF8.GetString(entries[List]);
        foreach (
            var (forged, codes) in new[]
            {
                (
                    whole.Replace(Hash("a,b\n"), Hash("forged"), StringComparison.Ordinal),
                    "parcel-not-listed parcel-not-named"
                ),
                (whole.Replace("log.csv", "other.csv", StringComparison.Ordinal), "parcel-not-listed parcel-not-named"),
                (whole + $"{Hash("more")}  more.csv\n", "parcel-not-named"),
                ("", "parcel-not-listed"),
                (whole + whole, "malformed-list"),
                (whole.TrimEnd('\n'), "malformed-list"),
                ("nothing of this form\n", "malformed-list"),
            }
        )
        {
            entries[List] = Encoding.UTF8.GetBytes(forged);
            Assert.True(Check(out told) == 1, forged);
            Assert.All(codes.Split(' '), code => Assert.Contains($"[{code}]", told, StringComparison.Ordinal));
        }
        Assert.Equal(1, Check(out told, "--language", "zh"));
        Assert.Contains("附件清单", told, StringComparison.Ordinal);
        entries.Remove(List);
        Assert.Equal(1, Check(out told));
        Assert.Contains("[parcel-not-listed]", told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_in_which_files_that_share_a_name_are_not_told_apart_is_found()
    {
        // A statement's file of another hash under the name of the first, but for a capital.
        var at = SampleRecord.Start.AddHours(6);
        var named = $$$"""
            {"parcels":[{"parcel":{"name":"Log.csv","sha256":"{{{Hash("c,d\n")}}}","sealedSha256":"{{{Hash(
                "y"
            )}}}","key":"k"}}]}
            """;
        record.UsToCn.State(at, 3, "US-R-2026-0002", "request.clarified", named);
        record.UsToCn.Deliver(at.AddSeconds(1));
        Prove();
        string Line(string content, string name) => $"{Hash(content)}  {name}\n";
        string With(string content, string name) => Line(content, $"{Hash(content)[..16]}-{name}");

        entries[List] = Encoding.UTF8.GetBytes(Line("a,b\n", "log.csv") + Line("c,d\n", "Log.csv"));
        Assert.Equal(1, Check(out var told));
        Assert.Contains("[parcel-not-listed]", told, StringComparison.Ordinal);
        Assert.Contains("[parcel-not-named]", told, StringComparison.Ordinal);
        entries[List] = Encoding.UTF8.GetBytes(Line("a,b\n", "log.csv") + With("c,d\n", "Log.csv"));
        Assert.Equal(1, Check(out _));
        entries[List] = Encoding.UTF8.GetBytes(With("a,b\n", "log.csv") + With("c,d\n", "Log.csv"));
        Assert.Equal(0, Check(out told));
        Assert.Contains($"{List} lists the 2 files that the statements name", told, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_evidence_file_is_refused_before_anything_of_it_is_believed()
    {
        foreach (var name in new[] { "a/US-000000.json", "..\\x.json", "/etc/x.card" })
        {
            entries[name] = [1];
            Assert.Equal(1, Check(out var told));
            Assert.Contains("malformed-evidence", told, StringComparison.Ordinal);
            entries.Remove(name);
        }
        entries["bomb.json"] = new byte[3 * 1024 * 1024];
        Assert.Equal(1, Check(out _));
        entries.Remove("bomb.json");
        entries.Remove("US.card");
        Assert.Equal(1, Check(out var cards));
        Assert.Contains("wrong-cards", cards, StringComparison.Ordinal);
        File.WriteAllText(folder["text.zip"], "not a ZIP at all");
        Assert.Equal(1, Run([folder["text.zip"]], out _));
        Zip();
        var bytes = File.ReadAllBytes(folder["e.zip"]);
        File.WriteAllBytes(folder["half.zip"], bytes[..(bytes.Length / 2)]);
        Assert.Equal(1, Run([folder["half.zip"]], out _));
    }

    [Fact]
    public void Every_finding_has_its_sentence_in_Chinese()
    {
        entries.Remove("US-000000.tlog-proof");
        Assert.Equal(1, Check(out var told, "--language", "zh"));
        Assert.Contains("条目缺少证明", told, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        record.Dispose();
        folder.Dispose();
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private int Check(out string told, params string[] options)
    {
        Zip();
        return Run([folder["e.zip"], .. options], out told);
    }

    private void Zip()
    {
        using var zip = new ZipArchive(File.Create(folder["e.zip"]), ZipArchiveMode.Create);
        foreach (var (name, bytes) in entries)
        {
            using var stream = zip.CreateEntry(name).Open();
            stream.Write(bytes);
        }
    }

    private static int Run(string[] args, out string told)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = VerifyCommand.Run(args, output, errors);
        told = output.ToString() + errors;
        return code;
    }
}
