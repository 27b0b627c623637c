using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Parley.Node.Access;

/// <summary>
/// Links by which an officer sets a password of their own: good once and for three days, told once to whoever hands
/// them over. So nobody but the officer ever knows a password.
/// </summary>
public sealed class Invitations(AccountShelf shelf, Officers officers, SecurityEvents events, TimeProvider clock)
{
    /// <summary>How long a link is good.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(3);

    private const int SecretBytes = 32;

    /// <summary>Makes a link for an account, as part of more that is written at once; those made before are worth
    /// nothing any more.</summary>
    /// <returns>The path, told this once.</returns>
    internal string Make(SqliteConnection db, SqliteTransaction work, Account account, Doer by)
    {
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));
        db.Execute(
            """
            DELETE FROM invitation WHERE account = @account AND used IS NULL;
            INSERT INTO invitation (hash, account, until) VALUES (@hash, @account, @until);
            """,
            new
            {
                hash = HashOf(secret),
                account = account.Id,
                until = Text(clock.GetUtcNow() + Life),
            },
            work
        );
        events.Line(by, SecurityAct.InvitationMade, account.SignInName, "")(db, work);
        return "/invitation/" + secret;
    }

    /// <summary>Whose link it is; null where it is none, was used, or is over.</summary>
    public Account? Find(string secret)
    {
        using var db = shelf.Open();
        var id = db.ExecuteScalar<string?>(
            "SELECT account FROM invitation WHERE hash = @hash AND used IS NULL AND until > @now",
            new { hash = HashOf(secret), now = Text(clock.GetUtcNow()) }
        );
        return id is not null && shelf.Find(id) is { Closed: false } account ? account : null;
    }

    /// <summary>Sets the officer's password by the link, once; why not, or null where it is done.</summary>
    public OfficerTrouble? Use(string secret, string password, string address)
    {
        if (Find(secret) is not { } account)
        {
            return OfficerTrouble.Invitation;
        }
        if (!Officers.IsPassword(password))
        {
            return OfficerTrouble.Password;
        }
        using var db = shelf.Open();
        var taken = db.Execute(
            "UPDATE invitation SET used = @now WHERE hash = @hash AND used IS NULL",
            new { hash = HashOf(secret), now = Text(clock.GetUtcNow()) }
        );
        return taken == 1
            ? officers.ChangePassword(account.Id, password, new Doer(account.SignInName, address))
            : OfficerTrouble.Invitation;
    }

    private static string Text(DateTimeOffset at) => at.ToString("O", CultureInfo.InvariantCulture);

    private static string HashOf(string secret) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
