using Parley.Cooperation;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Law;
using Parley.Node.Lines;
using Parley.Node.Parcels;

namespace Parley.Node.Requests;

/// <summary>The decisions about requests that wait for their release.</summary>
public sealed class PreparedBook(
    PreparedShelf shelf,
    JointRecord record,
    RequestBook requests,
    ReadyFiles ready,
    IParcelShelf files,
    StepBook steps,
    LawInForce law,
    TimeProvider time
) : PreparedOnes<PreparedMove>(record, steps, law)
{
    public IReadOnlyList<PreparedMove> About(SubjectId about) => All().Where(one => one.About == about).ToList();

    /// <summary>What a decision is or was about, also where it waits no longer.</summary>
    public (SubjectId About, RequestMove Move)? Place(long id) => shelf.Place(id);

    /// <summary>Makes it a draft again, to be changed; its files are ready as before.</summary>
    /// <param name="back">Why it was sent back; null where its author takes it.</param>
    /// <returns>The draft's id; null where it waited no longer.</returns>
    public long? Return(PreparedMove move, SentBack? back) =>
        WhileItWaits<long?>(
            move,
            gone: null,
            () =>
            {
                FreeFiles(move);
                return shelf.Return(move.Id, back, time.GetUtcNow());
            }
        );

    /// <summary>Takes a step on it while it waits: it does not leave meanwhile.</summary>
    /// <param name="step">Notes the step, or says why not.</param>
    /// <param name="back">With the step it is sent back; null: it waits on.</param>
    /// <returns>Why the step was not taken.</returns>
    public Refusal? Step(PreparedMove move, Func<Refusal?> step, SentBack? back) =>
        WhileItWaits(
            move,
            StepRefusals.Changed,
            () =>
            {
                var refusal = step();
                if (refusal is null && back is not null)
                {
                    FreeFiles(move);
                    shelf.Return(move.Id, back, time.GetUtcNow());
                }
                return refusal;
            }
        );

    /// <summary>Takes it back for good; its files are ready as before.</summary>
    /// <returns>False where it waited no longer.</returns>
    public bool Discard(PreparedMove move) =>
        WhileItWaits(
            move,
            gone: false,
            () =>
            {
                FreeFiles(move);
                shelf.Discard(move.Id);
                return true;
            }
        );

    /// <summary>Lets it leave, or notes the first of two releases. Where an item that it restates was corrected since
    /// its releaser saw the request, that is shown first.</summary>
    /// <param name="shown">How often the request had been corrected as they saw it; null: they were shown nothing of
    /// what was corrected since this was prepared.</param>
    public Task<Leaving> Release(PreparedMove prepared, Releaser by, int? shown = null)
    {
        return Release(
            prepared,
            () => Sight() is { } sight ? Steps.Of(prepared, sight) : null,
            () => Task.FromResult(Sight() is { } sight ? Unfit(sight) : null),
            by
        );

        Refusal? Unfit(RequestSight sight) =>
            Law.NotAGround((RequestStatement)prepared.Statement, sight.Request.Kind)
            ?? (AllHere(prepared) ? null : PreparedRefusals.FileNotHere)
            ?? (
                Corrected.Unseen(prepared, shown, sight) is { Count: > 0 } unseen
                    ? CorrectedRefusals.Since(unseen)
                    : null
            );

        RequestSight? Sight() => requests.Find(new Place(prepared.Peer, prepared.About));
    }

    protected override IReadOnlyList<PreparedMove> Kept() => shelf.All();

    protected override Task<Stating> State(PreparedMove prepared, Officer officer) =>
        Record.State(prepared.Peer, prepared.About, prepared.Statement, officer, prepared.Key);

    protected override void Settle(PreparedMove prepared, Stating stating) => shelf.Settle(prepared.Id);

    private bool AllHere(PreparedMove move) =>
        SentParcel
            .NamedIn(move.Statement)
            .All(file => files.PlaceOf(move.Peer, Side.Ours, file.Parcel.SealedSha256) is ParcelPlace.Held);

    private void FreeFiles(PreparedMove move)
    {
        foreach (var file in SentParcel.NamedIn(move.Statement))
        {
            ready.Add(move.Peer, move.About, file with { For = null }, move.Account, time.GetUtcNow());
        }
    }
}
