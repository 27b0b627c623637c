namespace Parley.Node.Requests;

/// <summary>Names the resource files with the words of the pages about requests.</summary>
public sealed class RequestWords;
