using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Api;
using Parley.Node.Lines;
using Parley.Node.Storage;
using Parley.Tests.Node;
using Parley.Verify;

namespace Parley.Tests.Erasing;

/// <summary>What one nation has erased is gone from its disk and from nobody else's, and both records still verify.
/// </summary>
public sealed class ErasedFromDiskTests : IAsyncLifetime
{
    private static readonly Officer Someone = new("an-authority", "An Invented Officer", "liaison");

    private readonly ErasedNodes nodes = new();

    public async ValueTask InitializeAsync()
    {
        await nodes.Start();
        await nodes.Pair.StopUs();
        TwoFolders.Copy(nodes.Pair.Folders.Us.RecordFolder, nodes.Pair.Folders["early"]);
        await nodes.Pair.StartUs();
        await nodes.Pair.Quiet();
        await nodes.Live();
    }

    public ValueTask DisposeAsync() => nodes.DisposeAsync();

    [Fact]
    public async Task Nothing_of_it_is_in_any_file_of_the_node_and_both_records_still_verify()
    {
        Assert.NotEmpty(ErasedNodes.Holding(nodes.Pair.Folders.Cn, Piece()));
        await nodes.Later(200);
        var figures = Figures();
        await ErasedNodes.Erase(nodes.Cn, new KeepsDays(100));

        Assert.Empty(ErasedNodes.Holding(nodes.Pair.Folders.Cn, Piece()));
        Assert.NotEmpty(ErasedNodes.Holding(nodes.Pair.Folders.Us, Piece()));
        Assert.Null(nodes.Cn.Record.Reading.Find(TwoFolders.US, nodes.Asked));
        Assert.Equal("7.2", nodes.Cn.Record.Reading.Erased(TwoFolders.US, nodes.Asked)?.Rule);
        Assert.Equal(figures, Figures());
        Assert.Equal(figures, FiguresOfLines());
        await Verify(2);
        var events = nodes.Cn.Services.GetRequiredService<SecurityEvents>().Page(1);
        Assert.Equal(2, events.Count(e => e is { Act: SecurityAct.RequestErased, More: "7.2" }));

        // The link goes on, the node starts and is rebuilt, and nothing of it comes back.
        await nodes.Pair.StateMany(nodes.Cn, 3);
        await nodes.Pair.StateMany(nodes.Us, 3);
        await nodes.Pair.Quiet();
        await nodes.Pair.StopCn();
        Assert.Equal(0, await Told.Run("rebuild", "--data", nodes.Pair.Folders.Cn.Path));
        Assert.Empty(ErasedNodes.Holding(nodes.Pair.Folders.Cn, Piece()));
        await nodes.Pair.StartCn();
        await nodes.Pair.Quiet();
        Assert.Equal(figures, FiguresOfLines());
        await Verify(2);
    }

    [Fact]
    public async Task Programs_are_told_once_of_each_that_they_are_to_erase_too()
    {
        var feed = nodes.Cn.Services.GetRequiredService<Feed>();
        feed.Begin();
        await nodes.Later(200);
        await ErasedNodes.Erase(nodes.Cn, new KeepsDays(100));
        // The node stopped before it could settle that, and erases what is left in the next round.
        feed.TellErased(TwoFolders.US, nodes.Asked);
        while (feed.Step()) { }
        var told = feed.After(0, 10_000).Where(one => one.Kind is EventKind.RequestErased).ToList();
        Assert.Equal(
            new[] { $"{nodes.Asked}", $"{nodes.Asking}" }.Order(StringComparer.Ordinal),
            told.Select(one => $"{one.About}").Order(StringComparer.Ordinal)
        );
        Assert.All(told, one => Assert.Equal((TwoFolders.CN, null, null), (one.By, one.Place, one.Type)));
        var words = JsonSerializer.Serialize(told[0].Told(), ApiJson.Options);
        Assert.Contains("\"kind\":\"request-erased\"", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_of_the_record_with_erased_entries_is_good_for_the_independent_check()
    {
        await nodes.Later(200);
        await ErasedNodes.Erase(nodes.Cn, new KeepsDays(100));
        var folder = nodes.Pair.Folders["out"];
        Assert.Equal(0, await Told.Run("record", "out", folder, "--data", nodes.Pair.Folders.Cn.Path));
        var report = RecordCheck.Run(folder, new Progress(null));
        Assert.True(report.Good, string.Join('\n', report.Findings.Select(f => f.Sentence)));
        Assert.True(report.Ledgers.Sum(l => l.Erased) >= 7);
        var use = await File.ReadAllTextAsync(
            Path.Combine(folder, "README.txt"),
            TestContext.Current.CancellationToken
        );
        Assert.Contains("only for the purpose stated", use, StringComparison.Ordinal);
        Assert.Contains("仅用于该请求载明的目的", use, StringComparison.Ordinal);
        var name = Path.Combine(folder, "US-to-CN.jsonl");
        var lines = await File.ReadAllLinesAsync(name, TestContext.Current.CancellationToken);
        var erased = Array.FindIndex(lines, line => line.StartsWith("erased ", StringComparison.Ordinal));
        lines[erased] = $"erased {Convert.ToBase64String(new byte[32])}";
        await File.WriteAllTextAsync(name, string.Join('\n', lines) + "\n", TestContext.Current.CancellationToken);
        Assert.Contains("wrong-root", RecordCheck.Run(folder, new Progress(null)).Findings.Select(f => f.Code));
    }

    [Fact]
    public async Task What_is_said_about_it_later_is_kept_and_has_no_effect_on_either_side()
    {
        await nodes.Later(200);
        await ErasedNodes.Erase(nodes.Cn, new KeepsDays(100));
        var reply = new RequestStatement.Closed(null);
        var own = await nodes.Cn.Record.State(TwoFolders.US, nodes.Asking, reply, Someone);
        Assert.Equal("request-erased", own.Refusal?.Code);
        var theirs = await nodes.Us.Record.State(TwoFolders.CN, nodes.Asked, reply, Someone);
        Assert.Equal("request-at-rest", theirs.Refusal?.Code);
        // A new request may name it: as what it was made is known still.
        await nodes.Pair.Quiet();
        var proofs = await nodes.Cn.Record.Reading.Proofs(TwoFolders.US, nodes.Asked);
        Assert.All(proofs, proof => Assert.True(proof.IsErased));
        Assert.Equal(1, await Told.Run("evidence", nodes.Asked.ToString(), "--data", nodes.Pair.Folders.Cn.Path));
    }

    [Fact]
    public async Task What_a_peer_that_keeps_no_rule_says_of_it_later_is_erased_too()
    {
        await nodes.Later(200);
        await nodes.Pair.StopCn();
        TwoFolders.Copy(nodes.Pair.Folders.Cn.RecordFolder, nodes.Pair.Folders["kept"]);
        await nodes.Pair.StartCn();
        await nodes.Pair.Quiet();
        await ErasedNodes.Erase(nodes.Cn, new KeepsDays(100));
        await nodes.Pair.StopCn();
        // As if the last of its words were said after all of them were erased.
        using (
            var db = new SqliteConnection($"Data Source={TwoFolders.DatabaseOf(nodes.Pair.Folders.Cn)};Pooling=false")
        )
        {
            db.Open();
            using var command = db.CreateCommand();
            command.CommandText = """
                ATTACH @kept AS kept;
                UPDATE statement SET bytes = was.bytes FROM kept.statement AS was WHERE was.id = statement.id
                  AND statement.id = (SELECT max(id) FROM statement WHERE about = @about)
                """;
            command.Parameters.AddWithValue("@kept", Path.Combine(nodes.Pair.Folders["kept"], "record.db"));
            command.Parameters.AddWithValue("@about", nodes.Asked.ToString());
            Assert.Equal(1, command.ExecuteNonQuery());
        }
        Assert.Equal(0, await Told.Run("rebuild", "--data", nodes.Pair.Folders.Cn.Path));
        await nodes.Pair.StartCn();
        await nodes.Pair.Quiet();
        Assert.Equal([nodes.Asked], nodes.Cn.Record.Reading.SaidSinceErased(TwoFolders.US, 10));
        Assert.Null(nodes.Cn.Record.Reading.Find(TwoFolders.US, nodes.Asked));

        await ErasedNodes.Erase(nodes.Cn, new KeepsDays(100));
        Assert.Empty(nodes.Cn.Record.Reading.SaidSinceErased(TwoFolders.US, 10));
        var proofs = await nodes.Cn.Record.Reading.Proofs(TwoFolders.US, nodes.Asked);
        Assert.All(proofs, proof => Assert.True(proof.IsErased));
        await nodes.Pair.StopCn();
        await Verify(2);
    }

    [Fact]
    public async Task A_node_set_back_to_before_is_told_clearly_and_nothing_breaks()
    {
        await nodes.Later(200);
        await ErasedNodes.Erase(nodes.Cn, new KeepsDays(100));
        await nodes.Pair.StopUs();
        Directory.Delete(nodes.Pair.Folders.Us.RecordFolder, recursive: true);
        TwoFolders.Copy(nodes.Pair.Folders["early"], nodes.Pair.Folders.Us.RecordFolder);
        await nodes.Pair.StartUs();
        await TwoFolders.Until(
            () =>
                nodes.Us.Record.StateOf(TwoFolders.CN).Problem?.StartsWith("erased: ", StringComparison.Ordinal)
                == true,
            "US is told that what it lost was erased"
        );
        Assert.NotEqual(LinkCondition.Open, nodes.Us.Record.StateOf(TwoFolders.CN).Condition);
        await TwoFolders.Until(
            () =>
                nodes.Cn.Record.StateOf(TwoFolders.US).Problem?.Contains("old backup", StringComparison.Ordinal)
                == true,
            "CN says why it cannot bring it again"
        );
        Assert.Equal(0, await Told.Run("verify", "--data", nodes.Pair.Folders.Cn.Path));
    }

    [Fact]
    public async Task A_node_that_stopped_between_two_steps_goes_on_until_all_of_it_is_gone()
    {
        await nodes.Later(200);
        var keeping = new KeepsDays(100);
        Assert.Null(await nodes.Cn.Record.Erase(TwoFolders.US, [nodes.Asked], "7.2"));
        await nodes.Pair.StopCn();
        await nodes.Pair.StartCn();
        await nodes.Pair.Quiet();
        // Its own ticker may have been quicker; either way it comes to its end.
        await ErasedNodes.Erase(nodes.Cn, keeping);
        await TwoFolders.Until(
            () => nodes.Cn.Record.Reading.ErasedUnsettled(TwoFolders.US).Count == 0,
            "nothing of it is left to be done"
        );
        Assert.Empty(ErasedNodes.Holding(nodes.Pair.Folders.Cn, Piece()));
        await Verify(2);
    }

    [Fact]
    public async Task Nothing_is_erased_that_is_held_or_kept_or_could_still_change()
    {
        var keeping = new KeepsDays(100);
        await ErasedNodes.Erase(nodes.Cn, new KeepsDays(-1));
        await nodes.Later(200);
        await ErasedNodes.Erase(nodes.Cn, new KeepsDays(300));
        keeping.Held.Add(nodes.Asking);
        await ErasedNodes.Erase(nodes.Cn, keeping);
        Assert.NotNull(nodes.Cn.Record.Reading.Find(TwoFolders.US, nodes.Asking));
        Assert.Null(nodes.Cn.Record.Reading.Find(TwoFolders.US, nodes.Asked));
        Assert.Equal("not-a-request", (await Refused(SubjectId.OfLink('L', TwoFolders.US, TwoFolders.CN)))?.Code);
        Assert.Equal("not-a-request", (await Refused(SubjectId.Parse("US-A-2026-0001")))?.Code);
    }

    [Fact]
    public async Task Damage_is_not_taken_for_erasing_nor_erasing_for_damage()
    {
        await nodes.Later(200);
        await ErasedNodes.Erase(nodes.Cn, new KeepsDays(100));
        await nodes.Pair.StopCn();
        var folder = nodes.Pair.Folders.Cn;
        TwoFolders.Copy(folder.RecordFolder, nodes.Pair.Folders["kept"]);
        string[] damages =
        [
            "DELETE FROM erased",
            "UPDATE erased SET about = 'US-A-2026-0001' WHERE about LIKE 'US%'",
            "UPDATE statement SET bytes = x'' WHERE id = (SELECT min(id) FROM statement WHERE about LIKE '%-R-%')",
            "UPDATE statement SET bytes = CAST('erased AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' || substr(bytes, 52) AS "
                + "BLOB) WHERE id = (SELECT min(id) FROM statement WHERE about LIKE '%-R-%')",
            "UPDATE statement SET bytes = CAST('erased AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' AS BLOB) "
                + "WHERE about LIKE '%-A-%'",
        ];
        foreach (var damage in damages)
        {
            using (var db = new SqliteConnection($"Data Source={TwoFolders.DatabaseOf(folder)};Pooling=false"))
            {
                db.Open();
                using var command = db.CreateCommand();
                command.CommandText = damage;
                Assert.True(command.ExecuteNonQuery() > 0, damage);
            }
            Assert.True(await Told.Run("verify", "--data", folder.Path) != 0, damage);
            Directory.Delete(folder.RecordFolder, recursive: true);
            TwoFolders.Copy(nodes.Pair.Folders["kept"], folder.RecordFolder);
            Assert.Equal(0, await Told.Run("verify", "--data", folder.Path));
        }
    }

    private Task<Refusal?> Refused(SubjectId id) => nodes.Cn.Record.Erase(TwoFolders.US, [id], "none");

    private async Task Verify(int erased)
    {
        foreach (var folder in new[] { nodes.Pair.Folders.Cn, nodes.Pair.Folders.Us })
        {
            var told = await Told.By("verify", "--data", folder.Path);
            Assert.True(told.Code == 0, told.Out + told.Error);
            Assert.DoesNotContain("NOT SOUND", told.Out, StringComparison.Ordinal);
        }
        using var shelf = new SqliteShelf(nodes.Pair.Folders.Cn.RecordFolder);
        Assert.Equal(erased, shelf.ErasedCount(TwoFolders.US));
        Assert.Empty(shelf.ErasedUnsettled(TwoFolders.US));
    }

    private byte[] Piece() => nodes.Ciphertext[5000..5064];

    private string Figures() => nodes.Cn.Record.Reading.Review(TwoFolders.US, From, To).Hash;

    private string FiguresOfLines()
    {
        nodes.Cn.Services.GetRequiredService<LineKeeping>().CatchUp();
        return nodes.Cn.Services.GetRequiredService<MeasuredReview>().Of(TwoFolders.US, From, To).Hash;
    }

    private static DateTimeOffset From { get; } = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static DateTimeOffset To { get; } = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);
}
