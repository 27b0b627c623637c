using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;
using Parley.Record;

namespace Parley.Exchange;

/// <summary>
/// Erases requests that have come to rest: one nation's own act, by its own law, of which nothing is stated. The leaves
/// stay, so the record still verifies (docs/decisions/0016-erasing-leaves-the-leaf.md). What could still change is not
/// erased, for then the two nodes' states would drift apart.
/// </summary>
internal static class Erasing
{
    /// <summary>Erases requests that belong together, all in this work or none.</summary>
    /// <returns>Why that may not be, or null.</returns>
    public static Refusal? Erase(
        Correspondence link,
        IShelfWork work,
        IReadOnlyCollection<SubjectId> together,
        string rule,
        DateTimeOffset now
    )
    {
        foreach (var id in together)
        {
            if (Refuse(link, work, id, together, now) is { } refusal)
            {
                return refusal;
            }
        }
        CarryOut(link, work, together, rule, now);
        return null;
    }

    /// <summary>Erases them without asking whether they may be.</summary>
    internal static void CarryOut(
        Correspondence link,
        IShelfWork work,
        IReadOnlyCollection<SubjectId> together,
        string rule,
        DateTimeOffset now
    )
    {
        foreach (var id in together)
        {
            var places = Places(link, work, id);
            var left = work.Erased(link.Peer.Code, id) ?? Left(link, work, id, together, rule, now);
            work.Erase(link.Peer.Code, left, places);
            link.Docket.Erased(id);
        }
    }

    /// <summary>Why a request may not be erased now, or null where it may.</summary>
    public static Refusal? Refuse(
        Correspondence link,
        IShelfReading shelf,
        SubjectId id,
        IReadOnlyCollection<SubjectId> together,
        DateTimeOffset now
    )
    {
        if (link.Condition != LinkCondition.Open)
        {
            return LinkRefusals.NotConfirmed;
        }
        var dossier = link.Docket.Open(shelf, id);
        // Theirs are receipted as they are taken in.
        if (dossier.Ours is [.., var last] && last.Index >= link.Ours.Receipted)
        {
            return ErasingRefusals.NotReceipted;
        }
        if (dossier.Erasure is not null)
        {
            return null;
        }
        if (dossier.State is not Request request)
        {
            return ErasingRefusals.NoRequest;
        }
        // Whatever the other side states from now on bears a time no earlier than its last; ours is refused.
        if (RequestRest.Since(request) is not { } rest || now <= rest || link.Theirs.LastAt <= rest)
        {
            return ErasingRefusals.NotAtRest;
        }
        return RequestRest.Named(request).Any(other => IsKept(shelf, link, other, together))
            ? ErasingRefusals.Linked
            : null;
    }

    private static bool IsKept(
        IShelfReading shelf,
        Correspondence link,
        SubjectId other,
        IReadOnlyCollection<SubjectId> together
    ) =>
        !together.Contains(other)
        && shelf.Erased(link.Peer.Code, other) is null
        && link.Docket.Open(shelf, other).State is Request;

    /// <summary>Every entry that is still there, by what is kept in its place. Damage is not erased away.</summary>
    private static List<ErasedPlace> Places(Correspondence link, IShelfReading shelf, SubjectId id)
    {
        var places = new List<ErasedPlace>();
        foreach (var statement in shelf.About(link.Peer.Code, id))
        {
            if (ErasedEntry.TryRead(statement.Bytes, out _))
            {
                continue;
            }
            var leaf = (statement.Side == Side.Ours ? link.Ours : link.Theirs).Tree.Leaf(statement.Index);
            if (leaf != Tree.LeafHash(statement.Bytes.Span) || !Frame.TryRead(statement.Bytes, out var frame, out _))
            {
                throw new InvalidDataException($"{link.Peer.Code} {statement.Side} {statement.Index} is damaged.");
            }
            places.Add(
                new ErasedPlace(
                    statement.Side,
                    statement.Index,
                    new ErasedEntry(leaf, frame.At, frame.Seen, id).ToBytes()
                )
            );
        }
        return places;
    }

    private static ErasedSubject Left(
        Correspondence link,
        IShelfWork work,
        SubjectId id,
        IReadOnlyCollection<SubjectId> together,
        string rule,
        DateTimeOffset now
    )
    {
        var dossier = link.Docket.Open(work, id);
        var request = (Request)dossier.State!;
        var made = dossier.Ruled.First(r => r is { Refusal: null, Stated.Statement: RequestStatement.Made }).Stated;
        return new ErasedSubject(
            id,
            Outgoing.WholeMilliseconds(now),
            rule,
            StateHash.Of(dossier).ToHex(),
            request.Kind,
            made.Index,
            Guidelines(link, work, request) is { } guidelines ? RequestMeasures.Of(request, guidelines) : null,
            [.. Files(link, work, request, together)]
        );
    }

    private static AgreedGuidelines? Guidelines(Correspondence link, IShelfReading shelf, Request request) =>
        new OwnVersions(link.Docket.Open(shelf, request.Guidelines.Agreement)).Guidelines(request.Guidelines);

    /// <summary>Its files, save those that a request which stays names as well.</summary>
    private static IEnumerable<ErasedFile> Files(
        Correspondence link,
        IShelfReading shelf,
        Request request,
        IReadOnlyCollection<SubjectId> together
    ) =>
        from sent in SentParcel.Of(request)
        let side = sent.By == link.Self.Code ? Side.Ours : Side.Theirs
        let hash = sent.Parcel.SealedSha256
        where shelf.Parcels(link.Peer.Code, side, hash).All(row => together.Contains(row.About))
        select new ErasedFile(side, hash);
}

/// <summary>Why a request may not be erased now.</summary>
internal static class ErasingRefusals
{
    public static readonly Refusal NoRequest = new(
        "not-a-request",
        "Only requests are erased. Agreements, reviews and the opening of the link stay: the record rests on them.",
        "只有请求可以清除。协议、评估及链路开通记录须予保留，因记录以其为依据。"
    );

    public static readonly Refusal NotReceipted = new(
        "not-receipted",
        "The other side has not receipted everything yet. Erase once it has.",
        "对方尚未就全部条目出具回执。请待回执齐备后再清除。"
    );

    public static readonly Refusal NotAtRest = new(
        "not-at-rest",
        "Something may still be said about it that has effect, or the other side has said nothing since it came to rest. "
            + "Wait: it is asked again by itself.",
        "就此请求仍可能作出生效的表示，或在其归于静止后对方尚无任何表示。请等待，系统将自动再次判断。"
    );

    public static readonly Refusal Linked = new(
        "named-request-kept",
        "It names a request that is kept. Both are erased together, once both are due.",
        "此请求所列的另一请求仍予保留。待两者均到期后一并清除。"
    );
}
