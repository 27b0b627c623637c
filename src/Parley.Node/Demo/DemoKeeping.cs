using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Node.Erasing;
using Parley.Node.Law;
using Parley.Node.Lines;
using Parley.Node.Requests;

namespace Parley.Node.Demo;

/// <summary>How long the demo's nations keep what they have: the model rule book in force since the half-year began, a
/// matter that is kept longer, and those of the year before, which the nodes themselves erase when their time is over.
/// </summary>
internal static class DemoKeeping
{
    private const int MostEnded = 100;

    /// <summary>The stories of the year before, whose time of keeping ends within the half-year.</summary>
    private static readonly string[] Over = ["91", "92"];

    /// <summary>The day on which both were closed, before 04:30 UTC.</summary>
    private const int OverSince = -222;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>So much later by the demo's clock at each look, for a node looks what is due some times in an hour.
    /// </summary>
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(2);
    private const int MostLooks = 100;

    private const string Chinese = "因应急处置审计需要，保存至报告完成。";
    private const string English = "Asked for by an audit of the incident response, until its report.";

    /// <summary>What happens by the rule book: it comes in force on the first day; a year after the stories of the year
    /// before ended, their words are erased.</summary>
    public static IEnumerable<Occasion> Occasions(TwoNations nations, HalfYear halfYear, DemoClock clock) =>
        [
            new(halfYear.Begins.AddHours(1), () => PutInForce(nations)),
            new(halfYear.On(OverSince).AddYears(1).AddHours(4.5), () => Erase(nations, halfYear, clock)),
        ];

    /// <summary>The model rule book, as one operator put it forward and the other confirmed it.</summary>
    private static Task PutInForce(TwoNations nations)
    {
        foreach (var node in nations.Nodes)
        {
            var books = node.Services.GetRequiredService<RuleBookShelf>();
            var text = File.ReadAllBytes(RuleBookPages.ModelFile);
            var put = books.Put(
                text,
                "First rule book of this node · 本节点首部规则手册",
                new Doer(Id(node, "operator-1"), "192.0.2.10")
            );
            books.PutInForce(put, new Doer(Id(node, "operator-2"), "192.0.2.11"));
        }
        return Task.CompletedTask;
    }

    private static async Task Erase(TwoNations nations, HalfYear halfYear, DemoClock clock)
    {
        for (var looks = 0; looks < MostLooks; looks++)
        {
            foreach (var node in nations.Nodes)
            {
                await node.Services.GetRequiredService<ErasingRound>().Run();
            }
            if (nations.Nodes.All(node => Over.All(story => IsGone(node, halfYear.Request(story)))))
            {
                return;
            }
            await Task.Delay(Look);
            clock.StandAt(clock.GetUtcNow() + Later);
        }
        throw new IOException("The nodes do not erase what their rule books no longer let them keep.");
    }

    /// <summary>One matter that an officer of each nation keeps longer than the rule book says.</summary>
    public static void KeepLonger(TwoNations nations, DateTimeOffset now)
    {
        foreach (var node in nations.Nodes)
        {
            var book = node.Services.GetRequiredService<RequestBook>();
            var lines = node.Services.GetRequiredService<EndedLines>();
            var ended = node.Record.Peers.SelectMany(peer =>
                lines.Of(peer.Code, "incident-assistance", now, MostEnded)
            );
            var incident = ended.Select(book.Find).FirstOrDefault(one => one?.Request.Stage is Stage.Closed);
            if (incident is not null)
            {
                node.Services.GetRequiredService<KeepingHolds>()
                    .Put(
                        incident.Request.Id,
                        node.Record.Self.Code.ToString() is "CN" ? Chinese : English,
                        new Doer(Id(node, "cert-2"), "192.0.2.31")
                    );
            }
        }
    }

    private static bool IsGone(RunningNode node, SubjectId request) =>
        node.Record.Reading.Erased(node.Record.Peers[0].Code, request) is { Settled: true };

    private static string Id(RunningNode node, string who) =>
        $"{node.Record.Self.Code.ToString().ToLowerInvariant()}-{who}";
}
