namespace Parley.Node.Law;

/// <summary>Names the resource files with the words of the rule book and its pages.</summary>
public sealed class LawWords;
