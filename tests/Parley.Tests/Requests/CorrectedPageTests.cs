using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Node.Requests;
using Parley.Tests.Desk;
using Parley.Tests.Node;

namespace Parley.Tests.Requests;

/// <summary>Two officers correct one item of a request: each sees what the other said before it is replaced.</summary>
public sealed class CorrectedPageTests(OpenNode open) : IClassFixture<OpenNode>
{
    private static readonly Officer Colleague = new("cn-cyber-police", "An Invented Colleague 某同事", "liaison");

    [Fact]
    public async Task A_form_that_was_overtaken_is_shown_with_both_and_leaves_when_it_is_sent_again()
    {
        var number = await open.AskOther();
        using var drafter = await open.SignedIn(Role.Drafter);
        var form = await drafter.GetStringAsync($"/requests/{number}/do/Supplement");
        Assert.Contains("name=\"corrected\" value=\"0\"", form, StringComparison.Ordinal);
        await CorrectedBy(number, "THEIRS/7");
        var overtaken = await Send(drafter, number, "0");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, overtaken.StatusCode);
        var page = await overtaken.Content.ReadAsStringAsync();
        Assert.Contains(
            "An Invented Colleague corrected this while your form was open",
            page,
            StringComparison.Ordinal
        );
        Assert.Contains("THEIRS/7", page, StringComparison.Ordinal);
        Assert.Contains("MINE/1", page, StringComparison.Ordinal);
        Assert.Contains("name=\"corrected\" value=\"1\"", page, StringComparison.Ordinal);
        Assert.Empty(Waiting(number));
        Assert.Equal(HttpStatusCode.Found, (await Send(drafter, number, "1")).StatusCode);
        Assert.Single(Waiting(number));
    }

    [Fact]
    public async Task What_was_prepared_before_a_correction_shows_it_to_who_releases()
    {
        var number = await open.AskOther();
        using var drafter = await open.SignedIn(Role.Drafter);
        Assert.Equal(HttpStatusCode.Found, (await Send(drafter, number, "0")).StatusCode);
        using var releaser = await open.SignedIn(Role.Releaser);
        const string word = "was corrected after this was prepared";
        Assert.DoesNotContain(word, await releaser.GetStringAsync($"/requests/{number}"), StringComparison.Ordinal);
        await CorrectedBy(number, "THEIRS/8");
        var page = await releaser.GetStringAsync($"/requests/{number}");
        Assert.Contains(word, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_that_wait_the_second_is_shown_anew_before_it_replaces_the_first()
    {
        var number = await open.AskOther();
        using var drafter = await open.SignedIn(Role.Drafter);
        using var releaser = await open.SignedIn(Role.Releaser);
        Assert.Equal(HttpStatusCode.Found, (await Send(drafter, number, "0")).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await Send(drafter, number, "0", ("own-reference", "MINE/2"))).StatusCode);
        var (first, second) = (Waiting(number)[0].Id, Waiting(number)[1].Id);
        var page = await releaser.GetStringAsync($"/requests/{number}");
        Assert.Contains("name=\"corrected\" value=\"0\"", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await Release(first, "0")).StatusCode);
        // From the page that was loaded before the first left.
        using var late = await Release(second, "0");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.StatusCode);
        page = await late.Content.ReadAsStringAsync();
        Assert.Contains("corrected after this was shown to you", page, StringComparison.Ordinal);
        Assert.Contains("was corrected after this was prepared", page, StringComparison.Ordinal);
        Assert.Contains("name=\"corrected\" value=\"1\"", page, StringComparison.Ordinal);
        Assert.Equal(second, Waiting(number).Single().Id);
        Assert.Equal(HttpStatusCode.Found, (await Release(second, "1")).StatusCode);
        Assert.Empty(Waiting(number));

        Task<HttpResponseMessage> Release(long id, string corrected) =>
            OpenDesk.Post(releaser, "/", $"/prepared/{id}/release", ("corrected", corrected));
    }

    [Fact]
    public async Task What_a_program_left_half_written_says_on_the_page_what_was_corrected_since()
    {
        var number = await open.AskOther();
        var entries = Draft.NoEntries.Add("own-reference", new Entry.Plain("MINE/5"));
        var said = new RequestStatement.Supplemented(Play.Text(), entries);
        var by = new PreparedBy("none", "某人", TimeProvider.System.GetUtcNow());
        var sight = Service<RequestBook>().Find(number)!;
        var id = Service<SaidDrafts>()
            .Begin(sight, RequestMove.Supplement, said, Guid.NewGuid().ToString("N"), by, seen: 0)!
            .Value.Place.Id;
        await CorrectedBy(number, "THEIRS/5");
        using var drafter = await open.SignedIn(Role.Drafter);
        using var opened = await drafter.GetAsync($"/requests/{number}/do/Supplement?draft={id}");
        var page = await opened.Content.ReadAsStringAsync();
        Assert.Contains("corrected this while your form was open", page, StringComparison.Ordinal);
        Assert.Contains("THEIRS/5", page, StringComparison.Ordinal);
        Assert.Contains("MINE/5", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_that_was_overtaken_says_so_when_it_is_opened()
    {
        var number = await open.AskOther();
        using var drafter = await open.SignedIn(Role.Drafter);
        Assert.Equal(HttpStatusCode.Found, (await Send(drafter, number, "0", ("save", "true"))).StatusCode);
        await CorrectedBy(number, "THEIRS/9");
        var draft = Service<MoveDraftShelf>().About(SubjectId.Parse(number)).Single();
        using var opened = await drafter.GetAsync($"/requests/{number}/do/Supplement?draft={draft.Id}");
        var page = await opened.Content.ReadAsStringAsync();
        Assert.Contains("corrected this while your form was open", page, StringComparison.Ordinal);
        Assert.Contains("THEIRS/9", page, StringComparison.Ordinal);
        Assert.Contains("MINE/1", page, StringComparison.Ordinal);
    }

    private async Task CorrectedBy(string number, string reference)
    {
        var entries = Draft.NoEntries.Add("own-reference", new Entry.Plain(reference));
        var said = new RequestStatement.Supplemented(Play.Text(), entries);
        var about = SubjectId.Parse(number);
        Assert.Null((await open.Node.Record.State(TwoFolders.US, about, said, Colleague)).Refusal);
    }

    private static Task<HttpResponseMessage> Send(
        HttpClient browser,
        string number,
        string corrected,
        params (string, string)[] more
    ) =>
        OpenDesk.Post(
            browser,
            "/",
            $"/requests/{number}/do/Supplement",
            [
                ("language", "en"),
                ("once", Guid.NewGuid().ToString("N")),
                ("text.text", "A reference of our own."),
                ("text.translation", "我方编号。"),
                ("corrected", corrected),
                ("has.own-reference", "1"),
                .. more.UnionBy([("own-reference", "MINE/1")], one => one.Item1),
            ]
        );

    private IReadOnlyList<PreparedMove> Waiting(string number) =>
        Service<PreparedBook>().About(SubjectId.Parse(number));

    private T Service<T>()
        where T : notnull => open.Node.Services.GetRequiredService<T>();
}
