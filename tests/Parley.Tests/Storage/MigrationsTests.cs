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

    [Fact]
    public void What_lay_half_written_in_the_words_of_the_record_stays_of_its_authors()
    {
        using var db = new SqliteConnection("Data Source=:memory:");
        db.Open();
        Migrations.Apply(db, "desk", upTo: 19);
        Run(
            db,
            """
            INSERT INTO move_draft (peer, about, move, fields, type, body, account, name, authors, at) VALUES
                ('US', 'US-R-2026-0001', 'Accept', '', 'request.accepted', x'7b7d', 'a', 'A', 'a', ''),
                ('US', 'US-R-2026-0001', 'Accept', '[]', NULL, NULL, 'a', 'A', 'a', '');
            """
        );
        Migrations.Apply(db, "desk");
        using var back = db.CreateCommand();
        back.CommandText = "SELECT group_concat(came_back, ' ') FROM move_draft ORDER BY id";
        Assert.Equal("1 0", back.ExecuteScalar());
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
