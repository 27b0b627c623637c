using System.Collections.Immutable;

namespace Parley.Cooperation.Links;

/// <summary>The opening of the link: which cards each party says it compared.</summary>
/// <param name="Opened">By party code: the card hashes that party stated, by party code.</param>
public sealed record Link(
    SubjectId Id,
    ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>> Opened
) : Subject(Id)
{
    /// <summary>Both parties stated the same two cards.</summary>
    public bool Agreed => Opened.Count == 2 && Opened.Values.First().SequenceEqual(Opened.Values.Last());

    public Link After(LinkStatement statement, Act act) =>
        statement switch
        {
            LinkStatement.Opened s => this with
            {
                Opened = Opened.SetItem(act.By.ToString(), s.Cards.ToImmutableSortedDictionary(StringComparer.Ordinal)),
            },
            _ => this,
        };
}
