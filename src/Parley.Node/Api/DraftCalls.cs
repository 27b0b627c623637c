using System.Globalization;
using Microsoft.Net.Http.Headers;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
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

/// <summary>What the calls about drafts act on.</summary>
internal sealed record DraftParts(
    DraftBook Book,
    DraftShelf Shelf,
    RequestBook Requests,
    JointRecord Record,
    ParcelSweep Sweep,
    IChanges Changes,
    LawInForce Law,
    TimeProvider Time
);

/// <summary>
/// Drafts that programs write for their officer. Every version has its tag; what was changed since it was read is not
/// overwritten, so that two who write lose nothing.
/// </summary>
internal static class DraftCalls
{
    public static string AddressOf(long id) => FormattableString.Invariant($"{TokenPages.Api}/drafts/{id}");

    public static string TagOf(KeptDraft kept) => FormattableString.Invariant($"\"{kept.Version}\"");

    public static void MapDraftReads(this RouteGroupBuilder reads)
    {
        reads.MapGet("/drafts", All);
        reads.MapGet("/drafts/{id:long}", One);
        reads.MapGet("/drafts/{id:long}/findings", Findings);
        reads
            .MapGet("/drafts/{id:long}/files/{item}/{hash}", FilePages.ReadOfDraft)
            .WithMetadata(new Does(LawAct.Download));
    }

    /// <summary>Calls that make something, once.</summary>
    public static void MapDraftCalls(this RouteGroupBuilder drafts)
    {
        drafts.MapPost("/drafts", Begin);
        drafts.MapPost("/drafts/{id:long}/offer", Offer).WithMetadata(new Does(LawAct.Draft));
    }

    /// <summary>Calls that may be repeated, for they name the version they change.</summary>
    public static void MapDraftChanges(this RouteGroupBuilder drafts)
    {
        var writes = drafts.MapGroup("").WithMetadata(new Does(LawAct.Draft, WhileWriting: true));
        writes.MapPut("/drafts/{id:long}", Replace);
        writes.MapDelete("/drafts/{id:long}", Discard);
    }

    /// <summary>The version a call names.</summary>
    public static long VersionOf(HttpContext http)
    {
        var given = http.Request.Headers[HeaderNames.IfMatch].ToString();
        if (given.Length == 0)
        {
            throw new ProblemException(ApiProblems.VersionMissing);
        }
        return
            given is ['"', .. var number, '"']
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw new ProblemException(ApiProblems.VersionDiffers);
    }

    private static ApiAnswer All([AsParameters] DraftParts parts, HttpContext http)
    {
        var query = new ApiQuery(http, ApiPage.After, ApiPage.Most);
        var account = http.User.AccountId();
        var open = parts
            .Book.All()
            .OrderBy(draft => draft.Id)
            .Where(draft =>
                draft.Kept.Authors.Contains(account, StringComparer.Ordinal)
                || parts.Law.MayRead(http.User, Matter.Of(draft))
            );
        var page = ApiPage.Of(http, query, open, draft => FormattableString.Invariant($"{draft.Id}"));
        return ApiAnswer.Of(new { Drafts = page.Shown.Select(DraftTold.Line), page.Next });
    }

    private static ApiAnswer One(long id, [AsParameters] DraftParts parts, HttpContext http)
    {
        _ = new ApiQuery(http);
        return parts.Book.Find(id) is { } draft
            ? ApiAnswer.Of(DraftTold.Whole(draft), etag: TagOf(draft.Kept))
            : NotFound();
    }

    private static ApiAnswer Findings(long id, [AsParameters] DraftParts parts, HttpContext http)
    {
        _ = new ApiQuery(http);
        return parts.Book.Find(id) is { } draft
            ? ApiAnswer.Of(
                DraftTold.Findings(
                    draft,
                    parts.Book.Alike(draft, parts.Law.HiddenFrom(http.User)),
                    parts.Book.AlikeDrafts(draft, parts.Law, http.User)
                ),
                etag: TagOf(draft.Kept)
            )
            : NotFound();
    }

    private static IResult Begin([AsParameters] DraftParts parts, HttpContext http)
    {
        _ = new ApiQuery(http);
        var body = TakenBody.Of(http).Only("peer", "draft", "after");
        var draft = Read(body);
        var peer = PeerOf(parts.Record, body.OptionalText("peer"));
        if (SentParcel.In(draft.Entries).Any())
        {
            throw new ProblemException(ApiProblems.FileNotHere with { Pointer = "/draft/entries" });
        }
        if (body.OptionalText("after") is { } after)
        {
            draft = CarriedOn(parts, peer, draft, after, http);
        }
        MayBe(parts, peer, draft, http);
        if (parts.Law.Forbids(http.User, LawAct.Draft, Matter.AtWriting(draft.Kind)) is { } forbidden)
        {
            return new ForbiddenAnswer(forbidden);
        }
        var once = Idempotency.Of(http).Form;
        var kept = parts.Shelf.Add(
            peer,
            draft,
            http.User.AccountId(),
            http.User.Name().Both,
            parts.Time.GetUtcNow(),
            once
        );
        parts.Changes.Announce("drafts", MatterKey.Of(kept.Id));
        return Short(parts, kept, StatusCodes.Status201Created);
    }

    private static ApiAnswer Replace(long id, [AsParameters] DraftParts parts, HttpContext http)
    {
        _ = new ApiQuery(http);
        var version = VersionOf(http);
        var draft = Read(TakenBody.Of(http).Only("draft"));
        if (parts.Book.Find(id) is not { Kept.Released: null } before)
        {
            return NotFound();
        }
        MayBe(parts, before.Kept.Peer, draft, http);
        var had = SentParcel.In(before.Kept.Draft.Entries).ToList();
        var has = SentParcel.In(draft.Entries).ToList();
        if (has.Any(file => !had.Exists(one => one.Parcel == file.Parcel)))
        {
            throw new ProblemException(ApiProblems.FileNotHere with { Pointer = "/draft/entries" });
        }
        var kept = parts.Shelf.Replace(
            id,
            version,
            draft,
            http.User.AccountId(),
            http.User.Name().Both,
            parts.Time.GetUtcNow()
        );
        if (kept is null)
        {
            return ApiProblems.VersionDiffers.Answer();
        }
        parts.Sweep.Forget(kept.Peer, had.Where(file => has.TrueForAll(one => one.Parcel != file.Parcel)));
        parts.Changes.Announce("drafts", MatterKey.Of(id));
        return Short(parts, kept);
    }

    private static ApiAnswer Discard(long id, [AsParameters] DraftParts parts, HttpContext http)
    {
        _ = new ApiQuery(http);
        var version = VersionOf(http);
        if (parts.Shelf.Find(id) is not { Released: null } kept)
        {
            return NotFound();
        }
        if (!kept.IsInTheHandsOf(http.User))
        {
            return ApiProblems.NotInYourHands.Answer();
        }
        if (!parts.Shelf.Discard(id, version))
        {
            return ApiProblems.VersionDiffers.Answer();
        }
        parts.Sweep.Forget(kept.Peer, SentParcel.In(kept.Draft.Entries));
        parts.Changes.Announce("drafts", MatterKey.Of(id));
        return ApiAnswer.Of(new { State = "discarded", kept.Id });
    }

    private static IResult Offer(long id, [AsParameters] DraftParts parts, HttpContext http)
    {
        _ = new ApiQuery(http);
        var version = VersionOf(http);
        TakenBody.Of(http).Only();
        if (parts.Book.Find(id) is not { Kept.Released: null } draft)
        {
            return NotFound();
        }
        if (!draft.Kept.IsInTheHandsOf(http.User))
        {
            return ApiProblems.NotInYourHands.Answer();
        }
        // What was chosen while writing counts now, also for what the officer may not read once it has left.
        if (parts.Law.Forbids(http.User, LawAct.Draft, Matter.Of(draft)) is { } forbidden)
        {
            return new ForbiddenAnswer(forbidden);
        }
        if (!draft.Passes)
        {
            return DraftTold.NotComplete(draft).Answer();
        }
        if (!parts.Shelf.Offer(id, http.User.AccountId(), version))
        {
            return ApiProblems.VersionDiffers.Answer();
        }
        parts.Changes.Announce("drafts", MatterKey.Of(id));
        return Short(parts, parts.Shelf.Find(id)!);
    }

    private static ApiAnswer Short(DraftParts parts, KeptDraft kept, int status = StatusCodes.Status200OK) =>
        ApiAnswer.Of(DraftTold.Short(parts.Book.Find(kept.Id)!), status, AddressOf(kept.Id), TagOf(kept));

    private static ApiAnswer NotFound() => ApiProblems.OfStatus(StatusCodes.Status404NotFound).Answer();

    private static Draft Read(TakenBody body)
    {
        var draft = StrictFormat.ReadDraft(body.Object("draft"), out var misfit);
        return draft ?? throw new ProblemException(ApiProblems.Malformed("/draft" + misfit!.Pointer, misfit.Code));
    }

    internal static PartyCode PeerOf(JointRecord record, string? asked) =>
        record.Peers.FirstOrDefault(peer =>
            string.Equals(peer.Code.ToString(), asked, StringComparison.Ordinal)
            || (asked is null && record.Peers.Count == 1)
        )
            is { } found
            ? found.Code
            : throw new ProblemException(ApiProblems.PartyUnknown);

    private static Draft CarriedOn(DraftParts parts, PartyCode peer, Draft draft, string after, HttpContext http)
    {
        if (NewRequest.Before(parts.Requests, after, parts.Law, http) is not { } before || before.Peer != peer)
        {
            throw new ProblemException(ApiProblems.Malformed("/after"));
        }
        var agreed = InForce(parts, peer);
        var continued = Continued.Of(draft, agreed, before.Request);
        // What the program wrote goes before what is carried on.
        return continued with { Entries = continued.Entries.SetItems(draft.Entries) };
    }

    /// <summary>Whether a request of this kind may be drafted at all: what its items lack, its findings say.</summary>
    private static void MayBe(DraftParts parts, PartyCode peer, Draft draft, HttpContext http)
    {
        var agreed = InForce(parts, peer);
        var (self, authority) = (parts.Record.Self.Code, http.User.AsOfficer().Authority);
        if (agreed.Kind(draft.Kind) is not { } kind)
        {
            throw new ProblemException(ApiProblems.Malformed("/draft/kind"));
        }
        if (kind.TimesFor(draft.Urgency) is null)
        {
            throw new ProblemException(ApiProblems.Malformed("/draft/urgency"));
        }
        if (!agreed.Languages.Contains(draft.Language, StringComparer.Ordinal))
        {
            throw new ProblemException(ApiProblems.Malformed("/draft/language"));
        }
        if (RequestRules.MaySpeak(agreed, draft.Kind, self, authority) is { } refusal)
        {
            throw new ProblemException(ApiProblem.Of(refusal, StatusCodes.Status422UnprocessableEntity, "/draft/kind"));
        }
    }

    private static AgreedGuidelines InForce(DraftParts parts, PartyCode peer) =>
        parts.Record.Reading.GuidelinesInForce(peer, parts.Time.GetUtcNow())?.Guidelines
        ?? throw new ProblemException(ApiProblems.NoGuidelines);
}
