using System.Globalization;
using Microsoft.Net.Http.Headers;
using Parley.Cooperation.Parcels;
using Parley.Exchange;
using Parley.Node.Parcels;

namespace Parley.Node.Api;

/// <summary>What becomes of a stretch that comes, and of the file with its last byte.</summary>
internal sealed partial class Uploading
{
    /// <summary>Where a stretch begins, and up to where the file is here (draft-ietf-httpbis-resumable-upload).
    /// </summary>
    public const string OffsetHeader = "Upload-Offset";

    /// <summary>The media type of a stretch.</summary>
    public const string Stretch = "application/offset+octet-stream";

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
            return Again(place, whole, http);
        }
        if (from != upload.UpTo.Offset)
        {
            throw new ProblemException(UploadProblems.Offset);
        }
        if (http.Request.ContentLength > upload.Said.Size - from)
        {
            throw new ProblemException(UploadProblems.TooMuch);
        }
        using var comes = room.Admit(upload);
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
            upload.Said.Size,
            new ArrivingFile(http.Request.Body),
            now => uploads.Note(upload.Id, upTo = now),
            http.RequestAborted
        );
        http.Response.Headers[OffsetHeader] = Text(upTo.Offset);
        await Prove(upload, blocks, upTo);
        if (how is BroughtUpTo.TooMuch)
        {
            throw new ProblemException(UploadProblems.TooMuch);
        }
        if (how is BroughtUpTo.Cut)
        {
            // There is nobody to answer, or it was given up meanwhile.
            throw new ProblemException(ApiProblems.OfStatus(StatusCodes.Status400BadRequest));
        }
        if (upTo.Offset < upload.Said.Size)
        {
            return Results.NoContent();
        }
        // Not given up with the line: who was cut off now finds it whole.
        var parcel = await BegunParcel.Finish(
            shelf,
            upload.Peer,
            blocks,
            upload.Key,
            upload.Said.Size,
            upload.Said.Name,
            upload.Said.MediaType,
            life.ApplicationStopping
        );
        if (upload.Said.Sha256 is { } hash && !string.Equals(hash, parcel.Sha256, StringComparison.Ordinal))
        {
            sweep.Forget(upload.Peer, [new Attached(parcel, null, null)]);
            uploads.Remove(upload.Id);
            throw new ProblemException(UploadProblems.OtherFile);
        }
        return Keep(place, upload, new Attached(parcel, null, null), http);
    }

    /// <summary>Once enough is here, it is looked whether it begins as was said: who goes on with it later says the
    /// same, and so goes on with the same.</summary>
    private async Task Prove(Upload upload, FileStream blocks, BegunPlace upTo)
    {
        if (upload.Proved || upload.Said.Begins is not { } begins || upTo.Offset < upload.Said.FirstBytes)
        {
            return;
        }
        var hash = await BegunParcel.Begins(blocks, upload.Key, upTo, upload.Said.FirstBytes, life.ApplicationStopping);
        if (!string.Equals(hash, begins, StringComparison.Ordinal))
        {
            uploads.Remove(upload.Id);
            throw new ProblemException(UploadProblems.BeginsOtherwise);
        }
        uploads.Prove(upload.Id);
    }

    /// <summary>Tells once more of a file that was attached, as it stands there now.</summary>
    private static ApiAnswer Again(UploadPlace place, string sealedSha256, HttpContext http) =>
        IsThere(place, sealedSha256) is not { } file ? throw new ProblemException(UploadProblems.TakenOut)
        : IsProgram(http) ? ApiAnswer.Of(FileCalls.AsStated(file)!, StatusCodes.Status201Created)
        : Done;

    /// <summary>Notes a whole file where it belongs, in one work with the claim to it; the same file may be there
    /// already.</summary>
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
        var hash = file.Parcel.SealedSha256;
        var answer = place.Keep(file, (db, work) => uploads.Claim(upload.Id, hash, db, work));
        if (answer.Status == StatusCodes.Status201Created)
        {
            uploads.Finish(upload.Id);
            return IsProgram(http) ? answer : Done;
        }
        // It was given up, or what it was for is gone.
        sweep.Forget(upload.Peer, [file]);
        uploads.Remove(upload.Id);
        return answer;
    }
}
