namespace Parley.Node.Access;

/// <summary>Names the resource files with the words of sign-in and roles.</summary>
public sealed class AccessWords;
