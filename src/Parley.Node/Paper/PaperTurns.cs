using Parley.Node.Access;
using Parley.Node.Api;
using Parley.Node.Look;

namespace Parley.Node.Paper;

/// <summary>
/// Whose turn it is at the press of this node. One paper is pressed at a time and a few wait, one for each account, so
/// that nobody keeps the others from theirs; whoever comes then is told at once to come again. A document is written
/// only when its turn has come, so that what waits takes no room.
/// </summary>
public sealed class PaperTurns(PaperPress press) : IDisposable
{
    /// <summary>So many wait at most, beside the one that is pressed.</summary>
    public const int MostWaiting = 8;

    private const string ComeAgainSeconds = "30";

    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly HashSet<string> waiting = new(StringComparer.Ordinal);
    private readonly Lock queue = new();

    /// <summary>Prints a document when its turn has come.</summary>
    /// <param name="account">Who asks for it.</param>
    /// <param name="document">Writes it.</param>
    /// <returns>Null where too many wait, or the account waits already.</returns>
    /// <exception cref="IOException">The browser did not print it.</exception>
    public async Task<byte[]?> Print(string account, Func<Task<string>> document, CancellationToken stop)
    {
        // Who finds nobody waits for nobody.
        if (!turn.Wait(TimeSpan.Zero, CancellationToken.None) && !await Wait(account, stop))
        {
            return null;
        }
        try
        {
            return await press.Print(await document(), stop);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Answers with the PDF of a document; 503 where its turn is not soon.</summary>
    internal async Task<IResult> Answer(HttpContext http, Func<Task<string>> document, string name)
    {
        if (await Print(http.User.AccountId(), document, http.RequestAborted) is { } pdf)
        {
            return Results.File(pdf, "application/pdf", name);
        }
        http.Response.Headers.RetryAfter = ComeAgainSeconds;
        return NotNow(http);
    }

    /// <summary>That the host has nothing to print with, which no waiting changes.</summary>
    internal static IResult NothingPrints(HttpContext http) => Refused(http, ApiProblems.NothingPrints, isNever: true);

    /// <summary>That too many wait.</summary>
    private static IResult NotNow(HttpContext http) =>
        Refused(http, ApiProblems.OfStatus(StatusCodes.Status503ServiceUnavailable), isNever: false);

    private static IResult Refused(HttpContext http, ApiProblem problem, bool isNever) =>
        http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
            ? problem.Answer()
            : Show.Page<PaperLaterPage>(
                StatusCodes.Status503ServiceUnavailable,
                (nameof(PaperLaterPage.IsNever), isNever)
            );

    public void Dispose() => turn.Dispose();

    /// <summary>Waits for the turn; false where there is no room to wait.</summary>
    private async Task<bool> Wait(string account, CancellationToken stop)
    {
        lock (queue)
        {
            if (waiting.Count >= MostWaiting || !waiting.Add(account))
            {
                return false;
            }
        }
        try
        {
            await turn.WaitAsync(stop);
            return true;
        }
        finally
        {
            lock (queue)
            {
                waiting.Remove(account);
            }
        }
    }
}
