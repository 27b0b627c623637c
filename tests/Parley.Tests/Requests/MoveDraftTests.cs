using System.Collections.Immutable;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Node.Law;
using Parley.Node.Requests;
using Parley.Tests.Desk;
using Parley.Tests.Node;

namespace Parley.Tests.Requests;

/// <summary>Moves that are half written, and decisions that come back to be changed: nothing typed is lost.</summary>
public sealed partial class MoveDraftTests(OpenNode open) : IClassFixture<OpenNode>
{
    private readonly string suffix = Guid.NewGuid().ToString("N")[..8];

    [Fact]
    public async Task A_half_written_answer_is_shown_again_as_it_was_left()
    {
        var number = await open.Ask();
        using var drafter = await open.SignedIn(Role.Drafter);
        var item = MoveForm.Answerable(Sight(number))[0].Id;
        var before = open.Everything();
        await Save(
            drafter,
            number,
            RequestMove.Answer,
            ($"item.{item}.text", $"Half {suffix}"),
            ("handling.light", "TLP:RED")
        );
        Assert.Equal(before, open.Everything());
        var page = await drafter.GetStringAsync($"/requests/{number}");
        Assert.Contains("Half written", page, StringComparison.Ordinal);
        Assert.Contains(DraftLink(page), await drafter.GetStringAsync("/drafts"), StringComparison.Ordinal);
        var form = await drafter.GetStringAsync(DraftLink(page));
        Assert.Contains($"Half {suffix}</textarea>", form, StringComparison.Ordinal);
        Assert.Matches("<option value=\"TLP:RED\" selected", form);
        Assert.DoesNotMatch("name=\"(final|outcome[^\"]*)\"[^>]* checked", form);
        Assert.DoesNotContain("govuk-error-summary", form, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_two_officers_saved_at_once_is_both_kept()
    {
        var number = await open.Ask();
        using var drafter = await open.SignedIn(Role.Drafter);
        await Save(drafter, number, RequestMove.ReportProgress, ("text.text", $"First {suffix}"));
        var place = Of(number).Single();
        var goesOn = new[] { ("draft", $"{place.Id}"), ("draft.version", $"{place.Version}") };
        await Save(drafter, number, RequestMove.ReportProgress, [("text.text", $"Second {suffix}"), .. goesOn]);
        await Save(drafter, number, RequestMove.ReportProgress, [("text.text", $"Third {suffix}"), .. goesOn]);
        var kept = Of(number).Select(draft => draft.Fields).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(2, kept.Count);
        Assert.Contains($"Second {suffix}", kept[0], StringComparison.Ordinal);
        Assert.Contains($"Third {suffix}", kept[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_stated_is_no_draft_any_more()
    {
        var number = await open.Ask();
        using var drafter = await open.SignedIn(Role.Drafter);
        await Save(drafter, number, RequestMove.Acknowledge, ("text.text", $"Received {suffix}"));
        var place = Of(number).Single();
        await Post(
            drafter,
            number,
            RequestMove.Acknowledge,
            ("text.text", $"Received {suffix}"),
            ("draft", $"{place.Id}"),
            ("draft.version", $"{place.Version}")
        );
        Assert.Empty(Of(number));
        Assert.NotNull(Sight(number).Request.Acknowledged);
    }

    [Fact]
    public async Task A_decision_that_was_sent_back_is_changed_and_what_was_read_before_does_not_leave()
    {
        var number = await open.Ask();
        using var drafter = await open.SignedIn(Role.Drafter);
        using var releaser = await open.SignedIn(Role.Releaser);
        Assert.Equal(302, await Post(drafter, number, RequestMove.Accept, ("text.text", $"Gladly {suffix}")));
        var first = Waiting(number).Single().Id;
        var without = await OpenDesk.Post(releaser, "/", $"/prepared/{first}/send-back", ("reason", " "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, without.StatusCode);
        Assert.Single(Waiting(number));
        await OpenDesk.Post(releaser, "/", $"/prepared/{first}/send-back", ("reason", $"Say by when {suffix}"));
        Assert.Empty(Waiting(number));
        Assert.Contains($"Say by when {suffix}", await drafter.GetStringAsync("/"), StringComparison.Ordinal);
        var form = await drafter.GetStringAsync(DraftLink(await drafter.GetStringAsync($"/requests/{number}")));
        Assert.Contains($"Say by when {suffix}", form, StringComparison.Ordinal);
        Assert.Contains($"Gladly {suffix}</textarea>", form, StringComparison.Ordinal);

        var draft = Of(number).Single();
        await Post(
            drafter,
            number,
            RequestMove.Accept,
            ("text.text", $"By Friday {suffix}"),
            ("draft", $"{draft.Id}"),
            ("draft.version", $"{draft.Version}")
        );
        Assert.Empty(Of(number));
        var stale = await OpenDesk.Post(releaser, "/", $"/prepared/{first}/release");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, stale.StatusCode);
        Assert.Null(Sight(number).Request.Accepted);
        await OpenDesk.Post(releaser, "/", $"/prepared/{Waiting(number).Single().Id}/release");
        Assert.Equal($"By Friday {suffix}", Sight(number).Request.Accepted!.What.Conditions!.Original);
    }

    [Fact]
    public async Task The_form_of_a_decision_that_came_back_sent_again_is_told_so_and_changes_nothing()
    {
        var number = await open.Ask();
        using var drafter = await open.SignedIn(Role.Drafter);
        using var releaser = await open.SignedIn(Role.Releaser);
        var form = new[] { ("text.text", $"Gladly {suffix}"), ("once", Guid.NewGuid().ToString("N")) };
        Assert.Equal(302, await Post(drafter, number, RequestMove.Accept, form));
        Assert.Equal(302, await Post(drafter, number, RequestMove.Accept, form));
        var waiting = Waiting(number).Single().Id;
        await OpenDesk.Post(releaser, "/", $"/prepared/{waiting}/send-back", ("reason", $"By when {suffix}"));
        Assert.Equal(422, await Post(drafter, number, RequestMove.Accept, form));
        Assert.Empty(Waiting(number));
        Assert.Single(Of(number));
    }

    [Fact]
    public async Task Its_author_takes_a_decision_back_and_goes_on_with_it()
    {
        var number = await open.Ask();
        using var drafter = await open.SignedIn(Role.Drafter);
        using var releaser = await open.SignedIn(Role.Releaser);
        await Post(drafter, number, RequestMove.Accept, ("text.text", $"Gladly {suffix}"));
        var id = Waiting(number).Single().Id;
        var byAnother = await OpenDesk.Post(releaser, "/", $"/prepared/{id}/take-back");
        Assert.Equal(HttpStatusCode.Forbidden, byAnother.StatusCode);
        var taken = await OpenDesk.Post(drafter, "/", $"/prepared/{id}/take-back");
        var form = await drafter.GetStringAsync(taken.Headers.Location!);
        Assert.Contains($"Gladly {suffix}</textarea>", form, StringComparison.Ordinal);
        Assert.Empty(Waiting(number));
    }

    [Fact]
    public async Task Who_wrote_in_a_draft_does_not_release_what_became_of_it()
    {
        var number = await open.Ask();
        using var drafter = await open.SignedIn(Role.Drafter);
        using var releaser = await open.SignedIn(Role.Releaser);
        var account = new AccountShelf(open.Folder.DeskFolder).FindBySignInName("releaser")!;
        var by = new PreparedBy(account.Id, "某人", TimeProvider.System.GetUtcNow());
        Service<MoveDraftShelf>().Save(Sight(number), RequestMove.Accept, default, "", by);
        var draft = Of(number).Single();
        await Post(
            drafter,
            number,
            RequestMove.Accept,
            ("text.text", "Gladly."),
            ("draft", $"{draft.Id}"),
            ("draft.version", $"{draft.Version}")
        );
        var answer = await OpenDesk.Post(releaser, "/", $"/prepared/{Waiting(number).Single().Id}/release");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Null(Sight(number).Request.Accepted);

        // Nor where the form comes once more, when its draft is one with the first already.
        await Post(
            drafter,
            number,
            RequestMove.Accept,
            ("text.text", "Gladly!"),
            ("draft", $"{draft.Id}"),
            ("draft.version", $"{draft.Version}")
        );
        var again = await OpenDesk.Post(releaser, "/", $"/prepared/{Waiting(number)[^1].Id}/release");
        Assert.Equal(HttpStatusCode.Forbidden, again.StatusCode);
        Assert.All(Waiting(number), one => Assert.Contains(account.Id, one.Authors));
    }

    [Fact]
    public async Task What_leaves_is_not_taken_back_at_the_same_moment()
    {
        var number = await open.Ask();
        using var drafter = await open.SignedIn(Role.Drafter);
        await Post(drafter, number, RequestMove.Accept, ("text.text", "Gladly."));
        var waits = Waiting(number).Single();
        var book = Service<PreparedBook>();
        var officer = new Officer("cn-cyber-police", "An Invented Officer", "releaser");
        var by = new Releaser(
            "another",
            "An Invented Officer",
            officer,
            new LawOfficer("another", "cn-cyber-police", [], [Role.Releaser])
        );
        var leaves = book.Release(waits, by);
        var back = await Task.Run(() => book.Return(waits, back: null));
        Assert.NotEqual(await leaves is { Left: not null }, back is not null);
        Assert.Equal(back is null, Sight(number).Request.Accepted is not null);
        Assert.Equal(StepRefusals.Changed, (await book.Release(waits, by)).Refusal);
        Assert.False(book.Discard(waits));
    }

    [Fact]
    public void What_changes_the_request_or_hands_over_files_leaves_by_another_officer()
    {
        var words = new Prose("It was the other account.", "en", "是另一账户。");
        var given = new RequestStatement.Clarified(
            [new QuestionAnswer("1", words)],
            ImmutableSortedDictionary<string, Entry>.Empty,
            Parcels: null
        );
        Assert.False(MoveForm.NeedsRelease(RequestMove.Clarify, given));
        var changed = given with { Entries = given.Entries.Add("facts", new Entry.Written(words)) };
        Assert.True(MoveForm.NeedsRelease(RequestMove.Clarify, changed));
        var parcel = new Parcel("a.csv", "text/csv", 5, new string('a', 64), new string('b', 64), "key");
        var files = given with { Parcels = [new Attached(parcel, null, null)] };
        Assert.True(MoveForm.NeedsRelease(RequestMove.Clarify, files));
    }

    [Fact]
    public async Task More_drafts_than_anybody_looks_through_are_not_kept()
    {
        var number = await open.Ask();
        using var drafter = await open.SignedIn(Role.Drafter);
        for (var i = 0; i < MoveDraftShelf.MostOfOne; i++)
        {
            await Save(drafter, number, RequestMove.ReportProgress, ("text.text", $"Note {i}"));
        }
        var fields = new[] { ("text.text", "One more"), ("save", "true") };
        Assert.Equal(422, await Post(drafter, number, RequestMove.ReportProgress, fields));
        Assert.Equal(MoveDraftShelf.MostOfOne, Of(number).Count);
    }

    [Fact]
    public async Task A_draft_is_discarded_only_as_it_was_shown()
    {
        var number = await open.Ask();
        using var drafter = await open.SignedIn(Role.Drafter);
        await Save(drafter, number, RequestMove.ReportProgress, ("text.text", $"First {suffix}"));
        var draft = Of(number).Single();
        var address = $"/requests/{number}/do/ReportProgress/drafts/{draft.Id}/discard";
        await OpenDesk.Post(drafter, "/", address, ("version", $"{draft.Version + 1}"));
        Assert.Single(Of(number));
        await OpenDesk.Post(drafter, "/", address, ("version", $"{draft.Version}"));
        Assert.Empty(Of(number));
    }

    [GeneratedRegex("/requests/[^\"]*/do/[A-Za-z]+\\?draft=[0-9]+")]
    private static partial Regex Link();

    private static string DraftLink(string page) => Link().Match(page).Value;

    private static async Task Save(
        HttpClient browser,
        string number,
        RequestMove move,
        params (string Name, string Value)[] fields
    ) => Assert.Equal(302, await Post(browser, number, move, [.. fields, ("save", "true")]));

    private static async Task<int> Post(
        HttpClient browser,
        string number,
        RequestMove move,
        params (string Name, string Value)[] fields
    ) =>
        (int)
            (
                await OpenDesk.Post(
                    browser,
                    "/",
                    $"/requests/{number}/do/{move}",
                    [.. fields.UnionBy([("language", "en"), ("once", Guid.NewGuid().ToString("N"))], one => one.Item1)]
                )
            ).StatusCode;

    private IReadOnlyList<MoveDraft> Of(string number) => Service<MoveDraftShelf>().About(Sight(number).Request.Id);

    private IReadOnlyList<PreparedMove> Waiting(string number) =>
        Service<PreparedBook>().About(Sight(number).Request.Id);

    private RequestSight Sight(string number) => Service<RequestBook>().Find(number)!;

    private T Service<T>()
        where T : notnull => open.Node.Services.GetRequiredService<T>();
}
