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
}

/// <summary>
/// An officer's account at this node. It never leaves the node; what leaves is name, authority and role.
/// </summary>
public sealed class Account
{
    public required string Id { get; init; }

    /// <summary>What is typed at sign-in; unique whatever its case.</summary>
    public required string SignInName { get; set; }

    public required Bilingual Name { get; set; }

    /// <summary>Short code of the authority, as it stands in the record.</summary>
    public required string Authority { get; set; }

    public required Bilingual AuthorityName { get; set; }

    public required Bilingual Title { get; set; }

    public required IReadOnlyList<Role> Roles { get; set; }

    /// <summary>Null for a persona of the demo, who has no password.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>Changes whenever rights or password change, and so ends every session begun before.</summary>
    public string SecurityStamp { get; set; } = Guid.NewGuid().ToString("N");

    public int FailedSignIns { get; set; }

    public DateTimeOffset? LockedUntil { get; set; }

    /// <summary>A closed account cannot sign in; its name stays where it acted.</summary>
    public bool Closed { get; set; }
}
