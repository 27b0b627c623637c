using System.Collections.Immutable;

namespace Parley.Cooperation.Review;

/// <summary>
/// The figures of one period: whole numbers only, in a fixed order, so that both nodes compute the same bytes from the
/// same record. What each figure means is in docs/spec/figures.md and beside it on the page.
/// </summary>
/// <param name="Edition">Of the definitions: nodes of different editions compute different figures.</param>
/// <param name="From">Inclusive, UTC: requests that arrived from here on are counted.</param>
/// <param name="To">Exclusive, UTC: requests that arrived before are counted, as they stood at this instant.</param>
/// <param name="Only">What they are narrowed to; null where all requests of the link are counted.</param>
/// <param name="Requests">How many requests are counted in all.</param>
/// <param name="Rows">By asking party, asked party, cut and code; each direction begins with the row of all.</param>
public sealed record ReviewFigures(
    int Edition,
    DateTimeOffset From,
    DateTimeOffset To,
    ReviewFilter? Only,
    int Requests,
    ImmutableArray<ReviewRow> Rows
)
{
    /// <summary>The edition of the definitions in docs/spec/figures.md.</summary>
    public const int Newest = 4;

    /// <summary>The first edition that has what the requester owes.</summary>
    public const int WithRequester = 3;

    /// <summary>The first edition in which what was done before its clock started has no limit; before, it was on time.
    /// </summary>
    public const int WithUnstarted = 4;

    /// <summary>The oldest edition by which figures are still computed: reviews published by it are checked by it.
    /// </summary>
    public const int Oldest = 2;

    /// <summary>Where the columns of <see cref="ReviewRow.FullDays"/> end, in days of 24 hours, inclusive; one more
    /// column holds what took longer.</summary>
    public static ImmutableArray<int> DayEdges { get; } = [1, 3, 7, 14, 30, 60, 90];

    /// <summary>So long, in seconds, between stated and received makes an act "stated late".</summary>
    public const int StatedLateSeconds = 3_600;

    /// <summary>The directions that have figures, in order.</summary>
    public IEnumerable<IGrouping<(PartyCode From, PartyCode To), ReviewRow>> ByDirection() =>
        Rows.GroupBy(row => (row.From, row.To));
}

/// <summary>Narrows a review to some of the requests; null in a place leaves it open.</summary>
/// <param name="Asking">The party that asked: one direction alone.</param>
public sealed record ReviewFilter(PartyCode? Asking, string? Kind, string? Urgency, string? Area)
{
    /// <summary>Whether anything is narrowed.</summary>
    public bool Narrows => Asking is not null || (Kind ?? Urgency ?? Area) is not null;

    public bool Takes(Requests.MeasuredGroup group) =>
        (Asking is null || Asking == group.From)
        && Same(Kind, group.Kind)
        && Same(Urgency, group.Urgency)
        && (Area is null || Same(Area, group.Area ?? ""));

    private static bool Same(string? wanted, string value) =>
        wanted is null || string.Equals(wanted, value, StringComparison.Ordinal);
}

/// <summary>By what the requests of a direction are told apart in a row.</summary>
public enum ReviewCut
{
    /// <summary>Not at all: all requests of the direction.</summary>
    All,
    Kind,
    Urgency,
    Area,

    /// <summary>The month of arrival, in UTC.</summary>
    Month,
}

/// <summary>The figures of one direction and one group of its requests.</summary>
/// <param name="From">The party that asked.</param>
/// <param name="To">The party that was asked.</param>
/// <param name="Code">Of the kind, urgency or area, "" where no area is named, or the month as "2026-03"; null for the
/// row of all.</param>
/// <param name="CompleteAtArrival">Requests in which the check found nothing at all as they were made.</param>
/// <param name="Acknowledgement">From receipt to the first word of the requested party.</param>
/// <param name="FirstResponse">From receipt to the first response, decision or answer.</param>
/// <param name="Full">To the final answer or the refusal, from receipt or from the decision as the kind counts.</param>
/// <param name="FullDays">How many full answers and refusals took up to each of <see cref="ReviewFigures.DayEdges"/>.
/// </param>
/// <param name="Clarifications">Clarifications asked, in all.</param>
/// <param name="Clarified">Requests in which at least one was asked.</param>
/// <param name="Extensions">Extensions stated, in all.</param>
/// <param name="AnsweredFinally">Requests answered finally.</param>
/// <param name="AnsweredInPart">Requests answered in part and still open.</param>
/// <param name="RefusalGrounds">Requests refused on each ground, by code; one refusal may name several.</param>
/// <param name="Transferred">Requests carried on as one of another kind, which counts by itself.</param>
/// <param name="Open">Requests not finally answered, refused, withdrawn or transferred, and for how long.</param>
/// <param name="Rated">Final answers that were rated.</param>
/// <param name="RatingsReplied">Ratings the requested party replied to.</param>
/// <param name="StatedLate">Requests with an act of the requested party that was an hour or more on its way.</param>
/// <param name="SlowestDeliverySeconds">The longest time between a statement of the requested party and its receipt: a
/// long one, while the link was up, is a statement dated back.</param>
/// <param name="Requester">What the asking party owed; null, and left out, in figures of an edition before.</param>
public sealed record ReviewRow(
    PartyCode From,
    PartyCode To,
    ReviewCut By,
    string? Code,
    int Requests,
    int CompleteAtArrival,
    StepFigures Acknowledgement,
    StepFigures FirstResponse,
    StepFigures Full,
    ImmutableArray<int> FullDays,
    int Clarifications,
    int Clarified,
    int Extensions,
    int AnsweredFinally,
    int AnsweredInPart,
    int Refused,
    ImmutableSortedDictionary<string, int> RefusalGrounds,
    int Withdrawn,
    int Transferred,
    OpenFigures Open,
    int Rated,
    MarkCounts Complete,
    MarkCounts Usable,
    MarkCounts InForm,
    int RatingsReplied,
    int StatedLate,
    long SlowestDeliverySeconds,
    RequesterFigures? Requester = null
)
{
    /// <summary>Where this ground alone tells of manpower, not of law, it is counted on its own.</summary>
    public const string LackOfResources = "lack-of-resources";

    /// <summary>Requests refused for lack of resources.</summary>
    public int RefusedForResources => RefusalGrounds.GetValueOrDefault(LackOfResources);

    /// <summary>Names the part of the figures the row is of: "CN>US/kind".</summary>
    public string Part => $"{From}>{To}/{By.ToString().ToLowerInvariant()}";

    /// <summary>Names the row: "CN>US/kind/information".</summary>
    public string Name => Code is null ? Part : $"{Part}/{Code}";
}

/// <summary>What the asking party owed in a group of requests, and how long the other side waited for it.</summary>
/// <param name="Clarifying">From the arrival of a question to its answer: of each request the longest.</param>
/// <param name="Rating">From the arrival of the final answer to its rating; the first six add up to the requests
/// finally answered.</param>
/// <param name="Consulting">From the arrival of a word in consultation to the reply: of each request the longest.
/// </param>
public sealed record RequesterFigures(WaitFigures Clarifying, StepFigures Rating, WaitFigures Consulting);

/// <summary>How long was waited for something to which the guidelines set no time.</summary>
/// <param name="Answered">Requests in which it was given at least once.</param>
/// <param name="MedianSeconds">Of the longest it took in each of these, by nearest rank; null where there is none.
/// </param>
/// <param name="NinetiethSeconds">The 90th percentile of the same.</param>
/// <param name="Waiting">Open requests in which it is still owed at the end of the period.</param>
/// <param name="LongestWaitingSeconds">How long it has been owed, at most; null where none is.</param>
public sealed record WaitFigures(
    int Answered,
    long? MedianSeconds,
    long? NinetiethSeconds,
    int Waiting,
    long? LongestWaitingSeconds
);

/// <summary>Shares as people read them.</summary>
public static class Shares
{
    /// <summary>The nearest per cent, and 100 only where it is all; null of nothing.</summary>
    public static int? PerCent(long part, long whole) =>
        PerMille(part, whole) is { } share
            ? (int)Math.Max(part == whole ? 100 : 0, Math.Min(99, (share + 5) / 10))
            : null;

    /// <summary>Thousandths, cut off; null of nothing.</summary>
    public static long? PerMille(long part, long whole) => whole > 0 ? part * 1000 / whole : null;
}

/// <summary>Requests that are open at the end of the period.</summary>
/// <param name="Requests">How many.</param>
/// <param name="MedianSeconds">Since they arrived, by nearest rank; null where none is open.</param>
/// <param name="LongestSeconds">Since the oldest arrived.</param>
/// <param name="LongestOverdueSeconds">How long the full answer has been overdue, at most; null where none is.</param>
public sealed record OpenFigures(int Requests, long? MedianSeconds, long? LongestSeconds, long? LongestOverdueSeconds);

/// <summary>How one step stood in a group of requests; the first six add up to the number of requests.</summary>
/// <param name="OnTime">Done within the time allowed.</param>
/// <param name="Late">Done after the time allowed, or withdrawn after it had run out.</param>
/// <param name="Overdue">Not done, and the time has run out.</param>
/// <param name="Running">Not done, and there is time left, or the clock stands still or has not started.</param>
/// <param name="Lapsed">Withdrawn while there was time left.</param>
/// <param name="NoLimit">The guidelines set no limit.</param>
/// <param name="MedianSeconds">Of the times it took where it was done, limit or not: by nearest rank, in whole seconds
/// of all time, night and day, less the time the clock stood still; null where it was never done.</param>
/// <param name="NinetiethSeconds">The 90th percentile of the same.</param>
public sealed record StepFigures(
    int OnTime,
    int Late,
    int Overdue,
    int Running,
    int Lapsed,
    int NoLimit,
    long? MedianSeconds,
    long? NinetiethSeconds
)
{
    /// <summary>Those whose time is decided: done in time or not, or run out.</summary>
    public int Decided => OnTime + Late + Overdue;

    /// <summary>The share on time of those whose time is decided, in thousandths; null where none is.</summary>
    public int? OnTimePerMille => (int?)Shares.PerMille(OnTime, Decided);

    /// <summary>The same for people to read: the nearest per cent, and 100 only where all were on time.</summary>
    public int? OnTimePerCent => Shares.PerCent(OnTime, Decided);
}

/// <summary>How often each mark was given.</summary>
public sealed record MarkCounts(int Fully, int Mostly, int Partly, int No);
