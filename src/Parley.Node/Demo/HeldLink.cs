using Parley.Exchange;

namespace Parley.Node.Demo;

/// <summary>
/// The link of the demo, which can be held for a moment so that two entries really cross on the way.
/// </summary>
public sealed class HeldLink(ILink line) : ILink
{
    private volatile bool held;

    /// <summary>Nothing gets through from now on.</summary>
    public void Hold() => held = true;

    public void LetGo() => held = false;

    public Task<LinkAnswer> Deliver(Peer peer, Uri address, ReadOnlyMemory<byte> delivery, CancellationToken cancel) =>
        held ? throw new IOException("The line is held.") : line.Deliver(peer, address, delivery, cancel);
}
