namespace Parley.Node.Desk;

/// <summary>Names the resource files with the words of the desk.</summary>
public sealed class DeskWords;
