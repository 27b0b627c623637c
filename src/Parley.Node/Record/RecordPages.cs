using Parley.Cooperation;
using Parley.Exchange;
using Parley.Node.Law;
using Parley.Node.Lines;
using Parley.Node.Look;
using Parley.Node.Requests;

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
            async ([AsParameters] RecordSource source, FullCheck check) =>
                Show.Page<RecordPage>((nameof(RecordPage.All), await All(source)), (nameof(RecordPage.Check), check))
        );
        routes.MapPost(
            "/record/verify",
            async (FullCheck check) =>
            {
                await check.Begun();
                return Results.Redirect("/record");
            }
        );
        routes.MapGet(
            "/record/{peer}/{by}",
            (string peer, string by, long? from, [AsParameters] RecordSource source) => Entries(peer, by, from, source)
        );
        routes.MapGet(
            "/record/{peer}/divergence.txt",
            (string peer, JointRecord record) => Evidence(peer, record) ?? Results.NotFound()
        );
    }

    /// <summary>The evidence of a divergence, for pages and programs; null where there is none.</summary>
    internal static IResult? Evidence(string peer, JointRecord record) =>
        PeerOf(record, peer) is { } found && record.Reading.Divergence(found.Code) is { } evidence
            ? Results.Text(evidence, "text/plain; charset=utf-8")
            : null;

    private static async Task<List<RecordSight>> All(RecordSource source)
    {
        var record = source.Record;
        var all = new List<RecordSight>();
        foreach (var peer in record.Peers)
        {
            all.Add(
                new RecordSight(
                    peer,
                    record.StateOf(peer.Code),
                    await record.Reading.Ledgers(peer.Code),
                    source.Shown(peer.Code, record.Reading.WithoutEffect(peer.Code, VoidShown)),
                    record.Reading.Divergence(peer.Code)
                )
            );
        }
        return all;
    }

    private static IResult Entries(string peer, string by, long? from, RecordSource source)
    {
        var record = source.Record;
        if (PeerOf(record, peer) is not { } found || !PartyCode.TryParse(by, out var writer))
        {
            return Results.NotFound();
        }
        if (writer != found.Code && writer != record.Self.Code)
        {
            return Results.NotFound();
        }
        var first = Math.Max(0, from ?? 0) / PageSize * PageSize;
        var entries = record.Reading.Entries(found.Code, writer, first, PageSize);
        return Show.Page<LedgerPage>(
            (nameof(LedgerPage.Peer), found),
            (nameof(LedgerPage.Writer), writer),
            (nameof(LedgerPage.From), first),
            (nameof(LedgerPage.Marked), from ?? -1),
            (nameof(LedgerPage.Entries), entries),
            (nameof(LedgerPage.KeptBack), source.KeptBack(found.Code, entries.Select(entry => entry.About))),
            (nameof(LedgerPage.WithoutEffect), record.Reading.WithoutEffect(found.Code, writer, first, PageSize))
        );
    }

    private static Peer? PeerOf(JointRecord record, string code) =>
        record.Peers.FirstOrDefault(peer => string.Equals(peer.Code.ToString(), code, StringComparison.Ordinal));
}

/// <summary>What the pages of the record are made from, for the officer who asks.</summary>
public sealed record RecordSource(JointRecord Record, RequestBook Requests, LawInForce Law, HttpContext Http)
{
    /// <summary>Of these matters those that the officer may not read, with the rule: of their entries only the number
    /// and the times are shown.</summary>
    public IReadOnlyDictionary<SubjectId, Forbidden> KeptBack(PartyCode peer, IEnumerable<SubjectId> about) =>
        Law.HiddenFrom(Http.User).IsNothing
            ? new Dictionary<SubjectId, Forbidden>()
            : about
                .Distinct()
                .Select(id => Requests.Find(new Place(peer, id)))
                .OfType<RequestSight>()
                .Select(sight => (sight.Request.Id, Law.Forbids(Http.User, LawAct.Read, Matter.Of(sight))))
                .Where(one => one.Item2 is not null)
                .ToDictionary(one => one.Id, one => one.Item2!);

    /// <summary>The entries without effect that the officer may read.</summary>
    public IReadOnlyList<WithoutEffect> Shown(PartyCode peer, IReadOnlyList<WithoutEffect> all)
    {
        var keptBack = KeptBack(peer, all.Select(one => one.About));
        return all.Where(one => !keptBack.ContainsKey(one.About)).ToList();
    }
}
