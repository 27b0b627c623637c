using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Parley.Record;
using Parley.Sealing;

namespace Parley.Tests.Sealing;

/// <summary>
/// Makes the committed vectors, always the same bytes; docs/spec/vectors/README.md says what each is.
/// </summary>
internal static class VectorMaker
{
    /// <summary>Every file by its path below docs/spec/vectors.</summary>
    public static Dictionary<string, byte[]> All()
    {
        using var record = SampleRecord.Small();
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["statements.json"] = VectorFiles.Write(Statements(record)),
            ["checkpoints.json"] = VectorFiles.Write(Checkpoints(record)),
            ["tree.json"] = VectorFiles.Write(TreeVectors()),
            ["merge-orders.json"] = VectorFiles.Write(MergeOrders()),
            ["notes.json"] = VectorFiles.Write(NoteVectors.Make(record)),
            ["cards.json"] = VectorFiles.Write(CardVectors.Make(record)),
            ["delivery.json"] = VectorFiles.Write(DeliveryVectors.Make(record)),
            ["parcel.json"] = VectorFiles.Write(ParcelVectors.Make()),
            ["bodies.json"] = VectorFiles.Write(Exchange.Bodies.Make()),
            ["steps.json"] = VectorFiles.Write(Exchange.StepVectors.Make()),
            ["fold.json"] = VectorFiles.Write(Exchange.FoldVectors.Make()),
            ["divergence/same-size.txt"] = Utf8(SampleDivergences.SameSize(record).ToText()),
            ["divergence/not-a-prefix.txt"] = Utf8(SampleDivergences.NotAPrefix(record).ToText()),
            ["divergence/same-index.txt"] = Utf8(SampleDivergences.SameIndex(record).ToText()),
        };
        AddRecord(files, record, "record");
        AddProof(files, record);
        using var erased = SampleRecord.Small();
        erased.Erase("US-R-2026-0001");
        AddRecord(files, erased, "record-erased");
        files["proof/erased.txt"] = erased.UsToCn.Statements[1];
        return files;
    }

    private static void AddRecord(Dictionary<string, byte[]> files, SampleRecord record, string name)
    {
        using var folder = new TemporaryFolder();
        record.Write(folder.Path);
        foreach (var path in Directory.GetFiles(folder.Path))
        {
            files[$"{name}/{Path.GetFileName(path)}"] = File.ReadAllBytes(path);
        }
    }

    private static void AddProof(Dictionary<string, byte[]> files, SampleRecord record)
    {
        var ledger = record.UsToCn;
        var proof = new InclusionProof(1, ledger.Tree.ProveInclusion(1, 4), ledger.Checkpoints[^1].ToString());
        files["proof/statement.json"] = ledger.Statements[1];
        files["proof/statement.tlog-proof"] = Utf8(proof.ToText());
    }

    private static JsonObject Statements(SampleRecord record)
    {
        var good = record
            .UsToCn.Statements.Select(bytes => (JsonNode)Encoding.UTF8.GetString(bytes))
            .Append(BadStatements.Good)
            .Append(BadStatements.Nested(15));
        var bad = BadStatements
            .All()
            .Select(
                (
                    JsonNode (case_) =>
                        new JsonObject { ["name"] = case_.Name, ["base64"] = Convert.ToBase64String(case_.Bytes) }
                )
            );
        return new JsonObject { ["good"] = Array(good), ["bad"] = Array(bad) };
    }

    private static JsonObject Checkpoints(SampleRecord record)
    {
        var root = record.UsToCn.Tree.Root();
        var text = new Checkpoint("us.parley.example/cn", 4, root).ToText();
        var good = new[] { new Checkpoint("us.parley.example/cn", 0, Tree.EmptyRoot).ToText(), text };
        var hash = root.ToBase64();
        var bad = new (string Name, string Text)[]
        {
            ("nothing at all", ""),
            ("no newline at the end", text[..^1]),
            ("two lines", "us.parley.example/cn\n4\n"),
            ("an extension line", text + "more\n"),
            ("an empty line after it", text + "\n"),
            ("no origin", text["us.parley.example/cn".Length..]),
            ("an origin with a space", text.Replace("us.", "us .", StringComparison.Ordinal)),
            ("an origin with a plus", text.Replace("us.", "us+", StringComparison.Ordinal)),
            ("a size with a leading zero", text.Replace("\n4\n", "\n04\n", StringComparison.Ordinal)),
            ("a size with a sign", text.Replace("\n4\n", "\n+4\n", StringComparison.Ordinal)),
            ("a negative size", text.Replace("\n4\n", "\n-4\n", StringComparison.Ordinal)),
            ("a size with a space", text.Replace("\n4\n", "\n4 \n", StringComparison.Ordinal)),
            ("a size above 2^53", text.Replace("\n4\n", "\n9007199254740993\n", StringComparison.Ordinal)),
            ("a size that is none", text.Replace("\n4\n", "\nfour\n", StringComparison.Ordinal)),
            ("a root without padding", text.Replace(hash, hash[..^1], StringComparison.Ordinal)),
            ("a root of 31 bytes", text.Replace(hash, Convert.ToBase64String(new byte[31]), StringComparison.Ordinal)),
            ("a root with stray trailing bits", text.Replace(hash, hash[..^2] + "F=", StringComparison.Ordinal)),
            ("a root in base64url", text.Replace(hash, new string('-', 43) + "=", StringComparison.Ordinal)),
            ("carriage returns", text.Replace("\n", "\r\n", StringComparison.Ordinal)),
        };
        return new JsonObject
        {
            ["good"] = Array(good.Select(t => (JsonNode)t)),
            ["bad"] = Array(bad.Select(JsonNode (b) => new JsonObject { ["name"] = b.Name, ["text"] = b.Text })),
        };
    }

    private static JsonObject TreeVectors()
    {
        var tree = new Tree();
        var leaves = new List<JsonNode>();
        var roots = new List<JsonNode> { tree.Root().ToBase64() };
        for (var i = 0; i < 11; i++)
        {
            var leaf = Utf8(string.Create(CultureInfo.InvariantCulture, $"statement {i}"));
            tree.Append(Tree.LeafHash(leaf));
            leaves.Add(Encoding.UTF8.GetString(leaf));
            roots.Add(tree.Root().ToBase64());
        }
        var inclusion = new List<JsonNode>();
        var consistency = new List<JsonNode>();
        for (var size = 1; size <= tree.Size; size++)
        {
            for (var index = 0; index < size; index++)
            {
                var path = Array(tree.ProveInclusion(index, size).Select(h => (JsonNode)h.ToBase64()));
                inclusion.Add(
                    new JsonObject
                    {
                        ["index"] = index,
                        ["size"] = size,
                        ["path"] = path,
                    }
                );
                var proof = Array(tree.ProveConsistency(index + 1, size).Select(h => (JsonNode)h.ToBase64()));
                consistency.Add(
                    new JsonObject
                    {
                        ["older"] = index + 1,
                        ["newer"] = size,
                        ["proof"] = proof,
                    }
                );
            }
        }
        return new JsonObject
        {
            ["leaves"] = Array(leaves),
            ["roots"] = Array(roots),
            ["inclusion"] = Array(inclusion),
            ["consistency"] = Array(consistency),
        };
    }

    private static JsonArray MergeOrders()
    {
        (string Name, Placed[] First, Placed[] Second)[] cases =
        [
            ("nothing", [], []),
            ("one side only", [new(3, 0), new(5, 2)], []),
            ("both crossed: the lower party code goes first", [new(0, 0)], [new(0, 0)]),
            ("the first had seen the second", [new(4, 8)], [new(7, 4)]),
            ("the second had seen the first", [new(4, 7)], [new(7, 5)]),
            ("a conversation", [new(0, 0), new(1, 1), new(2, 2)], [new(0, 1), new(1, 2)]),
            ("two crossed, then an answer that had seen both", [new(0, 0), new(1, 2)], [new(0, 0), new(1, 0)]),
            (
                "withdrawn while the answer was on its way",
                [new(10, 6), new(11, 6)],
                [new(5, 0), new(6, 11), new(7, 12)]
            ),
        ];
        return Array(
            cases.Select(
                JsonNode (c) =>
                    new JsonObject
                    {
                        ["name"] = c.Name,
                        ["first"] = Array(c.First.Select(Entry)),
                        ["second"] = Array(c.Second.Select(Entry)),
                        ["order"] = Array(
                            MergeOrder
                                .Merge(c.First, c.Second)
                                .Select(t => (JsonNode)(t.FromFirst ? "first" : "second"))
                        ),
                    }
            )
        );
    }

    private static JsonNode Entry(Placed placed) => new JsonObject { ["index"] = placed.Index, ["seen"] = placed.Seen };

    internal static JsonArray Array(IEnumerable<JsonNode> nodes) => [.. nodes];

    internal static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
