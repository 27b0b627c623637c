using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Cooperation.Review;
using Parley.Exchange;
using Parley.Exchange.Formats;
using Parley.Node.Storage;
using Parley.Tests.Sealing;

namespace Parley.Tests.Exchange;

/// <summary>
/// A small link from its opening to its review, and what it folds to: for another implementation to compute the same.
/// </summary>
internal static class FoldVectors
{
    private static readonly PartyCode CN = PartyCode.Parse("CN");
    private static readonly PartyCode US = PartyCode.Parse("US");
    private static readonly DateTimeOffset From = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset To = From.AddDays(2);

    public static JsonObject Make()
    {
        using var record = Told();
        var (us, figures) = Fold(record, US, CN);
        var (cn, others) = Fold(record, CN, US);
        Assert.Equal(us.ToJsonString(), cn.ToJsonString());
        Assert.Equal(figures, others);
        us["ledgers"] = new JsonObject { ["CN"] = Ledger(record.CnToUs), ["US"] = Ledger(record.UsToCn) };
        return us;
    }

    /// <summary>The ledgers of the vector read back, folded as a node folds its record.</summary>
    public static JsonObject Read(JsonElement vector)
    {
        using var record = new SampleRecord();
        foreach (var (ledger, party) in new[] { (record.CnToUs, "CN"), (record.UsToCn, "US") })
        {
            foreach (var entry in vector.GetProperty("ledgers").GetProperty(party).EnumerateArray())
            {
                ledger.Add(Encoding.UTF8.GetBytes(entry.GetProperty("statement").GetString()!));
                ledger.Deliver(entry.GetProperty("receivedAt").GetDateTimeOffset());
            }
        }
        var (folded, _) = Fold(record, US, CN);
        folded["ledgers"] = JsonNode.Parse(vector.GetProperty("ledgers").GetRawText());
        return folded;
    }

    private static SampleRecord Told()
    {
        var record = new SampleRecord();
        var figures = "";
        for (var reviewed = false; ; reviewed = true)
        {
            var tale = new Tale(record);
            tale.Tell(record.Opening);
            if (reviewed)
            {
                tale.Review(From, To, figures);
                return record;
            }
            figures = Fold(record, US, CN).FiguresHash;
            record.Dispose();
            record = new SampleRecord();
        }
    }

    private static (JsonObject Folded, string FiguresHash) Fold(SampleRecord record, PartyCode self, PartyCode peer)
    {
        using var folder = new TemporaryFolder();
        using var shelf = new SqliteShelf(folder.Path);
        using var work = shelf.Begin();
        Shelve(work, peer, self == US ? Side.Ours : Side.Theirs, record.UsToCn);
        Shelve(work, peer, self == US ? Side.Theirs : Side.Ours, record.CnToUs);
        var docket = new Docket(self, peer);
        docket.Rebuild(work);
        var subjects = new JsonArray();
        foreach (var id in work.SubjectIds(peer))
        {
            var subject = docket.Open(work, id);
            var entries = subject.Ruled.Select(
                JsonNode (r) =>
                    new JsonObject
                    {
                        ["by"] = $"{(r.Stated.Side == Side.Ours ? self : peer)}",
                        ["index"] = r.Stated.Index,
                        ["refusal"] = r.Refusal?.Code,
                    }
            );
            subjects.Add(
                (JsonNode)
                    new JsonObject
                    {
                        ["id"] = $"{id}",
                        ["order"] = new JsonArray([.. entries]),
                        ["state"] = Encoding.UTF8.GetString(StateFormat.Write(subject.State)),
                    }
            );
        }
        var seen = new AsSeen(docket, work, long.MaxValue, long.MaxValue);
        var requests = work.SubjectIds(peer)
            .Select(id => docket.Open(work, id).State)
            .OfType<Request>()
            .Select(r => (r, seen.Guidelines(r.Guidelines)!));
        var (json, hash) = StateFormat.Figures(ReviewMeasures.Figures(requests, From, To));
        var folded = new JsonObject
        {
            ["ledgers"] = null,
            ["subjects"] = subjects,
            ["stateHash"] = RecordReading.StateHash(work, self, peer),
            ["figures"] = Encoding.UTF8.GetString(json),
            ["figuresHash"] = hash,
        };
        return (folded, hash);
    }

    private static void Shelve(IShelfWork work, PartyCode peer, Side side, SampleLedger ledger)
    {
        for (var index = 0; index < ledger.Statements.Count; index++)
        {
            var bytes = ledger.Statements[index];
            using var read = JsonDocument.Parse(bytes);
            work.Append(peer, side, index, bytes, SubjectId.Parse(read.RootElement.GetProperty("about").GetString()!));
            var note = ledger.Checkpoints[index];
            var line = note.Signatures[1];
            Assert.True(Parley.Sealing.Notes.TryReadCosignature(note.Text, line, ledger.ReceiptKey, out var time));
            work.Keep(peer, side, new Receipt(index + 1, time, note.ToString(), line.ToLine()));
        }
    }

    private static JsonArray Ledger(SampleLedger ledger) =>
        [
            .. ledger.Statements.Select(
                JsonNode (bytes, i) =>
                    new JsonObject
                    {
                        ["statement"] = Encoding.UTF8.GetString(bytes),
                        ["receivedAt"] = Time(ledger, i)
                            .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                    }
            ),
        ];

    private static DateTimeOffset Time(SampleLedger ledger, int index)
    {
        var note = ledger.Checkpoints[index];
        Assert.True(
            Parley.Sealing.Notes.TryReadCosignature(note.Text, note.Signatures[1], ledger.ReceiptKey, out var t)
        );
        return t;
    }
}
