using Parley.Exchange;

namespace Parley.Node.Bridge;

/// <summary>
/// The door of the exchange port for one party: how many of its requests are under way, how many bytes it brings, and
/// how many lines its refusals may fill in the log. Honest nodes, with one delivery in flight, never touch the bounds.
/// </summary>
internal sealed class Door : IDisposable
{
    /// <summary>At most so many requests of one party are under way; honest nodes have one.</summary>
    public const int MostAtOnce = 4;

    /// <summary>At most so many files are on their way to one party; honest nodes fetch one, and begin again where the
    /// line was cut and this end has not noticed yet.</summary>
    public const int MostFilesAtOnce = 4;

    /// <summary>At most so often a second a file is asked for, over ten seconds.</summary>
    public const double FilesPerSecond = 50;

    /// <summary>At most so many bytes a second over a minute.</summary>
    public const double BytesPerSecond = 64 * 1024 * 1024;

    /// <summary>At most so many refusals are written at once; then one line for each second, with how many were not.
    /// </summary>
    public const int LinesAtOnce = 60;

    private readonly string party;
    private readonly ILogger log;
    private readonly SemaphoreSlim underWay = new(MostAtOnce);
    private readonly SemaphoreSlim files = new(MostFilesAtOnce);
    private readonly Allowance asked;
    private readonly Allowance bytes;
    private readonly Allowance lines;
    private long unwritten;

    public Door(string party, ILogger log, TimeProvider clock)
    {
        this.party = party;
        this.log = log;
        bytes = new Allowance(60 * BytesPerSecond, BytesPerSecond, clock);
        asked = new Allowance(10 * FilesPerSecond, FilesPerSecond, clock);
        lines = new Allowance(LinesAtOnce, 1, clock);
    }

    /// <summary>Lets one request in, or says why it is not; whoever was let in leaves.</summary>
    public Problem? Enter()
    {
        if (!bytes.IsOpen)
        {
            return new Problem(429, "busy", "This party brings more than a node can take. Wait a little.");
        }
        return underWay.Wait(TimeSpan.Zero) ? null : new Problem(429, "busy", "One delivery after the other, please.");
    }

    public void Leave() => underWay.Release();

    /// <summary>Lets one who asks for a file in, or says why not; whoever was let in leaves by <see
    /// cref="LeaveWithFile"/>.
    /// </summary>
    public Problem? EnterForFile() =>
        asked.TryTake(1) && files.Wait(TimeSpan.Zero)
            ? null
            : new Problem(429, "busy", "Too many files are asked for at once. Wait a little.");

    public void LeaveWithFile() => files.Release();

    /// <summary>Counts what a request carried.</summary>
    public void Carried(long count) => bytes.TryTake(count);

    /// <summary>Writes down a refusal: who, status, code and reason, never what was sent.</summary>
    public void Refused(Problem problem)
    {
        if (!lines.TryTake(1))
        {
            Interlocked.Increment(ref unwritten);
            return;
        }
        if (Interlocked.Exchange(ref unwritten, 0) is > 0 and var missing)
        {
            log.LogWarning("Refused {Party} {Count} times more than is written here.", party, missing);
        }
        // A session forgotten by a restart is begun anew: nothing an operator need know.
        log.Log(
            problem.Status == StatusCodes.Status410Gone ? LogLevel.Information : LogLevel.Warning,
            "Refused {Party}: {Status} {Code}. {Detail}",
            party,
            problem.Status,
            problem.Code,
            problem.Detail
        );
    }

    public void HungUp() => log.LogInformation("{Party} hung up before it was answered.", party);

    public void Dispose()
    {
        underWay.Dispose();
        files.Dispose();
    }
}
