using Dapper;
using Microsoft.Data.Sqlite;
using Parley.Cooperation;
using Parley.Node.Access;
using Parley.Node.Law;
using Parley.Tests.Desk;
using Parley.Tests.Law;

namespace Parley.Tests.Access;

/// <summary>What a second officer confirms is decided and done at once, or neither.</summary>
public sealed class ChangeAtOnceTests : IAsyncDisposable
{
    private readonly OpenDesk desk = new();
    private readonly Account second;

    public ChangeAtOnceTests()
    {
        var both = new Bilingual("second", "second");
        var officer = new NewOfficer(both, "us-test", both, both, [Role.Operator]);
        Assert.Null(desk.Officers.Add("second", OpenDesk.Password, officer, Doer.Command));
        second = Named("second");
    }

    [Theory]
    [InlineData(ChangeKind.RuleBook, SecurityAct.RuleBookChanged)]
    [InlineData(ChangeKind.Roles, SecurityAct.RolesChanged)]
    [InlineData(ChangeKind.Authority, SecurityAct.AuthorityGiven)]
    [InlineData(ChangeKind.SecondFactorReset, SecurityAct.SecondFactorReset)]
    [InlineData(ChangeKind.Invitation, SecurityAct.InvitationMade)]
    [InlineData(ChangeKind.Competences, SecurityAct.AuthorityChanged)]
    public void Where_the_doing_breaks_off_nothing_was_confirmed_and_it_can_be_confirmed_again(
        ChangeKind kind,
        SecurityAct done
    )
    {
        var changes = desk.Service<WantedChanges>();
        var (subject, more) = Wanted(kind);
        Assert.True(changes.Want(kind, subject, more, SessionClaims.Of(Named("marsh")), Doer.Command).Waits);
        var id = Assert.Single(changes.Waiting()).Id;
        Execute(
            $"CREATE TRIGGER broken BEFORE INSERT ON security_event WHEN new.act = '{done}' BEGIN SELECT RAISE(ABORT, 'stopped'); END"
        );
        Assert.Throws<SqliteException>(() => changes.Decide(id, confirm: true, SessionClaims.Of(second), Doer.Command));
        Assert.Equal(id, Assert.Single(changes.Waiting()).Id);
        Assert.DoesNotContain(desk.Events.Page(1), one => one.Act is SecurityAct.ChangeConfirmed);

        Execute("DROP TRIGGER broken");
        var outcome = changes.Decide(id, confirm: true, SessionClaims.Of(second), Doer.Command);
        Assert.Null(outcome.Trouble);
        Assert.Equal(kind is ChangeKind.Invitation, outcome.Link is not null);
        Assert.Empty(changes.Waiting());
        Assert.Equal(
            [done, SecurityAct.ChangeConfirmed],
            desk.Events.Page(1).Select(one => one.Act).Where(act => act == done || act is SecurityAct.ChangeConfirmed)
        );
        Assert.Equal(kind is ChangeKind.RuleBook, desk.Service<RuleBookShelf>().InForce is not null);
        Assert.Equal(kind is ChangeKind.Roles, Named("hale").Roles.Contains(Role.Releaser));
    }

    [Fact]
    public void What_is_hindered_when_it_is_done_waits_on()
    {
        var changes = desk.Service<WantedChanges>();
        var hale = Named("hale");
        Assert.True(
            changes
                .Want(ChangeKind.Roles, hale.Id, "Drafter Releaser", SessionClaims.Of(Named("marsh")), Doer.Command)
                .Waits
        );
        var id = Assert.Single(changes.Waiting()).Id;
        // Wanted by a version that let roles go together which go together no more.
        Execute("UPDATE wanted_change SET more = 'Operator Releaser'");
        var outcome = changes.Decide(id, confirm: true, SessionClaims.Of(second), Doer.Command);
        Assert.Equal(OfficerTrouble.RolesExclude, outcome.Trouble);
        Assert.Equal(id, Assert.Single(changes.Waiting()).Id);
    }

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    private (string Subject, string More) Wanted(ChangeKind kind)
    {
        var authorities = desk.Service<AuthorityShelf>();
        authorities.Put(new Authority("us-other", new Bilingual("Other", "其他机关"), []));
        return kind switch
        {
            ChangeKind.RuleBook => ("", $"{Put().Id}"),
            ChangeKind.Competences => ("us-test", "CentralAuthority"),
            ChangeKind.Roles => (Named("hale").Id, "Drafter Releaser"),
            ChangeKind.Authority => (Named("hale").Id, "us-other"),
            _ => (Named("hale").Id, ""),
        };
    }

    private KeptBook Put() =>
        desk.Service<RuleBookShelf>().Put(System.Text.Encoding.UTF8.GetBytes(TestBook.Text), "a test", Doer.Command);

    private Account Named(string name) =>
        desk.Officers.All().First(one => one.SignInName.Equals(name, StringComparison.Ordinal));

    private void Execute(string sql)
    {
        using var db = desk.Service<AccountShelf>().Open();
        db.Execute(sql);
    }
}
