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

/// <summary>What became of a release.</summary>
/// <param name="Left">It left; null where it did not.</param>
/// <param name="Second">It was the first of two: the rule by which another officer is to release it too.</param>
/// <param name="Refusal">Why it was not released; <see cref="StepRefusals.Changed"/> where it waits no longer.</param>
public sealed record Leaving(Stating? Left = null, StepRule? Second = null, Refusal? Refusal = null);

/// <summary>
/// What waits for its release, as the record knows it: what has left is settled, even where the node stopped before it
/// could note that; and while one officer lets it leave, nobody takes it back or sends it back.
/// </summary>
public abstract class PreparedOnes<T>(JointRecord record, StepBook steps, LawInForce law) : IDisposable
    where T : PreparedOne
{
    private readonly SemaphoreSlim one = new(1, 1);

    protected JointRecord Record => record;

    protected StepBook Steps => steps;

    protected LawInForce Law => law;

    public void Dispose()
    {
        one.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>All that wait, the oldest first.</summary>
    public IReadOnlyList<T> All() => Kept().Where(Waits).ToList();

    public T? Find(long id) => All().FirstOrDefault(one => one.Id == id);

    /// <summary>
    /// Lets it leave, or notes the first of two releases. Everything is judged while nobody takes a step on it, takes
    /// it back or sends it back: a step or a rule of before counts no longer.
    /// </summary>
    /// <param name="stepsOf">The steps before its release, as they stand now; null where its matter is gone.</param>
    /// <param name="outdated">Why it could not leave now whoever released it.</param>
    protected async Task<Leaving> Release(
        T prepared,
        Func<ReleaseSteps?> stepsOf,
        Func<Task<Refusal?>> outdated,
        Releaser by
    )
    {
        await one.WaitAsync();
        try
        {
            if (Find(prepared.Id) is null || stepsOf() is not { } before)
            {
                return new Leaving(Refusal: StepRefusals.Changed);
            }
            if (Hinders(prepared, before, by) is { } hinders)
            {
                return new Leaving(Refusal: hinders);
            }
            if (await outdated() is { } unfit)
            {
                return new Leaving(Refusal: unfit);
            }
            if (before.FirstOfTwo(by) is { } rule)
            {
                steps.First(before, by);
                return new Leaving(Second: rule);
            }
            var stating = await State(prepared, by.Officer);
            if (stating.Refusal is { } refusal)
            {
                return new Leaving(Refusal: refusal);
            }
            Settle(prepared, stating);
            return new Leaving(stating);
        }
        finally
        {
            one.Release();
        }
    }

    private Refusal? Hinders(T prepared, ReleaseSteps before, Releaser by) =>
        prepared.IsBy(by.Account) ? PreparedRefusals.OwnWords
        : law.Book.Forbids(by.InLaw, LawAct.Release, before.Matter) is { } forbidden ? forbidden.AsRefusal
        : before.Hinders(by);

    /// <summary>Does something while nothing of all that waits leaves, is sent back or taken back.</summary>
    protected async Task<TAnswer> Alone<TAnswer>(Func<Task<TAnswer>> act)
    {
        await one.WaitAsync();
        try
        {
            return await act();
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

/// <summary>Why what waits is not released by an officer.</summary>
internal static class PreparedRefusals
{
    public static readonly Refusal OwnWords = new(
        "own-draft",
        "You prepared this yourself. Another officer with the role of releaser must release it.",
        "此件由您起草。须由另一名具有签发角色的人员签发。"
    );

    public static readonly Refusal FileNotHere = new(
        "file-not-here",
        "A file that this names is not at this node. Send it back: its authors attach the file again or take it out.",
        "此件所列文件有不在本节点者。请退回起草人重新添加或者移除。"
    );
}
