using Parley.Cooperation;
using Parley.Cooperation.Parcels;
using Parley.Node.Parcels;

namespace Parley.Node.Api;

/// <summary>What a file that comes in stretches is for.</summary>
/// <param name="Name">As it is noted with the file.</param>
/// <param name="Draft">The draft, where it is for one.</param>
/// <param name="There">The files that are there already.</param>
/// <param name="Most">How many there may be.</param>
/// <param name="Stays">Whether what it is for is still here.</param>
/// <param name="Keep">Notes the file there once it is whole, where it is still claimed, and tells programs of it; or
/// why it cannot be.</param>
internal sealed record UploadPlace(
    PartyCode Peer,
    string Name,
    long? Draft,
    Func<IReadOnlyList<Attached>> There,
    int Most,
    Func<bool> Stays,
    Func<Attached, Claim, ApiAnswer> Keep
)
{
    /// <summary>What it is called of a draft, also on the page.</summary>
    public static string NameOf(long draft, string item) => FormattableString.Invariant($"draft {draft} {item}");

    /// <summary>An item of a draft.</summary>
    /// <exception cref="ProblemException">There is no such draft here, or it has left.</exception>
    public static UploadPlace OfDraft(FileParts parts, long id, string item, HttpContext http) =>
        parts.Drafts.Find(id) is { Kept.Released: null } draft && FilePages.ItemOf(draft, item) is { } found
            ? new UploadPlace(
                draft.Kept.Peer,
                NameOf(id, item),
                id,
                () => parts.Drafts.Find(id) is { } now ? FilePages.FilesOf(now, item) : [],
                FilePages.MostOf(found),
                () => parts.DraftShelf.Find(id) is { Released: null },
                (file, claim) => FileCalls.KeptInDraft(parts, id, item, file, http, claim)
            )
            : throw new ProblemException(ApiProblems.OfStatus(StatusCodes.Status404NotFound));

    /// <summary>What will be said about a request.</summary>
    /// <exception cref="ProblemException">There is no such request.</exception>
    public static UploadPlace OfRequest(FileParts parts, string number, HttpContext http) =>
        parts.Requests.Find(number) is { } sight
            ? new UploadPlace(
                sight.Peer,
                sight.Id,
                Draft: null,
                () => parts.Seen.Of(sight, http.User),
                ParcelRules.MostAtOnce,
                () => parts.Requests.Find(number) is not null,
                (file, claim) => FileCalls.KeptReady(parts, sight, file, http, claim)
            )
            : throw new ProblemException(ApiProblems.OfStatus(StatusCodes.Status404NotFound));
}
