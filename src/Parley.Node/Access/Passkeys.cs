using System.Globalization;
using Dapper;
using Microsoft.AspNetCore.Identity;

namespace Parley.Node.Access;

/// <summary>A passkey of an officer: a key in a device, of which the node knows the public half.</summary>
/// <param name="Name">As the officer calls it: "Key in the safe".</param>
/// <param name="Credential">What the browser's answers are checked against.</param>
public sealed record Passkey(
    string Account,
    string Name,
    DateTimeOffset Made,
    DateTimeOffset? Used,
    UserPasskeyInfo Credential
)
{
    /// <summary>Its id as it stands in addresses.</summary>
    public string Id => Convert.ToHexStringLower(Credential.CredentialId);
}

/// <summary>The passkeys of the officers of one node.</summary>
public sealed class PasskeyShelf(AccountShelf shelf, SecurityEvents events, TimeProvider clock)
{
    /// <summary>How many one officer may have.</summary>
    public const int AtMost = 10;

    /// <summary>The longest name taken.</summary>
    public const int NameAtMost = 60;

    public IReadOnlyList<Passkey> Of(string account)
    {
        using var db = shelf.Open();
        return
        [
            .. db.Query<Row>("SELECT * FROM passkey WHERE account = @account ORDER BY made", new { account })
                .Select(ToPasskey),
        ];
    }

    public Passkey? Find(byte[] id)
    {
        using var db = shelf.Open();
        return db.QuerySingleOrDefault<Row>("SELECT * FROM passkey WHERE id = @id", new { id }) is { } row
            ? ToPasskey(row)
            : null;
    }

    /// <summary>Adds a passkey; the sessions begun before end.</summary>
    internal void Add(Account account, string name, UserPasskeyInfo made, Doer by)
    {
        using var db = shelf.Open();
        using var work = db.BeginTransaction();
        db.Execute(
            """
            INSERT INTO passkey (id, account, name, public_key, sign_count, transports, backup_eligible, backed_up,
              attestation, client, made)
            VALUES (@id, @account, @name, @key, @count, @transports, @eligible, @backed, @attestation, @client, @at)
            """,
            new
            {
                id = made.CredentialId,
                account = account.Id,
                name,
                key = made.PublicKey,
                count = (long)made.SignCount,
                transports = string.Join(' ', made.Transports ?? []),
                eligible = made.IsBackupEligible ? 1 : 0,
                backed = made.IsBackedUp ? 1 : 0,
                attestation = made.AttestationObject,
                client = made.ClientDataJson,
                at = Now(),
            },
            work
        );
        AccountShelf.EndSessions(db, work, account.Id);
        events.Line(by, SecurityAct.PasskeyAdded, account.SignInName, name)(db, work);
        work.Commit();
    }

    /// <summary>Notes that a passkey was used; false where its count did not go up meanwhile, as with a copy of it.
    /// </summary>
    internal bool Use(UserPasskeyInfo used)
    {
        using var db = shelf.Open();
        return db.Execute(
                """
                UPDATE passkey SET sign_count = @count, backed_up = @backed, used = @at
                WHERE id = @id AND (sign_count < @count OR (@count = 0 AND sign_count = 0))
                """,
                new
                {
                    id = used.CredentialId,
                    count = (long)used.SignCount,
                    backed = used.IsBackedUp ? 1 : 0,
                    at = Now(),
                }
            ) == 1;
    }

    /// <summary>Takes a passkey of an officer away, and ends the sessions.</summary>
    internal bool Remove(Account account, string id, Doer by)
    {
        if (
            Of(account.Id).FirstOrDefault(one => string.Equals(one.Id, id, StringComparison.Ordinal)) is not { } passkey
        )
        {
            return false;
        }
        using var db = shelf.Open();
        using var work = db.BeginTransaction();
        db.Execute("DELETE FROM passkey WHERE id = @id", new { id = passkey.Credential.CredentialId }, work);
        AccountShelf.EndSessions(db, work, account.Id);
        events.Line(by, SecurityAct.PasskeyRemoved, account.SignInName, passkey.Name)(db, work);
        work.Commit();
        return true;
    }

    private string Now() => clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);

    private static Passkey ToPasskey(Row row)
    {
        var made = DateTimeOffset.Parse(row.made, CultureInfo.InvariantCulture);
        var credential = new UserPasskeyInfo(
            row.id,
            row.public_key,
            made,
            (uint)row.sign_count,
            row.transports.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            isUserVerified: true,
            row.backup_eligible != 0,
            row.backed_up != 0,
            row.attestation,
            row.client
        )
        {
            Name = row.name,
        };
        var used = row.used is null
            ? (DateTimeOffset?)null
            : DateTimeOffset.Parse(row.used, CultureInfo.InvariantCulture);
        return new Passkey(row.account, row.name, made, used, credential);
    }

#pragma warning disable IDE1006 // One name for a column and its property.
    private sealed class Row
    {
        public byte[] id { get; init; } = [];
        public string account { get; init; } = "";
        public string name { get; init; } = "";
        public byte[] public_key { get; init; } = [];
        public long sign_count { get; init; }
        public string transports { get; init; } = "";
        public long backup_eligible { get; init; }
        public long backed_up { get; init; }
        public byte[] attestation { get; init; } = [];
        public byte[] client { get; init; } = [];
        public string made { get; init; } = "";
        public string? used { get; init; }
    }
#pragma warning restore IDE1006
}
