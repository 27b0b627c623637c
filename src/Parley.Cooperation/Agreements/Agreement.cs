using System.Collections.Immutable;

namespace Parley.Cooperation.Agreements;

/// <summary>
/// A document that both parties must accept, with every version ever put forward. A version is in force once one party
/// proposed it and the other accepted the same content.
/// </summary>
/// <param name="Kind">"guidelines", "hotline-work-plan" …; the same for all versions.</param>
/// <param name="Exercise">The exercise it belongs to, or null in real life.</param>
/// <param name="Versions">Version n at index n − 1.</param>
/// <param name="Ended">Who ended it and why; null while it is not ended.</param>
public sealed record Agreement(
    SubjectId Id,
    string Kind,
    string? Exercise,
    ImmutableArray<AgreementVersion> Versions,
    Said<AgreementStatement.Ended>? Ended
) : Subject(Id)
{
    /// <summary>The version last put forward.</summary>
    public AgreementVersion Latest => Versions[^1];

    /// <summary>The highest version accepted, whether it applies yet or not; null where none is.</summary>
    public AgreementVersion? LatestAccepted
    {
        get
        {
            for (var i = Versions.Length - 1; i >= 0; i--)
            {
                if (Versions[i].Status is VersionStatus.Accepted)
                {
                    return Versions[i];
                }
            }
            return null;
        }
    }

    /// <summary>Whether a version waits for the other party, or one is accepted, and the whole is not ended.</summary>
    public bool Alive =>
        Ended is null && Versions.Any(v => v.Status is VersionStatus.Proposed or VersionStatus.Accepted);

    /// <summary>The version with this number, or null.</summary>
    public AgreementVersion? Version(int number) =>
        number >= 1 && number <= Versions.Length ? Versions[number - 1] : null;

    /// <summary>
    /// The version that applies at an instant, as far as is known: the highest accepted one whose time has come. Null
    /// where none applies or the agreement is ended. What is known is the state itself, not a matter of clocks: who
    /// asks for a writer asks the state as that writer had seen it.
    /// </summary>
    public AgreementVersion? InForce(DateTimeOffset at)
    {
        for (var i = Ended is null ? Versions.Length - 1 : -1; i >= 0; i--)
        {
            if (Versions[i].Status is VersionStatus.Accepted && Versions[i].Proposed.What.InForceFrom <= at)
            {
                return Versions[i];
            }
        }
        return null;
    }

    /// <summary>Names a version so that it cannot be mistaken.</summary>
    public AgreedVersion Cite(AgreementVersion version) => new(Id, version.Number, version.ContentHash);

    /// <summary>The agreement with a statement that the rules allowed.</summary>
    public Agreement After(AgreementStatement statement, Act act) =>
        statement switch
        {
            AgreementStatement.Proposed s => this with { Versions = Versions.Add(AgreementVersion.Of(s, act)) },
            AgreementStatement.Accepted s => With(s.Version, v => v with { Accepted = Said.Of(s, act) }),
            AgreementStatement.Declined s => With(s.Version, v => v with { Declined = Said.Of(s, act) }),
            AgreementStatement.Withdrawn s => With(s.Version, v => v with { Withdrawn = Said.Of(s, act) }),
            AgreementStatement.Ended s => this with { Ended = Said.Of(s, act) },
            _ => this,
        };

    private Agreement With(int number, Func<AgreementVersion, AgreementVersion> change) =>
        this with
        {
            Versions = Versions.SetItem(number - 1, change(Versions[number - 1])),
        };
}

/// <summary>
/// One version of an agreement: who put it forward, and what became of it. Its content stays where it was stated and is
/// named here by its hash: a state stays small however long the document is.
/// </summary>
/// <param name="Proposed">As stated, with empty content.</param>
public sealed record AgreementVersion(
    Said<AgreementStatement.Proposed> Proposed,
    Said<AgreementStatement.Accepted>? Accepted = null,
    Said<AgreementStatement.Declined>? Declined = null,
    Said<AgreementStatement.Withdrawn>? Withdrawn = null
)
{
    public int Number => Proposed.What.Version;

    public PartyCode Proposer => Proposed.By;

    public Bilingual Title => Proposed.What.Title;

    public string ContentHash => Proposed.What.ContentHash;

    /// <summary>When it applies from, once accepted: its own date, and never before it was accepted.</summary>
    public DateTimeOffset? AppliesFrom =>
        Accepted is null ? null
        : Accepted.At > Proposed.What.InForceFrom ? Accepted.At
        : Proposed.What.InForceFrom;

    public VersionStatus Status =>
        Accepted is not null ? VersionStatus.Accepted
        : Declined is not null ? VersionStatus.Declined
        : Withdrawn is not null ? VersionStatus.Withdrawn
        : VersionStatus.Proposed;

    public static AgreementVersion Of(AgreementStatement.Proposed statement, Act act) =>
        new(Said.Of(statement with { Content = "" }, act));
}

/// <summary>What became of a version.</summary>
public enum VersionStatus
{
    /// <summary>It waits for the other party.</summary>
    Proposed,
    Accepted,
    Declined,
    Withdrawn,
}
