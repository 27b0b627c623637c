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
    public sealed record Computed(DateTimeOffset From, DateTimeOffset To, int Requests, string FiguresHash)
        : ReviewStatement;
}
