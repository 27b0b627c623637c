using System.Security.Claims;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Node.Desk;
using Parley.Node.Law;
using Parley.Node.Requests;

namespace Parley.Node.Together;

/// <summary>A matter as the pages of what stays inside see it: a request, or a draft.</summary>
public sealed record MatterSight(
    MatterKey Key,
    PartyCode Peer,
    AgreedGuidelines Guidelines,
    RequestSight? Request,
    DraftSight? Draft
)
{
    /// <summary>Something may still come of it.</summary>
    public bool Open => Request is null || Request.Request.Closed is null;

    /// <summary>The codes by which it is to be handled.</summary>
    public IReadOnlyList<string> Marks => Request?.Marks ?? Draft!.Marks;

    /// <summary>How urgent it is; null where it takes its ordinary course.</summary>
    public Haste? Haste => Request is not null ? Request.Haste : Haste.Of(Guidelines, Draft!.Draft.Urgency);

    /// <summary>Its use was limited further; that of a draft is not.</summary>
    public bool Limited => Request?.Limited ?? false;

    /// <summary>In one line what it is.</summary>
    public string Gist(string language) =>
        Request is not null
            ? SubjectLine.Of(Request.Request, Guidelines, language)
            : SubjectLine.Of(Draft!.Draft, Guidelines, language);
}

/// <summary>Finds matters, and says who may read them: the one place where what stays inside asks that.</summary>
public sealed class MatterBook(RequestBook requests, DraftBook drafts, LawInForce law)
{
    /// <summary>The matter, or null where there is none. A draft that left is its request.</summary>
    public MatterSight? Find(MatterKey? key)
    {
        if (key?.Draft is { } id)
        {
            return drafts.Find(id) switch
            {
                null => null,
                { Kept.Released: { } number } => Find(MatterKey.Read(number)),
                var draft => Of(draft),
            };
        }
        return key is not null && requests.Find(key.Text) is { } request ? Of(request) : null;
    }

    /// <summary>The matter, where this officer may read it.</summary>
    public MatterSight? Find(MatterKey? key, ClaimsPrincipal user) =>
        Find(key) is { } sight && MayRead(sight, user) ? sight : null;

    public static MatterSight Of(RequestSight request) =>
        new(MatterKey.Of(request.Request.Id), request.Peer, request.Guidelines, request, null);

    public static MatterSight Of(DraftSight draft) =>
        new(MatterKey.Of(draft.Id), draft.Kept.Peer, draft.Guidelines, null, draft);

    /// <summary>May this officer read it, by role and by the nation's law?</summary>
    public bool MayRead(MatterSight sight, ClaimsPrincipal user) =>
        user.SeesMatters() && law.MayRead(user, AsLaw(sight, user.AccountId()));

    /// <summary>May whoever has this account read it?</summary>
    public bool MayRead(MatterSight sight, Account account) =>
        !account.Closed && MayRead(sight, SessionClaims.Of(account));

    private static Matter AsLaw(MatterSight sight, string account) =>
        sight.Request is not null
            ? Matter.Of(sight.Request)
            : Matter.Of(sight.Draft!) with
            {
                IsOwn = sight.Draft!.Kept.Authors.Contains(account, StringComparer.Ordinal),
            };
}
