using Parley.Cooperation;

namespace Parley.Node.Law;

/// <summary>
/// How long this nation keeps what has come to its end: what its rule book says, asked by what erases. Nothing of it is
/// in the record, and the other side keeps its own copy by its own law.
/// </summary>
public interface IKeeping
{
    /// <summary>The rule for the requests of a kind; null: they are kept without end.</summary>
    /// <param name="kind">Code of the kind in the guidelines: "preservation".</param>
    KeepingRule? For(string kind);

    /// <summary>The rule for drafts that never left; null: they are kept until somebody throws them away.</summary>
    KeepingRule? ForDrafts { get; }

    /// <summary>Whether an officer has said, with a reason, that this matter is kept longer.</summary>
    bool IsHeld(PartyCode peer, SubjectId matter);
}

/// <summary>One rule of keeping.</summary>
/// <param name="Id">As the rule book numbers it: "7.2". It stands beside what was erased under it.</param>
/// <param name="Title">What it says, for people.</param>
/// <param name="DueAfter">When a matter that ended at an instant is to be erased.</param>
public sealed record KeepingRule(string Id, Bilingual Title, Func<DateTimeOffset, DateTimeOffset> DueAfter);
