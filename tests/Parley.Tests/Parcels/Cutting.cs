using Parley.Exchange;

namespace Parley.Tests.Parcels;

/// <summary>Lets the first transfer come only so far, and none after it until the node was started again.</summary>
internal sealed class Cutting(int at)
{
    private int lines;

    public int At { get; } = at;

    public bool WasCut { get; private set; }

    public List<long> AskedFrom { get; } = [];

    public IParcelLink Over(IParcelLink line) => new Line(this, line, ++lines);

    private sealed class Line(Cutting over, IParcelLink line, int number) : IParcelLink
    {
        public async Task<ParcelAnswer> Fetch(
            Peer peer,
            Uri address,
            string sealedSha256,
            long from,
            CancellationToken cancel
        )
        {
            over.AskedFrom.Add(from);
            if (number > 1)
            {
                return await line.Fetch(peer, address, sealedSha256, from, cancel);
            }
            if (over.WasCut)
            {
                throw new IOException("The line is dead.");
            }
            await using var answer = await line.Fetch(peer, address, sealedSha256, from, cancel);
            var bytes = new byte[over.At];
            await answer.Body.ReadExactlyAsync(bytes, cancel);
            over.WasCut = true;
            return answer with { Body = new MemoryStream(bytes), Line = null };
        }
    }
}
