using Parley.Exchange;
using Parley.Node;
using Parley.Node.Storage;

namespace Parley.Tests.Node;

public sealed class RunningCheckTests
{
    [Fact]
    public async Task A_check_of_a_node_at_work_finds_nothing_in_what_comes_in_meanwhile()
    {
        await using var pair = new Pair();
        await pair.Start();
        using var enough = new CancellationTokenSource();
        var working = Task.WhenAll(Work(pair, pair.Cn!, enough.Token), Work(pair, pair.Us!, enough.Token));
        using (var shelf = new SqliteShelf(pair.Folders.Cn.RecordFolder))
        {
            var (self, peer) = (pair.Folders.Cn.OwnCard(), pair.Folders.Us.OwnCard());
            for (var i = 0; i < 30; i++)
            {
                Assert.All(RecordVerification.Ledgers(self, peer, shelf), l => Assert.Empty(l.Findings));
                Assert.Empty(RecordVerification.Views(self, peer, shelf).Differing);
            }
        }
        await enough.CancelAsync();
        await working;
        await pair.Quiet();
    }

    private static async Task Work(Pair pair, RunningNode by, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            await pair.State(by);
        }
    }
}
