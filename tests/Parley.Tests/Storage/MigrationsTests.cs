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

    [Fact]
    public void Lines_of_an_older_folder_do_not_pass_for_made_already()
    {
        using var db = new SqliteConnection("Data Source=:memory:");
        db.Open();
        Migrations.Apply(db, "lines", upTo: 10);
        Run(
            db,
            """
            INSERT INTO followed (peer, ours, theirs, receipted, mark) VALUES ('US', 900, 800, 900, 'm');
            INSERT INTO line (peer, about, mechanism, ours, theirs, receipted, words_hash, erased)
                VALUES ('US', 'US-R-2026-0001', 'request', 900, 800, 900, 'h', 2);
            """
        );
        Migrations.Apply(db, "lines");
        using var left = db.CreateCommand();
        left.CommandText =
            "SELECT (SELECT count(*) FROM followed) + max(ours) + max(theirs) + max(receipted) + max(erased) FROM line";
        Assert.Equal(0L, left.ExecuteScalar());
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
