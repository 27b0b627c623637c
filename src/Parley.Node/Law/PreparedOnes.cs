using Parley.Cooperation;
using Parley.Exchange;

namespace Parley.Node.Law;

/// <summary>What one officer prepared and another is to release. It stays as it was prepared.</summary>
/// <param name="Key">Under which it leaves, once.</param>
/// <param name="Authors">The accounts that wrote in it: none of them releases it.</param>
public abstract record PreparedOne(
    long Id,
    PartyCode Peer,
    Statement Statement,
    OnceKey Key,
    string Account,
    string Name,
    IReadOnlyList<string> Authors,
    DateTimeOffset At
)
{
    public bool IsBy(string account) => Authors.Contains(account, StringComparer.Ordinal);
}

/// <summary>
/// What waits for its release, as the record knows it: what has left is settled, even where the node stopped before it
/// could note that; and while one officer lets it leave, nobody takes it back or sends it back.
/// </summary>
public abstract class PreparedOnes<T>(JointRecord record) : IDisposable
    where T : PreparedOne
{
    private readonly SemaphoreSlim one = new(1, 1);

    protected JointRecord Record => record;

    public void Dispose()
    {
        one.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>All that wait, the oldest first.</summary>
    public IReadOnlyList<T> All() => Kept().Where(Waits).ToList();

    public T? Find(long id) => All().FirstOrDefault(one => one.Id == id);

    /// <summary>Lets it leave, while nobody takes it back or sends it back meanwhile.</summary>
    /// <returns>What became of it; null where it waits no longer.</returns>
    public async Task<Stating?> Leave(T prepared, Officer officer)
    {
        await one.WaitAsync();
        try
        {
            if (Find(prepared.Id) is null)
            {
                return null;
            }
            var stating = await State(prepared, officer);
            if (stating.Refusal is null)
            {
                Settle(prepared, stating);
            }
            return stating;
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>Does something about it while it waits: it does not leave meanwhile.</summary>
    /// <param name="gone">The answer where it waits no longer.</param>
    protected TAnswer WhileItWaits<TAnswer>(T prepared, TAnswer gone, Func<TAnswer> act)
    {
        one.Wait();
        try
        {
            return Find(prepared.Id) is null ? gone : act();
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>All that this node has not noted as gone, the oldest first.</summary>
    protected abstract IReadOnlyList<T> Kept();

    protected abstract Task<Stating> State(T prepared, Officer officer);

    /// <summary>Notes that it left.</summary>
    protected abstract void Settle(T prepared, Stating stating);

    private bool Waits(T prepared)
    {
        if (record.Reading.StatedUnder(prepared.Peer, prepared.Key) is not { } stating)
        {
            return true;
        }
        Settle(prepared, stating);
        return false;
    }
}
