using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Parley.Node.Access;
using Parley.Node.Law;
using Parley.Node.Together;
using Parley.Tests.Desk;
using Parley.Tests.Node;

namespace Parley.Tests.Together;

/// <summary>What stays inside about a matter is for those alone whom the nation's law lets read the matter.</summary>
public sealed class InsideLawTests(OpenNode open) : IClassFixture<OpenNode>
{
    private const string Marker = "mauersegler-1122";

    private const string Book = """
        {
          "title": {"en": "Test book", "zh": "测试手册"},
          "rules": [
            {"id": "1", "title": {"en": "Information", "zh": "信息"}, "basis": {"en": "Art. 1", "zh": "第一条"},
             "acts": ["read"], "matters": {"kinds": ["information"]}, "only": [{"roles": ["releaser"]}]}
          ],
          "areas": [], "steps": [], "grounds": [], "keeping": []
        }
        """;

    [Fact]
    public async Task Whoever_may_not_read_a_matter_neither_finds_nor_has_nor_hears_of_it()
    {
        var (page, matter) = ($"/requests/{open.Request}", $"/matters/{open.Request}");
        using var drafter = await open.SignedIn(Role.Drafter);
        using var releaser = await open.SignedIn(Role.Releaser);
        var own = $"o:{Account("drafter").Id}";
        await OpenDesk.Post(drafter, page, $"{matter}/take", ("seen", "0"));
        await OpenDesk.Post(drafter, page, $"{matter}/tasks", ("what", $"{Marker} task"), ("for", own), ("once", "1"));
        await OpenDesk.Post(drafter, page, $"{matter}/notes", ("note", $"{Marker} 核对地址"), ("once", "2"));
        await OpenDesk.Post(releaser, page, $"{matter}/notes", ("note", $"{Marker} @drafter"), ("once", "3"));
        var found = await Search(drafter, Marker);
        Assert.Contains("Tasks inside this node", found, StringComparison.Ordinal);
        Assert.Contains("Notes inside this node", found, StringComparison.Ordinal);
        Assert.Contains("Notes inside this node", await Search(drafter, "地址"), StringComparison.Ordinal);
        Assert.Contains("Notes that name you", await drafter.GetStringAsync("/"), StringComparison.Ordinal);

        var shelf = open.Node.Services.GetRequiredService<RuleBookShelf>();
        shelf.PutInForce(shelf.Put(Encoding.UTF8.GetBytes(Book), "for a test", Doer.Command), Doer.Command);

        Assert.DoesNotContain(open.Request, await drafter.GetStringAsync("/tasks?of=all"), StringComparison.Ordinal);
        foreach (var path in (string[])["/", "/tasks", "/tasks?of=all", $"/search?q={Marker}"])
        {
            var html = await drafter.GetStringAsync(path);
            Assert.DoesNotContain($"{Marker} task", html, StringComparison.Ordinal);
            Assert.DoesNotContain("inside this node", html, StringComparison.Ordinal);
            Assert.DoesNotContain("Notes that name you", html, StringComparison.Ordinal);
        }
        Assert.DoesNotContain("inside this node", await Search(drafter, "地址"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await drafter.GetAsync(matter)).StatusCode);
        var note = open.Node.Services.GetRequiredService<NoteShelf>().Of(MatterKey.Read(open.Request)!)[0];
        var edit = await OpenDesk.Post(drafter, "/tasks", $"/notes/{note.Id}", ("note", "mine"), ("version", "1"));
        Assert.Equal(HttpStatusCode.NotFound, edit.StatusCode);
        var task = open.Node.Services.GetRequiredService<TaskShelf>().Of(MatterKey.Read(open.Request)!)[0];
        var done = await OpenDesk.Post(drafter, "/tasks", $"/tasks/{task.Id}/done");
        Assert.Equal(HttpStatusCode.NotFound, done.StatusCode);
        var chosen = await drafter.GetStringAsync($"/requests/acknowledge?number={open.Request}");
        Assert.Contains("No request was chosen", chosen, StringComparison.Ordinal);

        var seen = await releaser.GetStringAsync(page);
        Assert.Contains("Nobody has it", seen, StringComparison.Ordinal);
        Assert.Contains("An Invented Drafter had it, and may no longer act on it.", seen, StringComparison.Ordinal);
        Assert.DoesNotContain($"value=\"{Account("drafter").Id}\"", seen, StringComparison.Ordinal);
        Assert.DoesNotContain($"value=\"{own}\"", seen, StringComparison.Ordinal);
        Assert.Contains(open.Request, await releaser.GetStringAsync("/requests?held=nobody"), StringComparison.Ordinal);
    }

    private static Task<string> Search(HttpClient browser, string text) =>
        browser.GetStringAsync("/search?q=" + Uri.EscapeDataString(text));

    private Account Account(string signIn) =>
        open.Node.Services.GetRequiredService<AccountShelf>().FindBySignInName(signIn)!;
}
