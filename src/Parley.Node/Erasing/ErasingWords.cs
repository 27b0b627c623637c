namespace Parley.Node.Erasing;

/// <summary>Names the resource files with the words of erasing.</summary>
public sealed class ErasingWords;
