using Parley.Cooperation;
using Parley.Node.Access;
using Parley.Node.Together;

namespace Parley.Node.Desk;

/// <summary>What the desk needs to know before it opens: whose node it is and where it keeps its own files.</summary>
public sealed record DeskOptions
{
    /// <summary>The party whose node this is.</summary>
    public required PartyCode Party { get; init; }

    /// <summary>The folder of this node's data. Accounts, drafts and the keys of sign-in cookies lie in it.</summary>
    public required string DataFolder { get; init; }

    /// <summary>
    /// In the demo only: the file of personas whose places can be taken with one click. Null otherwise.
    /// </summary>
    public string? PersonasFile { get; init; }

    /// <summary>Addresses of web servers before the desk, besides this machine: their word on the caller is believed.
    /// </summary>
    public IReadOnlyList<string> Proxies { get; init; } = [];

    /// <summary>
    /// The host names under which the pages are asked for; others are refused, so that no page elsewhere can lead a
    /// browser here under its own name. Empty where any will do.
    /// </summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>How officers sign in.</summary>
    public SignInSettings SignIn { get; init; } = new();

    /// <summary>The mail server for notices; null where none are sent.</summary>
    public NoticeSettings? Notices { get; init; }

    /// <summary>How many sign-ins one address may try in a minute.</summary>
    public int SignInsPerMinute { get; init; } = 20;

    /// <summary>How many pages and acts one officer may ask for in a minute.</summary>
    public int RequestsPerMinute { get; init; } = 900;

    /// <summary>How many days the local ledger keeps who read what; afterwards only the hashes of its lines.</summary>
    public int KeepReadsDays { get; init; } = 5 * 365;

    /// <summary>How much one program may ask in a minute.</summary>
    public int CallsPerMinute { get; init; } = 300;

    /// <summary>The scopes of tokens that are opened at this node, of those whose acts are people's elsewhere.
    /// </summary>
    public IReadOnlyList<TokenScope> ProgramsMay { get; init; } = [];

    /// <summary>Networks that are not public, to which webhooks may be sent all the same.</summary>
    public IReadOnlyList<System.Net.IPNetwork> WebhookNetworks { get; init; } = [];

    /// <summary>This is the demo, which the frame of every page says.</summary>
    public bool Demo => PersonasFile is not null;
}
