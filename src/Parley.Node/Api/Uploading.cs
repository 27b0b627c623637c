using System.Globalization;
using Microsoft.Net.Http.Headers;
using Parley.Cooperation.Parcels;
using Parley.Exchange;
using Parley.Exchange.Formats;
using Parley.Node.Access;
using Parley.Node.Parcels;

namespace Parley.Node.Api;

/// <summary>
/// Takes files in stretches: each is begun with its name and size, comes on from the byte up to which it is here, and
/// becomes a parcel with its last byte. Only who began one goes on with it.
/// </summary>
internal sealed class Uploading(
    UploadShelf uploads,
    IParcelShelf shelf,
    Quotas quotas,
    ParcelSweep sweep,
    IHostApplicationLifetime life,
    ILogger<Uploading> log
)
{
    /// <summary>Where a stretch begins, and up to where the file is here (draft-ietf-httpbis-resumable-upload).
    /// </summary>
    public const string OffsetHeader = "Upload-Offset";

    /// <summary>The media type of a stretch.</summary>
    public const string Stretch = "application/offset+octet-stream";

    /// <summary>Files one officer has under way.</summary>
    private const int MostUnderWay = ParcelRules.MostAtOnce;

    /// <summary>Begins a file, or finds the one begun before where it says when it was last changed.</summary>
    public ApiAnswer Begin(UploadPlace place, HttpContext http)
    {
        _ = new ApiQuery(http);
        var body = TakenBody.Of(http).Only("name", "mediaType", "size", "modified");
        var (name, modified) = (body.Text("name"), body.OptionalNumber("modified"));
        var size =
            body.OptionalNumber("size")
            ?? throw new ProblemException(ApiProblems.Malformed("/size", StrictFormat.Missing));
        if (!Parcel.IsName(name))
        {
            throw new ProblemException(UploadProblems.Name);
        }
        if (size > quotas.Usual.MostBytes)
        {
            throw new ProblemException(ApiProblems.FileTooLarge);
        }
        var account = http.User.AccountId();
        var begun = uploads.Of(account, place.Name).Where(one => one.Whole is null).ToList();
        if (
            modified is not null
            && begun.Find(one => one.Modified == modified && one.Size == size && Same(one.Name, name)) is { } found
        )
        {
            return Told(found, StatusCodes.Status200OK, http);
        }
        if (place.There().Count + begun.Count >= place.Most)
        {
            throw new ProblemException(ApiProblems.NoRoom);
        }
        var (count, bytes) = uploads.UnderWay(account);
        if (count >= MostUnderWay || bytes + size > quotas.Usual.MostHeld)
        {
            throw new ProblemException(UploadProblems.TooMany);
        }
        var media = FileKinds.Of(body.OptionalText("mediaType") ?? FileKinds.Bytes);
        var upload = uploads.Begin(account, place.Peer, place.Name, name, media, size, modified);
        return Told(upload, StatusCodes.Status201Created, http);
    }

    /// <summary>Up to where one is here.</summary>
    public ApiAnswer Tell(UploadPlace place, string id, HttpContext http)
    {
        _ = new ApiQuery(http);
        return Told(Find(place, id, http), StatusCodes.Status200OK, http);
    }

    /// <summary>It is not wanted any more; what is just coming in of it is let go of as well.</summary>
    public ApiAnswer GiveUp(UploadPlace place, string id, HttpContext http)
    {
        _ = new ApiQuery(http);
        uploads.Remove(Find(place, id, http).Id);
        return ApiAnswer.Of(new { State = "removed", Upload = id });
    }

    /// <summary>Takes a stretch; with the last byte the file is whole.</summary>
    public async Task<IResult> Bring(UploadPlace place, string id, HttpContext http)
    {
        _ = new ApiQuery(http);
        if (
            !MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type)
            || !type.MediaType.Equals(Stretch, StringComparison.OrdinalIgnoreCase)
        )
        {
            throw new ProblemException(UploadProblems.MediaType);
        }
        if (
            !long.TryParse(
                http.Request.Headers[OffsetHeader],
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var from
            )
        )
        {
            throw new ProblemException(UploadProblems.OffsetMissing);
        }
        using var mine = uploads.Hold(Find(place, id, http).Id);
        if (mine is null)
        {
            throw new ProblemException(UploadProblems.Running);
        }
        // Only now nobody else moves it.
        var upload = Find(place, id, http);
        http.Response.Headers[OffsetHeader] = Text(upload.UpTo.Offset);
        if (upload.Whole is { } whole)
        {
            return IsProgram(http) ? ApiAnswer.Of(FileCalls.AsStated(whole)!, StatusCodes.Status201Created) : Done;
        }
        if (from != upload.UpTo.Offset)
        {
            throw new ProblemException(UploadProblems.Offset);
        }
        if (http.Request.ContentLength > upload.Size - from)
        {
            throw new ProblemException(UploadProblems.TooMuch);
        }
        try
        {
            return await Bring(place, upload, http);
        }
        catch (InvalidDataException e)
        {
            log.LogError(e, "What has come of a file for {Place} is damaged and was removed.", place.Name);
            uploads.Remove(upload.Id);
            throw new ProblemException(UploadProblems.Damaged);
        }
    }

    private async Task<IResult> Bring(UploadPlace place, Upload upload, HttpContext http)
    {
        FileCalls.LiftBound(http);
        await using var blocks = uploads.Open(upload);
        var upTo = upload.UpTo;
        var how = await BegunParcel.Bring(
            blocks,
            upload.Key,
            upTo,
            upload.Size,
            new ArrivingFile(http.Request.Body),
            now => uploads.Note(upload.Id, upTo = now),
            http.RequestAborted
        );
        http.Response.Headers[OffsetHeader] = Text(upTo.Offset);
        if (how is BroughtUpTo.TooMuch)
        {
            throw new ProblemException(UploadProblems.TooMuch);
        }
        if (how is BroughtUpTo.Cut)
        {
            // There is nobody to answer, or it was given up meanwhile.
            throw new ProblemException(ApiProblems.OfStatus(StatusCodes.Status400BadRequest));
        }
        if (upTo.Offset < upload.Size)
        {
            return Results.NoContent();
        }
        // Not given up with the line: who was cut off now finds it whole.
        var parcel = await BegunParcel.Finish(
            shelf,
            upload.Peer,
            blocks,
            upload.Key,
            upload.Size,
            upload.Name,
            upload.MediaType,
            life.ApplicationStopping
        );
        return Keep(place, upload, new Attached(parcel, null, null), http);
    }

    /// <summary>Notes a whole file where it belongs, once: where the node stopped before it could answer, the same file
    /// is there already.</summary>
    private ApiAnswer Keep(UploadPlace place, Upload upload, Attached file, HttpContext http)
    {
        var there = place.There();
        var same = there.FirstOrDefault(one => FileCalls.IsSame(one.Parcel, file.Parcel));
        if (same is not null)
        {
            sweep.Forget(upload.Peer, [file]);
            file = same;
        }
        else if (there.Count >= place.Most)
        {
            sweep.Forget(upload.Peer, [file]);
            throw new ProblemException(ApiProblems.NoRoom);
        }
        var answer = place.Keep(file);
        if (answer.Status == StatusCodes.Status201Created)
        {
            uploads.Finish(upload.Id, file);
            return IsProgram(http) ? answer : Done;
        }
        sweep.Forget(upload.Peer, [file]);
        uploads.Remove(upload.Id);
        return answer;
    }

    /// <summary>What the script of a page needs to know: nothing of the key.</summary>
    private static ApiAnswer Done => ApiAnswer.Of(new { State = "attached" }, StatusCodes.Status201Created);

    private Upload Find(UploadPlace place, string id, HttpContext http) =>
        uploads.Find(id, http.User.AccountId(), place.Name)
        ?? throw new ProblemException(ApiProblems.OfStatus(StatusCodes.Status404NotFound));

    private static ApiAnswer Told(Upload upload, int status, HttpContext http)
    {
        http.Response.Headers[OffsetHeader] = Text(upload.UpTo.Offset);
        return ApiAnswer.Of(
            new
            {
                Upload = upload.Id,
                upload.Name,
                upload.Size,
                upload.UpTo.Offset,
                Whole = upload.Whole is not null,
            },
            status,
            status == StatusCodes.Status201Created ? $"{http.Request.Path}/{upload.Id}" : null
        );
    }

    private static bool IsProgram(HttpContext http) =>
        http.Request.Path.StartsWithSegments(TokenPages.Api, StringComparison.Ordinal);

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
