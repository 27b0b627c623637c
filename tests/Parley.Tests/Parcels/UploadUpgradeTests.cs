using Dapper;
using Microsoft.Data.Sqlite;
using Parley.Node.Storage;
using Parley.Tests.Sealing;

namespace Parley.Tests.Parcels;

/// <summary>With the upgrade no key stays of a file that is whole, and what was begun goes on with its draft alone.
/// </summary>
public sealed class UploadUpgradeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("DELETE FROM draft WHERE id = 1", false)]
    [InlineData("UPDATE draft SET deleted = 1 WHERE id = 1", false)]
    [InlineData("UPDATE draft SET released = 'CN-R-2026-0001' WHERE id = 1", false)]
    [InlineData("UPDATE draft SET text = x'7b', version = 2 WHERE id = 1", true)]
    public void What_was_begun_stays_as_long_as_its_draft(string then, bool stays)
    {
        using var db = new SqliteConnection($"Data Source={folder["desk.db"]};Pooling=False");
        db.Open();
        Migrations.Apply(db, "desk", upTo: 16);
        db.Execute(
            """
            INSERT INTO draft (id, peer, version, text, changed_at, once, deleted, released)
            VALUES (1, 'US', 1, x'7b7d', '2026-01-01', 'a', 0, NULL), (2, 'US', 1, x'', '2026-01-01', 'b', 1, NULL),
                (12, 'US', 1, x'7b7d', '2026-01-01', 'c', 0, 'CN-R-2026-0002');
            INSERT INTO upload (id, account, peer, place, name, media, size, seal, whole, at)
            VALUES ('living', 'a', 'US', 'draft 1 files', 'x', 'y', 9, x'01', NULL, 1),
                ('attached', 'a', 'US', 'draft 1 files', 'x', 'y', 9, x'', x'02', 1),
                ('discarded', 'a', 'US', 'draft 2 files', 'x', 'y', 9, x'01', NULL, 1),
                ('left', 'a', 'US', 'draft 12 files', 'x', 'y', 9, x'01', NULL, 1),
                ('never', 'a', 'US', 'draft 77 files', 'x', 'y', 9, x'01', NULL, 1),
                ('request', 'a', 'US', 'CN-R-2026-0003', 'x', 'y', 9, x'01', NULL, 1);
            """
        );
        Migrations.Apply(db, "desk");
        Assert.Equal(["living", "request"], db.Query<string>("SELECT id FROM upload ORDER BY id"));
        db.Execute(then);
        string[] left = stays ? ["living", "request"] : ["request"];
        Assert.Equal(left, db.Query<string>("SELECT id FROM upload ORDER BY id"));
    }

    public void Dispose() => folder.Dispose();
}
