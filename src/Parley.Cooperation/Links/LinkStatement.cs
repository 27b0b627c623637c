namespace Parley.Cooperation.Links;

/// <summary>What a party states about the link itself.</summary>
public abstract record LinkStatement : Statement
{
    /// <summary>
    /// The first statement in each ledger: the hashes of both cards as this party compared them by safety number.
    /// </summary>
    /// <param name="Cards">SHA-256 of each party's card, base64, by party code.</param>
    public sealed record Opened(IReadOnlyDictionary<string, string> Cards) : LinkStatement;
}
