using System.Collections.Immutable;
using System.Security.Claims;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Node.Law;
using Parley.Node.Lines;

namespace Parley.Node.Requests;

/// <summary>
/// What an officer's authority said alike in its last two requests to a party in the section with which every form
/// begins: who asks and whom. An officer may have it filled in rather than type it anew; by itself nothing is filled
/// in, since nothing leaves that nobody chose.
/// </summary>
public sealed class OfficeHabit(
    RequestLines lines,
    RequestBook requests,
    DraftShelf shelf,
    LawInForce law,
    TimeProvider time
)
{
    private static readonly ImmutableHashSet<ItemType> Taken =
    [
        ItemType.Line,
        ItemType.Prose,
        ItemType.Choice,
        ItemType.Choices,
        ItemType.YesNo,
    ];

    /// <summary>Items of a section that are empty in the draft, with what was said of them before.</summary>
    public IReadOnlyDictionary<string, Entry> Of(DraftSight draft, string part, ClaimsPrincipal user)
    {
        var empty = draft
            .ItemsOf(part)
            .Where(item =>
                Taken.Contains(item.Type) && draft.Shows(item) && !draft.Kept.Draft.Entries.ContainsKey(item.Id)
            )
            .ToList();
        var begins = string.Equals(draft.Guidelines.Parts[0].Code, part, StringComparison.Ordinal);
        if (!begins || empty.Count == 0 || Last(draft, user) is not [var last, var before])
        {
            return ImmutableDictionary<string, Entry>.Empty;
        }
        return empty
            .Select(item =>
                (item.Id, Entry: Continued.Fits(item, last.GetValueOrDefault(item.Id), draft.Guidelines, draft.Draft))
            )
            .Where(one => one.Entry is not null && DraftMerge.Same(one.Entry, before.GetValueOrDefault(one.Id)))
            .ToDictionary(one => one.Id, one => one.Entry!, StringComparer.Ordinal);
    }

    /// <summary>Fills it in where the draft is empty; what another officer writes meanwhile stays.</summary>
    public void FillIn(DraftSight draft, string part, ClaimsPrincipal user)
    {
        var items = Of(draft, part, user)
            .ToDictionary(one => one.Key, one => (Entry?)one.Value, StringComparer.Ordinal);
        var (account, name, now) = (user.AccountId(), user.Name().Both, time.GetUtcNow());
        shelf.Save(draft.Id, draft.Kept.Version, UnseenItems.None, items, account, name, now);
    }

    private List<ImmutableSortedDictionary<string, Entry>> Last(DraftSight draft, ClaimsPrincipal user)
    {
        var office = user.AsOfficer().Authority;
        var newest = new RequestFilter { View = "all", Way = "out" };
        return lines
            .Page(newest, time.GetUtcNow(), law.HiddenFrom(user))
            .Places.Where(place => place.Peer == draft.Kept.Peer)
            .Select(requests.Find)
            .OfType<RequestSight>()
            .Where(sight => string.Equals(sight.Request.Made.Officer.Authority, office, StringComparison.Ordinal))
            .Where(sight => law.MayRead(user, Matter.Of(sight)))
            .Take(2)
            .Select(sight => sight.Request.Current().Entries)
            .ToList();
    }
}
