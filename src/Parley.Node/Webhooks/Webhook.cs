using System.Net;
using System.Net.Sockets;
using Parley.Node.Api;

namespace Parley.Node.Webhooks;

/// <summary>A place that is told of events.</summary>
/// <param name="Name">Which system it is, as an operator called it; the host of its address where nobody did.</param>
/// <param name="Failures">How often in a row nothing was taken.</param>
/// <param name="Failing">Since when nothing was taken; null while all is well.</param>
/// <param name="Stopped">Since when nothing is sent; null while it is.</param>
/// <param name="StoppedBy">Who stopped it; empty where the node did, for nothing was taken for too long.</param>
public sealed record Webhook(
    string Id,
    string Name,
    Uri Address,
    IReadOnlyList<EventKind> Kinds,
    DateTimeOffset Made,
    string MadeBy,
    int Failures,
    DateTimeOffset? Failing,
    DateTimeOffset? Stopped,
    string? StoppedBy
)
{
    /// <summary>Characters of a name.</summary>
    public const int LongestName = 80;

    /// <summary>Which one is meant, where an act on it is noted.</summary>
    public string Which => $"{Name} · {Address.AbsoluteUri}";

    /// <summary>A name as it is kept, in one line; null where it is none.</summary>
    public static string? NameOf(string? typed) =>
        typed?.Trim() is { Length: > 0 and <= LongestName } name && !name.Any(char.IsControl) ? name : null;
}

/// <summary>What became of one try to tell a webhook.</summary>
public enum TryOutcome
{
    Taken,

    /// <summary>It answered, and did not take it.</summary>
    NotTaken,

    /// <summary>It answered with an address elsewhere, which is not followed.</summary>
    Redirected,
    NotReached,
    TooSlow,

    /// <summary>Its name leads to an address to which nothing is sent.</summary>
    AddressNotAllowed,

    /// <summary>It was tried for days, and is tried no more.</summary>
    GivenUp,
}

/// <summary>One try.</summary>
/// <param name="Event">0 for a test.</param>
public sealed record WebhookTry(
    long Id,
    long Event,
    string Message,
    DateTimeOffset At,
    TryOutcome Outcome,
    int? Status,
    int TookMilliseconds
);

/// <summary>
/// To which addresses webhooks may be sent: the public network over HTTPS, this very machine where its address says so,
/// and those private networks that <c>node.json</c> names. So nobody reaches by a webhook what only the node can reach.
/// </summary>
public sealed class WebhookGate(IReadOnlyList<IPNetwork> allowed)
{
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
            "::/96",
            "64:ff9b::/96",
            "64:ff9b:1::/48",
            "100::/64",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20",
            "5f00::/16",
            "fc00::/7",
            "fe80::/10",
            "fec0::/10",
            "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>Whether an address may be given to a webhook at all; what its name leads to is asked at each try.
    /// </summary>
    public static bool IsAddress(Uri address) =>
        address.IsAbsoluteUri
        && address.UserInfo.Length == 0
        && address.Fragment.Length == 0
        && address.AbsoluteUri.Length <= 500
        && (address.Scheme is "https" || (address.Scheme is "http" && IsThisMachine(address.IdnHost)));

    /// <summary>Whether something may be sent to what a name leads to.</summary>
    /// <param name="host">The host as the webhook's address has it.</param>
    public bool Allows(string host, IPAddress found)
    {
        var address = found.IsIPv4MappedToIPv6 ? found.MapToIPv4() : found;
        return IPAddress.IsLoopback(address)
            // A name that merely leads here is somebody's trick.
            ? IsThisMachine(host)
            : allowed.Any(network => Holds(network, address)) || !NotPublic.Any(network => Holds(network, address));
    }

    /// <summary>The host says itself that it is this machine.</summary>
    public static bool IsThisMachine(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static bool Holds(IPNetwork network, IPAddress address) =>
        network.BaseAddress.AddressFamily == address.AddressFamily
        && (address.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6)
        && network.Contains(address);
}
