using Dapper;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Parley.Cooperation;
using Parley.Node.Access;
using Parley.Tests.Sealing;

namespace Parley.Tests.Access;

/// <summary>What may change an account, and what wrong tries cost.</summary>
public sealed class AccountTests : IDisposable
{
    private const string Password = "a long enough password";

    private readonly TemporaryFolder folder = new();
    private readonly StoppedClock clock = new();
    private readonly AccountShelf shelf;
    private readonly SecurityEvents events;
    private readonly SignIns signIns;
    private readonly Officers officers;

    public AccountTests()
    {
        shelf = new AccountShelf(folder.Path);
        events = new SecurityEvents(shelf, clock, NullLogger<SecurityEvents>.Instance);
        signIns = new SignIns(shelf, events, clock);
        officers = new Officers(shelf, signIns, events);
        var both = new Bilingual("Hale", "黑尔");
        officers.Add("hale", Password, new NewOfficer(both, "us-test", both, both, [Role.Drafter]), Doer.Command);
    }

    private Account Hale => shelf.FindBySignInName("hale")!;

    [Fact]
    public async Task A_sign_in_under_way_undoes_nothing_the_operator_did()
    {
        var wrong = Enumerable.Range(0, 4).Select(n => signIns.Check("hale", "not the password", $"a{n}")).ToList();
        officers.ChangePassword(Hale.Id, "another long password", Doer.Command);
        officers.ChangeRoles(Hale.Id, [Role.Reader], Doer.Command);
        officers.Close(Hale.Id, Doer.Command);
        await Task.WhenAll(wrong);
        Assert.True(Hale.Closed);
        Assert.Equal([Role.Reader], Hale.Roles);
        Assert.Null(await signIns.Check("hale", Password, "elsewhere"));
        officers.Reopen(Hale.Id, Doer.Command);
        Assert.Null(await signIns.Check("hale", Password, "elsewhere"));
        Assert.NotNull(await signIns.Check("hale", "another long password", "elsewhere"));
    }

    [Fact]
    public async Task What_keeps_sessions_never_writes_an_account()
    {
        var factors = new SecondFactors(shelf, events, new EphemeralDataProtectionProvider(), clock);
        using var store = new AccountStore(shelf, factors, new PasskeyShelf(shelf, events, clock));
        IUserStore<Account> asIdentity = store;
        var read = Hale;
        officers.Close(read.Id, Doer.Command);
        await Assert.ThrowsAsync<NotSupportedException>(() => asIdentity.UpdateAsync(read, default));
        Assert.True(Hale.Closed);
    }

    [Fact]
    public async Task Two_changes_at_once_both_stay()
    {
        await Task.WhenAll(
            Task.Run(() => officers.ChangeRoles(Hale.Id, [Role.Reader], Doer.Command)),
            Task.Run(() => officers.Close(Hale.Id, Doer.Command)),
            Task.Run(() => officers.ChangePassword(Hale.Id, "another long password", Doer.Command))
        );
        Assert.True(Hale.Closed);
        Assert.Equal([Role.Reader], Hale.Roles);
    }

    [Fact]
    public async Task Many_tries_at_once_gain_nothing()
    {
        var wrong = Enumerable.Range(0, 8).Select(_ => Task.Run(() => signIns.Check("hale", "wrong", "one")));
        await Task.WhenAll(wrong);
        Assert.Null(await signIns.Check("hale", Password, "one"));
    }

    [Fact]
    public async Task Nobody_can_keep_an_officer_out_from_elsewhere()
    {
        for (var i = 0; i < 9; i++)
        {
            await signIns.Check("HALE ", "wrong", "an attacker");
        }
        Assert.Null(await signIns.Check("hale", Password, "an attacker"));
        Assert.NotNull(await signIns.Check("hale", Password, "the office"));
    }

    [Fact]
    public async Task The_rest_ends_and_further_tries_do_not_lengthen_it()
    {
        for (var i = 0; i < SignIns.TriesAtMost; i++)
        {
            await signIns.Check("hale", "wrong", "one");
        }
        clock.Now += SignIns.Rest / 2;
        Assert.Null(await signIns.Check("hale", Password, "one"));
        clock.Now += SignIns.Rest / 2;
        Assert.NotNull(await signIns.Check("hale", Password, "one"));
    }

    [Fact]
    public async Task A_new_password_ends_the_rest()
    {
        for (var i = 0; i <= SignIns.TriesAtMost; i++)
        {
            await signIns.Check("hale", "wrong", "one");
        }
        officers.ChangePassword(Hale.Id, "another long password", Doer.Command);
        Assert.NotNull(await signIns.Check("hale", "another long password", "one"));
    }

    [Fact]
    public async Task A_name_tried_from_many_addresses_is_answered_ever_more_slowly()
    {
        for (var i = 0; i < 8; i++)
        {
            await signIns.Check("hale", "wrong", $"address {i}");
        }
        var begun = TimeProvider.System.GetTimestamp();
        Assert.NotNull(await signIns.Check("hale", Password, "the office"));
        Assert.InRange(TimeProvider.System.GetElapsedTime(begun).TotalSeconds, 0.9, 10);
    }

    [Fact]
    public void What_cannot_be_written_down_is_not_done()
    {
        using (var db = new SqliteConnection($"Data Source={Path.Combine(folder.Path, "accounts.db")}"))
        {
            db.Execute("DROP TABLE security_event");
        }
        Assert.Throws<SqliteException>(() => officers.ChangeRoles(Hale.Id, [Role.Releaser], Doer.Command));
        Assert.Throws<SqliteException>(() => officers.Close(Hale.Id, Doer.Command));
        Assert.Equal([Role.Drafter], Hale.Roles);
        Assert.False(Hale.Closed);
    }

    [Fact]
    public void Accounts_of_before_are_taken_over()
    {
        var old = Directory.CreateDirectory(folder["old"]).FullName;
        using (var db = new SqliteConnection($"Data Source={Path.Combine(old, "accounts.db")};Pooling=False"))
        {
            db.Execute(
                """
                CREATE TABLE account (id TEXT PRIMARY KEY, sign_in_name TEXT NOT NULL,
                  sign_in_key TEXT NOT NULL UNIQUE, name_en TEXT NOT NULL, name_zh TEXT NOT NULL,
                  authority TEXT NOT NULL, authority_en TEXT NOT NULL, authority_zh TEXT NOT NULL,
                  title_en TEXT NOT NULL, title_zh TEXT NOT NULL, roles TEXT NOT NULL, password_hash TEXT,
                  security_stamp TEXT NOT NULL, failed_sign_ins INTEGER NOT NULL, locked_until TEXT,
                  closed INTEGER NOT NULL) STRICT;
                INSERT INTO account VALUES ('1', 'old', 'OLD', 'a', 'b', 'us-test', 'c', 'd', 'e', 'f',
                  'Drafter Reader Operator', 'x', 's', 3, NULL, 0);
                """
            );
        }
        // Who runs the node takes no part in matters any more.
        Assert.Equal([Role.Reader, Role.Operator], new AccountShelf(old).FindBySignInName("Old")!.Roles);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        folder.Dispose();
    }

    private sealed class StoppedClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
