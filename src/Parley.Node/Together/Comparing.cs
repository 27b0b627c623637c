using System.Security.Claims;
using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Node.Requests;

namespace Parley.Node.Together;

/// <summary>Two requests of one link that an officer may read.</summary>
public sealed record RequestPair(RequestSight One, RequestSight Other);

/// <summary>
/// Officers say of two requests that ask about the same thing whether they are the same matter. Nothing is merged, and
/// of what an officer may not read nothing is said or told.
/// </summary>
public sealed class Comparing(MatterBook matters, ComparedShelf shelf)
{
    /// <summary>The pair; null where there is none for this officer.</summary>
    public RequestPair? Pair(string matter, string? other, ClaimsPrincipal user) =>
        matters.Find(MatterKey.Read(matter), user)?.Request is { } one
        && matters.Find(MatterKey.Read(other), user)?.Request is { } two
        && one.Peer == two.Peer
        && one.Request.Id != two.Request.Id
            ? new RequestPair(one, two)
            : null;

    /// <summary>Whether there is anything to be said of a pair: both name the same over a time that overlaps.</summary>
    public static bool AreAlike(RequestPair pair) =>
        !Duplicates.Shared(pair.One.Request.Current(), pair.Other.Request.Current()).IsEmpty;

    /// <summary>Says what they are; the number of the finding, or null where somebody has said otherwise or one of the
    /// two was erased meanwhile.</summary>
    public long? Say(RequestPair pair, FoundAs found, ClaimsPrincipal user, Doer by) =>
        shelf.Say(
            pair.One.Peer,
            pair.One.Request.Id,
            pair.Other.Request.Id,
            found,
            user.Name().Both,
            by,
            () => Stays(pair)
        );

    /// <summary>Neither of the two was erased since it was looked up.</summary>
    public bool Stays(RequestPair pair) =>
        matters.Find(MatterKey.Of(pair.One.Request.Id)) is not null
        && matters.Find(MatterKey.Of(pair.Other.Request.Id)) is not null;

    /// <summary>Takes back what the officer saw said of them; false where something else is said by now.</summary>
    public bool TakeBack(RequestPair pair, long finding, Doer by) =>
        shelf.TakeBack(pair.One.Peer, pair.One.Request.Id, pair.Other.Request.Id, finding, by);

    /// <summary>What was found of a request and others that this officer may read.</summary>
    public IReadOnlyList<Compared> Of(RequestSight sight, ClaimsPrincipal user) =>
        [
            .. shelf
                .Of(sight.Peer, sight.Request.Id)
                .Where(one => matters.Find(MatterKey.Of(one.Other), user) is not null),
        ];
}
