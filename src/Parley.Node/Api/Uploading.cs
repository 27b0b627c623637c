using System.Globalization;
using System.Security.Cryptography;
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
internal sealed partial class Uploading(
    UploadShelf uploads,
    UploadRoom room,
    IParcelShelf shelf,
    Quotas quotas,
    ParcelSweep sweep,
    IHostApplicationLifetime life,
    ILogger<Uploading> log
)
{
    private readonly Lock beginning = new();

    /// <summary>Begins a file, or finds the one begun before where the file is known again: by all that is said of it,
    /// when it was last changed and how it begins among that.</summary>
    public ApiAnswer Begin(UploadPlace place, HttpContext http)
    {
        _ = new ApiQuery(http);
        var said = Said(TakenBody.Of(http));
        // One at a time: of two at once the second finds the first, and no bound is passed by both.
        lock (beginning)
        {
            return Begin(place, said, http);
        }
    }

    private ApiAnswer Begin(UploadPlace place, UploadSaid said, HttpContext http)
    {
        var account = http.User.AccountId();
        var begun = uploads.Of(account, place.Name).Where(one => one.Whole is null).ToList();
        if (said.IsKnownAgain && begun.Find(one => one.Said == said) is { } found)
        {
            if (!uploads.IsShort(found))
            {
                return Told(found, StatusCodes.Status200OK, http);
            }
            log.LogError("What has come of a file for {Place} is damaged and was removed.", place.Name);
            uploads.GiveUp(found.Id);
            begun.Remove(found);
        }
        if (place.There().Count + begun.Count >= place.Most)
        {
            throw new ProblemException(ApiProblems.NoRoom);
        }
        if (room.Refusal(account, said.Size) is { } refusal)
        {
            throw new ProblemException(refusal);
        }
        if (uploads.Begin(account, place.Peer, place.Name, place.Draft, said) is not { } upload)
        {
            throw new ProblemException(ApiProblems.OfStatus(StatusCodes.Status404NotFound));
        }
        // Only now: who erases the request later than this finds the upload here.
        if (!place.Stays())
        {
            uploads.Remove(upload.Id);
            throw new ProblemException(ApiProblems.OfStatus(StatusCodes.Status404NotFound));
        }
        return Told(upload, StatusCodes.Status201Created, http);
    }

    private UploadSaid Said(TakenBody body)
    {
        body.Only("name", "mediaType", "size", "modified", "begins", "sha256");
        var said = new UploadSaid(
            body.Text("name"),
            FileKinds.Of(body.OptionalText("mediaType") ?? FileKinds.Bytes),
            body.OptionalNumber("size")
                ?? throw new ProblemException(ApiProblems.Malformed("/size", StrictFormat.Missing)),
            body.OptionalNumber("modified"),
            Hash(body, "begins"),
            Hash(body, "sha256")
        );
        if (!Parcel.IsName(said.Name))
        {
            throw new ProblemException(UploadProblems.Name);
        }
        return said.Size <= quotas.Usual.MostBytes ? said : throw new ProblemException(ApiProblems.FileTooLarge);
    }

    private static string? Hash(TakenBody body, string name) =>
        body.OptionalText(name) is not { } hash ? null
        : hash.Length == 2 * SHA256.HashSizeInBytes && hash.All(char.IsAsciiHexDigitLower) ? hash
        : throw new ProblemException(ApiProblems.Malformed($"/{name}"));

    /// <summary>Up to where one is here.</summary>
    public ApiAnswer Tell(UploadPlace place, string id, HttpContext http)
    {
        _ = new ApiQuery(http);
        return Told(Find(place, id, http), StatusCodes.Status200OK, http);
    }

    /// <summary>It is not wanted any more; what is just coming in or being sealed of it is let go of as well. What is
    /// attached already is not taken out by this.</summary>
    public ApiAnswer GiveUp(UploadPlace place, string id, HttpContext http)
    {
        _ = new ApiQuery(http);
        _ = Find(place, id, http);
        if (!uploads.GiveUp(id))
        {
            if (Find(place, id, http).Whole is { } whole && IsThere(place, whole) is not null)
            {
                throw new ProblemException(UploadProblems.Attached);
            }
            uploads.Remove(id);
        }
        return ApiAnswer.Of(new { State = "removed", Upload = id });
    }

    private static Attached? IsThere(UploadPlace place, string sealedSha256) =>
        place.There().FirstOrDefault(one => FilePages.Is(one, sealedSha256));

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
                upload.Said.Name,
                upload.Said.Size,
                upload.UpTo.Offset,
                Whole = upload.Whole is not null,
            },
            status,
            status == StatusCodes.Status201Created ? $"{http.Request.Path}/{upload.Id}" : null
        );
    }

    private static bool IsProgram(HttpContext http) =>
        http.Request.Path.StartsWithSegments(TokenPages.Api, StringComparison.Ordinal);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
