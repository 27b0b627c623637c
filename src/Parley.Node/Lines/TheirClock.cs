using System.Globalization;
using Parley.Cooperation.Requests;

namespace Parley.Node.Lines;

/// <summary>One clock that runs against the other side on a request, and when it is due. Each is told of by itself
/// once it has run out: an acknowledgement that never came does not hide that no answer came either.</summary>
internal readonly record struct TheirClock(DeadlineStep Step, long DueAt)
{
    /// <summary>The clocks of what is owed, as a line keeps them: "Full:1790003600000 …".</summary>
    public static string Write(IEnumerable<Deadline> deadlines) =>
        string.Join(
            ' ',
            deadlines
                .Where(one => one is { Owed: true, Due: not null })
                .Select(one => FormattableString.Invariant($"{one.Step}:{RequestLine.Milliseconds(one.Due!.Value)}"))
        );

    public static IEnumerable<TheirClock> Read(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(one => one.Split(':'))
            .Select(parts => new TheirClock(
                Enum.Parse<DeadlineStep>(parts[0]),
                long.Parse(parts[1], CultureInfo.InvariantCulture)
            ));
}
