using System.Collections.Immutable;
using System.Security.Claims;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Node.Law;

namespace Parley.Node.Requests;

/// <summary>A draft with the guidelines in force that it is checked against, and what the check found.</summary>
/// <param name="Version">The version of the guidelines it would be made under.</param>
public sealed record DraftSight(
    KeptDraft Kept,
    AgreedVersion Version,
    AgreedGuidelines Guidelines,
    ImmutableArray<Finding> Findings,
    int Completeness
)
{
    public long Id => Kept.Id;

    /// <summary>What would leave. The draft as kept may hold more: answers to what is not asked any more, which stand
    /// there again should it be asked.</summary>
    public Draft Draft { get; } = Check.Asked(Kept.Draft, Guidelines);

    /// <summary>What is kept of the draft and would not leave.</summary>
    public IEnumerable<string> NotAsked => Kept.Draft.Entries.Keys.Except(Draft.Entries.Keys, StringComparer.Ordinal);

    public RequestKind Kind => Guidelines.Kind(Draft.Kind)!;

    /// <summary>Nothing keeps it from being made.</summary>
    public bool Passes => !Findings.Any(finding => finding.Blocks);

    /// <summary>The sections of the form that have something to show, in order.</summary>
    public IEnumerable<Named> Parts =>
        Guidelines.Parts.Where(part => DraftForm.ItemsOf(Guidelines, Draft.Kind, part.Code).Any(Shows));

    /// <summary>Whether the form shows an item: where it is asked for, and where it was filled in although it no longer
    /// is, for only what is seen can be cleared.</summary>
    public bool Shows(Item item) => Check.Applies(item, Draft) || Kept.Draft.Entries.ContainsKey(item.Id);

    public IReadOnlyList<Item> ItemsOf(string part) => DraftForm.ItemsOf(Guidelines, Draft.Kind, part);

    /// <summary>An item of a section came into question that was not asked before: it is shown again.</summary>
    public bool AsksMoreThan(DraftSight before, string part) =>
        ItemsOf(part).Any(item => Check.Applies(item, Draft) && !Check.Applies(item, before.Draft));

    public IReadOnlyList<Finding> FindingsOf(Item item) =>
        Findings.Where(finding => string.Equals(finding.Item, item.Id, StringComparison.Ordinal)).ToList();

    /// <summary>How many findings keep a section from being complete.</summary>
    public int LeftIn(string part) => ItemsOf(part).Sum(item => FindingsOf(item).Count(finding => finding.Blocks));

    /// <summary>Nothing has to be filled in in the section.</summary>
    public bool IsOptional(string part) =>
        ItemsOf(part).Where(item => Check.Applies(item, Draft)).All(item => !Check.IsRequired(item, Draft, Guidelines));

    /// <summary>Something was filled in in the section.</summary>
    public bool Begun(string part) => ItemsOf(part).Any(item => Draft.Entries.ContainsKey(item.Id));

    /// <summary>The numbers of requests that it names as related.</summary>
    public IEnumerable<string> Names => RequestSight.NamedIn(Draft, Guidelines);

    /// <summary>The codes by which it is to be handled: "H2", "TLP:AMBER".</summary>
    public IReadOnlyList<string> Marks => HandlingWords.Marks(Draft, Guidelines);

    /// <summary>As the nation's law sees it, for an officer: nobody is kept from what they wrote. What would not leave
    /// is read with the rest, and so counts here.</summary>
    public Matter MatterFor(ClaimsPrincipal user) =>
        Matter.Of(Kept.Draft, Guidelines) with
        {
            IsOwn = Kept.Authors.Contains(user.AccountId(), StringComparer.Ordinal),
        };

    /// <summary>In a few words what it is about.</summary>
    public string Gist(string language) => SubjectLine.Matter(Draft, language);
}
