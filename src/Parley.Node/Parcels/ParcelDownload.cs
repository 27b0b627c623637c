using System.Globalization;
using System.Security.Claims;
using Microsoft.Net.Http.Headers;
using Parley.Cooperation;
using Parley.Cooperation.Parcels;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Law;
using Parley.Node.Requests;

namespace Parley.Node.Parcels;

/// <summary>
/// Hands a file to an officer who may read it: opened chunk by chunk on the way, always to be saved and never to be
/// shown in place, and only after a line was written that says who read what.
/// </summary>
public sealed class ParcelDownload(
    IParcelShelf shelf,
    RequestBook requests,
    LawInForce law,
    SecurityEvents events,
    ILogger<ParcelDownload> log
)
{
    private const int HashShown = 16;

    /// <summary>Why an officer may not take out a file of a matter by the nation's law; null where they may.</summary>
    private Forbidden? Forbids(ClaimsPrincipal officer, string matter) =>
        requests.Find(matter) is { } sight ? law.Forbids(officer, LawAct.Download, Matter.Of(sight)) : null;

    /// <summary>Answers with the file, or one stretch of it.</summary>
    /// <param name="matter">What it belongs to, for the line that is written: "US-R-2026-0012", "draft 7".</param>
    public async Task<IResult> Send(HttpContext http, PartyCode peer, Side side, Parcel parcel, string matter)
    {
        if (!http.User.SeesMatters())
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }
        if (Forbids(http.User, matter) is { } forbidden)
        {
            return new ForbiddenAnswer(forbidden);
        }
        await using var ciphertext = shelf.Open(peer, side, parcel.SealedSha256);
        if (ciphertext is null)
        {
            return Results.NotFound();
        }
        if (RangeOf(http.Request, parcel.Size) is not var (from, length))
        {
            http.Response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes */{parcel.Size}");
            return Results.StatusCode(StatusCodes.Status416RangeNotSatisfiable);
        }
        // Not by its name: the line outlives what is erased.
        events.Note(Doer.Of(http), SecurityAct.FileRead, more: $"{matter} {parcel.SealedSha256[..HashShown]}");
        Begin(http, parcel, from, length);
        if (HttpMethods.IsHead(http.Request.Method))
        {
            return Results.Empty;
        }
        try
        {
            await ParcelSealing.Open(ciphertext, parcel, from, length, http.Response.Body, http.RequestAborted);
        }
        catch (InvalidDataException e)
        {
            // Changed on our own disk since it was kept. What was sent so far is true; the rest is not sent.
            log.LogError(e, "The file {Hash} of {Matter} is damaged.", parcel.SealedSha256, matter);
            http.Abort();
        }
        return Results.Empty;
    }

    private static void Begin(HttpContext http, Parcel parcel, long from, long length)
    {
        var response = http.Response;
        var whole = http.Request.Headers.Range.Count == 0;
        response.StatusCode = whole ? StatusCodes.Status200OK : StatusCodes.Status206PartialContent;
        response.ContentType = FileKinds.Of(parcel.MediaType);
        response.ContentLength = length;
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(parcel.Name);
        response.Headers.ContentDisposition = disposition.ToString();
        response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.AcceptRanges = "bytes";
        if (!whole)
        {
            response.Headers.ContentRange = string.Create(
                CultureInfo.InvariantCulture,
                $"bytes {from}-{from + length - 1}/{parcel.Size}"
            );
        }
    }

    private static (long From, long Length)? RangeOf(HttpRequest request, long size)
    {
        if (request.Headers.Range.Count == 0)
        {
            return (0, size);
        }
        var asked = request.GetTypedHeaders().Range;
        if (asked is not { Unit.Value: "bytes", Ranges.Count: 1 } || asked.Ranges.First() is not { From: { } from } one)
        {
            return null;
        }
        var last = Math.Min(one.To ?? size - 1, size - 1);
        return from <= last ? (from, last - from + 1) : null;
    }
}
