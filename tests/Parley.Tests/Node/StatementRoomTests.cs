using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation.Agreements;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Settings;
using Parley.Node.Storage;
using Parley.Tests.Desk;

namespace Parley.Tests.Node;

/// <summary>How much of a party's statements is taken: refused as a whole with a reason, tried again, nothing lost.
/// </summary>
public sealed class StatementRoomTests(OpenNode open) : IClassFixture<OpenNode>
{
    private static readonly string Page = $"/settings/links/{TwoFolders.US}/statements";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_beyond_the_limit_waits_at_the_other_node_until_there_is_room(bool ofTheDay)
    {
        var (here, there) = (open.Node.Record, open.Other.Record);
        var taken = here.TakenFrom(TwoFolders.US);
        Assert.InRange(taken.Today, 1, taken.InAll);
        var full = ofTheDay ? new StatementLimits(taken.Today, long.MaxValue) : new(long.MaxValue, taken.InAll);
        var usual = here.LimitsOf;
        here.LimitsOf = _ => full;
        var before = here.SizesOf(TwoFolders.US).Theirs;
        var asking = await Pair.Ask(open.Other, Agreed());
        Assert.True(asking.Refusal is null, asking.Refusal?.Sentence.En);
        await TwoFolders.Until(
            () => there.StateOf(TwoFolders.CN).Problem?.StartsWith("no-room", StringComparison.Ordinal) == true,
            "the other node is told why"
        );
        Assert.Equal(before, here.SizesOf(TwoFolders.US).Theirs);
        Assert.Equal(taken.InAll, here.TakenFrom(TwoFolders.US).InAll);
        using var marsh = await open.SignedIn(Role.Operator);
        Assert.Contains("No room for entries", await marsh.GetStringAsync("/"), StringComparison.Ordinal);
        Assert.Contains("refused for want of room", await marsh.GetStringAsync("/settings"), StringComparison.Ordinal);

        here.LimitsOf = usual;
        there.Hurry();
        await open.Quiet();
        Assert.NotNull(here.Reading.Find(TwoFolders.US, asking.About));
        Assert.True(here.TakenFrom(TwoFolders.US).InAll > taken.InAll);
    }

    [Fact]
    public async Task What_lies_on_the_disk_is_counted_anew_when_the_node_starts()
    {
        await open.Quiet();
        using var shelf = new SqliteShelf(open.Folder.RecordFolder);
        await using var record = JointRecord.Open(open.Folder.Self(), open.Folder.Peers(), shelf, TimeProvider.System);
        var (counted, running) = (record.TakenFrom(TwoFolders.US), open.Node.Record.TakenFrom(TwoFolders.US));
        Assert.Equal((running.InAll, running.Today), (counted.InAll, counted.Today));
    }

    [Fact]
    public async Task An_operator_sets_it_and_what_is_no_limit_changes_nothing()
    {
        var quotas = open.Node.Services.GetRequiredService<StatementQuotas>();
        using var marsh = await open.SignedIn(Role.Operator);
        foreach (var (day, all) in ((string, string)[])[("9", "100"), ("", "1"), ("100", "-1"), ("1.5", "2")])
        {
            var answer = await OpenDesk.Post(marsh, "/settings", Page, ("day", day), ("all", all));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            Assert.Equal(StatementLimits.Usual, quotas.Of(TwoFolders.US));
        }
        await OpenDesk.Post(marsh, "/settings", Page, ("day", "20"), ("all", "3000"));
        Assert.Equal(new StatementLimits(20L << 20, 3000L << 20), open.Node.Record.LimitsOf(TwoFolders.US));
        var accounts = open.Node.Services.GetRequiredService<AccountShelf>();
        Assert.Equal(quotas.Of(TwoFolders.US), new StatementQuotas(accounts).Of(TwoFolders.US));
        await OpenDesk.Post(marsh, "/settings", Page, ("day", "1024"), ("all", "102400"));
        Assert.Equal(StatementLimits.Usual, new StatementQuotas(accounts).Of(TwoFolders.US));
    }

    [Fact]
    public async Task A_command_reads_beside_a_node_that_writes()
    {
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 200 && !stop.IsCancellationRequested; i++)
            {
                await Pair.Ask(open.Other, Agreed());
            }
        });
        for (var i = 0; i < 25; i++)
        {
            using var shelf = new SqliteShelf(open.Folder.RecordFolder);
            await using var record = JointRecord.Open(
                open.Folder.Self(),
                open.Folder.Peers(),
                shelf,
                TimeProvider.System
            );
            var about = Parley.Cooperation.SubjectId.Parse(open.Request);
            Assert.NotEmpty(await record.Reading.Proofs(TwoFolders.US, about));
        }
        await stop.CancelAsync();
        await writing;
        await open.Quiet();
    }

    [Fact]
    public async Task Agreements_are_folded_again_only_when_one_of_them_moved()
    {
        var reading = open.Node.Record.Reading;
        var before = reading.All<Agreement>(TwoFolders.US);
        await open.Ask();
        Assert.Same(before, reading.All<Agreement>(TwoFolders.US));
        var content = """{"plan":"another"}""";
        var proposed = new AgreementStatement.Proposed(
            "rehearsal",
            1,
            new Parley.Cooperation.Bilingual("A rehearsal", "演练"),
            TimeProvider.System.GetUtcNow(),
            content,
            Parley.Exchange.Formats.StatementFormat.ContentHash(content)
        );
        var officer = new Parley.Cooperation.Officer("an-authority", "An Invented Officer", "liaison");
        Assert.Null((await open.Node.Record.Open(TwoFolders.US, 'A', proposed, officer)).Refusal);
        Assert.Equal(before.Count + 1, reading.All<Agreement>(TwoFolders.US).Count);
        await open.Quiet();
        Assert.NotNull(reading.All<Agreement>(TwoFolders.US)[^1].Latest.Proposed.ReceivedAt);
    }

    private AgreedVersion Agreed() =>
        open.Node.Record.Reading.GuidelinesInForce(TwoFolders.US, TimeProvider.System.GetUtcNow())!.Value.Version;
}
