using System.Globalization;
using System.Text;
using Parley.Node.Look;

namespace Parley.Node.Access;

/// <summary>The local ledger for auditors: who read a matter, what an officer read, and all of it as a table.</summary>
public static class LogPages
{
    private const int ExportAtMost = 100_000;

    public static void MapLog(this IEndpointRouteBuilder routes)
    {
        var auditors = routes.MapGroup("/log").RequireAuthorization(Rights.Audit);
        auditors.MapGet("", Page);
        auditors.MapGet("/lines.csv", Table);
    }

    private static IResult Page(
        string? who,
        string? subject,
        string? from,
        string? to,
        int? page,
        [AsParameters] LogSource source
    )
    {
        var query = new LogQuery(who, subject, from, to);
        var number = Math.Clamp(page ?? 1, 1, 1_000_000);
        return Show.Page<LogPage>(
            (nameof(LogPage.Query), query),
            (nameof(LogPage.Number), number),
            (nameof(LogPage.Lines), source.Shelf.Find(query.Choice(source.Names, source.Node), number)),
            (nameof(LogPage.Count), source.Shelf.Count),
            (nameof(LogPage.Checkpoint), source.Shelf.Newest())
        );
    }

    private static IResult Table(
        string? who,
        string? subject,
        string? from,
        string? to,
        [AsParameters] LogSource source
    ) => AsTable(new LogQuery(who, subject, from, to), source);

    /// <summary>The lines as a table, for pages and programs.</summary>
    internal static IResult AsTable(LogQuery query, LogSource source)
    {
        var table = new StringBuilder("line,at,who,as,subject,address asked for,session,from\r\n");
        foreach (var (index, line) in source.Shelf.Find(query.Choice(source.Names, source.Node), 1, ExportAtMost))
        {
            string[] cells =
            [
                index.ToString(CultureInfo.InvariantCulture),
                line.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
                line.Who,
                line.As.ToString(),
                line.Subject,
                line.Path,
                line.Session,
                line.Address,
            ];
            table.AppendJoin(',', cells.Select(Cell)).Append("\r\n");
        }
        // The mark of byte order tells a spreadsheet that it is UTF-8.
        return Results.File(
            Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(table.ToString())).ToArray(),
            "text/csv; charset=utf-8",
            "local-ledger.csv"
        );
    }

    /// <summary>Quoted; what a spreadsheet would take for a formula is not one.</summary>
    private static string Cell(string text)
    {
        var safe = text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + text : text;
        return $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}

/// <summary>How the lines of the local ledger are narrowed, as the page's form and address say it.</summary>
/// <param name="Who">An officer's name or sign-in name.</param>
public sealed record LogQuery(string? Who, string? Subject, string? From, string? To)
{
    public string WhoText => Who?.Trim() ?? "";

    public string SubjectText => Subject?.Trim() ?? "";

    public DayRange Days => DayRange.Read(From, To);

    public bool Narrows => WhoText.Length + SubjectText.Length > 0 || !Days.IsOpen;

    public string Address =>
        $"who={Uri.EscapeDataString(WhoText)}&subject={Uri.EscapeDataString(SubjectText)}"
        + $"&from={Days.FromText}&to={Days.ToText}";

    internal ReadChoice Choice(DoerNames names, INodeSight node) =>
        new(WhoText.Length > 0 ? names.Meant(WhoText) : [], SubjectText, Days.Since(node), Days.Before(node));
}

/// <summary>What the pages of the local ledger are read from.</summary>
public sealed record LogSource(LocalShelf Shelf, DoerNames Names, INodeSight Node);
