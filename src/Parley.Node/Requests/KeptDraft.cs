using System.Security.Claims;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Access;

namespace Parley.Node.Requests;

/// <summary>A draft as it is kept: with its version, and everyone who wrote in it.</summary>
/// <param name="Authors">Accounts that wrote in it: none of them may release it.</param>
/// <param name="AuthorNames">Their names, in both languages, in the order they joined.</param>
/// <param name="OfferedBy">The account that offered it for release; null while it is being written.</param>
/// <param name="SentBack">Why a releaser sent it back, if one did.</param>
/// <param name="Released">The number under which it left; null while it has not.</param>
/// <param name="Key">Under which it leaves, once.</param>
public sealed record KeptDraft(
    long Id,
    PartyCode Peer,
    long Version,
    Draft Draft,
    IReadOnlyList<string> Authors,
    IReadOnlyList<string> AuthorNames,
    DateTimeOffset ChangedAt,
    string? OfferedBy,
    string? SentBack,
    string? Released,
    OnceKey Key
)
{
    /// <summary>Whether an officer may offer it or throw it away: who wrote in it, and who may release.</summary>
    public bool IsInTheHandsOf(ClaimsPrincipal user) =>
        Authors.Contains(user.AccountId(), StringComparer.Ordinal) || user.Has(Role.Releaser);
}

/// <summary>
/// What became of a save: the draft as it now stands, and the items that another officer changed too.
/// </summary>
/// <param name="Draft">Null where it left or was thrown away meanwhile.</param>
public sealed record Saving(KeptDraft? Draft, IReadOnlyList<string> Clashes)
{
    /// <summary>Items that the page does not show as they now stand.</summary>
    public UnseenItems Unseen { get; init; } = UnseenItems.None;
}
