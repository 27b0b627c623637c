namespace Parley.Node.Parcels;

/// <summary>Names the resource files with the words about files.</summary>
public sealed class ParcelWords;
