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

    private static IResult Page(string? who, string? subject, int? page, LocalShelf shelf) =>
        Show.Page<LogPage>(
            (nameof(LogPage.Who), who?.Trim() ?? ""),
            (nameof(LogPage.Subject), subject?.Trim() ?? ""),
            (nameof(LogPage.Number), Math.Clamp(page ?? 1, 1, 1_000_000)),
            (
                nameof(LogPage.Lines),
                shelf.Find(who?.Trim() ?? "", subject?.Trim() ?? "", Math.Clamp(page ?? 1, 1, 1_000_000))
            ),
            (nameof(LogPage.Count), shelf.Count),
            (nameof(LogPage.Checkpoint), shelf.Newest())
        );

    private static IResult Table(string? who, string? subject, LocalShelf shelf)
    {
        var table = new StringBuilder("line,at,who,as,subject,address asked for,session,from\r\n");
        foreach (var (index, line) in shelf.Find(who?.Trim() ?? "", subject?.Trim() ?? "", 1, ExportAtMost))
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
