using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Parley.Cooperation;

namespace Parley.Node.Access;

/// <summary>
/// Stands before everything that shows content: a line in the local ledger first, the content after. A list that
/// refreshes itself is one reading a minute; the page of a matter refreshes when something new is said, so each time is
/// a reading of its own.
/// </summary>
public sealed class Reads(ReadLog log, TimeProvider clock)
{
    private const int TextAtMost = 300;
    private const int RememberedAtMost = 50_000;

    private static readonly TimeSpan OneReading = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(string Session, string Path), DateTimeOffset> opened = new();

    /// <summary>The filter of every group of pages that show content.</summary>
    public static async ValueTask<object?> Note(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var http = call.HttpContext;
        // A form shows nothing before it is judged; where it is answered with a page, such as the form again with what
        // is wrong, that page is read like any other.
        var answer = IsForm(http) ? await next(call) : null;
        if (IsForm(http) && answer is not RazorComponentResult)
        {
            return answer;
        }
        try
        {
            await http.RequestServices.GetRequiredService<Reads>().Write(http);
        }
        catch (IOException)
        {
            // Told in the log where it failed; what cannot be written down is not shown.
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
        return answer ?? await next(call);
    }

    private static bool IsForm(HttpContext http) =>
        !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method);

    private async Task Write(HttpContext http)
    {
        var program = http.User.FindFirstValue(TokenSignIn.TokenClaim);
        var session = program ?? SessionLife.NameOf(http.User);
        var path = http.Request.Path + http.Request.QueryString.ToString();
        var now = clock.GetUtcNow();
        // A list that asks for itself again is told from a page by its header; it counts only where this session has
        // just opened the page, so that the header hides nothing. Programs have no such parts.
        if (
            program is null
            && !IsForm(http)
            && MatterOf(http) is null
            && http.Request.Headers.ContainsKey("HX-Request")
            && opened.TryGetValue((session, path), out var last)
            && now - last < OneReading
        )
        {
            return;
        }
        var asked = http.Request.Path.Value!;
        var isFile =
            asked.Contains('.', StringComparison.Ordinal)
            || asked.Contains("/files/", StringComparison.Ordinal)
            || asked.EndsWith("/evidence", StringComparison.Ordinal);
        var line = new ReadLine(
            now,
            http.User.Identity?.Name ?? "",
            program is not null ? ReadAs.Program
                : isFile ? ReadAs.Export
                : ReadAs.Page,
            Short(MatterOf(http) ?? asked),
            Short(path),
            session,
            Protection.AddressOf(http)
        );
        await log.Write(line);
        if (opened.Count >= RememberedAtMost)
        {
            opened.Clear();
        }
        opened[(session, path)] = now;
    }

    /// <summary>The number of the matter in the address, where there is one.</summary>
    private static string? MatterOf(HttpContext http) =>
        http
            .Request.RouteValues.Values.Select(value => value?.ToString())
            .FirstOrDefault(value => SubjectId.TryParse(value, out _));

    private static string Short(string text) => text.Length > TextAtMost ? text[..TextAtMost] : text;
}
