using System.Reflection;
using Microsoft.Data.Sqlite;

namespace Parley.Node.Storage;

/// <summary>
/// Brings a database to the newest schema by the numbered scripts embedded beside this file, each in one transaction.
/// </summary>
internal static class Migrations
{
    /// <summary>Applies what is missing. What a later version made is left as it is: this one does not know what it
    /// would write there.</summary>
    /// <exception cref="InvalidDataException">A later version of Parley has made it.</exception>
    /// <param name="set">Which scripts: "record" takes 0001-record.sql, 0002-record.sql …</param>
    /// <param name="upTo">The last that is applied: an older schema, to see what the later ones do to it.</param>
    public static void Apply(SqliteConnection connection, string set, int upTo = int.MaxValue)
    {
        var applied = Applied(connection);
        var scripts = Scripts(set).ToList();
        if (applied > scripts[^1].Number)
        {
            throw new InvalidDataException(
                $"{set}.db is of schema {applied}, made by a later version of Parley; this one knows {scripts[^1].Number}. "
                    + "Run the later version, or restore the copy made before it."
            );
        }
        foreach (var (number, script) in scripts.Where(s => s.Number > applied && s.Number <= upTo))
        {
            using var transaction = connection.BeginTransaction();
            using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = $"{script}\nPRAGMA user_version = {number};";
            command.ExecuteNonQuery();
            transaction.Commit();
        }
    }

    private static long Applied(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return (long)command.ExecuteScalar()!;
    }

    private static IEnumerable<(int Number, string Text)> Scripts(string set)
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            var file = name.Split('/')[^1];
            if (!file.EndsWith($"-{set}.sql", StringComparison.Ordinal))
            {
                continue;
            }
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (int.Parse(file[..4], System.Globalization.CultureInfo.InvariantCulture), reader.ReadToEnd());
        }
    }
}
