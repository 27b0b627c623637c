namespace Parley.Node.Agreements;

/// <summary>Names the resource files with the words of the agreements.</summary>
public sealed class AgreementWords;
