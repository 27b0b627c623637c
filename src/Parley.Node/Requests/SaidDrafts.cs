using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using Parley.Cooperation;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;
using Parley.Exchange.Formats;
using Parley.Node.Desk;

namespace Parley.Node.Requests;

/// <summary>What became of saving a half-written move for the first time.</summary>
/// <param name="Place">Where it lies; of one that was saved before, at the version it stands at by now.</param>
/// <param name="IsOther">The name of the call was used for something else, or what it saved is gone.</param>
public readonly record struct Begun(MoveDraftPlace Place, bool IsOther = false);

/// <summary>Half-written moves in the words of the record, without a form, as programs save them: they lie beside those
/// that were left on a page, and a page goes on with them.</summary>
public sealed class SaidDrafts(DeskDatabase database)
{
    /// <summary>Saves one for the first time; under the same key it is the same one.</summary>
    /// <param name="once">Names the call, in 32 characters.</param>
    /// <param name="seen">How often the request had been corrected as its author saw it.</param>
    /// <returns>Null where there are too many about this request.</returns>
    public Begun? Begin(
        RequestSight sight,
        RequestMove move,
        RequestStatement said,
        string once,
        PreparedBy by,
        int? seen = null
    )
    {
        var (type, body) = StatementFormat.Write(said);
        using var db = database.Open();
        using var work = db.BeginTransaction();
        if (Before(db, work, once) is { } before)
        {
            var same =
                before.gone == 0
                && (before.peer, before.about, before.move, before.type)
                    == (sight.Peer.ToString(), sight.Id, move.ToString(), type)
                && before.body.AsSpan().SequenceEqual(body);
            return new Begun(new MoveDraftPlace(before.id, before.version), IsOther: !same);
        }
        if (MoveDraftShelf.Count(db, work, sight) >= MoveDraftShelf.MostOfOne)
        {
            return null;
        }
        var id = db.ExecuteScalar<long>(
            """
            INSERT INTO move_draft (peer, about, move, fields, type, body, account, name, authors, at, once, corrected)
            VALUES (@peer, @about, @move, '', @type, @body, @Account, @Name, @Account, @at, @once, @seen) RETURNING id
            """,
            new
            {
                peer = sight.Peer.ToString(),
                about = sight.Id,
                move = move.ToString(),
                type,
                body,
                by.Account,
                by.Name,
                at = Text(by.At),
                once,
                seen,
            },
            work
        );
        work.Commit();
        return new Begun(new MoveDraftPlace(id, 1));
    }

    /// <summary>Writes one anew, in the place of what was said and filled in so far; why it came back stays.</summary>
    /// <param name="version">That was read: another one is not written over.</param>
    /// <param name="seen">How often the request had been corrected as who writes it anew saw it.</param>
    /// <returns>False where it stands at another version.</returns>
    public bool Replace(long id, long version, RequestStatement said, PreparedBy by, int? seen = null)
    {
        var (type, body) = StatementFormat.Write(said);
        using var db = database.Open();
        using var work = db.BeginTransaction();
        var authors = AuthorsOf(db, work, id, version);
        if (authors is null)
        {
            return false;
        }
        db.Execute(
            """
            UPDATE move_draft SET version = version + 1, fields = '', type = @type, body = @body, account = @Account,
              name = @Name, authors = @authors, at = @at, corrected = @seen
            WHERE id = @id
            """,
            new
            {
                id,
                type,
                body,
                by.Account,
                by.Name,
                authors = MoveDraftShelf.Together(authors, by.Account),
                at = Text(by.At),
                seen,
            },
            work
        );
        work.Commit();
        return true;
    }

    /// <summary>The files that half-written moves name, also those that came back.</summary>
    public IReadOnlyList<Attached> FilesOf(PartyCode peer)
    {
        using var db = database.Open();
        return
        [
            .. db.Query<(string Type, byte[] Body)>(
                    "SELECT type, body FROM move_draft WHERE peer = @peer AND gone = 0 AND type IS NOT NULL",
                    new { peer = peer.ToString() }
                )
                .SelectMany(one => SentParcel.NamedIn(StatementFormat.Read(one.Type, one.Body))),
        ];
    }

    private static Saved? Before(SqliteConnection db, SqliteTransaction work, string once) =>
        db.QuerySingleOrDefault<Saved>(
            "SELECT id, version, gone, peer, about, move, type, body FROM move_draft WHERE once = @once",
            new { once },
            work
        );

    private static string? AuthorsOf(SqliteConnection db, SqliteTransaction work, long id, long version) =>
        db.QuerySingleOrDefault<string?>(
            "SELECT authors FROM move_draft WHERE id = @id AND version = @version AND gone = 0",
            new { id, version },
            work
        );

    private static string Text(DateTimeOffset at) => at.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);

#pragma warning disable IDE1006 // One name for a column and its property.
    private sealed class Saved
    {
        public long id { get; init; }
        public long version { get; init; }
        public long gone { get; init; }
        public string peer { get; init; } = "";
        public string about { get; init; } = "";
        public string move { get; init; } = "";
        public string? type { get; init; }
        public byte[]? body { get; init; }
    }
#pragma warning restore IDE1006
}
