namespace Parley.Node.Requests;

/// <summary>The language of the originals, as it is chosen on the form around a field: "en" or "zh".</summary>
public sealed record WrittenIn(string Language);
