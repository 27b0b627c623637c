using Parley.Exchange;
using Parley.Node.Record;

namespace Parley.Node.Api;

/// <summary>
/// The check of the whole record: begun by whoever reads matters, as on the page, and asked how far it is and what the
/// last one found.
/// </summary>
internal static class RecordCheckCalls
{
    public static void MapRecordCheckReads(this RouteGroupBuilder reads) =>
        reads.MapGet(
            "/record/check",
            (HttpContext http, FullCheck check) =>
            {
                _ = new ApiQuery(http);
                return Told(check);
            }
        );

    public static void MapRecordCheckCalls(this RouteGroupBuilder reads) =>
        reads.MapPost(
            "/record/check",
            async (HttpContext http, FullCheck check) =>
            {
                _ = new ApiQuery(http);
                TakenBody.Of(http).Only();
                await check.Begun();
                return Told(check);
            }
        );

    private static ApiAnswer Told(FullCheck check) =>
        ApiAnswer.Of(
            new
            {
                check.UnderWay,
                check.BrokeOff,
                Last = check.Last is { } found
                    ? new
                    {
                        found.At,
                        found.IsSound,
                        Ledgers = found.Ledgers.Select(ledger => new
                        {
                            By = ledger.Writer,
                            ledger.Reader,
                            ledger.Size,
                            ledger.Receipted,
                            ledger.Root,
                            ledger.Erased,
                            ledger.Findings,
                        }),
                        States = found.StateHashes.Select(one => new { one.Peer, one.Hash }),
                        found.Files,
                    }
                    : null,
            }
        );
}
