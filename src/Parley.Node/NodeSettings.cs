using System.Net;
using Parley.Cooperation;
using Parley.Cooperation.Parcels;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Together;

namespace Parley.Node;

/// <summary>How one node is set up.</summary>
/// <param name="Party">Its party's code.</param>
/// <param name="Desk">Address of the pages: "http://127.0.0.1:5080".</param>
/// <param name="Exchange">Address and port at which other nodes deliver: "0.0.0.0:5443".</param>
/// <param name="Proxies">Addresses of web servers before the pages, besides this machine; left out where there are
/// none.
/// </param>
/// <param name="Hosts">The host names officers type where a web server stands before the pages; left out where there is
/// none.</param>
/// <param name="KeepReadsDays">How many days it is kept who read what, at least 30; left out, five years.</param>
/// <param name="SignIn">How officers sign in; left out where every officer chooses.</param>
/// <param name="Notices">How officers are told by e-mail that something waits; left out where they are not.</param>
/// <param name="RequestsPerMinute">How many pages and acts one officer may ask for in a minute, at least 60; left out,
/// 900.</param>
/// <param name="Programs">What programs may do beyond the usual; left out for the usual.</param>
/// <param name="Parcels">How much is taken of each linked party; left out for the usual.</param>
public sealed record NodeSettings(
    string Party,
    string Desk,
    string Exchange,
    IReadOnlyList<string>? Proxies = null,
    IReadOnlyList<string>? Hosts = null,
    SignInSettings? SignIn = null,
    ParcelSettings? Parcels = null,
    int? KeepReadsDays = null,
    NoticeSettings? Notices = null,
    ProgramSettings? Programs = null,
    int? RequestsPerMinute = null
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
        : settings.Parcels is { MostBytes: < 0 or > Parcel.MostBytes } or { MostHeld: < 0 }
            ? "\"parcels\" has \"mostBytes\" of one file, at most 1099511627776, and \"mostHeld\" of all of one party."
        : settings.Hosts?.All(h => Uri.CheckHostName(h) == UriHostNameType.Dns) == false
            ? "\"hosts\" is a list of host names, without scheme and port."
        : settings.Programs?.WebhookNetworks?.All(network => IPNetwork.TryParse(network, out _)) == false
            ? "\"webhookNetworks\" is a list of networks, such as \"10.20.0.0/16\"."
        : settings.KeepReadsDays < 30 ? "\"keepReadsDays\" is a number of days, at least 30."
        : settings.RequestsPerMinute < 60 ? "\"requestsPerMinute\" is a number, at least 60."
        : settings.Notices?.Problem() is { } notices ? notices
        : settings.SignIn?.Problem();

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

/// <summary>What programs with a token may do beyond reading, drafting and acting.</summary>
/// <param name="MayRelease">By a releaser's token they release what another officer wrote; else people alone do.
/// </param>
/// <param name="WebhookNetworks">Networks that are not public, to which webhooks may be sent: "10.20.0.0/16".</param>
/// <param name="MayCheck">They take the steps before a release that the law asks of their officer.</param>
/// <param name="MayAgree">By a releaser's token they agree, and publish reviews.</param>
/// <param name="MayKeep">By a releaser's token they say what is kept longer.</param>
public sealed record ProgramSettings(
    bool MayRelease = false,
    IReadOnlyList<string>? WebhookNetworks = null,
    bool MayCheck = false,
    bool MayAgree = false,
    bool MayKeep = false
)
{
    /// <summary>The scopes that are opened at this node, of those that are not open everywhere.</summary>
    public static IReadOnlyList<TokenScope> Opened(ProgramSettings? settings) =>
        [
            .. new[]
            {
                (TokenScope.Release, settings?.MayRelease),
                (TokenScope.Check, settings?.MayCheck),
                (TokenScope.Agree, settings?.MayAgree),
                (TokenScope.Keep, settings?.MayKeep),
            }
                .Where(one => one.Item2 is true)
                .Select(one => one.Item1),
        ];
}

/// <summary>How much a node takes of each linked party, in bytes; where a figure is left out, the usual one.</summary>
/// <param name="MostBytes">Of one file, sent or received.</param>
/// <param name="MostHeld">Of all files of one party together.</param>
public sealed record ParcelSettings(long? MostBytes = null, long? MostHeld = null)
{
    public static ParcelLimits Limits(ParcelSettings? settings) =>
        new(settings?.MostBytes ?? ParcelLimits.Usual.MostBytes, settings?.MostHeld ?? ParcelLimits.Usual.MostHeld);
}
