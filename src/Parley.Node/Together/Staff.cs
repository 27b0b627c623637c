using System.Security.Claims;
using Parley.Cooperation;
using Parley.Node.Access;

namespace Parley.Node.Together;

/// <summary>Whose a matter is, seen by one officer.</summary>
public enum HeldBy
{
    Nobody,
    You,

    /// <summary>The officer's own authority.</summary>
    YourAuthority,
    Officer,
    Authority,
}

/// <summary>Whose a matter is, with the name to show; the name is null where it is nobody's.</summary>
public sealed record HeldSight(HeldBy By, Bilingual? Name)
{
    public static HeldSight Nobody { get; } = new(HeldBy.Nobody, null);
}

/// <summary>The officers and authorities of this node as they are now.</summary>
public sealed class Staff(IReadOnlyList<Account> accounts, IReadOnlyList<Authority> authorities, MatterBook matters)
{
    private readonly Dictionary<string, Account> known = accounts.ToDictionary(a => a.Id, StringComparer.Ordinal);

    /// <summary>Everybody who sees matters and takes part in them.</summary>
    public IReadOnlyList<Account> TakingPart => [.. accounts.Where(a => !a.Closed && a.Roles.Any(IsTakingPart))];

    /// <summary>Whoever may have a matter: who may act on it.</summary>
    public IReadOnlyList<Account> Acting => [.. accounts.Where(MayAct)];

    /// <summary>Authorities that may have a matter: open, with somebody who may act.</summary>
    public IReadOnlyList<Authority> ActingAuthorities =>
        [.. authorities.Where(one => !one.Closed && Acting.Any(a => IsOf(a, one.Code)))];

    /// <summary>Of some officers those who may read a matter.</summary>
    public IReadOnlyList<Account> Reading(MatterSight matter, IEnumerable<Account> officers) =>
        [.. officers.Where(account => matters.MayRead(matter, account))];

    public Account? Find(string? id) => id is null ? null : known.GetValueOrDefault(id);

    /// <summary>The name by which an account is known; the account itself where nobody knows it.</summary>
    public Bilingual NameOf(string id) => Find(id)?.Name ?? new Bilingual(id, id);

    public Bilingual NameOfAuthority(string code) =>
        authorities.FirstOrDefault(one => string.Equals(one.Code, code, StringComparison.Ordinal))?.Name
        ?? new Bilingual(code, code);

    /// <summary>The name of whoever has something; null for nobody.</summary>
    public Bilingual? NameOf(Holder holder) =>
        holder.Officer is { } officer ? NameOf(officer)
        : holder.Authority is { } code ? NameOfAuthority(code)
        : null;

    /// <summary>Whose something is by now: nobody's where the account was closed or may no longer act on it, or where
    /// the authority has nobody left.</summary>
    /// <param name="matter">The matter, where it must be one the officer may read.</param>
    public Holder Standing(Holder holder, MatterSight? matter = null) =>
        holder switch
        {
            { Officer: { } id } => Find(id) is { } account
            && MayAct(account)
            && (matter is null || matters.MayRead(matter, account))
                ? holder
                : Holder.Nobody,
            { Authority: { } code } when ActingAuthorities.Any(a => a.Code.Equals(code, StringComparison.Ordinal)) =>
                holder,
            _ => Holder.Nobody,
        };

    /// <summary>Whose something is, seen by this officer.</summary>
    public HeldSight Seen(Holder holder, ClaimsPrincipal user) =>
        holder switch
        {
            { Officer: { } id } => new(Same(id, user.AccountId()) ? HeldBy.You : HeldBy.Officer, NameOf(id)),
            { Authority: { } code } => new(
                Same(code, user.AsOfficer().Authority) ? HeldBy.YourAuthority : HeldBy.Authority,
                NameOfAuthority(code)
            ),
            _ => HeldSight.Nobody,
        };

    private static bool MayAct(Account account) =>
        !account.Closed && account.Roles.Any(role => role is Role.Drafter or Role.Releaser);

    private static bool IsTakingPart(Role role) => role is Role.Reader or Role.Drafter or Role.Releaser;

    private static bool IsOf(Account account, string authority) => Same(account.Authority, authority);

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);
}

/// <summary>Reads the officers and authorities anew each time: rights may change at any moment.</summary>
public sealed class StaffBook(AccountShelf accounts, AuthorityShelf authorities, MatterBook matters)
{
    public Staff Now() => new(accounts.All(), authorities.All(), matters);
}
