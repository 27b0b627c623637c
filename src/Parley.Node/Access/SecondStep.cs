using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace Parley.Node.Access;

/// <summary>By what an officer proved who they are.</summary>
public enum SignedInBy
{
    Password,
    Code,
    RecoveryCode,
    Passkey,

    /// <summary>The nation's own sign-in provider, which asks for whatever it asks.</summary>
    Provider,

    /// <summary>In the demo only: a click.</summary>
    Persona,
}

/// <summary>
/// The step after the password: a code of the authenticator, or a recovery code. Between the two steps nothing but a
/// sealed, short-lived note says that the password was right; it is no session.
/// </summary>
public sealed class SecondStep(
    UserManager<Account> users,
    AccountShelf shelf,
    SecondFactors factors,
    SecurityEvents events,
    IDataProtectionProvider protection
)
{
    private const int CodeLength = 6;

    /// <summary>How long an officer has for the second step.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly ITimeLimitedDataProtector seal = protection
        .CreateProtector("password was right")
        .ToTimeLimitedDataProtector();

    /// <summary>The note that the password was right.</summary>
    public string Begin(Account account) => seal.Protect($"{account.Id} {account.SecurityStamp}", Patience);

    /// <summary>Whose password was right; null where that is too long ago, or the account was changed since.</summary>
    public Account? Open(string? note)
    {
        if (string.IsNullOrEmpty(note))
        {
            return null;
        }
        try
        {
            var parts = seal.Unprotect(note).Split(' ');
            return
                shelf.Find(parts[0]) is { Closed: false } account
                && string.Equals(account.SecurityStamp, parts[1], StringComparison.Ordinal)
                ? account
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>By what the code proves the officer; null where it proves nothing, or the account takes none now. A
    /// code is taken once.</summary>
    public async Task<SignedInBy?> Check(Account account, string typed, Doer by)
    {
        if (!factors.Count(account.Id))
        {
            return null;
        }
        var code = string.Concat(typed.Where(c => !char.IsWhiteSpace(c)));
        SignedInBy? how =
            code.Length == CodeLength && code.All(char.IsAsciiDigit)
                ? await Matches(account, code) && factors.Take(account.Id, code)
                    ? SignedInBy.Code
                    : null
                : factors.UseRecoveryCode(account, code, by)
                    ? SignedInBy.RecoveryCode
                    : null;
        if (how is null)
        {
            var rests = factors.Rests(account.Id);
            events.Note(by, rests ? SecurityAct.CodesRest : SecurityAct.CodeFailed, account.SignInName);
            return null;
        }
        factors.Forget(account.Id);
        return how;
    }

    /// <summary>Is it a code of the authenticator, in use or about to be?</summary>
    internal Task<bool> Matches(Account account, string code) =>
        users.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, code);
}
