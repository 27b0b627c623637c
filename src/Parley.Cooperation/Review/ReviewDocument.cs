namespace Parley.Cooperation.Review;

/// <summary>
/// A review as both parties publish it: the content of an agreement of the kind <see cref="Kind"/>. Its figures follow
/// from the record, so the party that is to accept it computes them anew before it does.
/// </summary>
/// <param name="FiguresHash">The hash of the figures, as both nodes compare them.</param>
/// <param name="Remarks">What both say of them; empty texts where nothing.</param>
public sealed record ReviewDocument(ReviewFigures Figures, string FiguresHash, Bilingual Remarks)
{
    /// <summary>The kind of agreement.</summary>
    public const string Kind = "review";

    /// <summary>Characters of the remarks in each language.</summary>
    public const int LongestRemarks = 8_000;
}
