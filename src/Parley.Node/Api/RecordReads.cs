using Parley.Cooperation;
using Parley.Exchange;
using Parley.Node.Law;
using Parley.Node.Lines;
using Parley.Node.Record;
using Parley.Node.Requests;

namespace Parley.Node.Api;

/// <summary>The joint record as programs read it: how each link stands, and each ledger entry by entry.</summary>
internal static class RecordReads
{
    public static void MapRecordReads(this RouteGroupBuilder reads)
    {
        reads.MapGet("/record", Links);
        reads.MapGet("/record/{peer}/divergence.txt", Divergence);
        reads.MapGet("/record/{peer}/{by}/entries", Entries);
    }

    private static async Task<IResult> Links(HttpContext http, JointRecord record)
    {
        _ = new ApiQuery(http);
        var links = new List<object>();
        foreach (var peer in record.Peers)
        {
            var state = record.StateOf(peer.Code);
            links.Add(
                new
                {
                    Peer = peer.Code,
                    peer.Name,
                    state.Condition,
                    state.LastHeard,
                    WaitingForReceipt = state.Waiting,
                    Divergence = record.Reading.Divergence(peer.Code) is null
                        ? null
                        : $"{Access.TokenPages.Api}/record/{peer.Code}/divergence.txt",
                    Ledgers = (await record.Reading.Ledgers(peer.Code)).Select(ledger => new
                    {
                        By = ledger.Writer,
                        ledger.Origin,
                        ledger.Size,
                        ledger.Root,
                        ReceiptedAt = ledger.Newest?.Time,
                    }),
                }
            );
        }
        return ApiAnswer.Of(new { Party = record.Self.Code, Links = links });
    }

    /// <summary>The evidence that the other side's ledger diverged, as parley-verify takes it.</summary>
    private static IResult Divergence(string peer, HttpContext http, JointRecord record)
    {
        _ = new ApiQuery(http);
        return RecordPages.Evidence(peer, record) ?? ApiProblems.OfStatus(StatusCodes.Status404NotFound).Answer();
    }

    private static ApiAnswer Entries(
        string peer,
        string by,
        HttpContext http,
        JointRecord record,
        RequestBook book,
        LawInForce law
    )
    {
        var query = new ApiQuery(http, "after", "most");
        if (
            record.Peers.FirstOrDefault(one => string.Equals($"{one.Code}", peer, StringComparison.Ordinal))
                is not { } found
            || !PartyCode.TryParse(by, out var writer)
            || (writer != found.Code && writer != record.Self.Code)
        )
        {
            return ApiProblems.OfStatus(StatusCodes.Status404NotFound).Answer();
        }
        var first = query.Number("after", 0, long.MaxValue - 1) is { } after ? after + 1 : 0;
        var most = query.HowMany;
        var (ours, theirs) = record.SizesOf(found.Code);
        var size = writer == found.Code ? theirs : ours;
        var shown = record.Reading.Entries(found.Code, writer, first, most);
        var idle = record
            .Reading.WithoutEffect(found.Code, writer, first, most)
            .ToDictionary(one => one.Index, one => one.Why);
        var last = Math.Min(first + most, size) - 1;
        return ApiAnswer.Of(
            new
            {
                Entries = shown
                    .Where(IsOpen)
                    .Select(entry => new
                    {
                        By = writer,
                        entry.Index,
                        entry.At,
                        entry.ReceivedAt,
                        entry.Seen,
                        entry.About,
                        entry.Type,
                        entry.Officer,
                        entry.Bytes,
                        WithoutEffect = idle.GetValueOrDefault(entry.Index),
                        Address = entry.About.Letter is 'R'
                            ? FormattableString.Invariant(
                                $"{RequestTold.AddressOf($"{entry.About}")}/entries/{writer}/{entry.Index}"
                            )
                            : null,
                    }),
                Next = last + 1 < size
                    ? FormattableString.Invariant(
                        $"{Access.TokenPages.Api}/record/{peer}/{by}/entries?after={last}&most={most}"
                    )
                    : null,
            }
        );

        // What the law keeps from an officer is passed over here as well; indexes stay what they are.
        bool IsOpen(LedgerEntry entry) =>
            law.Book.IsEmpty
            || entry.About.Letter is not 'R'
            || (book.Find(new Place(found.Code, entry.About)) is { } sight && law.MayRead(http.User, Matter.Of(sight)));
    }
}
