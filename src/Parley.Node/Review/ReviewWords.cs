namespace Parley.Node.Review;

/// <summary>Names the resource files with the words of the review.</summary>
public sealed class ReviewWords;
