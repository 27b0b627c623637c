using Microsoft.Extensions.Logging.Abstractions;
using Parley.Cooperation;
using Parley.Node.Access;
using Parley.Tests.Desk;
using Parley.Tests.Node;

namespace Parley.Tests.Access;

/// <summary>The way back in, where no operator can sign in any more: by the command, and written down.</summary>
public sealed class OfficerCommandTests : IDisposable
{
    private const string NewPassword = "quite another password";

    private readonly TwoFolders folders = new();
    private readonly AccountShelf shelf;
    private readonly SecurityEvents events;

    public OfficerCommandTests()
    {
        var both = new Bilingual("An Invented Operator", "某人");
        Officers
            .Of(Desk)
            .Add(
                "marsh",
                OpenDesk.Password,
                new NewOfficer(both, "cn-office", both, both, [Role.Operator]),
                Doer.Command
            );
        shelf = new AccountShelf(Desk);
        events = new SecurityEvents(shelf, TimeProvider.System, NullLogger<SecurityEvents>.Instance);
    }

    public void Dispose() => folders.Dispose();

    [Fact]
    public async Task A_reset_gives_a_new_password_ends_all_sessions_and_says_that_it_was_the_command()
    {
        var before = shelf.FindBySignInName("marsh")!;
        var (code, said, _) = await Told.WithPassword(NewPassword, "officer", "reset", "marsh", "--data", Data);
        Assert.Equal(0, code);
        Assert.Contains("by the new password alone", said, StringComparison.Ordinal);
        var after = shelf.FindBySignInName("marsh")!;
        Assert.NotEqual(before.SecurityStamp, after.SecurityStamp);
        var signIns = new SignIns(shelf, events, TimeProvider.System);
        Assert.Null(await signIns.Check("marsh", OpenDesk.Password, "192.0.2.1"));
        Assert.NotNull(await signIns.Check("marsh", NewPassword, "192.0.2.2"));
        var lines = events.Page(1);
        Assert.Contains(lines, one => one is { Act: SecurityAct.PasswordChanged, Whom: "marsh", Address: "command" });
        Assert.Contains(lines, one => one is { Act: SecurityAct.SecondFactorReset, Whom: "marsh", Address: "command" });
    }

    [Fact]
    public async Task A_password_that_is_none_changes_nothing()
    {
        var before = shelf.FindBySignInName("marsh")!;
        var (code, _, said) = await Told.WithPassword("short", "officer", "reset", "marsh", "--data", Data);
        Assert.Equal(2, code);
        Assert.Contains("12 to 200", said, StringComparison.Ordinal);
        Assert.Equal(before.SecurityStamp, shelf.FindBySignInName("marsh")!.SecurityStamp);
    }

    [Fact]
    public async Task Roles_are_given_as_the_rules_allow()
    {
        Assert.Equal(
            0,
            await Told.Run("officer", "roles", "marsh", "--role", "drafter", "--role", "releaser", "--data", Data)
        );
        Assert.Equal([Role.Drafter, Role.Releaser], shelf.FindBySignInName("marsh")!.Roles);
        Assert.Contains(events.Page(1), one => one is { Act: SecurityAct.RolesChanged, Address: "command" });

        string[] both = ["officer", "roles", "marsh", "--role", "operator", "--role", "drafter", "--data", Data];
        Assert.Contains("takes no part", await Told.Refused(both), StringComparison.Ordinal);
        string[] nobody = ["officer", "roles", "nobody", "--role", "reader", "--data", Data];
        Assert.Contains("nobody signs in as", await Told.Refused(nobody), StringComparison.Ordinal);
        Assert.Equal([Role.Drafter, Role.Releaser], shelf.FindBySignInName("marsh")!.Roles);
    }

    private string Data => folders.Cn.Path;

    private string Desk => folders.Cn.DeskFolder;
}
