using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Parley.Cooperation;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Sealing;

namespace Parley.Simulation;

/// <summary>
/// Parcels under way: officers send them with what they say, and the nodes fetch them beside their ledgers over a line
/// that is cut, damaged and parted, through stops of either machine.
/// </summary>
internal sealed class Freight
{
    private const int Chunk = ParcelSeal.ChunkLength;

    private readonly World world;
    private readonly Dice dice;
    private readonly Dictionary<(PartyCode, int), ParcelFetch> fetches = [];
    private long serial;

    public Freight(World world)
    {
        this.world = world;
        // Of its own, so that what it draws moves nothing else.
        dice = new Dice(world.Play.Seed ^ 0xF2E1);
    }

    /// <summary>How many came.</summary>
    public long Came { get; private set; }

    /// <summary>What an officer sends with a statement, now and then; empty most of the time.</summary>
    public IReadOnlyList<Attached> Some(Nation nation, PartyCode peer)
    {
        if (dice.Below(3) > 0)
        {
            return [];
        }
        var mark = string.Create(CultureInfo.InvariantCulture, $"{nation.Code} to {peer}, file {++serial} ");
        var size = dice.Below(10) == 0 ? Chunk + dice.Below(Chunk) : 1 + dice.Below(900);
        var file = new byte[size];
        Encoding.UTF8.GetBytes(mark.PadRight(size).AsSpan(0, size), file);
        var key = SHA256.HashData(Encoding.UTF8.GetBytes(mark));
        using var part = nation.Box.Begin(peer);
        var named = ParcelSeal
            .Seal(new MemoryStream(file), part.Bytes, key, size, CancellationToken.None)
            .GetAwaiter()
            .GetResult()!;
        part.Keep(named.SealedSha256);
        var parcel = new Parcel(
            $"file {serial}.txt",
            "text/plain",
            size,
            named.Sha256,
            named.SealedSha256,
            Base64Url.EncodeToString(key)
        );
        return [new Attached(parcel, null, null)];
    }

    /// <summary>Each node looks now and then for what it may fetch.</summary>
    public void Begin()
    {
        foreach (var nation in world.Nations)
        {
            world.Clock.After(dice.Between(1, 5_000), () => Round(nation));
        }
    }

    /// <summary>A machine stopped.</summary>
    public void Stopped(Nation nation) => nation.Box.Stop(dice);

    /// <summary>What an honest node has been told of and not received yet.</summary>
    public IEnumerable<string> Owed() =>
        from nation in world.Nations.Where(IsHonest)
        from end in nation.Ends.Values
        let other = world.Nation(end.Link.Peer.Code)
        where nation.Up && other.Up && IsHonest(other)
        from owed in nation.Shelf.Parcels(other.Code, Side.Theirs, ParcelStanding.Named, 1)
        where other.Box.PlaceOf(nation.Code, Side.Ours, owed.SealedSha256) is ParcelPlace.Held
        where !IsAtRest(nation, other, owed.About)
        select $"{nation.Code} has not received {owed.SealedSha256[..8]} of {other.Code}";

    /// <summary>Nothing that would be said of its files has effect any more.</summary>
    private static bool IsAtRest(Nation nation, Nation other, SubjectId about) =>
        SubjectReading.Folded(nation.Shelf, nation.Code, other.Code, about).State is Request request
        && RequestRest.Since(request) is { } rest
        && nation.Now > rest;

    /// <summary>Whatever is stated as received lies there, whole, and is what was sent.</summary>
    public void Check(Nation reader, Nation writer)
    {
        Watch.Hold(reader.Box.IsSound, $"{reader.Code} keeps a file under a name that is not its hash.");
        foreach (var one in reader.Shelf.Parcels(writer.Code, Side.Theirs, ParcelStanding.Received, int.MaxValue))
        {
            var there = writer.Box.Open(reader.Code, Side.Ours, one.SealedSha256);
            var here = reader.Box.Open(writer.Code, Side.Theirs, one.SealedSha256);
            Watch.Hold(here is not null, $"{reader.Code} stated that it received a file it does not hold.");
            Watch.Hold(
                there is null || Bytes(here!).AsSpan().SequenceEqual(Bytes(there)),
                $"{reader.Code} holds another file than {writer.Code} sent."
            );
        }
    }

    private void Round(Nation nation)
    {
        if (nation.Up)
        {
            foreach (var end in nation.Ends.Values)
            {
                foreach (var owed in nation.Shelf.Parcels(end.Link.Peer.Code, Side.Theirs, ParcelStanding.Named, 2))
                {
                    Try(nation, end, owed);
                }
            }
        }
        world.Clock.After(dice.Between(500, 8_000), () => Round(nation));
    }

    private void Try(Nation nation, LinkEnd end, ShelvedParcel owed)
    {
        if (end.Link.Condition != LinkCondition.Open || Find(nation, end, owed) is not { } parcel)
        {
            return;
        }
        // What a fetch has counted is gone with the life of the node.
        if (!fetches.TryGetValue((nation.Code, nation.Life), out var fetch))
        {
            fetch = new ParcelFetch(nation.Box, new Line(this, nation), _ => ParcelLimits.Usual);
            fetches.Add((nation.Code, nation.Life), fetch);
        }
        var peer = end.Link.Peer;
        var fetched = world.Mutants.Fetched(
            fetch.Try(peer, peer.Addresses[0], parcel, null, CancellationToken.None).GetAwaiter().GetResult()
        );
        if (fetched.Problem is null)
        {
            State(nation, end, owed, fetched);
        }
    }

    private static Parcel? Find(Nation nation, LinkEnd end, ShelvedParcel owed) =>
        SubjectReading.Folded(nation.Shelf, nation.Code, end.Link.Peer.Code, owed.About).State is Request request
            ? SentParcel.Of(request).FirstOrDefault(p => p.Parcel.SealedSha256 == owed.SealedSha256)?.Parcel
            : null;

    private void State(Nation nation, LinkEnd end, ShelvedParcel owed, Fetched fetched)
    {
        ParcelStatement statement = fetched.Refusal is { } why
            ? new ParcelStatement.Refused(owed.SealedSha256, why)
            : new ParcelStatement.Received(owed.SealedSha256);
        nation.Enter(
            work => Outgoing.State(end.Link, work, owed.About, Wording.Of(statement), NodeOfficer.Itself, nation.Now),
            stating =>
            {
                if (stating?.Index >= 0)
                {
                    Came++;
                    world.Watch.Stated(nation, end, stating);
                }
            }
        );
    }

    private bool IsHonest(Nation nation) => world.Liar?.Self != nation;

    private static byte[] Bytes(Stream stream)
    {
        using var all = new MemoryStream();
        stream.CopyTo(all);
        return all.ToArray();
    }

    /// <summary>The line between two boxes.</summary>
    private sealed class Line(Freight freight, Nation to) : IParcelLink
    {
        public Task<ParcelAnswer> Fetch(
            Peer peer,
            Uri address,
            string sealedSha256,
            long from,
            CancellationToken cancel
        )
        {
            var (world, dice) = (freight.world, freight.dice);
            var other = world.Nation(peer.Code);
            if (!other.Up || !world.Wire.Passes(other.Code, to.Code))
            {
                throw new IOException("The line is dead.");
            }
            if (
                other.Shelf.Parcels(to.Code, Side.Ours, sealedSha256).Count == 0
                || other.Box.Open(to.Code, Side.Ours, sealedSha256) is not { } held
            )
            {
                return Task.FromResult(new ParcelAnswer(404, -1, -1, Stream.Null));
            }
            var bytes = Bytes(held);
            var rest = bytes[(int)Math.Min(from, bytes.Length)..];
            if (dice.PerMille(world.Weather.Truncate + world.Weather.Drop))
            {
                rest = rest[..dice.Below(rest.Length + 1)];
            }
            if (rest.Length > 0 && dice.PerMille(world.Weather.Flip))
            {
                rest[dice.Below(rest.Length)] ^= 1;
            }
            return Task.FromResult(new ParcelAnswer(206, from, bytes.Length, new MemoryStream(rest)));
        }
    }
}
