using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;

namespace Parley.Cooperation.Review;

/// <summary>Counts the requests of one row.</summary>
internal sealed class ReviewTally
{
    private readonly StepTally acknowledgement = new();
    private readonly StepTally firstResponse = new();
    private readonly StepTally full = new();
    private readonly Dictionary<string, int> grounds = new(StringComparer.Ordinal);
    private readonly int[] complete = new int[4];
    private readonly int[] usable = new int[4];
    private readonly int[] inForm = new int[4];
    private int requests;
    private int clarifications;
    private int clarified;
    private int extensions;
    private int answeredFinally;
    private int answeredInPart;
    private int refused;
    private int withdrawn;
    private int rated;
    private int ratingsReplied;
    private TimeSpan slowestDelivery;

    public void Add(Request request, Deadlines deadlines, StepTimes times, DateTimeOffset at)
    {
        requests++;
        acknowledgement.Add(deadlines.Acknowledgement.StateAt(at), times.Acknowledgement);
        firstResponse.Add(deadlines.FirstResponse.StateAt(at), times.FirstResponse);
        full.Add(deadlines.Full.StateAt(at), times.Full);
        clarifications += request.Clarifications.Length;
        clarified += request.Clarifications.IsEmpty ? 0 : 1;
        extensions += request.Extensions.Length;
        answeredFinally += request.FinalAnswer is null ? 0 : 1;
        answeredInPart += request.Open && request.Answers.Length > 0 ? 1 : 0;
        withdrawn += request.Withdrawn is null ? 0 : 1;
        if (request.Refused is { } refusal)
        {
            refused++;
            foreach (var ground in refusal.What.Grounds)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(grounds, ground.Code, out _)++;
            }
        }
        if (request.Rated is { } rating)
        {
            rated++;
            complete[(int)rating.What.Complete]++;
            usable[(int)rating.What.Usable]++;
            inForm[(int)rating.What.InForm]++;
        }
        ratingsReplied += request.RatingReplied is null ? 0 : 1;
        slowestDelivery = times.SlowestDelivery > slowestDelivery ? times.SlowestDelivery : slowestDelivery;
    }

    public ReviewRow Row(PartyCode from, PartyCode to, string? kind) =>
        new(
            from,
            to,
            kind,
            requests,
            acknowledgement.Figures(),
            firstResponse.Figures(),
            full.Figures(),
            clarifications,
            clarified,
            extensions,
            answeredFinally,
            answeredInPart,
            refused,
            grounds.ToImmutableSortedDictionary(StringComparer.Ordinal),
            withdrawn,
            rated,
            Marks(complete),
            Marks(usable),
            Marks(inForm),
            ratingsReplied,
            (long)slowestDelivery.TotalSeconds
        );

    private static MarkCounts Marks(int[] counts) => new(counts[0], counts[1], counts[2], counts[3]);
}

/// <summary>Counts how one step stood, and gathers the times it took.</summary>
internal sealed class StepTally
{
    private readonly List<long> seconds = [];
    private int onTime;
    private int late;
    private int overdue;
    private int running;
    private int lapsed;
    private int noLimit;

    public void Add(DeadlineState state, long? took)
    {
        switch (state)
        {
            case DeadlineState.MetInTime:
                onTime++;
                break;
            case DeadlineState.MetLate or DeadlineState.Missed:
                late++;
                break;
            case DeadlineState.Overdue:
                overdue++;
                break;
            case DeadlineState.Lapsed:
                lapsed++;
                break;
            case DeadlineState.NoLimit:
                noLimit++;
                break;
            default:
                running++;
                break;
        }
        if (took is { } time)
        {
            seconds.Add(time);
        }
    }

    public StepFigures Figures()
    {
        seconds.Sort();
        return new StepFigures(onTime, late, overdue, running, lapsed, noLimit, Rank(50), Rank(90));
    }

    /// <summary>Nearest rank: the smallest time that at least this share of all did not exceed.</summary>
    private long? Rank(int percent) =>
        seconds.Count == 0 ? null : seconds[(int)(((long)seconds.Count * percent + 99) / 100) - 1];
}
