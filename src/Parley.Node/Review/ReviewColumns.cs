using Parley.Cooperation.Review;

namespace Parley.Node.Review;

/// <summary>How a figure is written.</summary>
public enum FigureForm
{
    Count,

    /// <summary>Per cent of a whole.</summary>
    Share,

    /// <summary>Seconds, shown as a span of time.</summary>
    Time,

    /// <summary>Thousandths, shown with one place: so many for each request.</summary>
    Each,
}

/// <summary>One figure of a row: the words "col.KEY" name it and "def.KEY" say what it means.</summary>
/// <param name="Counts">Of a share: so many of how many; null where there is nothing to share.</param>
public sealed record ReviewColumn(
    string Key,
    FigureForm Form,
    Func<ReviewRow, long?> Value,
    Func<ReviewRow, (int Part, int Whole)?>? Counts = null
)
{
    /// <summary>All of them, in the order of the tables.</summary>
    public static IReadOnlyList<ReviewColumn> All { get; } =
    [
        new("requests", FigureForm.Count, row => row.Requests),
        Share("complete", row => (row.CompleteAtArrival, row.Requests)),
        OnTime("ack-on-time", row => row.Acknowledgement),
        new("ack-median", FigureForm.Time, row => row.Acknowledgement.MedianSeconds),
        new("ack-ninetieth", FigureForm.Time, row => row.Acknowledgement.NinetiethSeconds),
        OnTime("first-on-time", row => row.FirstResponse),
        new("first-median", FigureForm.Time, row => row.FirstResponse.MedianSeconds),
        new("first-ninetieth", FigureForm.Time, row => row.FirstResponse.NinetiethSeconds),
        OnTime("full-on-time", row => row.Full),
        new("full-median", FigureForm.Time, row => row.Full.MedianSeconds),
        new("full-ninetieth", FigureForm.Time, row => row.Full.NinetiethSeconds),
        new("clarifications", FigureForm.Each, row => Shares.PerMille(row.Clarifications, row.Requests)),
        new("extensions", FigureForm.Count, row => row.Extensions),
        new("answered", FigureForm.Count, row => row.AnsweredFinally),
        new("in-part", FigureForm.Count, row => row.AnsweredInPart),
        new("refused", FigureForm.Count, row => row.Refused),
        new("resources", FigureForm.Count, row => row.RefusedForResources),
        new("withdrawn", FigureForm.Count, row => row.Withdrawn),
        new("transferred", FigureForm.Count, row => row.Transferred),
        new("open", FigureForm.Count, row => row.Open.Requests),
        new("open-median", FigureForm.Time, row => row.Open.MedianSeconds),
        new("open-oldest", FigureForm.Time, row => row.Open.LongestSeconds),
        new("overdue", FigureForm.Count, row => row.Full.Overdue),
        new("overdue-longest", FigureForm.Time, row => row.Open.LongestOverdueSeconds),
        new("rated", FigureForm.Count, row => row.Rated),
        Share("fully", row => (row.Complete.Fully, row.Rated)),
        Share("usable", row => (row.Usable.Fully, row.Rated)),
        Share("in-form", row => (row.InForm.Fully, row.Rated)),
        new("replied", FigureForm.Count, row => row.RatingsReplied),
        new("stated-late", FigureForm.Count, row => row.StatedLate),
        new("slowest", FigureForm.Time, row => row.SlowestDeliverySeconds),
        new("clarify-answered", FigureForm.Count, row => row.Requester?.Clarifying.Answered),
        new("clarify-median", FigureForm.Time, row => row.Requester?.Clarifying.MedianSeconds),
        new("clarify-ninetieth", FigureForm.Time, row => row.Requester?.Clarifying.NinetiethSeconds),
        new("clarify-waiting", FigureForm.Count, row => row.Requester?.Clarifying.Waiting),
        new("clarify-longest", FigureForm.Time, row => row.Requester?.Clarifying.LongestWaitingSeconds),
        OnTime("rate-on-time", row => row.Requester?.Rating),
        new("rate-median", FigureForm.Time, row => row.Requester?.Rating.MedianSeconds),
        new("rate-ninetieth", FigureForm.Time, row => row.Requester?.Rating.NinetiethSeconds),
        new("rate-overdue", FigureForm.Count, row => row.Requester?.Rating.Overdue),
        new("consult-answered", FigureForm.Count, row => row.Requester?.Consulting.Answered),
        new("consult-median", FigureForm.Time, row => row.Requester?.Consulting.MedianSeconds),
        new("consult-ninetieth", FigureForm.Time, row => row.Requester?.Consulting.NinetiethSeconds),
        new("consult-waiting", FigureForm.Count, row => row.Requester?.Consulting.Waiting),
        new("consult-longest", FigureForm.Time, row => row.Requester?.Consulting.LongestWaitingSeconds),
    ];

    /// <summary>The tables of a page, each with the columns that belong together.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyList<ReviewColumn> Columns)> Tables { get; } =
    [
        (
            "timeliness",
            Of(
                "requests",
                "ack-on-time",
                "ack-median",
                "ack-ninetieth",
                "first-on-time",
                "first-median",
                "first-ninetieth",
                "full-on-time",
                "full-median",
                "full-ninetieth"
            )
        ),
        (
            "outcome",
            Of(
                "requests",
                "answered",
                "in-part",
                "refused",
                "resources",
                "withdrawn",
                "transferred",
                "open",
                "open-median",
                "open-oldest",
                "overdue",
                "overdue-longest",
                "extensions"
            )
        ),
        (
            "quality",
            Of(
                "requests",
                "complete",
                "clarifications",
                "rated",
                "fully",
                "usable",
                "in-form",
                "replied",
                "stated-late",
                "slowest"
            )
        ),
        (
            "requester",
            Of(
                "clarify-answered",
                "clarify-median",
                "clarify-ninetieth",
                "clarify-waiting",
                "clarify-longest",
                "rate-on-time",
                "rate-median",
                "rate-ninetieth",
                "rate-overdue",
                "consult-answered",
                "consult-median",
                "consult-ninetieth",
                "consult-waiting",
                "consult-longest"
            )
        ),
    ];

    /// <summary>Those for which the figures of a row have anything: of an edition before there are fewer.</summary>
    public static IEnumerable<(string Name, IReadOnlyList<ReviewColumn> Columns)> TablesOf(ReviewRow row) =>
        Tables.Where(table => row.Requester is not null || table.Name is not "requester");

    public static ReviewColumn? Find(string? key) =>
        All.FirstOrDefault(column => string.Equals(column.Key, key, StringComparison.Ordinal));

    private static ReviewColumn Share(string key, Func<ReviewRow, (int Part, int Whole)?> counts) =>
        new(
            key,
            FigureForm.Share,
            row => counts(row) is var (part, whole) ? Shares.PerCent(part, whole) : null,
            row => counts(row) is { Whole: > 0 } some ? some : null
        );

    private static ReviewColumn OnTime(string key, Func<ReviewRow, StepFigures?> step) =>
        Share(key, row => step(row) is { } of ? (of.OnTime, of.Decided) : null);

    private static IReadOnlyList<ReviewColumn> Of(params string[] keys) => [.. keys.Select(key => Find(key)!)];
}
