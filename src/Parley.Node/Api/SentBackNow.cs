using System.Security.Cryptography;
using System.Text;
using Parley.Cooperation;
using Parley.Exchange;
using Parley.Exchange.Formats;
using Parley.Node.Agreements;
using Parley.Node.Requests;

namespace Parley.Node.Api;

/// <summary>Something that stands sent back.</summary>
/// <param name="Matter">"draft 7", "move 3", "agreement 2".</param>
/// <param name="Mark">Tells this time from another: of which version it was, and the hash of the reason.</param>
public sealed record SentBackMatter(string Matter, string Mark, FeedEvent Event);

/// <summary>The drafts, decisions and words about agreements that stand sent back now, as often as programs are to be
/// told.</summary>
public sealed class SentBackNow(
    DraftShelf drafts,
    MoveDraftShelf moves,
    PreparedAgreements agreements,
    JointRecord record
)
{
    /// <summary>Not oftener than this are they looked at.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    private DateTimeOffset looked = DateTimeOffset.MinValue;

    /// <summary>All of them; null where they were looked at a moment ago.</summary>
    internal IReadOnlyList<SentBackMatter>? Look(DateTimeOffset now)
    {
        if (now >= looked && now - looked < Again)
        {
            return null;
        }
        looked = now;
        return [.. OfDrafts(now), .. OfMoves(now), .. OfAgreements(now)];
    }

    private IEnumerable<SentBackMatter> OfDrafts(DateTimeOffset now) =>
        from draft in drafts.All()
        where draft is { SentBack: not null, OfferedBy: null }
        select new SentBackMatter(
            FormattableString.Invariant($"draft {draft.Id}"),
            MarkOf(draft.Version, draft.SentBack!),
            Event(now, draft.Peer, null) with
            {
                Draft = draft.Id,
            }
        );

    /// <summary>Decisions that wait no longer but are drafts of their authors again.</summary>
    private IEnumerable<SentBackMatter> OfMoves(DateTimeOffset now) =>
        from move in moves.All()
        where move.Back is not null
        select new SentBackMatter(
            FormattableString.Invariant($"move {move.Id}"),
            MarkOf(0, move.Back!.Reason),
            Event(now, move.Peer, move.About) with
            {
                Type = RequestTold.TypeOf[move.Move],
                HalfWritten = move.Id,
            }
        );

    private IEnumerable<SentBackMatter> OfAgreements(DateTimeOffset now) =>
        from one in agreements.Returned()
        select new SentBackMatter(
            FormattableString.Invariant($"agreement {one.Id}"),
            MarkOf(0, one.Back!.Reason),
            Event(now, one.Peer, one.Place.About) with
            {
                Type = StatementFormat.Write(one.Said).Type,
                Prepared = one.Id,
            }
        );

    private FeedEvent Event(DateTimeOffset now, PartyCode peer, SubjectId? about) =>
        new(0, now, EventKind.SentBack, peer, about, record.Self.Code, null, null, null);

    private static string MarkOf(long version, string reason) =>
        FormattableString.Invariant(
            $"{version} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(reason)))}"
        );
}
