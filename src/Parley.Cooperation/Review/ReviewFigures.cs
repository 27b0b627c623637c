using System.Collections.Immutable;

namespace Parley.Cooperation.Review;

/// <summary>
/// The figures of one period: whole numbers only, in a fixed order, so that both nodes compute the same bytes from the
/// same record.
/// </summary>
/// <param name="From">Inclusive, UTC: requests that arrived from here on are counted.</param>
/// <param name="To">Exclusive, UTC: requests that arrived before are counted, as they stood at this instant.</param>
/// <param name="Requests">How many requests are counted in all.</param>
/// <param name="Rows">By asking party, asked party and kind; each direction begins with the row of all kinds.</param>
public sealed record ReviewFigures(
    DateTimeOffset From,
    DateTimeOffset To,
    int Requests,
    ImmutableArray<ReviewRow> Rows
);

/// <summary>The figures of one direction and kind.</summary>
/// <param name="From">The party that asked.</param>
/// <param name="To">The party that was asked.</param>
/// <param name="Kind">Code of the kind; null: all kinds of this direction together.</param>
/// <param name="Acknowledgement">From receipt to the first word of the requested party.</param>
/// <param name="FirstResponse">From receipt to the first response, decision or answer.</param>
/// <param name="Full">To the final answer or the refusal, from receipt or from the decision as the kind counts.</param>
/// <param name="Clarifications">Clarifications asked, in all.</param>
/// <param name="Clarified">Requests in which at least one was asked.</param>
/// <param name="Extensions">Extensions stated, in all.</param>
/// <param name="AnsweredFinally">Requests answered finally.</param>
/// <param name="AnsweredInPart">Requests answered in part and still open.</param>
/// <param name="RefusalGrounds">Requests refused on each ground, by code; one refusal may name several.</param>
/// <param name="Rated">Final answers that were rated.</param>
/// <param name="RatingsReplied">Ratings the requested party replied to.</param>
/// <param name="SlowestDeliverySeconds">The longest time between a statement of the requested party and its receipt: a
/// long one, while the link was up, is a statement dated back.</param>
public sealed record ReviewRow(
    PartyCode From,
    PartyCode To,
    string? Kind,
    int Requests,
    StepFigures Acknowledgement,
    StepFigures FirstResponse,
    StepFigures Full,
    int Clarifications,
    int Clarified,
    int Extensions,
    int AnsweredFinally,
    int AnsweredInPart,
    int Refused,
    ImmutableSortedDictionary<string, int> RefusalGrounds,
    int Withdrawn,
    int Rated,
    MarkCounts Complete,
    MarkCounts Usable,
    MarkCounts InForm,
    int RatingsReplied,
    long SlowestDeliverySeconds
);

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
    /// <summary>The share on time of those whose time is decided, in thousandths; null where none is.</summary>
    public int? OnTimePerMille =>
        OnTime + Late + Overdue is var decided and > 0 ? (int)(OnTime * 1000L / decided) : null;

    /// <summary>The same for people to read: the nearest per cent, and 100 only where all were on time.</summary>
    public int? OnTimePerCent =>
        OnTimePerMille is { } share ? Math.Max(share / 1000 * 100, Math.Min(99, (share + 5) / 10)) : null;
}

/// <summary>How often each mark was given.</summary>
public sealed record MarkCounts(int Fully, int Mostly, int Partly, int No);
