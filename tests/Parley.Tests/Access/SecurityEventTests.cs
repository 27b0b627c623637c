using System.Net;
using Dapper;
using Microsoft.Data.Sqlite;
using Parley.Cooperation;
using Parley.Node.Access;
using Parley.Tests.Desk;

namespace Parley.Tests.Access;

/// <summary>Who runs the node takes no part in matters, and what is done to accounts is written down.</summary>
public sealed class SecurityEventTests
{
    [Fact]
    public async Task Sign_ins_refused_rights_and_changes_of_accounts_are_lines_with_who_whom_and_where()
    {
        await using var desk = new OpenDesk();
        using var hale = desk.Browser();
        await OpenDesk.SignIn(hale, "nobody-known");
        await OpenDesk.SignIn(hale, "hale", "not the password");
        await OpenDesk.SignIn(hale, "HALE");
        await OpenDesk.Post(hale, "/", "/settings/officers");
        await OpenDesk.Post(hale, "/", "/sign-out");
        using var marsh = desk.Browser();
        await OpenDesk.SignIn(marsh, "marsh");
        var id = desk.Officers.All().First(one => one.SignInName is "hale").Id;
        await OpenDesk.Post(marsh, "/settings", $"/settings/officers/{id}/roles", ("role", "Reader"));
        await OpenDesk.Post(marsh, "/settings", $"/settings/officers/{id}/invitation");
        await OpenDesk.Post(marsh, "/settings", $"/settings/officers/{id}/close");
        var lines = desk.Events.Page(1).Reverse().Select(e => $"{e.Who} {e.Act} {e.Whom} {e.More}".Trim()).ToList();
        Assert.Equal(
            [
                "SignInFailed",
                "hale SignInFailed",
                "hale SignedIn",
                "hale RightRefused  POST /settings/officers",
                "hale SignedOut",
                "marsh SignedIn",
                "marsh RolesChanged hale Reader",
                "marsh ChangeWanted hale Invitation",
                "marsh AccountClosed hale",
            ],
            lines.Where(line => !line.Contains("AccountAdded", StringComparison.Ordinal)),
            StringComparer.Ordinal
        );
        Assert.Equal("127.0.0.1", desk.Events.Page(1)[0].Address);
    }

    [Theory]
    [InlineData("en", "Security events", "Wrong sign-in")]
    [InlineData("zh-Hans", "安全事件", "登录失败")]
    public async Task Operators_read_them_page_by_page_and_nobody_else(string language, string title, string act)
    {
        await using var desk = new OpenDesk();
        using var marsh = desk.Browser();
        using var hale = desk.Browser();
        await OpenDesk.SignIn(hale, "hale", "not the password");
        for (var i = 0; i < SecurityEvents.PageSize; i++)
        {
            desk.Events.Note(Doer.Command, SecurityAct.SignedIn);
        }
        await OpenDesk.SignIn(marsh, "marsh");
        await OpenDesk.SignIn(hale, "hale");
        marsh.DefaultRequestHeaders.Add("Accept-Language", language);
        var first = await marsh.GetStringAsync("/settings");
        Assert.Contains(title, first, StringComparison.Ordinal);
        Assert.DoesNotContain($"<span>{act}", first, StringComparison.Ordinal);
        Assert.Contains($"<span>{act}", await marsh.GetStringAsync("/settings?page=2"), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "security event",
            await hale.GetStringAsync("/settings"),
            StringComparison.OrdinalIgnoreCase
        );
    }

    [Fact]
    public async Task A_line_is_never_changed_or_taken_away()
    {
        await using var desk = new OpenDesk();
        desk.Events.Note(Doer.Command, SecurityAct.SignedIn);
        using var db = new SqliteConnection($"Data Source={Path.Combine(desk.DeskFolder, "accounts.db")}");
        Assert.Throws<SqliteException>(() => db.Execute("UPDATE security_event SET who = 'x'"));
        Assert.Throws<SqliteException>(() => db.Execute("DELETE FROM security_event"));
    }

    [Fact]
    public async Task Who_runs_the_node_neither_drafts_nor_releases()
    {
        await using var desk = new OpenDesk();
        var marsh = desk.Officers.All().First(one => one.SignInName is "marsh");
        foreach (var role in new[] { Role.Drafter, Role.Releaser })
        {
            Assert.Equal(OfficerTrouble.RolesExclude, Add(desk, roles: [Role.Operator, role]));
            Assert.Equal(
                OfficerTrouble.RolesExclude,
                desk.Officers.ChangeRoles(marsh.Id, [Role.Operator, role], Doer.Command)
            );
        }
        Assert.Null(Add(desk, roles: [Role.Operator, Role.Reader]));
    }

    [Fact]
    public async Task What_the_record_would_refuse_is_no_name_of_an_officer()
    {
        await using var desk = new OpenDesk();
        var hundred = new string('x', 100);
        Assert.Equal(OfficerTrouble.Name, Add(desk, name: new Bilingual(hundred + "a", hundred + "b")));
        Assert.Equal(OfficerTrouble.Name, Add(desk, name: new Bilingual("Hale\u202e", "黑尔")));
        Assert.Equal(OfficerTrouble.Name, Add(desk, name: new Bilingual("Hale", " ")));
        Assert.Equal(OfficerTrouble.Title, Add(desk, title: new Bilingual(hundred + "a", hundred + "b")));
        foreach (var authority in new[] { "", "Cyber Police", "us_police", "网警", "-us" })
        {
            Assert.Equal(OfficerTrouble.Authority, Add(desk, authority));
        }
        Assert.Equal(OfficerTrouble.SignInName, Add(desk, signIn: "a\u200bb"));
        Assert.Equal(OfficerTrouble.Taken, Add(desk, signIn: " HALE "));
        Assert.Null(Add(desk, name: new Bilingual(new string('x', 99), new string('x', 98) + "黑尔")));
    }

    [Theory]
    [InlineData("/requests")]
    [InlineData("/requests/US-R-2026-0001/evidence")]
    [InlineData("/drafts")]
    [InlineData("/review")]
    [InlineData("/agreements")]
    [InlineData("/record")]
    public async Task Who_only_runs_the_node_sees_no_matters(string page)
    {
        await using var desk = new OpenDesk();
        using var marsh = desk.Browser();
        await OpenDesk.SignIn(marsh, "marsh");
        Assert.Equal(HttpStatusCode.Forbidden, (await marsh.GetAsync(page)).StatusCode);
        foreach (var open in new[] { "/", "/settings" })
        {
            var html = await marsh.GetStringAsync(open);
            Assert.DoesNotContain("href=\"/requests", html, StringComparison.Ordinal);
            Assert.DoesNotContain("href=\"/record", html, StringComparison.Ordinal);
        }
        using var reed = desk.Browser();
        await OpenDesk.SignIn(reed, "reed");
        Assert.NotEqual(HttpStatusCode.Forbidden, (await reed.GetAsync(page)).StatusCode);
        Assert.Contains("href=\"/requests", await reed.GetStringAsync("/"), StringComparison.Ordinal);
    }

    private static OfficerTrouble? Add(
        OpenDesk desk,
        string authority = "us-test",
        Bilingual? name = null,
        Bilingual? title = null,
        string? signIn = null,
        Role[]? roles = null
    )
    {
        var both = new Bilingual("Reed", "里德");
        var officer = new NewOfficer(name ?? both, authority, both, title ?? both, roles ?? [Role.Reader]);
        return desk.Officers.Add(signIn ?? Guid.NewGuid().ToString("N"), OpenDesk.Password, officer, Doer.Command);
    }
}
