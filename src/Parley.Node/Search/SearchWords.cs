namespace Parley.Node.Search;

/// <summary>Names the resource files with the words of the search.</summary>
public sealed class SearchWords;
