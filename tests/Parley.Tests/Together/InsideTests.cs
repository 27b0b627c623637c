using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Node.Access;
using Parley.Node.Together;
using Parley.Tests.Desk;
using Parley.Tests.Node;

namespace Parley.Tests.Together;

/// <summary>Who has a matter, tasks and notes, on the pages of a running node.</summary>
public sealed class InsideTests(OpenNode open) : IClassFixture<OpenNode>
{
    private string Page => $"/requests/{open.Request}";
    private string Matter => $"/matters/{open.Request}";

    [Fact]
    public async Task A_note_that_names_an_officer_stands_on_their_desk_until_they_open_the_matter()
    {
        const string said = "Please compare the two addresses, @releaser";
        using var drafter = await open.SignedIn(Role.Drafter);
        using var releaser = await open.SignedIn(Role.Releaser);
        var sent = await OpenDesk.Post(drafter, Page, $"{Matter}/notes", ("note", said), ("once", "a"));
        Assert.Equal($"{Page}#inside", sent.Headers.Location!.ToString());
        await OpenDesk.Post(drafter, Page, $"{Matter}/notes", ("note", said), ("once", "a"));
        Assert.Single(Notes(), note => note.Text.Equals(said, StringComparison.Ordinal));
        var desk = await releaser.GetStringAsync("/");
        Assert.Contains("Notes that name you", desk, StringComparison.Ordinal);
        Assert.DoesNotContain("Notes that name you", await drafter.GetStringAsync("/"), StringComparison.Ordinal);
        Assert.Contains("Names you", await releaser.GetStringAsync(Page), StringComparison.Ordinal);
        Assert.DoesNotContain("Notes that name you", await releaser.GetStringAsync("/"), StringComparison.Ordinal);
        Assert.DoesNotContain("Names you", await releaser.GetStringAsync(Page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_part_of_a_page_that_refreshes_itself_does_not_count_as_read()
    {
        using var drafter = await open.SignedIn(Role.Drafter);
        using var reader = await open.SignedIn(Role.Reader);
        await OpenDesk.Post(drafter, Page, $"{Matter}/notes", ("note", "Seen? @reader"), ("once", "b"));
        using var part = new HttpRequestMessage(HttpMethod.Get, Page);
        part.Headers.Add("HX-Request", "true");
        part.Headers.Add("HX-Target", "request");
        await reader.SendAsync(part);
        Assert.Contains("Notes that name you", await reader.GetStringAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_its_author_changes_a_note_and_what_is_deleted_is_gone_from_the_disk()
    {
        const string secret = "quarzhammer-4711";
        using var reader = await open.SignedIn(Role.Reader);
        using var drafter = await open.SignedIn(Role.Drafter);
        await OpenDesk.Post(reader, Page, $"{Matter}/notes", ("note", $"The word is {secret}."), ("once", "c"));
        var note = Notes().Last(one => one.Text.Contains(secret, StringComparison.Ordinal));
        var foreign = await OpenDesk.Post(drafter, Page, $"/notes/{note.Id}", ("note", "mine now"), ("version", "1"));
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        foreign = await OpenDesk.Post(drafter, Page, $"/notes/{note.Id}/delete");
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        await OpenDesk.Post(reader, Page, $"/notes/{note.Id}", ("note", $"{secret}, changed"), ("version", "1"));
        var late = await OpenDesk.Post(reader, Page, $"/notes/{note.Id}", ("note", "over it"), ("version", "1"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.StatusCode);
        Assert.Contains($"{secret}, changed", Shelf.Find(note.Id)!.Text, StringComparison.Ordinal);
        await OpenDesk.Post(reader, Page, $"/notes/{note.Id}/delete");
        var html = await reader.GetStringAsync(Page);
        Assert.Contains("Deleted by its author", html, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, html, StringComparison.Ordinal);
        Assert.Equal("", Shelf.Find(note.Id)!.Text);
    }

    [Fact]
    public async Task What_is_too_long_or_empty_is_told_at_the_field_and_typed_but_once()
    {
        using var drafter = await open.SignedIn(Role.Drafter);
        var empty = await OpenDesk.Post(drafter, Page, $"{Matter}/notes", ("note", "  "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.StatusCode);
        Assert.Contains("id=\"note-error\"", await empty.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var typed = new string('x', NoteShelf.TextAtMost + 1);
        var tooLong = await OpenDesk.Post(drafter, Page, $"{Matter}/notes", ("note", typed));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tooLong.StatusCode);
        Assert.Contains(typed, await tooLong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var task = await OpenDesk.Post(
            drafter,
            Page,
            $"{Matter}/tasks",
            ("what", ""),
            ("for", ""),
            ("day", "2020-01-01")
        );
        var html = await task.Content.ReadAsStringAsync();
        Assert.All(
            ["what", "for", "day"],
            field => Assert.Contains($"id=\"{field}-error\"", html, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Auditors_read_what_stays_inside_and_write_nothing()
    {
        using var auditor = await open.SignedIn(Role.Auditor);
        var html = await auditor.GetStringAsync(Page);
        Assert.Contains("Inside this node", html, StringComparison.Ordinal);
        Assert.DoesNotContain($"action=\"{Matter}/notes\"", html, StringComparison.Ordinal);
        using var reader = await open.SignedIn(Role.Reader);
        html = await reader.GetStringAsync(Page);
        Assert.Contains($"action=\"{Matter}/notes\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain($"action=\"{Matter}/take\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_matter_is_taken_handed_over_with_a_word_and_nobody_is_passed_over_unseen()
    {
        var number = await open.Ask();
        var (page, matter) = ($"/requests/{number}", $"/matters/{number}");
        using var drafter = await open.SignedIn(Role.Drafter);
        using var releaser = await open.SignedIn(Role.Releaser);
        await OpenDesk.Post(drafter, page, $"{matter}/take", ("seen", "0"));
        Assert.Contains("You have it", await drafter.GetStringAsync(page), StringComparison.Ordinal);
        var late = await OpenDesk.Post(releaser, page, $"{matter}/take", ("seen", "0"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.StatusCode);
        Assert.Equal(Holder("drafter"), Last(number).To);
        var seen = $"{Last(number).Id}";
        await OpenDesk.Post(
            drafter,
            page,
            $"{matter}/assign",
            ("to", Holder("releaser").Choice),
            ("word", "The provider answers you only."),
            ("seen", seen)
        );
        var html = await releaser.GetStringAsync(page);
        Assert.Contains("You have it", html, StringComparison.Ordinal);
        Assert.Contains("The provider answers you only.", html, StringComparison.Ordinal);
        Assert.Contains(number, await releaser.GetStringAsync("/requests?held=mine"), StringComparison.Ordinal);
        Assert.DoesNotContain(number, await drafter.GetStringAsync("/requests?held=mine"), StringComparison.Ordinal);
        Assert.DoesNotContain(number, await drafter.GetStringAsync("/requests?held=nobody"), StringComparison.Ordinal);
        foreach (var wrong in (string[])[Holder("reader").Choice, Holder("auditor").Choice, "o:none", "a:none", "?"])
        {
            var answer = await OpenDesk.Post(
                drafter,
                page,
                $"{matter}/assign",
                ("to", wrong),
                ("seen", $"{Last(number).Id}")
            );
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        }
        Assert.Equal(2, History(number).Count);
    }

    [Fact]
    public async Task What_a_closed_account_had_is_nobodys()
    {
        var number = await open.Ask();
        var both = new Bilingual("An Invented Leaver", "某离任人员");
        var officers = open.Node.Services.GetRequiredService<Officers>();
        officers.Add(
            "leaver",
            OpenDesk.Password,
            new NewOfficer(both, "cn-cyber-police", both, both, [Role.Drafter]),
            Doer.Command
        );
        using var drafter = await open.SignedIn(Role.Drafter);
        var page = $"/requests/{number}";
        await OpenDesk.Post(drafter, page, $"/matters/{number}/assign", ("to", Holder("leaver").Choice), ("seen", "0"));
        Assert.DoesNotContain(number, await drafter.GetStringAsync("/requests?held=nobody"), StringComparison.Ordinal);
        officers.Close(Holder("leaver").Officer!, Doer.Command);
        Assert.Contains(number, await drafter.GetStringAsync("/requests?held=nobody"), StringComparison.Ordinal);
        var html = await drafter.GetStringAsync(page);
        Assert.Contains("Nobody has it", html, StringComparison.Ordinal);
        Assert.Contains("An Invented Leaver had it, and may no longer act on it.", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_is_given_done_once_and_taken_up_again()
    {
        using var drafter = await open.SignedIn(Role.Drafter);
        using var reader = await open.SignedIn(Role.Reader);
        using var releaser = await open.SignedIn(Role.Releaser);
        var due = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(3).ToString("yyyy-MM-dd", null);
        await OpenDesk.Post(
            drafter,
            Page,
            $"{Matter}/tasks",
            ("what", "Have the answer translated"),
            ("for", Holder("reader").Choice),
            ("day", due),
            ("once", "t")
        );
        var task = Assert.Single(
            Tasks(),
            one => one.What.Equals("Have the answer translated", StringComparison.Ordinal)
        );
        Assert.NotNull(task.Due);
        Assert.Contains("Have the answer translated", await reader.GetStringAsync("/"), StringComparison.Ordinal);
        Assert.Contains(task.What, await reader.GetStringAsync("/tasks"), StringComparison.Ordinal);
        Assert.Contains(task.What, await drafter.GetStringAsync("/tasks?of=given"), StringComparison.Ordinal);
        Assert.DoesNotContain(task.What, await releaser.GetStringAsync("/tasks?of=given"), StringComparison.Ordinal);
        await Task.WhenAll(
            OpenDesk.Post(reader, Page, $"/tasks/{task.Id}/done"),
            OpenDesk.Post(drafter, Page, $"/tasks/{task.Id}/done")
        );
        Assert.Single(Found(task).Acts);
        await OpenDesk.Post(reader, Page, $"/tasks/{task.Id}/reopen");
        Assert.Equal([true, false], Found(task).Acts.Select(act => act.Done));
        Assert.Contains("taken up again by", await drafter.GetStringAsync(Page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_settles_only_tasks_of_their_own()
    {
        using var drafter = await open.SignedIn(Role.Drafter);
        using var reader = await open.SignedIn(Role.Reader);
        await OpenDesk.Post(
            drafter,
            Page,
            $"{Matter}/tasks",
            ("what", "Telephone the provider"),
            ("for", Holder("drafter").Choice),
            ("once", "u")
        );
        var task = Assert.Single(Tasks(), one => one.What.Equals("Telephone the provider", StringComparison.Ordinal));
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await OpenDesk.Post(reader, Page, $"/tasks/{task.Id}/done")).StatusCode
        );
        Assert.Empty(Found(task).Acts);
    }

    [Fact]
    public async Task Where_a_request_is_erased_what_was_noted_about_it_goes_too()
    {
        const string secret = "zwergsperling-2044";
        var number = await open.Ask();
        var page = $"/requests/{number}";
        using var drafter = await open.SignedIn(Role.Drafter);
        var own = Holder("drafter").Choice;
        await OpenDesk.Post(drafter, page, $"/matters/{number}/notes", ("note", secret), ("once", "e"));
        await OpenDesk.Post(drafter, page, $"/matters/{number}/tasks", ("what", secret), ("for", own), ("once", "f"));
        await OpenDesk.Post(drafter, page, $"/matters/{number}/assign", ("to", own), ("word", secret), ("seen", "0"));
        var other = Notes().Count;
        open.Node.Services.GetRequiredService<InsideErasing>().Erase(TwoFolders.US, SubjectId.Parse(number));
        Assert.DoesNotContain(secret, await drafter.GetStringAsync(page), StringComparison.Ordinal);
        Assert.Empty(History(number));
        Assert.Equal(other, Notes().Count);
    }

    private NoteShelf Shelf => open.Node.Services.GetRequiredService<NoteShelf>();

    private IReadOnlyList<Note> Notes() => Shelf.Of(MatterKey.Read(open.Request)!);

    private IReadOnlyList<MatterTask> Tasks() =>
        open.Node.Services.GetRequiredService<TaskShelf>().Of(MatterKey.Read(open.Request)!);

    private MatterTask Found(MatterTask task) => open.Node.Services.GetRequiredService<TaskShelf>().Find(task.Id)!;

    private IReadOnlyList<Assigned> History(string number) =>
        open.Node.Services.GetRequiredService<AssignmentShelf>().History(MatterKey.Read(number)!);

    private Assigned Last(string number) => History(number)[^1];

    private Holder Holder(string signIn) =>
        new(open.Node.Services.GetRequiredService<AccountShelf>().FindBySignInName(signIn)!.Id, null);
}
