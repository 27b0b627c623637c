using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Parley.Node.Access;

/// <summary>
/// The web server before the desk: what it says of the address and the scheme of a call is believed, and nobody else
/// is. So cookies are secure where the officer's browser speaks HTTPS, and limits count by the officer's own address.
/// </summary>
public static class Proxies
{
    /// <summary>Believes this machine, and the addresses the node's settings name.</summary>
    public static ForwardedHeadersOptions Believed(IEnumerable<string> proxies)
    {
        // One step only: what the proxy itself saw. The framework's own list begins with this machine.
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = 1,
        };
        foreach (var proxy in proxies)
        {
            options.KnownProxies.Add(IPAddress.Parse(proxy));
        }
        return options;
    }
}
