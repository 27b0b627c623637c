using Dapper;
using Microsoft.AspNetCore.Identity;

namespace Parley.Node.Access;

/// <summary>
/// Names and passwords, and what wrong ones cost. Tries are counted before a password is looked at, by name and
/// address, so that many at once gain nothing, and so that nobody elsewhere can keep an officer out.
/// </summary>
public sealed class SignIns(AccountShelf shelf, SecurityEvents events, TimeProvider clock)
{
    /// <summary>How many tries one address has for one name before both rest together.</summary>
    public const int TriesAtMost = 5;

    /// <summary>How long they rest, and how long a try is remembered.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMinutes(10);

    private const int NameAtMost = 100;

    /// <summary>What each try more than that costs for a name that is tried from many addresses.</summary>
    private static readonly TimeSpan Slower = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan SlowestAtMost = TimeSpan.FromSeconds(4);

    private static readonly PasswordHasher<Account> Hasher = new();

    /// <summary>The hash by which a password is recognised.</summary>
    public static string HashOf(string password) => Hasher.HashPassword(null!, password);

    /// <summary>
    /// The account to which name and password belong; null where they do not, where it is closed or has no password,
    /// or where name and address rest. The answer is the same, and takes as long.
    /// </summary>
    /// <param name="address">Where the try comes from.</param>
    public async Task<Account?> Check(string name, string password, string address)
    {
        var key = AccountShelf.KeyOf(name.Length > NameAtMost ? name[..NameAtMost] : name);
        var (here, everywhere) = Count(key, address);
        await Task.Delay(DelayOf(everywhere));
        var account = shelf.FindBySignInName(name);
        var right = Matches(account, password);
        var by = new Doer(account?.SignInName ?? "", address);
        if (!right || here > TriesAtMost)
        {
            NoteWrong(by, here);
            return null;
        }
        Forget(key, address);
        return account;
    }

    /// <summary>A persona of the demo, who has no password; null where the name is of nobody such.</summary>
    public Account? Persona(string name) =>
        shelf.FindBySignInName(name) is { PasswordHash: null, Closed: false } persona ? persona : null;

    /// <summary>Lets a name rest no longer, as after a new password.</summary>
    public void Forget(string signInName)
    {
        using var db = shelf.Open();
        db.Execute(
            """
            DELETE FROM sign_in_try WHERE sign_in_key = @key;
            DELETE FROM code_try WHERE account IN (SELECT id FROM account WHERE sign_in_key = @key);
            """,
            new { key = AccountShelf.KeyOf(signInName) }
        );
    }

    /// <summary>What was typed as a name is not written down: it may have been a password. While name and address rest,
    /// no more lines are written, so that nobody fills the disk.</summary>
    private void NoteWrong(Doer by, long here)
    {
        if (here <= TriesAtMost)
        {
            events.Note(by, here < TriesAtMost ? SecurityAct.SignInFailed : SecurityAct.SignInRests);
        }
    }

    private static TimeSpan DelayOf(long everywhere) =>
        TimeSpan.FromTicks(Math.Clamp((everywhere - TriesAtMost) * Slower.Ticks, 0, SlowestAtMost.Ticks));

    private static bool Matches(Account? account, string password)
    {
        if (account is { Closed: false, PasswordHash: { Length: > 0 } hash })
        {
            return Hasher.VerifyHashedPassword(account, hash, password) != PasswordVerificationResult.Failed;
        }
        // As slow as a wrong password, so that the time does not tell which names exist.
        HashOf(password);
        return false;
    }

    /// <summary>One try more; how many that makes here, and with the name everywhere.</summary>
    private (long Here, long Everywhere) Count(string key, string address)
    {
        using var db = shelf.Open();
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        // Once name and address rest, further tries do not lengthen the rest.
        return db.QuerySingle<(long, long)>(
            """
            DELETE FROM sign_in_try WHERE last <= @since;
            INSERT INTO sign_in_try VALUES (@key, @address, 1, @now)
              ON CONFLICT DO UPDATE SET tries = tries + 1, last = iif(tries < @most, @now, last);
            SELECT (SELECT tries FROM sign_in_try WHERE sign_in_key = @key AND address = @address),
              (SELECT sum(min(tries, @most)) FROM sign_in_try WHERE sign_in_key = @key);
            """,
            new
            {
                key,
                address,
                now,
                since = now - (long)Rest.TotalMilliseconds,
                most = TriesAtMost,
            }
        );
    }

    private void Forget(string key, string address)
    {
        using var db = shelf.Open();
        db.Execute("DELETE FROM sign_in_try WHERE sign_in_key = @key AND address = @address", new { key, address });
    }
}
