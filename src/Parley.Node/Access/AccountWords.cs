namespace Parley.Node.Access;

/// <summary>Names the resource files with the words of an officer's own account.</summary>
public sealed class AccountWords;
