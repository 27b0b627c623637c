using Microsoft.AspNetCore.WebUtilities;
using Parley.Node.Access;
using Parley.Node.Law;
using Parley.Node.Parcels;

namespace Parley.Node.Api;

/// <summary>
/// Files in stretches, so that a line may be cut at any byte: begun, brought on from where it is, asked after, given
/// up. The same for programs and for the script of the page.
/// </summary>
internal static class UploadCalls
{
    private const string DraftList = "/drafts/{id:long}/files/{item}/uploads";
    private const string RequestList = "/requests/{number}/files/uploads";
    private const string OfDraft = DraftList + "/{upload}";
    private const string OfRequest = RequestList + "/{upload}";

    /// <summary>The addresses for the script of the page, and the form by which one is given up without it.</summary>
    public static void MapUploadPages(this RouteGroupBuilder drafter)
    {
        var calls = drafter.MapGroup("").AddEndpointFilter(ProblemException.Told);
        calls.MapGroup("").AddEndpointFilter(TakenBody.Take).MapBegin();
        calls.MapBring();
        drafter.MapPost(OfDraft + "/cancel", CancelOfDraft);
        drafter.MapPost(OfRequest + "/cancel", CancelOfRequest);
    }

    /// <summary>Those of programs that begin one, once.</summary>
    public static void MapUploadCalls(this RouteGroupBuilder drafts) => Writing(drafts).MapBegin();

    public static void MapUploadChanges(this RouteGroupBuilder drafts)
    {
        var writing = Writing(drafts);
        writing.MapBring();
        writing.MapGet(OfDraft, TellOfDraft);
        writing.MapGet(OfRequest, TellOfRequest);
        writing.MapDelete(OfDraft, GiveUpOfDraft);
        writing.MapDelete(OfRequest, GiveUpOfRequest);
    }

    private static RouteGroupBuilder Writing(RouteGroupBuilder drafts) =>
        drafts.MapGroup("").WithMetadata(new Does(LawAct.Draft, WhileWriting: true));

    private static void MapBegin(this RouteGroupBuilder calls)
    {
        calls.MapPost(DraftList, BeginOfDraft);
        calls.MapPost(RequestList, BeginOfRequest);
    }

    private static void MapBring(this RouteGroupBuilder calls)
    {
        calls.MapPatch(OfDraft, BringOfDraft);
        calls.MapPatch(OfRequest, BringOfRequest);
    }

    private static ApiAnswer BeginOfDraft(
        long id,
        string item,
        [AsParameters] FileParts parts,
        Uploading uploading,
        HttpContext http
    ) => uploading.Begin(UploadPlace.OfDraft(parts, id, item, http), http);

    private static ApiAnswer BeginOfRequest(
        string number,
        [AsParameters] FileParts parts,
        Uploading uploading,
        HttpContext http
    ) => uploading.Begin(UploadPlace.OfRequest(parts, number, http), http);

    private static Task<IResult> BringOfDraft(
        long id,
        string item,
        string upload,
        [AsParameters] FileParts parts,
        Uploading uploading,
        HttpContext http
    ) => uploading.Bring(UploadPlace.OfDraft(parts, id, item, http), upload, http);

    private static Task<IResult> BringOfRequest(
        string number,
        string upload,
        [AsParameters] FileParts parts,
        Uploading uploading,
        HttpContext http
    ) => uploading.Bring(UploadPlace.OfRequest(parts, number, http), upload, http);

    private static ApiAnswer TellOfDraft(
        long id,
        string item,
        string upload,
        [AsParameters] FileParts parts,
        Uploading uploading,
        HttpContext http
    ) => uploading.Tell(UploadPlace.OfDraft(parts, id, item, http), upload, http);

    private static ApiAnswer TellOfRequest(
        string number,
        string upload,
        [AsParameters] FileParts parts,
        Uploading uploading,
        HttpContext http
    ) => uploading.Tell(UploadPlace.OfRequest(parts, number, http), upload, http);

    private static ApiAnswer GiveUpOfDraft(
        long id,
        string item,
        string upload,
        [AsParameters] FileParts parts,
        Uploading uploading,
        HttpContext http
    ) => uploading.GiveUp(UploadPlace.OfDraft(parts, id, item, http), upload, http);

    private static ApiAnswer GiveUpOfRequest(
        string number,
        string upload,
        [AsParameters] FileParts parts,
        Uploading uploading,
        HttpContext http
    ) => uploading.GiveUp(UploadPlace.OfRequest(parts, number, http), upload, http);

    private static IResult CancelOfDraft(long id, string item, string upload, UploadShelf uploads, HttpContext http) =>
        Cancel(uploads, upload, UploadPlace.NameOf(id, item), $"/drafts/{id}/files/{item}", http);

    private static IResult CancelOfRequest(string number, string upload, UploadShelf uploads, HttpContext http) =>
        Cancel(uploads, upload, number, $"/requests/{number}/files{http.Request.QueryString}", http);

    /// <summary>Back to the list, whether it was still there or not. What is attached already stays, and the list says
    /// so; the script is told.</summary>
    private static IResult Cancel(UploadShelf uploads, string upload, string place, string list, HttpContext http)
    {
        var found = uploads.Find(upload, http.User.AccountId(), place);
        var isAttached =
            found is not null
            && !uploads.GiveUp(found.Id)
            && uploads.Find(upload, http.User.AccountId(), place) is { Whole: not null };
        if (string.Equals(http.Request.Headers.Accept, "application/json", StringComparison.Ordinal))
        {
            return Results.Json(new { state = isAttached ? "attached" : "removed" });
        }
        return Results.LocalRedirect(isAttached ? QueryHelpers.AddQueryString(list, "attached", upload) : list);
    }
}
