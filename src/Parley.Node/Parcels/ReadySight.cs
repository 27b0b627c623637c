using System.Security.Claims;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Parcels;
using Parley.Node.Access;
using Parley.Node.Law;
using Parley.Node.Requests;

namespace Parley.Node.Parcels;

/// <summary>
/// Which of the files made ready an officer may see, attach or take out. A file bears no code of its own: it follows
/// the drafts that name it, also one that came back; and while none does it may be meant for any code, so that only who
/// brought it and who may read them all see it.
/// </summary>
public sealed class ReadySight(ReadyFiles ready, MoveDraftShelf drafts, LawInForce law)
{
    /// <summary>The files ready for a request that this officer may see, in the order in which they were brought.
    /// </summary>
    public IReadOnlyList<Attached> Of(RequestSight sight, ClaimsPrincipal user)
    {
        var all = ready.Brought(sight.Request.Id);
        if (all.Count == 0 || law.Book.IsEmpty)
        {
            return [.. all.Select(one => one.File)];
        }
        var naming = drafts.About(sight.Request.Id);
        return [.. all.Where(one => IsSeen(one, sight, naming, user)).Select(one => one.File)];
    }

    /// <summary>The matter that a file is of while nothing names it.</summary>
    public static Matter Unnamed(RequestSight sight)
    {
        var matter = Matter.Of(sight);
        var lists = sight.Guidelines;
        foreach (var code in lists.HandlingCodes)
        {
            matter = matter.Marked(code.Code, light: null);
        }
        return lists.TrafficLights.Aggregate(matter, (now, light) => now.Marked(code: null, light.Code));
    }

    private bool IsSeen(BroughtFile one, RequestSight sight, IReadOnlyList<MoveDraft> drafts, ClaimsPrincipal user)
    {
        if (string.Equals(one.Account, user.AccountId(), StringComparison.Ordinal))
        {
            return true;
        }
        var naming = drafts.Where(draft => draft.Names(one.File)).ToList();
        return naming.Count == 0
            ? law.MayRead(user, Unnamed(sight))
            : naming.TrueForAll(draft => law.MayRead(user, sight, draft));
    }
}
