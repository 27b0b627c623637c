using System.Collections.Immutable;

namespace Parley.Cooperation.Review;

/// <summary>What either party may state about the review of one period.</summary>
public abstract record ReviewStatement : Statement
{
    /// <summary>
    /// The figures this party computed from its record, by their hash, so that the other can compare.
    /// </summary>
    /// <param name="From">Start of the period, inclusive.</param>
    /// <param name="To">End of the period, exclusive.</param>
    /// <param name="Requests">How many requests were counted.</param>
    /// <param name="FiguresHash">SHA-256 of the figures in their canonical JSON form, lower-case hex.</param>
    /// <param name="Parts">The same of each part of them, by its name ("CN>US/kind"), so that it can be seen where two
    /// nodes differ; null where the writer states the whole alone.</param>
    public sealed record Computed(
        DateTimeOffset From,
        DateTimeOffset To,
        int Requests,
        string FiguresHash,
        ImmutableSortedDictionary<string, string>? Parts = null
    ) : ReviewStatement;
}
