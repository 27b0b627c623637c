namespace Parley.Node.Together;

/// <summary>Names the resource files with the words of what stays inside the node.</summary>
public sealed class InsideWords;
