using System.Net;
using Parley.Cooperation;

namespace Parley.Node;

/// <summary>How one node is set up.</summary>
/// <param name="Party">Its party's code.</param>
/// <param name="Desk">Address of the pages: "http://127.0.0.1:5080".</param>
/// <param name="Exchange">Address and port at which other nodes deliver: "0.0.0.0:5443".</param>
/// <param name="Proxies">Addresses of web servers before the pages, besides this machine; left out where there are none.
/// </param>
/// <param name="Hosts">The host names officers type where a web server stands before the pages; left out where there is
/// none.</param>
public sealed record NodeSettings(
    string Party,
    string Desk,
    string Exchange,
    IReadOnlyList<string>? Proxies = null,
    IReadOnlyList<string>? Hosts = null
)
{
    /// <summary>Why no node can be set up so, or null where one can.</summary>
    public static string? Problem(NodeSettings? settings) =>
        settings is null ? "it is empty."
        : !PartyCode.TryParse(settings.Party, out _) ? "\"party\" is two capital letters."
        : settings.DeskProblem() is { } desk ? desk
        : !IPEndPoint.TryParse(settings.Exchange, out var exchange) || exchange.Port == 0
            ? "\"exchange\" is an address of this machine, a colon and a port."
        : settings.Proxies?.All(p => IPAddress.TryParse(p, out _)) == false
            ? "\"proxies\" is a list of addresses of web servers before the pages."
        : settings.Hosts?.All(h => Uri.CheckHostName(h) == UriHostNameType.Dns) == false
            ? "\"hosts\" is a list of host names, without scheme and port."
        : null;

    /// <summary>The pages are served without TLS: that is for this machine alone, or for a web server before them.
    /// </summary>
    private string? DeskProblem()
    {
        if (
            !Uri.TryCreate(Desk, UriKind.Absolute, out var uri)
            || uri.Scheme is not ("http" or "https")
            || !(IsLocalhost(uri) || IPAddress.TryParse(uri.Host, out _))
        )
        {
            return "\"desk\" is http://, an address of this machine, a colon and a port.";
        }
        if (uri.Scheme is "https")
        {
            return "\"desk\" begins with http://. For https, put a web server with your certificate before it.";
        }
        return IsLocalhost(uri) || IPAddress.IsLoopback(IPAddress.Parse(uri.Host)) || Proxies is { Count: > 0 }
            ? null
            : "\"desk\" is not of this machine alone, and passwords would travel in the clear. Put a web server with "
                + "your certificate before it, and name its address in \"proxies\".";
    }

    private static bool IsLocalhost(Uri uri) => string.Equals(uri.Host, "localhost", StringComparison.Ordinal);
}
