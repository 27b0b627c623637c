using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Parley.Sealing;

namespace Parley.Verify;

/// <summary>
/// Checks an evidence file, the ZIP a node hands out about one matter: every statement in it has its proof under both
/// cards, its list of files is the very one the statements make, and a file that was handed over beside it is the very
/// one a statement names by its hash.
/// </summary>
internal static class EvidenceCheck
{
    private const string What = "evidence";
    private const int MostEntries = 10_000;
    private const int LargestEntry = 2 * 1024 * 1024;
    private const long MostBytes = 512L * 1024 * 1024;

    /// <summary>Checks the file. Throws <see cref="IOException"/> where one cannot be read.</summary>
    /// <param name="files">Files that are said to belong to it.</param>
    public static Report Run(string path, IReadOnlyList<string> files)
    {
        if (Read(path, out var problem) is not { } entries)
        {
            return Report.Bad(What, Path.GetFileName(path), "malformed-evidence", problem);
        }
        var cards = entries
            .Where(e => Ends(e.Key, ".card"))
            .ToDictionary(e => e.Key, e => e.Value, StringComparer.Ordinal);
        if (CardFiles.Of(cards, out var wrong) is not [var lower, var upper])
        {
            return Report.Bad(What, "cards", "wrong-cards", wrong ?? "An evidence file holds two cards.");
        }
        var findings = new List<ReportedFinding>();
        var facts = new List<Fact>();
        var proven = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in entries.Keys.Where(n => Ends(n, ".json")).Order(StringComparer.Ordinal))
        {
            var proof = Path.ChangeExtension(name, ".tlog-proof");
            if (!entries.TryGetValue(proof, out var bytes))
            {
                findings.Add(new(name, "missing-proof", "The statement comes without its proof.", null));
                continue;
            }
            var report = ProofCheck.Of(entries[name], name, CardFiles.Decode(bytes), proof, lower, upper);
            findings.AddRange(report.Findings);
            facts.AddRange(report.Facts.SkipLast(1));
            if (report.Good)
            {
                proven[name] = CardFiles.Decode(entries[name]);
            }
        }
        Alone(entries, findings);
        var list = entries.TryGetValue(ParcelList.Name, out var listed) ? CardFiles.Decode(listed) : null;
        ParcelList.Check(list, proven, facts, findings);
        Unproven(entries, facts);
        OfFiles(files, proven, facts, findings);
        facts.Add(Facts.SafetyNumber(lower, upper));
        return new Report(What, facts, [], findings, findings.Count);
    }

    private static void Alone(Dictionary<string, byte[]> entries, List<ReportedFinding> findings)
    {
        foreach (var name in entries.Keys.Where(n => Ends(n, ".tlog-proof")).Order(StringComparer.Ordinal))
        {
            if (!entries.ContainsKey(Path.ChangeExtension(name, ".json")))
            {
                findings.Add(new(name, "missing-statement", "The proof comes without its statement.", null));
            }
        }
        if (!entries.Keys.Any(n => Ends(n, ".json")))
        {
            findings.Add(new("evidence", "missing-statement", "The file holds no statement.", null));
        }
    }

    /// <summary>What else lies in the file is nobody's statement, and is said to be that.</summary>
    private static void Unproven(Dictionary<string, byte[]> entries, List<Fact> facts)
    {
        var others = entries
            .Keys.Where(n =>
                !Ends(n, ".json") && !Ends(n, ".tlog-proof") && !Ends(n, ".card") && n is not ParcelList.Name
            )
            .Order(StringComparer.Ordinal)
            .ToList();
        if (others.Count > 0)
        {
            facts.Add(
                new(
                    $"Not part of what is proven: {string.Join(", ", others)}.",
                    $"不在证明范围内：{string.Join("、", others)}。"
                )
            );
        }
    }

    /// <summary>A parcel is named in a statement by the hash of its content (docs/spec/parcel.md).</summary>
    private static void OfFiles(
        IReadOnlyList<string> files,
        Dictionary<string, string> proven,
        List<Fact> facts,
        List<ReportedFinding> findings
    )
    {
        foreach (var file in files)
        {
            using var stream = File.OpenRead(file);
            var hash = Convert.ToHexStringLower(SHA256.HashData(stream));
            var name = Path.GetFileName(file);
            var named = proven.FirstOrDefault(p =>
                p.Value.Contains($"\"sha256\":\"{hash}\"", StringComparison.Ordinal)
            );
            if (named.Key is null)
            {
                findings.Add(new(name, "file-not-named", $"No statement names a file of hash {hash}.", null));
                continue;
            }
            facts.Add(
                new(
                    $"{name} is the file that {named.Key} names: SHA-256 {hash}.",
                    $"{name} 即 {named.Key} 所列文件：SHA-256 {hash}。"
                )
            );
        }
    }

    private static bool Ends(string name, string ending) => name.EndsWith(ending, StringComparison.Ordinal);

    /// <summary>The entries of a flat, bounded ZIP; null with the reason where it is none.</summary>
    private static Dictionary<string, byte[]>? Read(string path, out string problem)
    {
        var entries = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var total = 0L;
        problem = "The file is no ZIP of plain files, or holds more than an evidence file does.";
        try
        {
            using var zip = new ZipArchive(File.OpenRead(path), ZipArchiveMode.Read, leaveOpen: false, Encoding.UTF8);
            if (zip.Entries.Count > MostEntries)
            {
                return null;
            }
            foreach (var entry in zip.Entries)
            {
                if (entry.FullName.AsSpan().IndexOfAny('/', '\\') >= 0 || entry.Length > LargestEntry)
                {
                    return null;
                }
                using var stream = entry.Open();
                var bytes = new byte[LargestEntry + 1];
                var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
                total += length;
                if (length > LargestEntry || total > MostBytes || !entries.TryAdd(entry.FullName, bytes[..length]))
                {
                    return null;
                }
            }
            return entries;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
