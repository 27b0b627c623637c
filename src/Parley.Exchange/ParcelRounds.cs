using System.Collections.Concurrent;
using Parley.Cooperation;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;

namespace Parley.Exchange;

/// <summary>
/// Fetches what peers have sent beside their ledgers, one parcel at a time of each peer, and states what became of it.
/// What fails is tried again with growing pauses; what was cut goes on where it was, also after a restart.
/// </summary>
public sealed class ParcelRounds : IAsyncDisposable
{
    private const int MostLookedAt = 10_000;

    private readonly JointRecord record;
    private readonly IParcelShelf shelf;
    private readonly IParcelLink line;
    private readonly ParcelFetch fetch;
    private readonly TimeProvider clock;
    private readonly ConcurrentDictionary<PartyCode, ParcelRound> rounds = new();
    private readonly CancellationTokenSource stop = new();

    public ParcelRounds(
        JointRecord record,
        IParcelShelf shelf,
        IParcelLink line,
        Func<PartyCode, ParcelLimits> limits,
        TimeProvider clock
    )
    {
        this.record = record;
        this.shelf = shelf;
        this.line = line;
        this.clock = clock;
        LimitsOf = limits;
        fetch = new ParcelFetch(shelf, line, limits);
        record.Changed += Wake;
    }

    /// <summary>How much is taken of a party now.</summary>
    public Func<PartyCode, ParcelLimits> LimitsOf { get; }

    /// <summary>More of a parcel came, or something hinders it: told at most twice a second.</summary>
    public event Action<SubjectId>? Moved;

    /// <summary>Begins with every peer it has not begun with yet.</summary>
    public void Begin()
    {
        foreach (var peer in record.Peers.Where(p => !rounds.ContainsKey(p.Code)))
        {
            rounds[peer.Code] = new ParcelRound(record, peer, fetch, clock, id => Moved?.Invoke(id), stop.Token);
        }
    }

    /// <summary>Tries again what was refused for want of room: more is taken of a party now.</summary>
    public void TryAgain(PartyCode peer) => rounds.GetValueOrDefault(peer)?.TryAgain();

    /// <summary>What was refused for want of room and would be still, the smallest first.</summary>
    public IReadOnlyList<ShelvedParcel> Refused(PartyCode peer, int most) =>
        [
            .. record
                .Reading.ParcelsOf(peer, Side.Theirs, ParcelStanding.Refused, MostLookedAt)
                .Where(one => fetch.Limit(peer, one.Size, one.SealedSha256) is not null)
                .Take(most),
        ];

    /// <summary>How many bytes of a parcel of the peer's lie here.</summary>
    public long Here(PartyCode peer, Parcel parcel) =>
        shelf.PlaceOf(peer, Side.Theirs, parcel.SealedSha256) == ParcelPlace.Held
            ? ParcelSealing.SealedLength(parcel.Size)
            : shelf.PartLength(peer, parcel.SealedSha256);

    /// <summary>What hinders a parcel, in words for an operator; null: nothing.</summary>
    public string? ProblemOf(PartyCode peer, string sealedSha256) =>
        rounds.GetValueOrDefault(peer)?.ProblemOf(sealedSha256);

    public async ValueTask DisposeAsync()
    {
        record.Changed -= Wake;
        await stop.CancelAsync();
        foreach (var round in rounds.Values)
        {
            await round.DisposeAsync();
        }
        stop.Dispose();
    }

    private void Wake(RecordChange change)
    {
        // A peer that was just heard from may be asked again, too.
        if (change.Subjects.Count == 0 || change.Subjects.Any(id => id.Letter == 'R'))
        {
            rounds.GetValueOrDefault(change.Peer)?.Wake();
        }
    }
}
