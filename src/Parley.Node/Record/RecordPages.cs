using Parley.Cooperation;
using Parley.Exchange;
using Parley.Node.Look;

namespace Parley.Node.Record;

/// <summary>One link of the joint record as the page shows it.</summary>
/// <param name="Divergence">The evidence that the other side's ledger diverged, or null.</param>
public sealed record RecordSight(
    Peer Peer,
    LinkState State,
    IReadOnlyList<LedgerState> Ledgers,
    IReadOnlyList<WithoutEffect> WithoutEffect,
    string? Divergence
);

/// <summary>The joint record: both ledgers, their checkpoints and receipts, and what has no effect and why.</summary>
public static class RecordPages
{
    /// <summary>How many entries of a ledger one page shows.</summary>
    public const int PageSize = 50;

    /// <summary>How many entries without effect the page of the record shows; the ledgers' pages mark all.</summary>
    internal const int VoidShown = 50;

    public static void MapRecord(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(
            "/record",
            async (JointRecord record) => Show.Page<RecordPage>((nameof(RecordPage.All), await All(record)))
        );
        routes.MapPost(
            "/record/verify",
            async (JointRecord record, FullCheck check) =>
                Show.Page<RecordPage>(
                    (nameof(RecordPage.All), await All(record)),
                    (nameof(RecordPage.Verified), await check.Outcome())
                )
        );
        routes.MapGet(
            "/record/{peer}/{by}",
            (string peer, string by, long? from, JointRecord record) => Entries(peer, by, from, record)
        );
        routes.MapGet(
            "/record/{peer}/divergence.txt",
            (string peer, JointRecord record) =>
                PeerOf(record, peer) is { } found && record.Reading.Divergence(found.Code) is { } evidence
                    ? Results.Text(evidence, "text/plain; charset=utf-8")
                    : Results.NotFound()
        );
    }

    private static async Task<List<RecordSight>> All(JointRecord record)
    {
        var all = new List<RecordSight>();
        foreach (var peer in record.Peers)
        {
            all.Add(
                new RecordSight(
                    peer,
                    record.StateOf(peer.Code),
                    await record.Reading.Ledgers(peer.Code),
                    record.Reading.WithoutEffect(peer.Code, VoidShown),
                    record.Reading.Divergence(peer.Code)
                )
            );
        }
        return all;
    }

    private static IResult Entries(string peer, string by, long? from, JointRecord record)
    {
        if (PeerOf(record, peer) is not { } found || !PartyCode.TryParse(by, out var writer))
        {
            return Results.NotFound();
        }
        if (writer != found.Code && writer != record.Self.Code)
        {
            return Results.NotFound();
        }
        var first = Math.Max(0, from ?? 0) / PageSize * PageSize;
        return Show.Page<LedgerPage>(
            (nameof(LedgerPage.Peer), found),
            (nameof(LedgerPage.Writer), writer),
            (nameof(LedgerPage.From), first),
            (nameof(LedgerPage.Marked), from ?? -1),
            (nameof(LedgerPage.Entries), record.Reading.Entries(found.Code, writer, first, PageSize)),
            (nameof(LedgerPage.WithoutEffect), record.Reading.WithoutEffect(found.Code, writer, first, PageSize))
        );
    }

    private static Peer? PeerOf(JointRecord record, string code) =>
        record.Peers.FirstOrDefault(peer => string.Equals(peer.Code.ToString(), code, StringComparison.Ordinal));
}
