using Parley.Cooperation;

namespace Parley.Node.Look;

/// <summary>
/// What is always in sight about the node: whose it is, its links, and the capitals whose clocks it shows.
/// </summary>
public interface INodeSight
{
    /// <summary>The party whose node this is.</summary>
    PartyCode Party { get; }

    /// <summary>The party's name.</summary>
    Bilingual PartyName { get; }

    /// <summary>Every link of this node, by party code.</summary>
    IReadOnlyList<LinkSight> Links { get; }

    /// <summary>The capitals of this party, first, and of the linked parties.</summary>
    IReadOnlyList<Capital> Capitals { get; }
}

/// <summary>One link as the frame of every page shows it.</summary>
/// <param name="Other">The party at the other end.</param>
/// <param name="Name">That party's name.</param>
/// <param name="State">How the link stands.</param>
/// <param name="LastHeard">When the other end was last heard from; null where it never was.</param>
public sealed record LinkSight(PartyCode Other, Bilingual Name, LinkStanding State, DateTimeOffset? LastHeard);

/// <summary>How a link stands, in the words the pages use.</summary>
public enum LinkStanding
{
    /// <summary>The other end answers.</summary>
    Heard,

    /// <summary>Nothing was heard for a while; deliveries are tried again.</summary>
    Waiting,

    /// <summary>Never heard from yet.</summary>
    Silent,

    /// <summary>The two records no longer agree; nothing more is taken in before people have spoken.</summary>
    Halted,
}

/// <summary>A capital, so that times are shown by city name and never by an ambiguous zone.</summary>
/// <param name="Zone">IANA zone: "Asia/Shanghai".</param>
public sealed record Capital(PartyCode Party, Bilingual City, string Zone);

/// <summary>Names of parties, wherever a page speaks of one.</summary>
public static class NodeNames
{
    /// <summary>The name of a party of one of the links, or its code where it is not known.</summary>
    public static Bilingual NameOf(this INodeSight node, PartyCode party) =>
        party == node.Party
            ? node.PartyName
            : node.Links.FirstOrDefault(link => link.Other == party)?.Name
                ?? new Bilingual(party.ToString(), party.ToString());
}
