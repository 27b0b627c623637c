using Microsoft.AspNetCore.Http.Features;
using Parley.Cooperation;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Exchange.Formats;
using Parley.Node.Access;
using Parley.Node.Law;
using Parley.Node.Look;
using Parley.Node.Parcels;
using Parley.Node.Requests;
using Parley.Node.Together;

namespace Parley.Node.Api;

/// <summary>What the calls about files act on.</summary>
internal sealed record FileParts(
    DraftBook Drafts,
    DraftShelf DraftShelf,
    RequestBook Requests,
    ReadyFiles Ready,
    ReadySight Seen,
    IParcelShelf Shelf,
    Quotas Quotas,
    ParcelSweep Sweep,
    IChanges Changes,
    TimeProvider Time
);

/// <summary>
/// Files that programs bring and take out again. A file is the body of its call, sealed while it arrives: it lies
/// nowhere in the clear, and memory holds a piece of it.
/// </summary>
internal static class FileCalls
{
    /// <summary>Calls that bring a file, once.</summary>
    public static void MapFileCalls(this RouteGroupBuilder drafts)
    {
        var brings = drafts.MapGroup("").WithMetadata(new TakesFiles(), new Does(LawAct.Draft, WhileWriting: true));
        brings.MapPost("/drafts/{id:long}/files/{item}", ToDraft);
        brings.MapPost("/requests/{number}/files", ToRequest);
    }

    public static void MapFileChanges(this RouteGroupBuilder drafts)
    {
        var takes = drafts.MapGroup("").WithMetadata(new Does(LawAct.Draft, WhileWriting: true));
        takes.MapDelete("/drafts/{id:long}/files/{item}/{hash}", FromDraft);
        takes.MapDelete("/requests/{number}/files/{hash}", FromRequest);
    }

    /// <summary>A file is bounded where it is sealed.</summary>
    public static void LiftBound(HttpContext http)
    {
        var bound = http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>();
        if (!bound.IsReadOnly)
        {
            bound.MaxRequestBodySize = null;
        }
    }

    /// <summary>Files made ready for what this party will say about a request, as a statement names them.</summary>
    internal static ApiAnswer OfRequest(string number, [AsParameters] FileParts parts, HttpContext http)
    {
        _ = new ApiQuery(http);
        return parts.Requests.Find(number) is { } sight
            ? ApiAnswer.Of(new { Ready = parts.Seen.Of(sight, http.User).Select(AsStated) })
            : NotFound();
    }

    private static async Task<IResult> ToDraft(long id, string item, [AsParameters] FileParts parts, HttpContext http)
    {
        var name = NameOf(http);
        if (
            parts.Drafts.Find(id) is not { Kept.Released: null } draft
            || FilePages.ItemOf(draft, item) is not { } found
        )
        {
            return NotFound();
        }
        var there = FilePages.FilesOf(draft, item);
        var file = await Take(parts, http, draft.Kept.Peer, name, there, FilePages.MostOf(found));
        return KeptInDraft(parts, id, item, file, http);
    }

    /// <summary>Notes a file in a draft, where it does not stand there already, and tells of it.</summary>
    internal static ApiAnswer KeptInDraft(
        FileParts parts,
        long id,
        string item,
        Attached file,
        HttpContext http,
        Claim? claim = null
    )
    {
        if (!Turned(parts, id, http, With, claim))
        {
            return LeftMeanwhile(parts, id);
        }
        parts.Changes.Announce("drafts", MatterKey.Of(id));
        return ApiAnswer.Of(
            AsStated(file)!,
            StatusCodes.Status201Created,
            $"{DraftCalls.AddressOf(id)}/files/{item}/{file.Parcel.SealedSha256}",
            DraftCalls.TagOf(parts.DraftShelf.Find(id)!)
        );

        Draft With(Draft one) => FilePages.Holds(one, item, file) ? one : FilePages.With(one, item, file);
    }

    private static async Task<IResult> ToRequest(string number, [AsParameters] FileParts parts, HttpContext http)
    {
        var name = NameOf(http);
        if (parts.Requests.Find(number) is not { } sight)
        {
            return NotFound();
        }
        var there = parts.Seen.Of(sight, http.User);
        var file = await Take(parts, http, sight.Peer, name, there, ParcelRules.MostAtOnce);
        var answer = KeptReady(parts, sight, file, http);
        if (answer.Status != StatusCodes.Status201Created)
        {
            parts.Sweep.Forget(sight.Peer, [file]);
        }
        return answer;
    }

    /// <summary>Makes a file ready for what will be said about a request, and tells of it.</summary>
    /// <returns>Not found where the request was erased while the file came.</returns>
    internal static ApiAnswer KeptReady(
        FileParts parts,
        RequestSight sight,
        Attached file,
        HttpContext http,
        Claim? claim = null
    )
    {
        var (id, account, now) = (sight.Request.Id, http.User.AccountId(), parts.Time.GetUtcNow());
        if (
            !parts.Ready.Add(sight.Peer, id, file, account, now, () => parts.Requests.Find(sight.Id) is not null, claim)
        )
        {
            return NotFound();
        }
        parts.Changes.Announce(sight.Id, MatterKey.Of(id), ReadySight.Unnamed(sight));
        return ApiAnswer.Of(
            AsStated(file)!,
            StatusCodes.Status201Created,
            $"{RequestTold.AddressOf(sight.Id)}/files/{file.Parcel.SealedSha256}"
        );
    }

    private static ApiAnswer FromDraft(
        long id,
        string item,
        string hash,
        [AsParameters] FileParts parts,
        HttpContext http
    )
    {
        _ = new ApiQuery(http);
        if (
            parts.Drafts.Find(id) is not { Kept.Released: null } draft
            || FilePages.FilesOf(draft, item).FirstOrDefault(file => FilePages.Is(file, hash)) is not { } gone
        )
        {
            return NotFound();
        }
        if (!Turned(parts, id, http, one => FilePages.Without(one, item, hash)))
        {
            return LeftMeanwhile(parts, id);
        }
        parts.Sweep.Forget(draft.Kept.Peer, [gone]);
        parts.Changes.Announce("drafts", MatterKey.Of(id));
        return ApiAnswer.Of(new { State = "removed", SealedSha256 = hash });
    }

    private static bool Turned(
        FileParts parts,
        long id,
        HttpContext http,
        Func<Draft, Draft> turn,
        Claim? claim = null
    ) => parts.DraftShelf.Turn(id, turn, http.User.AccountId(), http.User.Name().Both, parts.Time.GetUtcNow(), claim);

    private static ApiAnswer LeftMeanwhile(FileParts parts, long id) =>
        parts.Drafts.Find(id)?.Kept.Released is { } number
            ? ApiProblem.Of(ReleaseRefusals.Left(number), StatusCodes.Status409Conflict).Answer()
            : NotFound();

    private static ApiAnswer FromRequest(string number, string hash, [AsParameters] FileParts parts, HttpContext http)
    {
        _ = new ApiQuery(http);
        if (
            parts.Requests.Find(number) is not { } sight
            || parts.Seen.Of(sight, http.User).FirstOrDefault(file => FilePages.Is(file, hash)) is not { } gone
        )
        {
            return NotFound();
        }
        parts.Ready.Remove(sight.Request.Id, hash);
        parts.Sweep.Forget(sight.Peer, [gone]);
        parts.Changes.Announce(number, MatterKey.Of(sight.Request.Id), ReadySight.Unnamed(sight));
        return ApiAnswer.Of(new { State = "removed", SealedSha256 = hash });
    }

    /// <summary>Seals the body of the call. The same file under the same name is there once: where the node stopped
    /// before it could answer, the next try finds it.</summary>
    private static async Task<Attached> Take(
        FileParts parts,
        HttpContext http,
        PartyCode peer,
        string name,
        IReadOnlyList<Attached> there,
        int most
    )
    {
        LiftBound(http);
        var parcel = await Seal(parts, http, peer, name);
        Idempotency.NoteBytes(http, parcel.Sha256);
        if (there.FirstOrDefault(one => IsSame(one.Parcel, parcel)) is { } same)
        {
            parts.Sweep.Forget(peer, [new Attached(parcel, null, null)]);
            return same;
        }
        if (there.Count >= most)
        {
            parts.Sweep.Forget(peer, [new Attached(parcel, null, null)]);
            throw new ProblemException(ApiProblems.NoRoom);
        }
        return new Attached(parcel, null, null);
    }

    private static async Task<Parcel> Seal(FileParts parts, HttpContext http, PartyCode peer, string name)
    {
        var request = http.Request;
        if (request.HasFormContentType)
        {
            throw new ProblemException(ApiProblems.OfStatus(StatusCodes.Status415UnsupportedMediaType));
        }
        try
        {
            var bytes = new ArrivingFile(request.Body);
            return await ParcelSealing.Seal(
                    parts.Shelf,
                    peer,
                    bytes,
                    name,
                    FileKinds.Of(request.ContentType ?? FileKinds.Bytes),
                    parts.Quotas.Usual.MostBytes,
                    http.RequestAborted
                ) ?? throw new ProblemException(ApiProblems.FileTooLarge);
        }
        catch (InvalidDataException)
        {
            // The line was cut: there is nobody to answer, and nothing was kept.
            throw new ProblemException(ApiProblems.OfStatus(StatusCodes.Status400BadRequest));
        }
    }

    internal static bool IsSame(Parcel one, Parcel other) =>
        string.Equals(one.Sha256, other.Sha256, StringComparison.Ordinal)
        && string.Equals(one.Name, other.Name, StringComparison.Ordinal);

    private static string NameOf(HttpContext http) =>
        new ApiQuery(http, "name").Text("name") is { } name && Parcel.IsName(name)
            ? name
            : throw new ProblemException(ApiProblems.Parameter("name", known: true));

    internal static object? AsStated(Attached file) => ApiJson.Raw(ParcelFormat.Write(file));

    private static ApiAnswer NotFound() => ApiProblems.OfStatus(StatusCodes.Status404NotFound).Answer();
}
