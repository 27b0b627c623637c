namespace Parley.Node.Access;

/// <summary>Names the resource files with the words of the local ledger.</summary>
public sealed class LogWords;
