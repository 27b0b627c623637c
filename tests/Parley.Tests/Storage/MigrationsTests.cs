using Microsoft.Data.Sqlite;
using Parley.Node.Storage;

namespace Parley.Tests.Storage;

/// <summary>Databases go forward only.</summary>
public sealed class MigrationsTests
{
    [Theory]
    [InlineData("record")]
    [InlineData("desk")]
    [InlineData("accounts")]
    [InlineData("local")]
    [InlineData("lines")]
    [InlineData("api")]
    public void What_a_later_version_made_is_refused_with_a_sentence_and_left_as_it_is(string set)
    {
        using var db = new SqliteConnection("Data Source=:memory:");
        db.Open();
        Migrations.Apply(db, set);
        var newest = Version(db);
        Assert.True(newest > 0);
        Migrations.Apply(db, set);
        Assert.Equal(newest, Version(db));

        Run(db, $"PRAGMA user_version = {newest + 1}");
        var refused = Assert.Throws<InvalidDataException>(() => Migrations.Apply(db, set));
        Assert.StartsWith($"{set}.db is of schema {newest + 1}", refused.Message, StringComparison.Ordinal);
        Assert.Equal(newest + 1, Version(db));
    }

    private static long Version(SqliteConnection db)
    {
        using var command = db.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return (long)command.ExecuteScalar()!;
    }

    private static void Run(SqliteConnection db, string sql)
    {
        using var command = db.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
