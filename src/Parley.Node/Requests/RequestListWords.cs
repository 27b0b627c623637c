namespace Parley.Node.Requests;

/// <summary>Names the resource files with the words of the list of requests: views, filters, search.</summary>
public sealed class RequestListWords;
