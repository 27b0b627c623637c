using System.Globalization;
using Parley.Cooperation.Requests;

namespace Parley.Node.Lines;

/// <summary>One clock that runs against this party on a request: when half of it has run, and when it is due. Each is
/// reminded of by itself: a note of progress owed soon does not hide that half of the time for the answer is over.
/// </summary>
internal readonly record struct OwnClock(DeadlineStep Step, long HalfAt, long DueAt)
{
    private static readonly TimeSpan Fine = TimeSpan.FromMinutes(1);

    /// <summary>The clocks of what is owed, as a line keeps them: "Full:1790000000000:1790003600000 …".</summary>
    public static string Write(IEnumerable<Deadline> deadlines) =>
        string.Join(
            ' ',
            deadlines
                .Where(one => one.Owed)
                .Select(Of)
                .OfType<OwnClock>()
                .Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Step}:{one.HalfAt}:{one.DueAt}"))
        );

    /// <summary>Whether one of the clocks that a line keeps is of a step, without reading them.</summary>
    public static bool Holds(string text, DeadlineStep step) =>
        $" {text}".Contains($" {step}:", StringComparison.Ordinal);

    public static IEnumerable<OwnClock> Read(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(one => one.Split(':'))
            .Select(parts => new OwnClock(
                Enum.Parse<DeadlineStep>(parts[0]),
                long.Parse(parts[1], CultureInfo.InvariantCulture),
                long.Parse(parts[2], CultureInfo.InvariantCulture)
            ));

    /// <summary>Null while it stands still.</summary>
    public static OwnClock? Of(Deadline deadline)
    {
        if (deadline is not { StartsAt: { } low, Due: { } high })
        {
            return null;
        }
        var due = high;
        // The first minute at whose end half of the time allowed has run.
        while (high - low > Fine)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = deadline.ElapsedPerMille(middle) >= 500 ? (low, middle) : (middle, high);
        }
        return new OwnClock(deadline.Step, RequestLine.Milliseconds(high), RequestLine.Milliseconds(due));
    }
}
