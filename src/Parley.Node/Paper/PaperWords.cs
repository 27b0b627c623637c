namespace Parley.Node.Paper;

/// <summary>Names the resource files with the words of the pages about requests.</summary>
public sealed class PaperWords;
