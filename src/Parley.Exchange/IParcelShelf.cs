using Parley.Cooperation;

namespace Parley.Exchange;

/// <summary>What there is of a parcel on a node's disk.</summary>
public enum ParcelPlace
{
    Missing,
    Held,

    /// <summary>It was here and was erased on purpose: no damage.</summary>
    Erased,
}

/// <summary>
/// The port to where the ciphertexts of parcels lie, those of each link apart: a party that names a hash of another
/// link
/// finds nothing.
/// </summary>
public interface IParcelShelf
{
    ParcelPlace PlaceOf(PartyCode peer, Side side, string sealedSha256);

    /// <summary>The whole ciphertext, to be read and sought in; null where it is not held.</summary>
    Stream? Open(PartyCode peer, Side side, string sealedSha256);

    /// <summary>Begins a ciphertext of our own, whose hash is not known yet.</summary>
    IParcelPart Begin(PartyCode peer);

    /// <summary>Goes on with one of the peer's where it was cut, or begins it.</summary>
    IParcelPart Continue(PartyCode peer, string sealedSha256);

    /// <summary>How many bytes of one of the peer's lie here that is not whole yet.</summary>
    long PartLength(PartyCode peer, string sealedSha256);

    /// <summary>All bytes of the peer's that lie here, whole or not.</summary>
    long HeldBytes(PartyCode peer);

    /// <summary>Hashes of all whole ciphertexts of one side.</summary>
    IEnumerable<string> Held(PartyCode peer, Side side);

    /// <summary>Removes a ciphertext for good, and notes that this was meant.</summary>
    void Erase(PartyCode peer, Side side, string sealedSha256);

    /// <summary>Removes a ciphertext of our own that no statement ever named.</summary>
    void Forget(PartyCode peer, string sealedSha256);
}

/// <summary>A ciphertext that is not whole yet. What is neither kept nor dropped stays for another time.</summary>
public interface IParcelPart : IDisposable
{
    /// <summary>Its bytes so far: written at the end, and read again from the beginning.</summary>
    Stream Bytes { get; }

    /// <summary>Puts it among the whole ones, and returns only when it is on the disk there.</summary>
    void Keep(string sealedSha256);

    /// <summary>It was worth nothing.</summary>
    void Drop();
}

/// <summary>What came back when a parcel was asked for.</summary>
/// <param name="Status">206 with bytes, else a refusal.</param>
/// <param name="From">The first byte that the body holds.</param>
/// <param name="Total">Bytes of the whole ciphertext, as the sender says.</param>
/// <param name="Line">What carries the body, let go with it.</param>
public sealed record ParcelAnswer(int Status, long From, long Total, Stream Body, IDisposable? Line = null)
    : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await Body.DisposeAsync();
        Line?.Dispose();
    }
}

/// <summary>The port by which parcels are fetched from the other node.</summary>
public interface IParcelLink
{
    /// <summary>Asks one address for a ciphertext from a byte on. Throws <see cref="IOException"/> or
    /// <see cref="HttpRequestException"/> when the other node cannot be reached, and so does the body when the line is
    /// cut.</summary>
    Task<ParcelAnswer> Fetch(Peer peer, Uri address, string sealedSha256, long from, CancellationToken cancel);
}

/// <summary>How much a node takes of each party it is linked to.</summary>
/// <param name="MostBytes">Of one parcel.</param>
/// <param name="MostHeld">Of all parcels of one party together.</param>
public sealed record ParcelLimits(long MostBytes, long MostHeld)
{
    public static ParcelLimits Usual { get; } = new(10L << 30, 100L << 30);
}
