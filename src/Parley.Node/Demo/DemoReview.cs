using System.Globalization;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Review;
using Parley.Exchange;
using Parley.Exchange.Formats;
using Parley.Node.Review;
using Spectre.Console;

namespace Parley.Node.Demo;

/// <summary>
/// The reviews of the demo: of its first ninety days, stated by both nodes, proposed and accepted, so it is published;
/// and of the half-year, stated by both and printed side by side.
/// </summary>
public sealed class DemoReview(TwoNations nations, DemoClock clock, DateTimeOffset today, HalfYear halfYear)
{
    /// <summary>Days of the published review.</summary>
    private const int FirstDays = 90;

    private static readonly Bilingual Remarks = new(
        "Counted is what was asked in the first ninety days under the guidelines, in both directions. Both sides will ask "
            + "back early rather than late, and name with the first response a day by which they answer. What was still "
            + "open on the last day is counted with its age; it is looked at again in the review of the half-year.",
        "本评估统计准则施行后首个九十日内双方提出的请求。双方均将尽早要求澄清，并在初步答复中说明预计答复日期。"
            + "截至期末尚未办结的请求按其已历时间计入，在半年评估中再行审视。"
    );

    /// <summary>The days on which the review of the first ninety days is compared, proposed and accepted.</summary>
    public IEnumerable<Occasion> Published()
    {
        var (one, other) = (nations.Nodes[0].Record.Self.Code, nations.Nodes[1].Record.Self.Code);
        var (from, to) = (halfYear.Begins, halfYear.On(FirstDays));
        var about = default(SubjectId);
        var hash = "";
        yield return new Occasion(to.AddDays(2).AddHours(2), () => Compare(from, to));
        yield return new Occasion(
            to.AddDays(5).AddHours(7),
            async () =>
            {
                var (figures, theirHash) = nations.Record(one).Reading.Review(other, from, to);
                var content = ReviewDocumentFormat.Write(new ReviewDocument(figures, theirHash, Remarks));
                hash = StatementFormat.ContentHash(content);
                var title = ReviewPages.Title(figures);
                var at = to.AddDays(5);
                var proposed = new AgreementStatement.Proposed(ReviewDocument.Kind, 1, title, at, content, hash);
                about = await nations.Open(one, 'A', proposed, halfYear.Releaser(one), "review");
                await nations.Quiet();
            }
        );
        yield return new Occasion(
            to.AddDays(8).AddHours(15),
            async () =>
            {
                var accepted = new AgreementStatement.Accepted(1, hash);
                await nations.State(other, about, accepted, halfYear.Releaser(other), "review");
                await nations.Quiet();
            }
        );
    }

    /// <summary>Both nodes compute the figures of the half-year and state their hash.</summary>
    public async Task<(DateTimeOffset From, DateTimeOffset To)> State()
    {
        var to = new DateTimeOffset(today.UtcDateTime.Date, TimeSpan.Zero);
        clock.StandAt(to);
        await Compare(halfYear.Begins, to);
        return (halfYear.Begins, to);
    }

    private async Task Compare(DateTimeOffset from, DateTimeOffset to)
    {
        foreach (var node in nations.Nodes)
        {
            var self = node.Record.Self.Code;
            var peer = nations.Other(self);
            var (figures, _) = node.Record.Reading.Review(peer, from, to);
            var about = SubjectId.OfLink('V', self, peer);
            await nations.State(self, about, StateFormat.Stated(figures), halfYear.Releaser(self), "review");
            await nations.Quiet();
        }
    }

    /// <summary>Prints both nodes' figures side by side; true when they are the same.</summary>
    public static bool Print(TwoNations nations, (DateTimeOffset From, DateTimeOffset To) period)
    {
        var both = nations
            .Nodes.Select(n =>
                (n.Record.Self.Code, n.Record.Reading.Review(n.Record.Peers[0].Code, period.From, period.To))
            )
            .ToList();
        var table = new Table().Border(TableBorder.Ascii);
        table.AddColumn("Direction and kind");
        foreach (var (party, _) in both)
        {
            table.AddColumn($"{party}: requests");
            table.AddColumn("on time: ack, first, full");
            table.AddColumn("median, 90th (full)");
        }
        foreach (var first in both[0].Item2.Figures.Rows.Where(row => row.By is ReviewCut.All or ReviewCut.Kind))
        {
            var cells = new List<string> { $"{first.From} asks {first.To}: {first.Code ?? "all kinds"}" };
            foreach (var (_, review) in both)
            {
                cells.AddRange(
                    Cells(
                        review.Figures.Rows.FirstOrDefault(row =>
                            string.Equals(row.Name, first.Name, StringComparison.Ordinal)
                        )
                    )
                );
            }
            table.AddRow([.. cells.Select(Markup.Escape)]);
        }
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = 160;
        }
        AnsiConsole.Write(table);
        foreach (var (party, review) in both)
        {
            Console.WriteLine($"{party}: {review.Figures.Requests} requests, figures {review.Hash}");
        }
        return both.Select(b => b.Item2.Hash).Distinct(StringComparer.Ordinal).Count() == 1;
    }

    private static string[] Cells(ReviewRow? row) =>
        row is null
            ? ["-", "-", "-"]
            :
            [
                row.Requests.ToString(CultureInfo.InvariantCulture),
                $"{Share(row.Acknowledgement)}, {Share(row.FirstResponse)}, {Share(row.Full)}",
                $"{Hours(row.Full.MedianSeconds)}, {Hours(row.Full.NinetiethSeconds)}",
            ];

    private static string Share(StepFigures step) =>
        step.OnTimePerMille is { } share ? string.Create(CultureInfo.InvariantCulture, $"{share / 10.0:0.#} %") : "-";

    private static string Hours(long? seconds) =>
        seconds is { } s ? string.Create(CultureInfo.InvariantCulture, $"{s / 3600.0:0.#} h") : "-";
}
