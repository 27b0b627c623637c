using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Parley.Cooperation.Requests;

namespace Parley.Cooperation.Review;

/// <summary>Makes a row of the tallies that belong to it.</summary>
internal static class ReviewRows
{
    public static ReviewRow Of(
        PartyCode from,
        PartyCode to,
        ReviewCut by,
        string? code,
        List<MonthTally> tallies,
        int edition
    )
    {
        var grounds = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (ground, count) in tallies.SelectMany(t => t.Grounds))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(grounds, ground, out _) += count;
        }
        return new ReviewRow(
            from,
            to,
            by,
            code,
            tallies.Sum(t => t.Requests),
            tallies.Sum(t => t.Complete),
            Step(tallies.ConvertAll(t => t.Acknowledgement), edition),
            Step(tallies.ConvertAll(t => t.FirstResponse), edition),
            Step(tallies.ConvertAll(t => t.Full), edition),
            [.. Enumerable.Range(0, ReviewFigures.DayEdges.Length + 1).Select(i => tallies.Sum(t => t.FullDays[i]))],
            tallies.Sum(t => t.Clarifications),
            tallies.Sum(t => t.Clarified),
            tallies.Sum(t => t.Extensions),
            Outcome(tallies, MeasuredOutcome.Answered),
            Outcome(tallies, MeasuredOutcome.AnsweredInPart),
            Outcome(tallies, MeasuredOutcome.Refused),
            grounds.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Outcome(tallies, MeasuredOutcome.Withdrawn),
            Outcome(tallies, MeasuredOutcome.Transferred),
            Open(tallies),
            tallies.Sum(t => t.Rated),
            Marks(tallies, 0),
            Marks(tallies, 1),
            Marks(tallies, 2),
            tallies.Sum(t => t.RatingsReplied),
            tallies.Sum(t => t.StatedLate),
            tallies.Max(t => t.SlowestSeconds),
            edition < ReviewFigures.WithRequester
                ? null
                : new RequesterFigures(
                    Wait(tallies.ConvertAll(t => t.Clarifying)),
                    Step(tallies.ConvertAll(t => t.Rating), edition),
                    Wait(tallies.ConvertAll(t => t.Consulting))
                )
        );
    }

    private static WaitFigures Wait(List<WaitTally> waits)
    {
        var seconds = waits.ConvertAll(w => w.Seconds);
        var waiting = waits.ConvertAll(w => w.WaitingFor);
        return new WaitFigures(
            seconds.Sum(list => list.Count),
            Durations.Rank(seconds, 50),
            Durations.Rank(seconds, 90),
            waiting.Sum(list => list.Count),
            Durations.Greatest(waiting)
        );
    }

    private static int Outcome(List<MonthTally> tallies, MeasuredOutcome outcome) =>
        tallies.Sum(t => t.Outcomes[(int)outcome]);

    private static MarkCounts Marks(List<MonthTally> tallies, int which)
    {
        int Of(Mark mark) => tallies.Sum(t => t.Marks[which][(int)mark]);
        return new MarkCounts(Of(Mark.Fully), Of(Mark.Mostly), Of(Mark.Partly), Of(Mark.No));
    }

    private static OpenFigures Open(List<MonthTally> tallies)
    {
        var open = tallies.ConvertAll(t => t.OpenFor);
        return new OpenFigures(
            open.Sum(list => list.Count),
            Durations.Rank(open, 50),
            Durations.Greatest(open),
            Durations.Greatest(tallies.ConvertAll(t => t.OverdueFor))
        );
    }

    private static StepFigures Step(List<StepTally> steps, int edition)
    {
        int Of(int state) => steps.Sum(s => s.Counts[state]);
        var (onTime, noLimit) = edition < ReviewFigures.WithUnstarted ? (Of(6), 0) : (0, Of(6));
        var seconds = steps.ConvertAll(s => s.Seconds);
        return new StepFigures(
            Of(0) + onTime,
            Of(1),
            Of(2),
            Of(3),
            Of(4),
            Of(5) + noLimit,
            Durations.Rank(seconds, 50),
            Durations.Rank(seconds, 90)
        );
    }
}
