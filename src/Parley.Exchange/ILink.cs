namespace Parley.Exchange;

/// <summary>What came back for a delivery: the sealed reply, or a refusal in the clear.</summary>
/// <param name="Status">HTTP status: 200 with a sealed reply, otherwise a refusal.</param>
/// <param name="Body">The sealed reply, or the problem document.</param>
public sealed record LinkAnswer(int Status, ReadOnlyMemory<byte> Body)
{
    /// <summary>The largest body of a delivery or an answer, in bytes.</summary>
    public const int MaxBody = Delivery.MaxSealed;
}

/// <summary>
/// The port to the other node: carries one sealed delivery to one address and brings back the answer. Over the network
/// it is HTTPS; a courier carries the same bytes by hand.
/// </summary>
public interface ILink
{
    /// <summary>Throws <see cref="IOException"/> or <see cref="HttpRequestException"/> when the other node cannot be
    /// reached; the loop tries again.</summary>
    Task<LinkAnswer> Deliver(Peer peer, Uri address, ReadOnlyMemory<byte> delivery, CancellationToken cancel);
}
