using Parley.Exchange;
using Parley.Node.Law;
using Parley.Node.Parcels;
using Parley.Node.Requests;
using Parley.Node.Settings;

namespace Parley.Node.Api;

/// <summary>How much is taken of each linked party, how much of it lies here, and what was refused for want of room. To
/// set it is the operator's, on the page: running the node never goes with a token.</summary>
internal static class QuotaReads
{
    /// <summary>So many refused files are told of for each link.</summary>
    private const int RefusedAtMost = 20;

    public static void MapQuotaReads(this RouteGroupBuilder reads) => reads.MapGet("/quotas", All);

    private static ApiAnswer All([AsParameters] QuotaParts parts, HttpContext http)
    {
        _ = new ApiQuery(http);
        return ApiAnswer.Of(
            new
            {
                Quotas = parts.Record.Peers.Select(peer =>
                {
                    var (files, statements) = (parts.Files.Of(peer.Code), parts.Statements.Of(peer.Code));
                    var taken = parts.Record.TakenFrom(peer.Code);
                    return new
                    {
                        Peer = peer.Code,
                        Files = new
                        {
                            Held = parts.Shelf.HeldBytes(peer.Code),
                            files.MostHeld,
                            files.MostBytes,
                            Refused = parts
                                .Rounds.Refused(peer.Code, RefusedAtMost)
                                .Select(one => new { Number = MayKnow(one) ? one.About : (object?)null, one.Size }),
                        },
                        Statements = new
                        {
                            taken.Today,
                            statements.MostADay,
                            Held = taken.InAll,
                            statements.MostHeld,
                            taken.RefusedAt,
                        },
                    };
                }),
            }
        );

        // Of a matter that the officer may not read not even the number is told.
        bool MayKnow(ShelvedParcel one) =>
            parts.Book.Find($"{one.About}") is { } sight && parts.Law.MayRead(http.User, Matter.Of(sight));
    }
}

/// <summary>What the quotas are read from.</summary>
internal sealed record QuotaParts(
    JointRecord Record,
    Quotas Files,
    StatementQuotas Statements,
    ParcelRounds Rounds,
    IParcelShelf Shelf,
    RequestBook Book,
    LawInForce Law
);
