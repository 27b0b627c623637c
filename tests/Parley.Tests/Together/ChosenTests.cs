using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Node.Law;
using Parley.Node.Together;
using Parley.Tests.Desk;
using Parley.Tests.Node;

namespace Parley.Tests.Together;

/// <summary>Several requests acknowledged, or assigned, in one act.</summary>
public sealed class ChosenTests(OpenNode open) : IClassFixture<OpenNode>
{
    [Fact]
    public async Task Several_are_acknowledged_in_one_act_and_none_twice()
    {
        string[] numbers = [await open.Ask(), await open.Ask()];
        using var drafter = await open.SignedIn(Role.Drafter);
        var confirm = await drafter.GetStringAsync($"/requests/acknowledge?number={numbers[0]}&number={numbers[1]}");
        Assert.All(numbers, number => Assert.Contains($"value=\"{number}\"", confirm, StringComparison.Ordinal));
        var before = Ours;
        var form = Form(confirm, numbers);
        Assert.Contains("Acknowledged: 2 of 2", await Send(drafter, form), StringComparison.Ordinal);
        Assert.Equal(before + 2, Ours);
        Assert.All(numbers, number => Assert.Equal(Stage.Acknowledged, StageOf(number)));
        // The same form again, as a second click or a reload sends it: the same answer, and nothing more is stated.
        Assert.Contains("Acknowledged: 2 of 2", await Send(drafter, form), StringComparison.Ordinal);
        Assert.Equal(before + 2, Ours);
    }

    [Fact]
    public async Task What_cannot_be_acknowledged_is_told_line_by_line_and_the_others_are()
    {
        string[] numbers = [await open.Ask(), await open.Ask()];
        using var drafter = await open.SignedIn(Role.Drafter);
        var confirm = await drafter.GetStringAsync($"/requests/acknowledge?number={numbers[0]}&number={numbers[1]}");
        var officer = new Officer("cn-cyber-police", "An Invented Officer", "liaison");
        await open.Node.Record.State(
            TwoFolders.US,
            SubjectId.Parse(numbers[0]),
            new RequestStatement.Acknowledged(Note: null),
            officer
        );
        var before = Ours;
        var html = await Send(drafter, Form(confirm, [.. numbers, "US-R-1999-0001", "nonsense"]));
        Assert.Contains("Acknowledged: 1 of 2", html, StringComparison.Ordinal);
        Assert.Contains("Not done: 1.", html, StringComparison.Ordinal);
        Assert.Equal(before + 1, Ours);
        var again = await drafter.GetStringAsync($"/requests/acknowledge?number={numbers[0]}&number={numbers[1]}");
        Assert.Contains("Not possible now", again, StringComparison.Ordinal);
        Assert.DoesNotContain("type=\"hidden\" name=\"number\"", again, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_a_rule_wants_another_officer_to_release_it_each_is_taken_on_its_own_page()
    {
        string[] numbers = [await open.Ask(), await open.Ask()];
        using var drafter = await open.SignedIn(Role.Drafter);
        var confirm = await drafter.GetStringAsync($"/requests/acknowledge?number={numbers[0]}&number={numbers[1]}");
        PutInForce(
            """
            {"id": "5.9", "title": {"en": "By two", "zh": "双签"}, "basis": {"en": "Art. 5", "zh": "第五条"},
             "need": "two-releasers", "matters": {"moves": ["acknowledge"]}}
            """
        );
        try
        {
            var before = Ours;
            var html = await Send(drafter, Form(confirm, numbers));
            Assert.Contains("Acknowledged: 0 of 2", html, StringComparison.Ordinal);
            Assert.Equal(2, Times(html, "The rule book wants another officer to release this step."));
            Assert.Equal(before, Ours);
            var again = await drafter.GetStringAsync($"/requests/acknowledge?number={numbers[0]}");
            Assert.DoesNotContain("type=\"hidden\" name=\"number\"", again, StringComparison.Ordinal);
        }
        finally
        {
            PutInForce("");
        }
    }

    [Fact]
    public async Task Several_are_assigned_in_one_act_and_what_another_took_meanwhile_stays_theirs()
    {
        string[] numbers = [await open.Ask(), await open.Ask()];
        using var drafter = await open.SignedIn(Role.Drafter);
        using var releaser = await open.SignedIn(Role.Releaser);
        var confirm = await drafter.GetStringAsync($"/requests/assign?number={numbers[0]}&number={numbers[1]}");
        await OpenDesk.Post(releaser, $"/requests/{numbers[1]}", $"/matters/{numbers[1]}/take", ("seen", "0"));
        var form = Form(confirm, numbers);
        form.Add(new("to", "o:" + Id("drafter")));
        form.AddRange(numbers.Select(number => new KeyValuePair<string, string>($"seen-{number}", "0")));
        using var content = new FormUrlEncodedContent(form);
        var html = await (await drafter.PostAsync("/requests/assign", content)).Content.ReadAsStringAsync();
        Assert.Contains("Assigned: 1 of 2", html, StringComparison.Ordinal);
        Assert.Equal(Id("drafter"), Holder(numbers[0]));
        Assert.Equal(Id("releaser"), Holder(numbers[1]));
    }

    [Fact]
    public async Task All_shown_are_chosen_by_a_link_that_needs_no_script()
    {
        await open.Ask();
        using var drafter = await open.SignedIn(Role.Drafter);
        var html = await drafter.GetStringAsync("/requests?view=with-us&choose=all");
        Assert.Equal(Times(html, "class=\"choose\""), Times(html, " checked"));
        Assert.True(Times(html, " checked") > 0);
        using var reader = await open.SignedIn(Role.Reader);
        Assert.Equal(0, Times(await reader.GetStringAsync("/requests"), "class=\"choose\""));
    }

    /// <summary>A rule book with this step alone; empty: with nothing.</summary>
    private void PutInForce(string step)
    {
        var text = $$"""
            {"title": {"en": "Test book", "zh": "测试手册"}, "areas": [], "grounds": [], "keeping": [], "rules": [],
             "steps": [{{step}}]}
            """;
        var books = open.Node.Services.GetRequiredService<RuleBookShelf>();
        books.PutInForce(books.Put(Encoding.UTF8.GetBytes(text), "a test", Doer.Command), Doer.Command);
    }

    private long Ours => open.Node.Record.SizesOf(TwoFolders.US).Ours;

    private Stage StageOf(string number) =>
        ((Request)open.Node.Record.Reading.Find(TwoFolders.US, SubjectId.Parse(number))!).Stage;

    private string Id(string signIn) =>
        open.Node.Services.GetRequiredService<AccountShelf>().FindBySignInName(signIn)!.Id;

    private string? Holder(string number) =>
        open.Node.Services.GetRequiredService<AssignmentShelf>().History(MatterKey.Read(number)!)[^1].To.Officer;

    private static async Task<string> Send(HttpClient browser, List<KeyValuePair<string, string>> form)
    {
        using var content = new FormUrlEncodedContent(form);
        using var answer = await browser.PostAsync("/requests/acknowledge", content);
        return await answer.Content.ReadAsStringAsync();
    }

    private static List<KeyValuePair<string, string>> Form(string html, IEnumerable<string> numbers) =>
        [
            .. numbers.Select(number => new KeyValuePair<string, string>("number", number)),
            new("once", ValueOf(html, "once")),
            new("__RequestVerificationToken", ValueOf(html, "__RequestVerificationToken")),
        ];

    private static string ValueOf(string html, string name)
    {
        var mark = $"name=\"{name}\" value=\"";
        var from = html.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
        return html[from..html.IndexOf('"', from)];
    }

    private static int Times(string text, string part) => text.Split(part).Length - 1;
}
