using System.Security.Cryptography;
using Parley.Cooperation;
using Parley.Exchange;

namespace Parley.Simulation;

/// <summary>Where a node keeps the ciphertexts of parcels: a disk in memory, which a stop of the machine may rob of
/// what
/// it had only just written.</summary>
internal sealed class ParcelBox : IParcelShelf
{
    private readonly SortedDictionary<string, byte[]> whole = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, byte[]> parts = new(StringComparer.Ordinal);

    /// <summary>All whole ciphertexts of one side that were really what they are named by when they were
    /// kept.</summary>
    public bool IsSound => whole.All(one => one.Key.EndsWith(Hash(one.Value), StringComparison.Ordinal));

    /// <summary>The machine stops: of what was not whole yet, the tails may be gone or damaged.</summary>
    public void Stop(Dice dice)
    {
        foreach (var (name, bytes) in parts.ToList())
        {
            var left = bytes[..dice.Below(bytes.Length + 1)];
            if (left.Length > 0 && dice.Below(4) == 0)
            {
                left[^1] ^= 1;
            }
            parts[name] = left;
        }
    }

    public ParcelPlace PlaceOf(PartyCode peer, Side side, string sealedSha256) =>
        whole.ContainsKey(Name(peer, side, sealedSha256)) ? ParcelPlace.Held : ParcelPlace.Missing;

    public Stream? Open(PartyCode peer, Side side, string sealedSha256) =>
        whole.TryGetValue(Name(peer, side, sealedSha256), out var bytes) ? new MemoryStream(bytes) : null;

    public IParcelPart Begin(PartyCode peer) => new Part(this, peer, Side.Ours, null);

    public IParcelPart Continue(PartyCode peer, string sealedSha256) => new Part(this, peer, Side.Theirs, sealedSha256);

    public long PartLength(PartyCode peer, string sealedSha256) =>
        parts.TryGetValue(Name(peer, Side.Theirs, sealedSha256), out var bytes) ? bytes.Length : 0;

    public long HeldBytes(PartyCode peer) => 0;

    public IEnumerable<string> Held(PartyCode peer, Side side) =>
        whole.Keys.Where(name => name.StartsWith($"{peer} {side} ", StringComparison.Ordinal)).Select(n => n[^64..]);

    public void Erase(PartyCode peer, Side side, string sealedSha256) => whole.Remove(Name(peer, side, sealedSha256));

    public void Forget(PartyCode peer, string sealedSha256) => whole.Remove(Name(peer, Side.Ours, sealedSha256));

    private static string Name(PartyCode peer, Side side, string hash) => $"{peer} {side} {hash}";

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private sealed class Part : IParcelPart
    {
        private readonly ParcelBox box;
        private readonly PartyCode peer;
        private readonly Side side;
        private readonly string? hash;
        private readonly MemoryStream bytes = new();
        private bool ended;

        public Part(ParcelBox box, PartyCode peer, Side side, string? hash)
        {
            (this.box, this.peer, this.side, this.hash) = (box, peer, side, hash);
            if (hash is not null && box.parts.TryGetValue(Name(peer, side, hash), out var before))
            {
                bytes.Write(before);
            }
        }

        public Stream Bytes => bytes;

        public void Keep(string sealedSha256)
        {
            Drop();
            box.whole[Name(peer, side, sealedSha256)] = bytes.ToArray();
        }

        public void Drop()
        {
            ended = true;
            if (hash is not null)
            {
                box.parts.Remove(Name(peer, side, hash));
            }
        }

        public void Dispose()
        {
            if (!ended && hash is not null)
            {
                box.parts[Name(peer, side, hash)] = bytes.ToArray();
            }
            bytes.Dispose();
        }
    }
}
