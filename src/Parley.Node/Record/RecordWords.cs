namespace Parley.Node.Record;

/// <summary>Names the resource files with the words of the record.</summary>
public sealed class RecordWords;
