using System.Security.Claims;
using System.Text;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Erasing;
using Parley.Node.Law;
using Parley.Node.Look;
using Parley.Node.Parcels;
using Parley.Node.Record;

namespace Parley.Node.Requests;

/// <summary>One request told from both ends, and the moves the rules allow on it.</summary>
public static class RequestPages
{
    public static void MapRequests(this IEndpointRouteBuilder routes)
    {
        routes.MapDrafts();
        routes.MapRelease();
        routes.MapRequestList();
        routes.MapGet("/requests/{number}", Request);
        routes.MapGet("/requests/{number}/evidence", Evidence).WithMetadata(new Does(LawAct.Export));
        var entries = routes.MapGroup("/requests/{number}/{by}").WithMetadata(new Does(LawAct.Export));
        entries.MapGet("/{index:long}.tlog-proof", Proof);
        entries.MapGet("/{index:long}.json", Written);
        routes.MapMoves();
        routes.MapUse();
        routes.MapSteps();
        routes.MapFiles();
    }

    /// <summary>The moves open to this party now that the officer's roles and the nation's law allow.</summary>
    public static IReadOnlyList<RequestMove> MovesFor(
        RequestSight sight,
        PartyCode self,
        DateTimeOffset now,
        ClaimsPrincipal user,
        LawInForce law
    ) =>
        MovesOfRole(sight, self, now, user)
            .Where(move => law.Forbids(user, LawAct.Draft, Matter.Of(sight).With(move)) is null)
            .ToList();

    /// <summary>The moves that a rule keeps from the officer, though their role would allow them.</summary>
    public static IReadOnlyList<(RequestMove Move, Forbidden By)> ForbiddenMoves(
        RequestSight sight,
        PartyCode self,
        DateTimeOffset now,
        ClaimsPrincipal user,
        LawInForce law
    ) =>
        MovesOfRole(sight, self, now, user)
            .Select(move => (move, By: law.Forbids(user, LawAct.Draft, Matter.Of(sight).With(move))))
            .Where(one => one.By is not null)
            .Select(one => (one.move, one.By!))
            .ToList();

    private static IEnumerable<RequestMove> MovesOfRole(
        RequestSight sight,
        PartyCode self,
        DateTimeOffset now,
        ClaimsPrincipal user
    ) =>
        RequestMoves
            .For(sight.Request, sight.Guidelines, self, now)
            .Where(move => MovePages.MayTry(move, user))
            .Where(_ =>
                RequestRules.MaySpeak(sight.Guidelines, sight.Request.Kind, self, user.AsOfficer().Authority) is null
            );

    private static async Task<IResult> Request(
        string number,
        RequestBook book,
        AlikeBook alike,
        JointRecord record,
        PreparedBook prepared,
        MoveDraftShelf drafts,
        LawInForce law,
        StepBook steps,
        TimeProvider time,
        HttpContext http
    )
    {
        if (book.Find(number) is not { } sight)
        {
            return ErasedPages.Instead(record, number, http) ?? Results.NotFound();
        }
        var (self, now, user) = (record.Self.Code, time.GetUtcNow(), http.User);
        return Show.Page<RequestPage>(
            (nameof(RequestPage.Sight), sight),
            (nameof(RequestPage.Timeline), await record.Reading.Timeline(sight.Peer, sight.Request.Id)),
            (nameof(RequestPage.Moves), MovesFor(sight, self, now, user, law)),
            (nameof(RequestPage.NotMoves), ForbiddenMoves(sight, self, now, user, law)),
            (
                nameof(RequestPage.Alike),
                sight.Request.Open ? alike.Of(sight, law.HiddenFrom(user)) : AlikeFound.Nothing
            ),
            (
                nameof(RequestPage.Prepared),
                prepared
                    .About(sight.Request.Id)
                    .Where(move => law.MayRead(user, sight, move.Move, move.Statement, move.Authors))
                    .Select(move => new WaitingMove(move, steps.Of(move, sight)))
                    .ToList()
            ),
            (
                nameof(RequestPage.Drafts),
                drafts
                    .About(sight.Request.Id)
                    .Where(draft => MovePages.MayTry(draft.Move, user))
                    .Where(draft => law.MayRead(user, sight, draft))
                    .ToList()
            )
        );
    }

    private static async Task<IResult> Evidence(
        string number,
        RequestBook book,
        JointRecord record,
        HttpContext http
    ) =>
        await EvidenceOf(number, book, record, http)
        ?? (
            book.Find(number) is { } sight
                ? Show.Page<EvidenceWaitsPage>(StatusCodes.Status409Conflict, (nameof(EvidenceWaitsPage.Sight), sight))
                : Results.NotFound()
        );

    /// <summary>The evidence file; null while nothing about the request is receipted, and where there is no such
    /// request.</summary>
    internal static async Task<IResult?> EvidenceOf(
        string number,
        RequestBook book,
        JointRecord record,
        HttpContext http
    )
    {
        if (book.Find(number) is not { } sight)
        {
            return ErasedPages.Instead(record, number, http, StatusCodes.Status410Gone);
        }
        UseHeaders.Set(http, sight);
        var peer = record.Peers.First(one => one.Code == sight.Peer);
        return await EvidenceFile.Of(record, peer, sight.Request.Id) is { } zip
            ? Results.File(zip, "application/zip", $"{number}-evidence.zip")
            : null;
    }

    internal static async Task<IResult> Proof(
        string number,
        string by,
        long index,
        RequestBook book,
        JointRecord record,
        HttpContext http
    ) =>
        await ProofOf(number, by, index, book, record, http) is { } proof
            ? Results.File(
                Encoding.UTF8.GetBytes(proof.Proof),
                "text/plain; charset=utf-8",
                EvidenceFile.Name(proof) + ".tlog-proof"
            )
            : Results.NotFound();

    private static async Task<IResult> Written(
        string number,
        string by,
        long index,
        RequestBook book,
        JointRecord record,
        HttpContext http
    ) =>
        await ProofOf(number, by, index, book, record, http) switch
        {
            null => Results.NotFound(),
            // In the place of an entry whose words were erased stands its hash, which is no JSON.
            { IsErased: true } gone => Results.File(
                gone.Statement.ToArray(),
                "text/plain",
                EvidenceFile.Name(gone) + ".txt"
            ),
            { } proof => Results.File(
                proof.Statement.ToArray(),
                "application/json",
                EvidenceFile.Name(proof) + ".json"
            ),
        };

    private static async Task<StatementProof?> ProofOf(
        string number,
        string by,
        long index,
        RequestBook book,
        JointRecord record,
        HttpContext http
    )
    {
        if (book.Find(number) is not { } sight || !PartyCode.TryParse(by, out var writer))
        {
            return await ErasedPages.Proof(record, number, by, index);
        }
        UseHeaders.Set(http, sight);
        return (await record.Reading.Proofs(sight.Peer, sight.Request.Id)).FirstOrDefault(proof =>
            proof.By == writer && proof.Index == index
        );
    }
}
