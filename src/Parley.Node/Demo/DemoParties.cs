using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Parley.Cooperation;

namespace Parley.Node.Demo;

/// <summary>Makes the two nodes of the demo: folders, ports, keys, and the meeting at which they admit each other.
/// </summary>
public static class DemoParties
{
    private static readonly (string Code, Bilingual Name, string City, int Desk)[] Parties =
    [
        ("CN", new Bilingual("China", "中国"), "Beijing", 5081),
        ("US", new Bilingual("United States", "美国"), "Washington", 5082),
    ];

    /// <summary>The ports this process gave away, none of which is given twice.</summary>
    private static readonly ConcurrentDictionary<int, byte> Lent = [];

    /// <summary>The capital by whose clock a party's stories are told.</summary>
    public static string City(PartyCode party) =>
        Parties.First(p => string.Equals(p.Code, party.ToString(), StringComparison.Ordinal)).City;

    /// <summary>Makes both folders under one, and lets both parties admit each other.</summary>
    /// <param name="anyPorts">Take any free ports, so that several demos can run side by side.</param>
    public static IReadOnlyList<NodeFolder> Make(string folder, bool anyPorts, DateTimeOffset now)
    {
        var folders = new List<NodeFolder>();
        foreach (var (code, name, _, desk) in Parties)
        {
            var node = new NodeFolder(Path.Combine(folder, code.ToLowerInvariant()));
            var exchange = FreePort();
            var page = anyPorts || !IsFree(desk) ? FreePort() : desk;
            var (address, domain) = ($"http://localhost:{page}", $"{code.ToLowerInvariant()}.parley.example");
            node.Make(
                new NodeSettings(
                    code,
                    address,
                    $"127.0.0.1:{exchange}",
                    Notices: DemoNotices.Settings(node, domain, address)
                ),
                name,
                domain,
                [$"https://127.0.0.1:{exchange}"],
                now
            );
            folders.Add(node);
        }
        foreach (var node in folders)
        {
            foreach (var other in folders.Where(f => f != node))
            {
                node.Admit(other.OwnCard());
            }
        }
        return folders;
    }

    /// <summary>A free port below those the system lends to outgoing connections, so that nobody takes it in between.
    /// </summary>
    internal static int FreePort()
    {
        int port;
        do
        {
            port = RandomNumberGenerator.GetInt32(10_000, 32_000);
        } while (!Lent.TryAdd(port, 0) || !IsFree(port));
        return port;
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
