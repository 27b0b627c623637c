using Microsoft.Data.Sqlite;

namespace Parley.Node.Storage;

/// <summary>
/// Makes a database's files hold nothing any more of what was deleted or written over in it.
/// </summary>
internal static class Scrubbing
{
    /// <summary>What every connection that writes sets: freed space is written over at once.</summary>
    public const string AtOnce = "PRAGMA secure_delete = ON;";

    /// <summary>
    /// Writes the whole database anew and empties its log. To write over freed space is not enough: when a page of the
    /// tree overflows, its cells are moved, and the gap they leave may hold a copy that no deletion reaches later
    /// (docs/decisions/0016-erasing-leaves-the-leaf.md).
    /// </summary>
    /// <returns>False where a reader still looks at what was there before: to be asked again.</returns>
    public static bool Run(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "VACUUM";
        command.ExecuteNonQuery();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        using var row = command.ExecuteReader();
        return row.Read() && row.GetInt64(0) == 0;
    }
}
