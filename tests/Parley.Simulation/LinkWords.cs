using Parley.Cooperation.Links;
using Parley.Exchange;

namespace Parley.Simulation;

/// <summary>What an officer writes about the link itself.</summary>
internal static class LinkWords
{
    /// <summary>Types of entries that a newer or a careless node might write.</summary>
    public static readonly string[] OddTypes = ["request.teleported", "agreement.sung", "request.made", "weather.seen"];

    /// <summary>The first statement of a ledger: both cards.</summary>
    public static LinkStatement.Opened Opened(Correspondence link) =>
        new(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [link.Self.Code.ToString()] = link.Self.CardHash,
                [link.Peer.Code.ToString()] = link.Peer.CardHash,
            }
        );
}
