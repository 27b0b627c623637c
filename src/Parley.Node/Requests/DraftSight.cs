using System.Collections.Immutable;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Exchange;

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

    public Draft Draft => Kept.Draft;

    public RequestKind Kind => Guidelines.Kind(Draft.Kind)!;

    /// <summary>Nothing keeps it from being made.</summary>
    public bool Passes => !Findings.Any(finding => finding.Blocks);

    /// <summary>The sections of the form that have items which apply, in order.</summary>
    public IEnumerable<Named> Parts =>
        Guidelines.Parts.Where(part =>
            DraftForm.ItemsOf(Guidelines, Draft.Kind, part.Code).Any(item => Check.Applies(item, Draft))
        );

    public IReadOnlyList<Item> ItemsOf(string part) => DraftForm.ItemsOf(Guidelines, Draft.Kind, part);

    public IReadOnlyList<Finding> FindingsOf(Item item) =>
        Findings.Where(finding => string.Equals(finding.Item, item.Id, StringComparison.Ordinal)).ToList();

    /// <summary>How many findings keep a section from being complete.</summary>
    public int LeftIn(string part) => ItemsOf(part).Sum(item => FindingsOf(item).Count(finding => finding.Blocks));

    /// <summary>Something was filled in in the section.</summary>
    public bool Begun(string part) => ItemsOf(part).Any(item => Draft.Entries.ContainsKey(item.Id));

    /// <summary>The numbers of requests that it names as related.</summary>
    public IEnumerable<string> Names => RequestSight.NamedIn(Draft, Guidelines);

    /// <summary>In a few words what it is about.</summary>
    public string Gist(string language) => SubjectLine.Matter(Draft, language);
}

/// <summary>Finds drafts with everything the pages need to show them.</summary>
public sealed class DraftBook(DraftShelf shelf, JointRecord record, TimeProvider time)
{
    public IReadOnlyList<DraftSight> All() =>
        shelf.All().Select(Noted).Where(kept => kept.Released is null).Select(Sight).OfType<DraftSight>().ToList();

    public DraftSight? Find(long id) => shelf.Find(id) is { } kept ? Sight(Noted(kept)) : null;

    /// <summary>
    /// Requests that ask about the same thing, perhaps the same matter over another channel, and that the draft does
    /// not name yet.
    /// </summary>
    public IReadOnlyList<Duplicate> Alike(DraftSight draft) =>
        Duplicates.Of(
            draft.Draft,
            record
                .Reading.All<Request>(draft.Kept.Peer, "request")
                .Where(other => !draft.Names.Contains(other.Id.ToString(), StringComparer.Ordinal))
        );

    /// <summary>A draft that has left is known to have left, even where the node stopped before it could note that.
    /// </summary>
    private KeptDraft Noted(KeptDraft kept)
    {
        if (kept.Released is not null || record.Reading.StatedUnder(kept.Peer, kept.Key) is not { } stated)
        {
            return kept;
        }
        shelf.Leave(kept.Id, stated.About);
        return kept with { Released = stated.About.ToString() };
    }

    private DraftSight? Sight(KeptDraft kept)
    {
        if (record.Reading.GuidelinesInForce(kept.Peer, time.GetUtcNow()) is not var (version, guidelines))
        {
            return null;
        }
        var self = record.Self.Code;
        return guidelines.Kind(kept.Draft.Kind) is null
            ? null
            : new DraftSight(
                kept,
                version,
                guidelines,
                Check.Findings(kept.Draft, guidelines, self, kept.Peer),
                Check.CompletenessPercent(kept.Draft, guidelines, self, kept.Peer)
            );
    }
}
