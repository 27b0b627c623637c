using Dapper;
using Microsoft.Data.Sqlite;
using Parley.Node.Desk;
using Parley.Node.Storage;
using Parley.Tests.Node;
using Parley.Tests.Sealing;

namespace Parley.Tests.Together;

/// <summary>What was noted about drafts goes with them, also what drafts that were gone before had left behind.
/// </summary>
public sealed class InsideUpgradeTests : IDisposable
{
    private static readonly string[] Tables = ["note", "mention", "task", "task_act", "notice", "assigned"];

    private readonly TemporaryFolder folder = new();

    [Fact]
    public void What_drafts_that_are_gone_left_behind_goes_with_the_upgrade_and_the_rest_stays()
    {
        Upgrade();
        using var db = Open();
        foreach (var table in Tables)
        {
            // Of the draft that lives and of the request; not of the one thrown away nor of the one that never was.
            Assert.Equal((table, 2L), (table, db.ExecuteScalar<long>($"SELECT count(*) FROM {table}")));
        }
        Assert.Equal(
            ["CN-R-2026-0001", "draft-1"],
            db.Query<string>("SELECT DISTINCT matter FROM note ORDER BY matter")
        );
    }

    [Theory]
    [InlineData("DELETE FROM draft WHERE id = 1")]
    [InlineData("UPDATE draft SET deleted = 1 WHERE id = 1")]
    public void From_then_on_it_goes_with_the_draft(string gone)
    {
        Upgrade();
        using var db = Open();
        db.Execute(gone);
        foreach (var table in Tables)
        {
            Assert.Equal((table, 1L), (table, db.ExecuteScalar<long>($"SELECT count(*) FROM {table}")));
        }
        Assert.Equal("CN-R-2026-0001", db.QuerySingle<string>("SELECT matter FROM note"));
    }

    [Fact]
    public void When_an_address_was_last_asked_for_is_kept()
    {
        Upgrade();
        using var db = Open();
        Assert.Equal(("one", "2026-02-01"), db.QuerySingle<(string, string)>("SELECT account, at FROM notice_asked"));
    }

    public void Dispose() => folder.Dispose();

    /// <summary>A desk as it was before, with something about a living draft, one thrown away, one that is no more and
    /// a request; opened anew.</summary>
    private void Upgrade()
    {
        using (var db = new SqliteConnection($"Data Source={folder["desk.db"]}"))
        {
            db.Open();
            Migrations.Apply(db, "desk", upTo: 10);
            db.Execute(
                """
                INSERT INTO draft (id, peer, version, text, changed_at, once, deleted)
                VALUES (1, 'US', 1, x'7b7d', '2026-01-01', 'a', 0), (2, 'US', 1, x'', '2026-01-01', 'b', 1);
                INSERT INTO notice_wish (account, address, kinds, language, asked_at, since)
                VALUES ('one', 'one@ministry.example', 'Arrived', 'en', '2026-02-01', '2026-01-01');
                """
            );
            string[] matters = ["draft-1", "draft-2", "draft-3", "CN-R-2026-0001"];
            foreach (var matter in matters)
            {
                Note(db, matter);
            }
        }
        SqliteConnection.ClearAllPools();
        _ = new DeskDatabase(new DeskOptions { Party = TwoFolders.CN, DataFolder = folder.Path });
    }

    /// <summary>One row in every table of what officers keep among themselves.</summary>
    private static void Note(SqliteConnection db, string matter) =>
        db.Execute(
            """
            INSERT INTO note (matter, account, text, at, version, once)
            VALUES (@matter, 'one', 'A note.', '2026-01-01', 1, @matter);
            INSERT INTO mention (note, account, at) VALUES (last_insert_rowid(), 'two', '2026-01-01');
            INSERT INTO task (matter, what, account, at, done, once)
            VALUES (@matter, 'A task.', 'one', '2026-01-01', 0, @matter);
            INSERT INTO task_act (task, done, account, at) VALUES (last_insert_rowid(), 0, 'one', '2026-01-01');
            INSERT INTO notice (account, cause, matter, at) VALUES ('one', @matter, @matter, '2026-01-01');
            INSERT INTO assigned (matter, peer, account, word, at) VALUES (@matter, 'US', 'one', '', '2026-01-01');
            """,
            new { matter }
        );

    private SqliteConnection Open()
    {
        var db = new SqliteConnection($"Data Source={folder["desk.db"]};Pooling=False");
        db.Open();
        return db;
    }
}
