using System.Text;
using Microsoft.Data.Sqlite;
using Parley.Exchange;
using Parley.Node;
using Parley.Node.Storage;

namespace Parley.Tests.Node;

/// <summary>A node's database that was altered, cut or replaced behind its back.</summary>
public sealed class HostileDatabaseTests(HostileDatabaseTests.Kept kept) : IClassFixture<HostileDatabaseTests.Kept>
{
    [Fact]
    public async Task Every_altered_byte_of_the_record_is_found()
    {
        await kept.Put(kept.Database);
        Assert.Equal(0, await Told.Run("verify", "--data", kept.Cn.Path));
        var places = kept.Pieces.SelectMany(piece => Places(piece)).ToList();
        Assert.True(places.Count > 60, $"{places.Count}");
        foreach (var at in places)
        {
            var spoilt = (byte[])kept.Database.Clone();
            spoilt[at] ^= 0x01;
            var code = await Verified(spoilt);
            Assert.True(code is 1 or 2, $"byte {at}: exit code {code}");
        }
    }

    [Fact]
    public async Task An_altered_byte_anywhere_is_found_or_changes_nothing()
    {
        await kept.Put(kept.Database);
        var sound = await Told.Run("record", "out", kept.Folders["sound"], "--data", kept.Cn.Path);
        Assert.Equal(0, sound);
        var chance = new Random(20261122);
        for (var i = 0; i < 120; i++)
        {
            var at = chance.Next(kept.Database.Length);
            var spoilt = (byte[])kept.Database.Clone();
            spoilt[at] ^= (byte)(1 << chance.Next(8));
            var code = await Verified(spoilt);
            Assert.InRange(code, 0, 2);
            if (code == 0)
            {
                var folder = kept.Folders[$"out-{i}"];
                Assert.Equal(0, await Told.Run("record", "out", folder, "--data", kept.Cn.Path));
                Assert.All(
                    Directory.GetFiles(kept.Folders["sound"]),
                    f =>
                        Assert.Equal(File.ReadAllBytes(f), File.ReadAllBytes(Path.Combine(folder, Path.GetFileName(f))))
                );
            }
        }
    }

    [Fact]
    public async Task A_node_whose_record_was_altered_does_not_start_and_says_why()
    {
        var spoilt = (byte[])kept.Database.Clone();
        spoilt[kept.Pieces[0].At + 40] ^= 0x01;
        await kept.Put(spoilt);
        Assert.Contains("receipted", await Told.Refused("run", "--data", kept.Cn.Path), StringComparison.Ordinal);
        await Told.Refused("rebuild", "--data", kept.Cn.Path);
        await kept.Put(kept.Database);
        // The refusal let go of everything: the same process can start it now.
        await using var node = await RunningNode.Start(kept.Cn, TimeProvider.System);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public async Task A_database_cut_short_is_found_and_does_not_start(double part)
    {
        await kept.Put(kept.Database[..(int)(kept.Database.Length * part)]);
        Assert.NotEqual(0, await Told.Run("verify", "--data", kept.Cn.Path));
        await Told.Refused("run", "--data", kept.Cn.Path);
    }

    [Fact]
    public async Task What_is_no_database_does_not_start()
    {
        foreach (
            var bytes in new[]
            {
                "this is no database, though long enough to be one at first sight. "u8.ToArray(),
                new byte[8192],
            }
        )
        {
            await kept.Put(bytes);
            await Told.Refused("verify", "--data", kept.Cn.Path);
            await Told.Refused("run", "--data", kept.Cn.Path);
        }
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_told_in_a_sentence()
    {
        Directory.Delete(kept.Cn.RecordFolder, recursive: true);
        await File.WriteAllTextAsync(kept.Cn.RecordFolder, "a file where a folder should be");
        await Told.Refused("run", "--data", kept.Cn.Path);
        await Told.Refused("verify", "--data", kept.Cn.Path);
        File.Delete(kept.Cn.RecordFolder);
        await kept.Put(kept.Database);
    }

    [Theory]
    [InlineData("DELETE FROM statement WHERE id = (SELECT max(id) FROM statement)")]
    [InlineData("DELETE FROM statement WHERE id = (SELECT min(id) FROM statement)")]
    [InlineData("UPDATE receipt SET time = time + 1")]
    [InlineData("UPDATE receipt SET line = (SELECT line FROM receipt LIMIT 1)")]
    [InlineData("UPDATE statement SET bytes = CAST(replace(CAST(bytes AS TEXT), 'Invented', 'Inverted') AS BLOB)")]
    [InlineData("UPDATE statement SET about = 'US-R-2026-0001'")]
    [InlineData("UPDATE subject SET changed_at = changed_at + 1")]
    [InlineData("UPDATE subject SET mechanism = 'request'")]
    [InlineData("DELETE FROM subject")]
    [InlineData("INSERT INTO subject SELECT peer, 'US-R-2026-9999', mechanism, changed_at, 1 FROM subject LIMIT 1")]
    [InlineData("DELETE FROM without_effect")]
    [InlineData("DROP TABLE receipt")]
    public async Task What_somebody_did_with_a_tool_for_databases_is_found(string sql)
    {
        await kept.Put(kept.Database);
        await using (
            var connection = new SqliteConnection($"Data Source={TwoFolders.DatabaseOf(kept.Cn)};Pooling=False")
        )
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync();
        }
        var (code, told, error) = await Told.By("verify", "--data", kept.Cn.Path);
        Assert.True(code != 0, $"{told} {error}");
    }

    private static IEnumerable<int> Places((int At, int Length) piece)
    {
        for (var i = 0; i < piece.Length; i += Math.Max(1, piece.Length / 12))
        {
            yield return piece.At + i;
        }
    }

    private async Task<int> Verified(byte[] database)
    {
        await kept.Put(database);
        return await Told.Run("verify", "--data", kept.Cn.Path);
    }

    /// <summary>The folder of a node with a small record, and where in its database the record lies.</summary>
    public sealed class Kept : IAsyncLifetime
    {
        internal TwoFolders Folders { get; } = new();

        internal NodeFolder Cn => Folders.Cn;

        internal byte[] Database { get; private set; } = [];

        internal List<(int At, int Length)> Pieces { get; } = [];

        public async ValueTask InitializeAsync()
        {
            var pieces = new List<byte[]>();
            await using (var node = await RunningNode.Start(Cn, TimeProvider.System))
            {
                using var peer = new PlayedPeer(Folders.Us, Cn);
                for (var i = 0; i < 3; i++)
                {
                    var said = peer.Next with { Type = "\"link.opened\"", Body = "{\"cards\":{\"US\":\"x\"}}" };
                    Assert.Equal(200, (await peer.Say(said.Bytes, peer.Next.Bytes)).Status);
                }
                using var shelf = new SqliteShelf(Cn.RecordFolder);
                pieces.AddRange(shelf.Statements(TwoFolders.US, Side.Theirs, 0, 100).Select(s => s.ToArray()));
                foreach (var receipt in shelf.Receipts(TwoFolders.US, Side.Theirs, 0, 100))
                {
                    pieces.Add(Encoding.UTF8.GetBytes(receipt.Checkpoint));
                    pieces.Add(Encoding.UTF8.GetBytes(receipt.Line));
                }
            }
            Database = await File.ReadAllBytesAsync(TwoFolders.DatabaseOf(Cn));
            foreach (var piece in pieces)
            {
                var at = Database.AsSpan().IndexOf(piece);
                Assert.True(at > 0, "every piece of a small record lies in the file in one stretch");
                Pieces.Add((at, piece.Length));
            }
        }

        public ValueTask DisposeAsync()
        {
            Folders.Dispose();
            return ValueTask.CompletedTask;
        }

        /// <summary>Puts another database in the node's place.</summary>
        internal async Task Put(byte[] database)
        {
            Directory.CreateDirectory(Cn.RecordFolder);
            var file = TwoFolders.DatabaseOf(Cn);
            // A file of its own each time: whoever still holds the one before does not hold this.
            File.Delete(file);
            File.Delete(file + "-wal");
            File.Delete(file + "-shm");
            await File.WriteAllBytesAsync(file, database);
        }
    }
}
