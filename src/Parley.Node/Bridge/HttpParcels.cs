using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Parley.Cooperation;
using Parley.Exchange;

namespace Parley.Node.Bridge;

/// <summary>Fetches parcels over the network, on connections of their own beside those of the deliveries, so that a
/// large
/// file keeps no statement waiting.</summary>
public sealed class HttpParcels(Party self) : IParcelLink, IDisposable
{
    private readonly ConcurrentDictionary<PartyCode, HttpClient> clients = new();

    public async Task<ParcelAnswer> Fetch(
        Peer peer,
        Uri address,
        string sealedSha256,
        long from,
        CancellationToken cancel
    )
    {
        var client = clients.GetOrAdd(peer.Code, _ => Connect(peer));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, ParcelPort.Path + sealedSha256));
        request.Headers.Range = new RangeHeaderValue(from, null);
        request.Headers.IfRange = new RangeConditionHeaderValue($"\"{sealedSha256}\"");
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        try
        {
            var range = response.Content.Headers.ContentRange;
            return new ParcelAnswer(
                (int)response.StatusCode,
                range?.From ?? -1,
                range?.Length ?? -1,
                await response.Content.ReadAsStreamAsync(cancel),
                response
            );
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var client in clients.Values)
        {
            client.Dispose();
        }
    }

    /// <summary>A file may take hours: it is given up when nothing comes, not when it takes long.</summary>
    private HttpClient Connect(Peer peer)
    {
        var client = HttpLink.Connect(self, peer);
        client.Timeout = Timeout.InfiniteTimeSpan;
        return client;
    }
}
