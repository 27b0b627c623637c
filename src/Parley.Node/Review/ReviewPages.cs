using System.Globalization;
using System.Text;
using Parley.Cooperation;
using Parley.Cooperation.Review;
using Parley.Exchange;
using Parley.Exchange.Formats;
using Parley.Node.Access;
using Parley.Node.Look;

namespace Parley.Node.Review;

/// <summary>One review as the page shows it.</summary>
/// <param name="Hash">The hash of our figures, by which both nodes compare.</param>
/// <param name="Stated">What both parties stated about this period; null where neither has.</param>
/// <param name="AskedForNone">What was asked for is no period; another one is shown.</param>
/// <param name="Periods">The periods to choose from: those stated, then round numbers of days.</param>
public sealed record ReviewSight(
    Peer Peer,
    ReviewFigures Figures,
    string Hash,
    ReviewPeriod? Stated,
    IReadOnlyList<(DateTimeOffset From, DateTimeOffset To, int? Days)> Periods,
    bool AskedForNone = false
)
{
    /// <summary>The address of this review, of its figures as a file, or of another period.</summary>
    public string Address(string path, DateTimeOffset? from = null, DateTimeOffset? to = null) =>
        $"{path}?link={Peer.Code}&from={Text(from ?? Figures.From)}&to={Text(to ?? Figures.To)}";

    private static string Text(DateTimeOffset at) =>
        at.UtcDateTime.ToString(ReviewPages.InstantFormat, CultureInfo.InvariantCulture);
}

/// <summary>The review of timeliness and quality over one period, computed from the joint record.</summary>
public static class ReviewPages
{
    /// <summary>How an address names the ends of a period.</summary>
    internal const string InstantFormat = "yyyy-MM-dd'T'HH:mm'Z'";

    /// <summary>Lengths of the periods offered, in days that end with today's first instant in UTC.</summary>
    private static readonly int[] Lengths = [30, 90, 365];

    public static void MapReview(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(
            "/review",
            (JointRecord record, TimeProvider time, HttpContext http) =>
                Page(Sight(record, time, http.Request.Query), record, refusal: null)
        );
        routes.MapGet(
            "/review/figures.json",
            (JointRecord record, TimeProvider time, HttpContext http) =>
                Sight(record, time, http.Request.Query) is { } sight
                    ? Results.Bytes(StateFormat.Figures(sight.Figures).Json, "application/json", "review.json")
                    : Results.NotFound()
        );
        routes.MapGet(
            "/review/figures.csv",
            (JointRecord record, TimeProvider time, HttpContext http) =>
                Sight(record, time, http.Request.Query) is { } sight
                    ? Results.Bytes(
                        [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(Csv(sight.Figures))],
                        "text/csv; charset=utf-8",
                        "review.csv"
                    )
                    : Results.NotFound()
        );
        routes.MapPost("/review", Compare).RequireAuthorization(Rights.Release);
    }

    private static IResult Page(ReviewSight? sight, JointRecord record, Refusal? refusal) =>
        Show.Page<ReviewPage>(
            refusal is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
            (nameof(ReviewPage.Sight), sight),
            (nameof(ReviewPage.Peers), record.Peers),
            (nameof(ReviewPage.Refusal), refusal)
        );

    private static ReviewSight? Sight(JointRecord record, TimeProvider time, IQueryCollection query)
    {
        var asked = query["link"].ToString();
        var peer =
            record.Peers.FirstOrDefault(one => string.Equals(one.Code.ToString(), asked, StringComparison.Ordinal))
            ?? record.Peers.FirstOrDefault();
        if (peer is null)
        {
            return null;
        }
        var status = record.Reading.Find(peer.Code, IdOf(record, peer)) as ReviewStatus;
        var periods = Periods(status, new DateTimeOffset(time.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero));
        var asking = query.ContainsKey("first") || query.ContainsKey("last");
        var (from, to) = Asked(query) ?? (periods[0].From, periods[0].To);
        var (figures, hash) = record.Reading.Review(peer.Code, from, to);
        var none = asking && Asked(query) is null;
        return new ReviewSight(peer, figures, hash, status?.Period(from, to), periods, none);
    }

    /// <summary>The period an address names by its ends or, from the form, by its first and last day; null where it
    /// names none that a review may be of.</summary>
    private static (DateTimeOffset From, DateTimeOffset To)? Asked(IQueryCollection query)
    {
        var from = Instant(query, "from") ?? Day(query, "first");
        var to = Instant(query, "to") ?? Day(query, "last")?.AddDays(1);
        return from is { } first && to is { } end && ReviewRules.IsPeriod(first, end) ? (first, end) : null;
    }

    private static DateTimeOffset? Day(IQueryCollection query, string name) =>
        DateOnly.TryParseExact(
            query[name],
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var day
        ) && day.Year is > 1970 and < 3000
            ? new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero)
            : null;

    private static List<(DateTimeOffset From, DateTimeOffset To, int? Days)> Periods(
        ReviewStatus? status,
        DateTimeOffset today
    ) =>
        [
            .. (status?.Periods.Values ?? [])
                .OrderByDescending(period => period.To)
                .Take(4)
                .Select(period => (period.From, period.To, (int?)null)),
            .. Lengths.Select(days => (today.AddDays(-days), today, (int?)days)),
        ];

    private static SubjectId IdOf(JointRecord record, Peer peer) => SubjectId.OfLink('V', record.Self.Code, peer.Code);

    private static DateTimeOffset? Instant(IQueryCollection query, string name) =>
        DateTimeOffset.TryParseExact(
            query[name],
            InstantFormat,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var at
        )
            ? at
            : null;

    private static async Task<IResult> Compare(JointRecord record, TimeProvider time, HttpContext http)
    {
        if (Sight(record, time, http.Request.Query) is not { } sight)
        {
            return Results.NotFound();
        }
        var figures = sight.Figures;
        var computed = new ReviewStatement.Computed(figures.From, figures.To, figures.Requests, sight.Hash);
        var stating = await record.State(sight.Peer.Code, IdOf(record, sight.Peer), computed, http.User.AsOfficer());
        return stating.Refusal is { } refusal
            ? Page(sight, record, refusal)
            : Results.LocalRedirect(sight.Address("/review"));
    }

    private static string Csv(ReviewFigures figures)
    {
        var text = new StringBuilder(
            "from,to,kind,requests,"
                + Columns("acknowledgement")
                + ","
                + Columns("first_response")
                + ","
                + Columns("full")
                + ",clarifications,extensions,answered_finally,answered_in_part,refused,withdrawn,rated\n"
        );
        foreach (var row in figures.Rows)
        {
            object[] cells =
            [
                row.From,
                row.To,
                row.Kind ?? "all",
                row.Requests,
                Cells(row.Acknowledgement),
                Cells(row.FirstResponse),
                Cells(row.Full),
                row.Clarifications,
                row.Extensions,
                row.AnsweredFinally,
                row.AnsweredInPart,
                row.Refused,
                row.Withdrawn,
                row.Rated,
            ];
            text.AppendJoin(',', cells.Select(cell => string.Create(CultureInfo.InvariantCulture, $"{cell}")))
                .Append('\n');
        }
        return text.ToString();
    }

    private static string Columns(string step) =>
        string.Join(
            ',',
            ((string[])["on_time", "late", "overdue", "running", "lapsed", "no_limit", "median_s", "p90_s"]).Select(
                column => $"{step}_{column}"
            )
        );

    private static string Cells(StepFigures step)
    {
        long?[] cells =
        [
            step.OnTime,
            step.Late,
            step.Overdue,
            step.Running,
            step.Lapsed,
            step.NoLimit,
            step.MedianSeconds,
            step.NinetiethSeconds,
        ];
        return string.Join(',', cells.Select(cell => cell?.ToString(CultureInfo.InvariantCulture)));
    }
}
