using System.Globalization;
using Parley.Node.Access;
using Parley.Node.Look;
using Parley.Node.Settings;

namespace Parley.Node.Api;

/// <summary>
/// The local ledger for auditors' programs: who read what, when and in which session, the newest first, with the
/// checkpoint that signs it; the same as a table; and the security events. To read it is a line in it like any other
/// reading.
/// </summary>
internal static class LogReads
{
    private const string Who = "who";
    private const string Subject = "subject";
    private const string From = "from";
    private const string To = "to";
    private const string Kind = "kind";

    private static readonly Dictionary<string, SecurityAct> Kinds = Enum.GetValues<SecurityAct>()
        .ToDictionary(ApiJson.Word, one => one, StringComparer.Ordinal);

    public static void MapLogReads(this RouteGroupBuilder audits)
    {
        audits.MapGet("/log", Lines);
        audits.MapGet("/log/lines.csv", Table);
        audits.MapGet("/events", Events);
    }

    /// <summary>The same lines as the page's own table.</summary>
    private static IResult Table(HttpContext http, [AsParameters] LogSource source)
    {
        var query = new ApiQuery(http, Who, Subject, From, To);
        return LogPages.AsTable(Asked(query), source);
    }

    private static LogQuery Asked(ApiQuery query) =>
        new(query.Text(Who), query.Text(Subject), Day(query, From), Day(query, To));

    /// <summary>The security events as auditors see them among the settings, the newest first.</summary>
    private static ApiAnswer Events(HttpContext http, SecurityEvents events, INodeSight node)
    {
        var query = new ApiQuery(http, Kind, From, To, ApiPage.After, ApiPage.Most);
        var act = query.OneOf(Kind, Kinds.Keys) is { } word ? $"{Kinds[word]}" : null;
        var asked = new EventQuery(act, Day(query, From), Day(query, To));
        var most = query.HowMany;
        var choice = asked.Choice(node) with { Under = After(query, events.Last + 1) };
        var page = ApiPage.Of(
            http,
            most,
            events.Page(1, choice, most + 1),
            one => FormattableString.Invariant($"{one.Id}")
        );
        return ApiAnswer.Of(new { Events = page.Shown, page.Next });
    }

    private static ApiAnswer Lines(HttpContext http, [AsParameters] LogSource source)
    {
        var query = new ApiQuery(http, Who, Subject, From, To, ApiPage.After, ApiPage.Most);
        var asked = Asked(query);
        var most = query.HowMany;
        var count = source.Shelf.Count;
        var choice = asked.Choice(source.Names, source.Node) with { Under = After(query, count) };
        var found = source.Shelf.Find(choice, 1, most + 1);
        var page = ApiPage.Of(http, most, found, one => FormattableString.Invariant($"{one.Index}"));
        return ApiAnswer.Of(
            new
            {
                Lines = page.Shown.Select(one => new
                {
                    one.Index,
                    one.Line.At,
                    one.Line.Who,
                    one.Line.As,
                    one.Line.Subject,
                    one.Line.Path,
                    one.Line.Session,
                    one.Line.Address,
                }),
                page.Next,
                Count = count,
                Checkpoint = source.Shelf.Newest(),
            }
        );
    }

    /// <summary>A day by the clock of the own capital, as the page takes it; another text is no day.</summary>
    private static string? Day(ApiQuery query, string name) =>
        query.Text(name) is not { } text || DayRange.Read(text, null).From is not null
            ? query.Text(name)
            : throw new ProblemException(ApiProblems.Parameter(name, known: true));

    /// <summary>The cursor is the number of the last line seen: lines that are written meanwhile come before it.
    /// </summary>
    private static long? After(ApiQuery query, long count) =>
        query.Text(ApiPage.After) is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var line) && line < count ? line
        : throw new ProblemException(ApiProblems.CursorUnknown);
}
