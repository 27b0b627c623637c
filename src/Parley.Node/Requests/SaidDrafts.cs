using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange.Formats;
using Parley.Node.Desk;

namespace Parley.Node.Requests;

/// <summary>Half-written moves in the words of the record, without a form, as programs save them: they lie beside those
/// that were left on a page, and a page goes on with them.</summary>
public sealed class SaidDrafts(DeskDatabase database)
{
    /// <summary>Saves one for the first time; under the same key it is the same one.</summary>
    /// <param name="once">Names the call, in 32 characters.</param>
    /// <returns>Its id; null where there are too many about this request.</returns>
    public long? Begin(RequestSight sight, RequestMove move, RequestStatement said, string once, PreparedBy by)
    {
        var (type, body) = StatementFormat.Write(said);
        using var db = database.Open();
        using var work = db.BeginTransaction();
        var before = db.QuerySingleOrDefault<long?>("SELECT id FROM move_draft WHERE once = @once", new { once }, work);
        if (before is not null || MoveDraftShelf.Count(db, work, sight) >= MoveDraftShelf.MostOfOne)
        {
            return before;
        }
        var id = db.ExecuteScalar<long>(
            """
            INSERT INTO move_draft (peer, about, move, fields, type, body, account, name, authors, at, once)
            VALUES (@peer, @about, @move, '', @type, @body, @Account, @Name, @Account, @at, @once) RETURNING id
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
            },
            work
        );
        work.Commit();
        return id;
    }

    /// <summary>Writes one anew, in the place of what was said and filled in so far; why it came back stays.</summary>
    /// <param name="version">That was read: another one is not written over.</param>
    /// <returns>False where it stands at another version.</returns>
    public bool Replace(long id, long version, RequestStatement said, PreparedBy by)
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
              name = @Name, authors = @authors, at = @at
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
            },
            work
        );
        work.Commit();
        return true;
    }

    private static string? AuthorsOf(SqliteConnection db, SqliteTransaction work, long id, long version) =>
        db.QuerySingleOrDefault<string?>(
            "SELECT authors FROM move_draft WHERE id = @id AND version = @version AND gone = 0",
            new { id, version },
            work
        );

    private static string Text(DateTimeOffset at) => at.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);
}
