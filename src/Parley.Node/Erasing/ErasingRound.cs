using Microsoft.Data.Sqlite;
using Parley.Cooperation;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Api;
using Parley.Node.Law;
using Parley.Node.Lines;
using Parley.Node.Parcels;
using Parley.Node.Requests;
using Parley.Node.Storage;

namespace Parley.Node.Erasing;

/// <summary>
/// Erases what is due, in small batches: first in the record, where it is either wholly there or wholly gone; then
/// whatever lies beside it, which is done again after a stop; and last what the disk still holds. Only then a request
/// counts as erased, and the security events say so and name the rule.
/// </summary>
public sealed class ErasingRound(
    JointRecord record,
    ErasingBook book,
    IKeeping keeping,
    IEnumerable<IKeptBeside> beside,
    DraftBook drafts,
    ForgottenDrafts forgotten,
    ParcelSweep sweep,
    IParcelShelf files,
    LineKeeping lines,
    IEnumerable<IScrubbed> disks,
    ApiCalls calls,
    Feed feed,
    SecurityEvents events,
    TimeProvider clock,
    ILogger<ErasingRound> log
)
{
    private const int MostSince = 10_000;
    private const int MostCatchUps = 20;

    private static readonly TimeSpan Often = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private readonly DueErasing due = new(record, book, log);
    private int running;
    private DateTimeOffset next = DateTimeOffset.MinValue;
    private DateTimeOffset nextScrub = DateTimeOffset.MinValue;
    private DateTimeOffset nextLate = DateTimeOffset.MinValue;

    /// <summary>Does what is due, some times in an hour; nothing where another is at it already.</summary>
    public async Task Run()
    {
        if (Interlocked.Exchange(ref running, 1) != 0)
        {
            return;
        }
        try
        {
            await RunAlone();
        }
        finally
        {
            Volatile.Write(ref running, 0);
        }
    }

    private async Task RunAlone()
    {
        var now = clock.GetUtcNow();
        if (now < next)
        {
            return;
        }
        next = now + Soon;
        forgotten.Run(keeping.ForDrafts, Doer.Node, now);
        calls.Sweep(now);
        await EraseLate(now);
        // What is due is chosen by the lines.
        var known = FollowLines();
        var more = await due.Run(now, Often);
        var settled = await Settle();
        // Drafts and answers go every day; the lines only ever follow the record.
        if (now >= nextScrub && disks.OfType<LocalDatabase>().ToList().TrueForAll(disk => disk.Scrub()))
        {
            nextScrub = now + TimeSpan.FromDays(1);
        }
        next = now + (known && settled && !more ? Often : Soon);
    }

    /// <summary>
    /// Erases what a peer said of requests after they were erased here: it has no effect, and its words go with the
    /// others. Once a day, so that nobody keeps this node at it.
    /// </summary>
    private async Task EraseLate(DateTimeOffset now)
    {
        if (now < nextLate)
        {
            return;
        }
        nextLate = now + TimeSpan.FromDays(1);
        foreach (var peer in record.Peers.Select(peer => peer.Code))
        {
            foreach (var id in record.Reading.SaidSinceErased(peer, MostSince))
            {
                var rule = record.Reading.Erased(peer, id)?.Rule ?? "";
                if (await record.Erase(peer, [id], rule) is { } refusal)
                {
                    log.LogDebug("What was said of {Request} since is not erased yet: {Code}.", id, refusal.Code);
                }
            }
        }
    }

    /// <summary>Takes away what lies beside the record of anything erased, and what the disk still holds.</summary>
    /// <returns>Whether nothing of it lies anywhere any more.</returns>
    private async Task<bool> Settle()
    {
        var unsettled = record
            .Peers.SelectMany(peer => record.Reading.ErasedUnsettled(peer.Code).Select(left => (peer.Code, Left: left)))
            .ToList();
        if (unsettled.Count == 0)
        {
            return true;
        }
        // A draft that has left is known by its number only once that was noted.
        _ = drafts.All();
        foreach (var (peer, left) in unsettled)
        {
            EraseBeside(peer, left);
        }
        if (!FollowLines() || !await Scrub())
        {
            return false;
        }
        foreach (var (peer, left) in unsettled)
        {
            events.Note(Doer.Node, SecurityAct.RequestErased, left.Id.ToString(), left.Rule);
            feed.TellErased(peer, left.Id);
            await record.SettleErased(peer, [left.Id]);
        }
        return true;
    }

    private void EraseBeside(PartyCode peer, ErasedSubject left)
    {
        foreach (var one in beside)
        {
            one.Erase(peer, left.Id);
        }
        foreach (var file in left.Files.Where(file => !IsNeeded(peer, file)))
        {
            files.Erase(peer, file.Side, file.SealedSha256);
        }
    }

    /// <summary>A request that stays has named it since, or a draft is about to.</summary>
    private bool IsNeeded(PartyCode peer, ErasedFile file) =>
        record.Reading.IsNamed(peer, file.Side, file.SealedSha256) || sweep.IsWanted(peer, file.SealedSha256);

    private bool FollowLines()
    {
        for (var i = 0; i < MostCatchUps; i++)
        {
            if (lines.CatchUp() == 0)
            {
                return true;
            }
        }
        return false;
    }

    private async Task<bool> Scrub()
    {
        try
        {
            return disks.ToList().TrueForAll(disk => disk.Scrub()) && await record.Scrub();
        }
        catch (SqliteException e)
        {
            log.LogError(e, "What was erased could not be taken off the disk yet; it is tried again.");
            return false;
        }
    }
}
