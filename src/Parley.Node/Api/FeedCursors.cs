using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Parley.Node.Api;

/// <summary>By what a program says how far it was told: the events' file, the event's number, and its mark, which no
/// other event that ever bears the number has.</summary>
public sealed partial class Feed
{
    /// <summary>The cursor behind an event.</summary>
    public string Cursor(long id)
    {
        using var db = database.Open();
        var mark = MarkOf(db, id) is { Length: > 0 } known ? $"-{known}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{InstanceOf(db)}-{id}{mark}");
    }

    /// <summary>The event a cursor stands behind; null where this node gave no such cursor. So it is, too, where it
    /// gave it before its events were restored from an older copy: else what came in between would never be told.
    /// </summary>
    public long? Behind(string cursor)
    {
        using var db = database.Open();
        return
            cursor.Split('-') is [var instance, var number, .. { Length: <= 1 } mark]
            && string.Equals(instance, InstanceOf(db), StringComparison.Ordinal)
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && string.Equals(string.Concat(mark), MarkOf(db, id), StringComparison.Ordinal)
            ? id
            : null;
    }

    /// <summary>The mark of an event; empty for one of before and for none at all, null where there is no such event.
    /// </summary>
    private static string? MarkOf(SqliteConnection db, long id) =>
        id == 0 ? "" : db.QuerySingleOrDefault<string>("SELECT mark FROM event WHERE id = @id", new { id });
}
