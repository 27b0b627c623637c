using System.Security.Claims;
using System.Text;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Look;
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
        routes.MapGet("/requests/{number}/evidence", Evidence);
        routes.MapGet("/requests/{number}/{by}/{index:long}.tlog-proof", Proof);
        routes.MapGet("/requests/{number}/{by}/{index:long}.json", Written);
        routes.MapMoves();
    }

    /// <summary>The moves open to this party now that the officer's roles allow.</summary>
    public static IReadOnlyList<RequestMove> MovesFor(
        RequestSight sight,
        PartyCode self,
        DateTimeOffset now,
        ClaimsPrincipal user
    ) =>
        RequestMoves
            .For(sight.Request, sight.Guidelines, self, now)
            .Where(move => MovePages.MayTry(move, user))
            .ToList();

    private static async Task<IResult> Request(
        string number,
        RequestBook book,
        JointRecord record,
        PreparedBook prepared,
        TimeProvider time,
        HttpContext http
    )
    {
        if (book.Find(number) is not { } sight)
        {
            return Results.NotFound();
        }
        var moves = MovesFor(sight, record.Self.Code, time.GetUtcNow(), http.User);
        return Show.Page<RequestPage>(
            (nameof(RequestPage.Sight), sight),
            (nameof(RequestPage.Timeline), await record.Reading.Timeline(sight.Peer, sight.Request.Id)),
            (nameof(RequestPage.Moves), moves),
            (nameof(RequestPage.Alike), sight.Ours || !sight.Request.Open ? [] : book.Alike(sight)),
            (nameof(RequestPage.FollowedBy), sight.Hold is null ? [] : sight.GoesOnWith(book.All())),
            (nameof(RequestPage.Prepared), prepared.About(sight.Request.Id))
        );
    }

    private static async Task<IResult> Evidence(string number, RequestBook book, JointRecord record)
    {
        if (book.Find(number) is not { } sight)
        {
            return Results.NotFound();
        }
        var peer = record.Peers.First(one => one.Code == sight.Peer);
        return await EvidenceFile.Of(record, peer, sight.Request.Id) is { } zip
            ? Results.File(zip, "application/zip", $"{number}-evidence.zip")
            : Results.NotFound();
    }

    private static async Task<IResult> Proof(
        string number,
        string by,
        long index,
        RequestBook book,
        JointRecord record
    ) =>
        await ProofOf(number, by, index, book, record) is { } proof
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
        JointRecord record
    ) =>
        await ProofOf(number, by, index, book, record) is { } proof
            ? Results.File(proof.Statement.ToArray(), "application/json", EvidenceFile.Name(proof) + ".json")
            : Results.NotFound();

    private static async Task<StatementProof?> ProofOf(
        string number,
        string by,
        long index,
        RequestBook book,
        JointRecord record
    ) =>
        book.Find(number) is { } sight && PartyCode.TryParse(by, out var writer)
            ? (await record.Reading.Proofs(sight.Peer, sight.Request.Id)).FirstOrDefault(proof =>
                proof.By == writer && proof.Index == index
            )
            : null;
}
