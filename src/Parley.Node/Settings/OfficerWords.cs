namespace Parley.Node.Settings;

/// <summary>Names the resource files with the words of officers and authorities.</summary>
public sealed class OfficerWords;
