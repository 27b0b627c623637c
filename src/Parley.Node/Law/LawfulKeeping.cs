using Parley.Cooperation;

namespace Parley.Node.Law;

/// <summary>How long matters are kept, as the rule book in force says and officers hold them longer.</summary>
public sealed class LawfulKeeping(LawInForce law, KeepingHolds holds) : IKeeping
{
    public KeepingRule? For(string kind) => Rule(law.Book.KeepingFor(kind));

    public KeepingRule? ForDrafts => Rule(law.Book.KeepingForDrafts());

    public bool IsHeld(PartyCode peer, SubjectId matter) => holds.Of(matter) is not null;

    private static KeepingRule? Rule(KeepingTerm? term) =>
        term is null ? null : new KeepingRule(term.Id, term.Title, term.For.After);
}
