using System.Collections.Immutable;
using System.Security.Claims;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Law;

namespace Parley.Node.Requests;

/// <summary>Finds drafts with everything the pages need to show them.</summary>
public sealed class DraftBook(DraftShelf shelf, JointRecord record, AlikeBook alike, TimeProvider time)
{
    public IReadOnlyList<DraftSight> All() =>
        shelf.All().Select(Noted).Where(kept => kept.Released is null).Select(Sight).OfType<DraftSight>().ToList();

    public DraftSight? Find(long id) => shelf.Find(id) is { } kept ? Sight(Noted(kept)) : null;

    /// <summary>
    /// Requests that ask about the same thing, perhaps the same matter over another channel, and that the draft does
    /// not name yet.
    /// </summary>
    /// <param name="hidden">What the officer may not read.</param>
    public AlikeFound Alike(DraftSight draft, Hidden hidden) => alike.Of(draft, hidden);

    /// <summary>Other drafts of this nation to the same party that ask about the same thing: perhaps two officers write
    /// the same request.</summary>
    /// <param name="user">Of what they may not read nothing is told.</param>
    public IReadOnlyList<AlikeDraft> AlikeDrafts(DraftSight draft, LawInForce law, ClaimsPrincipal user) =>
        All()
            .Where(other => other.Id != draft.Id && other.Kept.Peer == draft.Kept.Peer)
            .Select(other => new AlikeDraft(other, Duplicates.Shared(draft.Draft, other.Draft)))
            .Where(one => !one.Shared.IsEmpty && law.MayRead(user, one.Draft.MatterFor(user)))
            .ToList();

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
        // One to a party that this node holds no link with cannot be read by any guidelines.
        if (
            !record.Peers.Any(peer => peer.Code == kept.Peer)
            || record.Reading.GuidelinesInForce(kept.Peer, time.GetUtcNow()) is not var (version, guidelines)
        )
        {
            return null;
        }
        var self = record.Self.Code;
        if (guidelines.Kind(kept.Draft.Kind) is null)
        {
            return null;
        }
        var asked = Check.Asked(kept.Draft, guidelines);
        return new DraftSight(
            kept,
            version,
            guidelines,
            [
                .. Check.Findings(asked, guidelines, self, kept.Peer, time.GetUtcNow()),
                .. Check.NotAsked(kept.Draft, guidelines),
                .. RequestLinks.Findings(asked, guidelines, self, id => record.Reading.MadeAs(kept.Peer, id)),
            ],
            Check.CompletenessPercent(asked, guidelines, self, kept.Peer)
        );
    }
}

/// <summary>A draft that asks about the same thing.</summary>
/// <param name="Shared">The identifiers both name.</param>
public sealed record AlikeDraft(DraftSight Draft, ImmutableArray<Identifier> Shared);
