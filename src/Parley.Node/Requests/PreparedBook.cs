using Parley.Cooperation;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Law;
using Parley.Node.Parcels;

namespace Parley.Node.Requests;

/// <summary>
/// The decisions that wait, as the record knows them: one that has left is settled, even where the node stopped before
/// it could note that.
/// </summary>
public sealed class PreparedBook(PreparedShelf shelf, JointRecord record, ReadyFiles ready, TimeProvider time)
    : IDisposable
{
    private readonly SemaphoreSlim one = new(1, 1);

    public void Dispose() => one.Dispose();

    /// <summary>Lets a decision leave, while nobody takes it back or sends it back meanwhile.</summary>
    /// <returns>What became of it; null where it waits no longer.</returns>
    public async Task<Stating?> Leave(PreparedMove move, Officer officer)
    {
        await one.WaitAsync();
        try
        {
            if (Find(move.Id) is null)
            {
                return null;
            }
            var stating = await record.State(move.Peer, move.About, move.Statement, officer, move.Key);
            if (stating.Refusal is null)
            {
                shelf.Settle(move.Id);
            }
            return stating;
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>All that wait, the oldest first.</summary>
    public IReadOnlyList<PreparedMove> All() => shelf.All().Where(Waits).ToList();

    public PreparedMove? Find(long id) => All().FirstOrDefault(one => one.Id == id);

    public IReadOnlyList<PreparedMove> About(SubjectId about) => All().Where(one => one.About == about).ToList();

    /// <summary>What a decision is or was about, also where it waits no longer.</summary>
    public (SubjectId About, RequestMove Move)? Place(long id) => shelf.Place(id);

    /// <summary>Makes it a draft again, to be changed; its files are ready as before.</summary>
    /// <param name="back">Why it was sent back; null where its author takes it.</param>
    /// <returns>The draft's id; null where it waited no longer.</returns>
    public long? Return(PreparedMove move, SentBack? back)
    {
        one.Wait();
        try
        {
            if (Find(move.Id) is null)
            {
                return null;
            }
            FreeFiles(move);
            return shelf.Return(move.Id, back, time.GetUtcNow());
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>Takes a step on it while it waits: it does not leave meanwhile.</summary>
    /// <param name="step">Notes the step, or says why not.</param>
    /// <param name="back">With the step it is sent back; null: it waits on.</param>
    /// <returns>Why the step was not taken.</returns>
    public Refusal? Step(PreparedMove move, Func<Refusal?> step, SentBack? back)
    {
        one.Wait();
        try
        {
            if (Find(move.Id) is null)
            {
                return StepRefusals.Changed;
            }
            var refusal = step();
            if (refusal is null && back is not null)
            {
                FreeFiles(move);
                shelf.Return(move.Id, back, time.GetUtcNow());
            }
            return refusal;
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>Takes it back for good; its files are ready as before.</summary>
    /// <returns>False where it waited no longer.</returns>
    public bool Discard(PreparedMove move)
    {
        one.Wait();
        try
        {
            if (Find(move.Id) is null)
            {
                return false;
            }
            FreeFiles(move);
            shelf.Discard(move.Id);
            return true;
        }
        finally
        {
            one.Release();
        }
    }

    private void FreeFiles(PreparedMove move)
    {
        foreach (var file in SentParcel.NamedIn(move.Statement))
        {
            ready.Add(move.Peer, move.About, file with { For = null }, move.Account, time.GetUtcNow());
        }
    }

    private bool Waits(PreparedMove move)
    {
        if (record.Reading.StatedUnder(move.Peer, move.Key) is null)
        {
            return true;
        }
        shelf.Settle(move.Id);
        return false;
    }
}
