using Parley.Cooperation;

namespace Parley.Node.Access;

/// <summary>What an officer may do at this node. An officer may have several roles.</summary>
public enum Role
{
    /// <summary>Sees everything, changes nothing.</summary>
    Reader,

    /// <summary>Drafts requests, asks back, reports progress, and prepares answers.</summary>
    Drafter,

    /// <summary>Releases what leaves the node: requests and decisions. Never what the same officer drafted.</summary>
    Releaser,

    /// <summary>Runs the node: accounts, links. Takes no part in matters.</summary>
    Operator,

    /// <summary>Sees everything, the node's own log too, so that somebody else than its operators reads that. Takes no
    /// part in anything.</summary>
    Auditor,
}

/// <summary>
/// An officer's account at this node. It never leaves the node; what leaves is name, authority and role.
/// </summary>
public sealed record Account
{
    public required string Id { get; init; }

    /// <summary>What is typed at sign-in; unique whatever its case.</summary>
    public required string SignInName { get; init; }

    public required Bilingual Name { get; init; }

    /// <summary>Short code of the authority, as it stands in the record.</summary>
    public required string Authority { get; init; }

    public required Bilingual AuthorityName { get; init; }

    /// <summary>What the authority is competent for.</summary>
    public IReadOnlyList<Competence> Competences { get; init; } = [];

    public required Bilingual Title { get; init; }

    public required IReadOnlyList<Role> Roles { get; init; }

    /// <summary>Null for a persona of the demo, who has no password.</summary>
    public string? PasswordHash { get; init; }

    /// <summary>Changes whenever rights or password change, and so ends every session begun before.</summary>
    public string SecurityStamp { get; init; } = Guid.NewGuid().ToString("N");

    /// <summary>A closed account cannot sign in; its name stays where it acted.</summary>
    public bool Closed { get; init; }
}
