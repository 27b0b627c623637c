namespace Parley.Node.Settings;

/// <summary>Names the resource files with the words of the settings.</summary>
public sealed class SettingsWords;
