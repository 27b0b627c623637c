using System.Collections.Concurrent;
using System.Globalization;
using Parley.Cooperation.Agreements;
using Parley.Exchange;
using Parley.Node;

namespace Parley.Tests.Node;

/// <summary>
/// Two nodes that meet, part, fall silent and come back: nothing is lost, nothing comes twice. PARLEY_RESTARTS says how
/// often one of them is stopped in the middle of everything.
/// </summary>
public sealed class PairTests
{
    /// <summary>Well below the heartbeat, which would bring it too.</summary>
    private const int AtOnce = 12;

    private static readonly int Restarts = int.Parse(
        Environment.GetEnvironmentVariable("PARLEY_RESTARTS") ?? "6",
        CultureInfo.InvariantCulture
    );

    [Fact]
    public async Task Where_the_first_address_is_dead_the_next_one_is_tried()
    {
        await using var pair = new Pair(deadFirst: true);
        await pair.Start();
        await pair.StateMany(pair.Cn!, 3);
        await pair.Quiet();
        pair.AreTheSame();
    }

    [Fact]
    public async Task What_was_stated_while_the_other_was_away_reaches_it_when_it_comes_back()
    {
        await using var pair = new Pair();
        await pair.Start();
        await pair.StopUs();
        await pair.StateMany(pair.Cn!, 3);
        await TwoFolders.Until(
            () => pair.Cn!.Record.StateOf(TwoFolders.US).Problem is not null,
            "it says what is wrong"
        );
        Assert.Equal(3, pair.Cn!.Record.StateOf(TwoFolders.US).Waiting);
        await pair.StartUs();
        await pair.Quiet();
        await TwoFolders.Until(() => pair.Cn!.Record.StateOf(TwoFolders.US).Problem is null, "all is well again");
        pair.AreTheSame();
    }

    [Fact]
    public async Task What_was_read_while_a_receipt_was_on_its_way_is_read_anew_when_it_comes()
    {
        await using var pair = new Pair();
        await pair.Start();
        await pair.StopUs();
        var stating = await pair.State(pair.Cn!);
        Assert.Null(ReceivedAt());
        await pair.StartUs();
        await pair.Quiet();
        Assert.NotNull(ReceivedAt());
        DateTimeOffset? ReceivedAt() =>
            ((Agreement)pair.Cn!.Record.Reading.Find(TwoFolders.US, stating.About)!).Latest.Proposed.ReceivedAt;
    }

    [Fact]
    public async Task A_node_that_comes_back_is_told_at_once_however_much_was_stated_meanwhile()
    {
        await using var pair = new Pair();
        await pair.Start();
        for (var away = 0; away < 3; away++)
        {
            await pair.StopUs();
            // Each of them tries the dead address once more.
            for (var i = 0; i < 12; i++)
            {
                await pair.StateMany(pair.Cn!, 1);
                await Task.Delay(10);
            }
            await pair.StartUs();
            await pair.Quiet(AtOnce);
        }
        pair.AreTheSame();
    }

    [Fact]
    public async Task Restarts_in_the_middle_of_everything_lose_and_double_nothing()
    {
        await using var pair = new Pair();
        await pair.Start();
        var stated = new ConcurrentBag<(string By, long Index)>();
        for (var round = 0; round < Restarts; round++)
        {
            var (cn, us) = (pair.Cn!, pair.Us!);
            await Task.WhenAll(Talk(pair, cn, stated), Talk(pair, us, stated));
            await (round % 2 == 0 ? pair.StopUs() : pair.StopCn());
            await Talk(pair, pair.Cn ?? pair.Us!, stated);
            await (round % 2 == 0 ? pair.StartUs() : pair.StartCn());
            await pair.Quiet(AtOnce);
        }
        Assert.Equal(stated.Count, stated.Distinct().Count());
        var (ours, theirs) = pair.Cn!.Record.SizesOf(TwoFolders.US);
        // Each node also opened the link with one statement.
        Assert.Equal(stated.Count + 2, ours + theirs);
        pair.AreTheSame();
    }

    [Fact]
    public async Task A_session_forgotten_by_a_restart_is_begun_anew_without_a_word_lost()
    {
        await using var pair = new Pair();
        var statuses = new ConcurrentQueue<int>();
        await pair.StartCn(line => new Overheard(line, statuses));
        await pair.StartUs();
        await pair.Quiet();
        await pair.StopUs();
        await pair.StartUs();
        await pair.Quiet();
        statuses.Clear();
        await pair.StateMany(pair.Cn!, 1);
        await pair.Quiet();
        Assert.Contains(200, statuses);
        Assert.True(statuses.Count(s => s == 410) <= 1, string.Join(' ', statuses));
        pair.AreTheSame();
    }

    [Fact]
    public async Task A_node_restored_from_an_old_backup_says_nothing_new_before_it_has_its_record_back()
    {
        await using var pair = new Pair();
        await pair.Start();
        await pair.StateMany(pair.Cn!, 3);
        await pair.Quiet();
        await pair.StopCn();
        TwoFolders.Copy(pair.Folders.Cn.Path, pair.Folders["backup"]);
        await pair.StartCn();
        await pair.Quiet();
        await pair.StateMany(pair.Cn!, 4);
        await pair.StateMany(pair.Us!, 4);
        await pair.Quiet();
        var (ours, theirs) = pair.Cn!.Record.SizesOf(TwoFolders.US);
        await pair.StopCn();
        await pair.StopUs();

        Directory.Delete(pair.Folders.Cn.Path, recursive: true);
        TwoFolders.Copy(pair.Folders["backup"], pair.Folders.Cn.Path);
        await pair.StartCn();
        Assert.NotEqual((ours, theirs), pair.Cn!.Record.SizesOf(TwoFolders.US));
        var early = await pair.State(pair.Cn);
        Assert.Equal("link-not-confirmed", early.Refusal?.Code);

        await pair.StartUs();
        await pair.Quiet();
        Assert.Equal((ours, theirs), pair.Cn.Record.SizesOf(TwoFolders.US));
        await pair.StateMany(pair.Cn, 2);
        await pair.StateMany(pair.Us!, 2);
        await pair.Quiet();
        pair.AreTheSame();
    }

    [Fact]
    public async Task An_operator_s_word_lets_a_node_go_on_while_the_other_is_away()
    {
        await using var pair = new Pair();
        await pair.Start();
        await pair.StopUs();
        await pair.StopCn();
        await pair.StartCn();
        Assert.Equal("link-not-confirmed", (await pair.State(pair.Cn!)).Refusal?.Code);
        Assert.Equal(1, await Told.Run("status", "--data", pair.Folders.Cn.Path));
        await Told.Refused("resume", "XX", "--data", pair.Folders.Cn.Path);
        Assert.Equal(0, await Told.Run("resume", "US", "--data", pair.Folders.Cn.Path));
        Assert.Equal(0, await Told.Run("status", "--data", pair.Folders.Cn.Path));
        await pair.StateMany(pair.Cn!, 2);
        await pair.StartUs();
        await pair.Quiet();
        pair.AreTheSame();
    }

    private static async Task Talk(Pair pair, RunningNode by, ConcurrentBag<(string, long)> stated)
    {
        for (var i = 0; i < 8; i++)
        {
            var stating = await pair.State(by);
            Assert.True(stating.Refusal is null, stating.Refusal?.Sentence.En);
            stated.Add((by.Record.Self.Code.ToString(), stating.Index));
        }
    }

    /// <summary>The network, with the answers' statuses noted.</summary>
    private sealed class Overheard(ILink line, ConcurrentQueue<int> statuses) : ILink
    {
        public async Task<LinkAnswer> Deliver(
            Peer peer,
            Uri address,
            ReadOnlyMemory<byte> delivery,
            CancellationToken cancel
        )
        {
            var answer = await line.Deliver(peer, address, delivery, cancel);
            statuses.Enqueue(answer.Status);
            return answer;
        }
    }
}
