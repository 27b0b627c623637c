using System.Globalization;
using Dapper;
using Parley.Cooperation;
using Parley.Node.Desk;

namespace Parley.Node.Together;

/// <summary>A matter was given to somebody, or back to nobody.</summary>
/// <param name="By">The account that gave it.</param>
/// <param name="Word">What was said with it; may be empty.</param>
public sealed record Assigned(
    long Id,
    MatterKey Matter,
    PartyCode Peer,
    Holder To,
    string By,
    string Word,
    DateTimeOffset At
);

/// <summary>
/// Who has which matter, and who gave it to whom when: local to the node. Rows are only added; the last one counts, and
/// what a draft had, its request has.
/// </summary>
public sealed class AssignmentShelf(DeskDatabase database)
{
    /// <summary>The longest word that goes with a matter handed over.</summary>
    public const int WordAtMost = 500;

    /// <summary>Takes a matter with the draft it was, both by the parameter @matter.</summary>
    internal const string OfMatter =
        "matter IN (SELECT @matter UNION ALL SELECT 'draft-' || id FROM draft WHERE released = @matter)";

    private const string Columns = "SELECT id, matter, peer, officer, authority, account, word, at FROM assigned";

    /// <summary>Everything that was assigned of a matter, the oldest first.</summary>
    public IReadOnlyList<Assigned> History(MatterKey matter)
    {
        using var db = database.Open();
        return
        [
            .. db.Query<Row>($"{Columns} WHERE {OfMatter} ORDER BY id", new { matter = matter.Text })
                .Select(row => Of(row, matter)),
        ];
    }

    /// <summary>What counts now of every matter, by the number of its request or the key of its draft.</summary>
    public IReadOnlyDictionary<string, Assigned> All()
    {
        using var db = database.Open();
        var released = db.Query<(long Id, string Released)>("SELECT id, released FROM draft WHERE released IS NOT NULL")
            .ToDictionary(row => MatterKey.Of(row.Id).Text, row => row.Released, StringComparer.Ordinal);
        var all = new Dictionary<string, Assigned>(StringComparer.Ordinal);
        foreach (
            var row in db.Query<Row>(
                $"{Columns} WHERE id IN (SELECT max(id) FROM assigned GROUP BY matter) ORDER BY id"
            )
        )
        {
            var text = released.GetValueOrDefault(row.matter, row.matter);
            if (MatterKey.Read(text) is { } matter)
            {
                all[text] = Of(row, matter);
            }
        }
        return all;
    }

    /// <summary>What was assigned after a row, the oldest first.</summary>
    internal IReadOnlyList<Assigned> After(long id, int atMost)
    {
        using var db = database.Open();
        return
        [
            .. db.Query<Row>($"{Columns} WHERE id > @id ORDER BY id LIMIT @atMost", new { id, atMost })
                .Select(row => (row, Matter: MatterKey.Read(row.matter)))
                .Where(one => one.Matter is not null)
                .Select(one => Of(one.row, one.Matter!)),
        ];
    }

    /// <summary>Gives a matter to somebody; false where another was given it since the officer looked.</summary>
    /// <param name="seen">The last row the officer saw; 0 for none.</param>
    public bool Add(MatterSight matter, Holder to, string by, string word, long seen, DateTimeOffset now)
    {
        using var db = database.Open();
        return db.Execute(
                $"""
                INSERT INTO assigned (matter, peer, officer, authority, account, word, at)
                SELECT @matter, @peer, @officer, @authority, @by, @word, @at
                WHERE coalesce((SELECT max(id) FROM assigned WHERE {OfMatter}), 0) = @seen
                """,
                new
                {
                    matter = matter.Key.Text,
                    peer = matter.Peer.ToString(),
                    officer = to.Officer,
                    authority = to.Authority,
                    by,
                    word,
                    at = now.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
                    seen,
                }
            ) == 1;
    }

    private static Assigned Of(Row row, MatterKey matter) =>
        new(
            row.id,
            matter,
            PartyCode.Parse(row.peer),
            new Holder(row.officer, row.authority),
            row.account,
            row.word,
            DateTimeOffset.Parse(row.at, CultureInfo.InvariantCulture)
        );

    private sealed class Row
    {
        public long id { get; init; }
        public string matter { get; init; } = "";
        public string peer { get; init; } = "";
        public string? officer { get; init; }
        public string? authority { get; init; }
        public string account { get; init; } = "";
        public string word { get; init; } = "";
        public string at { get; init; } = "";
    }
}
