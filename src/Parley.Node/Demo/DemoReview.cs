using System.Globalization;
using Parley.Cooperation;
using Parley.Cooperation.Review;
using Parley.Exchange;
using Spectre.Console;

namespace Parley.Node.Demo;

/// <summary>The review of the half-year: stated by both nodes, and printed side by side.</summary>
public sealed class DemoReview(TwoNations nations, DemoClock clock, DateTimeOffset today)
{
    /// <summary>Both nodes compute the figures and state their hash.</summary>
    public async Task<(DateTimeOffset From, DateTimeOffset To)> State(HalfYear halfYear)
    {
        var to = new DateTimeOffset(today.UtcDateTime.Date, TimeSpan.Zero);
        clock.StandAt(to);
        foreach (var node in nations.Nodes)
        {
            var self = node.Record.Self.Code;
            var peer = nations.Other(self);
            var (figures, hash) = node.Record.Reading.Review(peer, halfYear.Begins, to);
            await nations.State(
                self,
                SubjectId.OfLink('V', self, peer),
                new ReviewStatement.Computed(halfYear.Begins, to, figures.Requests, hash),
                halfYear.Releaser(self),
                "review"
            );
            await nations.Quiet();
        }
        return (halfYear.Begins, to);
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
        var rows = both[0].Item2.Figures.Rows.Length;
        for (var i = 0; i < rows; i++)
        {
            var first = both[0].Item2.Figures.Rows[i];
            var cells = new List<string> { $"{first.From} asks {first.To}: {first.Kind ?? "all kinds"}" };
            foreach (var (_, review) in both)
            {
                cells.AddRange(Cells(i < review.Figures.Rows.Length ? review.Figures.Rows[i] : null));
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
