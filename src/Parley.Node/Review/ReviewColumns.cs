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
public sealed record ReviewColumn(string Key, FigureForm Form, Func<ReviewRow, long?> Value)
{
    /// <summary>All of them, in the order of the tables.</summary>
    public static IReadOnlyList<ReviewColumn> All { get; } =
    [
        new("requests", FigureForm.Count, row => row.Requests),
        new("complete", FigureForm.Share, row => Shares.PerCent(row.CompleteAtArrival, row.Requests)),
        new("ack-on-time", FigureForm.Share, row => row.Acknowledgement.OnTimePerCent),
        new("ack-median", FigureForm.Time, row => row.Acknowledgement.MedianSeconds),
        new("ack-ninetieth", FigureForm.Time, row => row.Acknowledgement.NinetiethSeconds),
        new("first-on-time", FigureForm.Share, row => row.FirstResponse.OnTimePerCent),
        new("first-median", FigureForm.Time, row => row.FirstResponse.MedianSeconds),
        new("first-ninetieth", FigureForm.Time, row => row.FirstResponse.NinetiethSeconds),
        new("full-on-time", FigureForm.Share, row => row.Full.OnTimePerCent),
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
        new("fully", FigureForm.Share, row => Shares.PerCent(row.Complete.Fully, row.Rated)),
        new("usable", FigureForm.Share, row => Shares.PerCent(row.Usable.Fully, row.Rated)),
        new("in-form", FigureForm.Share, row => Shares.PerCent(row.InForm.Fully, row.Rated)),
        new("replied", FigureForm.Count, row => row.RatingsReplied),
        new("stated-late", FigureForm.Count, row => row.StatedLate),
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
                "stated-late"
            )
        ),
    ];

    public static ReviewColumn? Find(string? key) =>
        All.FirstOrDefault(column => string.Equals(column.Key, key, StringComparison.Ordinal));

    private static IReadOnlyList<ReviewColumn> Of(params string[] keys) => [.. keys.Select(key => Find(key)!)];
}
