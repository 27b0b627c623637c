using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Exchange;
using Parley.Node.Law;
using Parley.Node.Requests;

namespace Parley.Node.Agreements;

/// <summary>What waits about agreements for its release.</summary>
public sealed class PreparedAgreements(
    PreparedAgreementShelf shelf,
    JointRecord record,
    StepBook steps,
    LawInForce law,
    TimeProvider time
) : PreparedOnes<PreparedAgreement>(record, steps, law)
{
    /// <summary>What waits about one agreement, the oldest first.</summary>
    public IReadOnlyList<PreparedAgreement> About(PartyCode peer, SubjectId about) =>
        All().Where(one => one.Place.Peer == peer && one.Place.About == about).ToList();

    /// <summary>What was sent back, and its author has neither dropped nor said anew.</summary>
    public IReadOnlyList<PreparedAgreement> Returned() => shelf.AllReturned().Where(IsStillBack).ToList();

    /// <summary>What was sent back to an officer, by its id; null where there is none.</summary>
    public PreparedAgreement? CameBack(long? id, string account) =>
        Returned().FirstOrDefault(one => one.Id == id && one.IsBy(account));

    /// <summary>One that waits; or that was sent back, for its author: to nobody else is it told of.</summary>
    public PreparedAgreement? FindFor(long id, string account) => Find(id) ?? CameBack(id, account);

    /// <summary>One that waits or was sent back.</summary>
    public PreparedAgreement? FindAny(long id) => Find(id) ?? Returned().FirstOrDefault(one => one.Id == id);

    /// <summary>The number under which it left; null where it did not, or there never was one.</summary>
    public SubjectId? LeftAs(long id) =>
        shelf.Trace(id) is var (peer, key) ? Record.Reading.StatedUnder(peer, key)?.About : null;

    /// <summary>There is or was one with this id.</summary>
    public bool Was(long id) => shelf.Trace(id) is not null;

    /// <summary>Takes a step on it while it waits: it does not leave meanwhile.</summary>
    /// <param name="step">Notes the step, or says why not.</param>
    /// <param name="back">With the step it is sent back; null: it waits on.</param>
    /// <returns>Why the step was not taken.</returns>
    public Refusal? Step(PreparedAgreement prepared, Func<Refusal?> step, SentBack? back) =>
        WhileItWaits(
            prepared,
            StepRefusals.Changed,
            () =>
            {
                var refusal = step();
                if (refusal is null && back is not null)
                {
                    shelf.Return(prepared.Id, back, time.GetUtcNow());
                }
                return refusal;
            }
        );

    /// <summary>Puts something by. What was sent back and it goes on with is gone from then on.</summary>
    /// <returns>Its id; null where what it goes on with is not there any more.</returns>
    public Task<long?> Put(AgreementPlace place, AgreementStatement said, OnceKey? once, PreparedBy by, long? again) =>
        Alone(() => Task.FromResult(shelf.Add(place, said, once, by, again)));

    /// <summary>States what goes on with something that was sent back, which is gone with it: also where the node stops
    /// between the two.</summary>
    /// <param name="state">States it under the key.</param>
    /// <returns>Null where what it goes on with is not there any more.</returns>
    public Task<Stating?> SayAnew(long again, PartyCode peer, OnceKey key, Func<Task<Stating>> state) =>
        Alone(async () =>
        {
            if (Returned().All(one => one.Id != again))
            {
                return null;
            }
            shelf.GoOn(again, peer, key);
            var stating = await state();
            if (stating.Refusal is null)
            {
                shelf.Discard(again);
            }
            return stating;
        });

    /// <summary>Drops it for its author, while it waits or after it was sent back.</summary>
    /// <returns>False where it has left or was dropped.</returns>
    public bool Discard(PreparedAgreement prepared)
    {
        if (prepared.Back is null)
        {
            return WhileItWaits(prepared, gone: false, Drop);
        }
        return Returned().Any(one => one.Id == prepared.Id) && Drop();

        bool Drop()
        {
            shelf.Discard(prepared.Id);
            return true;
        }
    }

    /// <summary>Lets it leave, or notes the first of two releases.</summary>
    /// <param name="outdated">Why it could not leave now whoever released it.</param>
    public Task<Leaving> Release(PreparedAgreement prepared, Releaser by, Func<Task<Refusal?>> outdated) =>
        Release(prepared, () => Steps.Of(prepared), outdated, by);

    private bool IsStillBack(PreparedAgreement back)
    {
        if (back.Anew is not var (peer, key) || Record.Reading.StatedUnder(peer, key) is null)
        {
            return true;
        }
        shelf.Discard(back.Id);
        return false;
    }

    protected override IReadOnlyList<PreparedAgreement> Kept() => shelf.All();

    protected override Task<Stating> State(PreparedAgreement prepared, Officer officer) =>
        prepared.Place.About is { } about
            ? Record.State(prepared.Peer, about, prepared.Said, officer, prepared.Key)
            : Record.Open(prepared.Peer, 'A', prepared.Said, officer, prepared.Key);

    protected override void Settle(PreparedAgreement prepared, Stating stating) =>
        shelf.Settle(prepared.Id, stating.About);
}
