using System.Net;
using System.Text.Json;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Node.Commands;
using Parley.Node.Desk;
using Parley.Node.Law;
using Parley.Node.Requests;
using Parley.Tests.Desk;
using Parley.Tests.Node;

namespace Parley.Tests.Requests;

/// <summary>What leaves, leaves once, as it was read; who comes second is told so.</summary>
public sealed class ReleaseTests(OpenNode open) : IClassFixture<OpenNode>
{
    private static readonly Entry Changed = new Entry.Plain("CN-17");

    [Fact]
    public async Task Of_two_who_release_at_one_moment_one_does_and_the_other_is_told_that_it_left()
    {
        var id = Offered();
        var (first, second) = (By("Releaser One"), By("Releaser Two"));
        var before = open.Node.Record.SizesOf(TwoFolders.US).Ours;
        var both = await Task.WhenAll(Release.Of(id, 1, first), Release.Of(id, 1, second));
        Assert.Equal(before + 1, open.Node.Record.SizesOf(TwoFolders.US).Ours);
        Assert.Single(both, one => one.About is not null);
        var refusal = Assert.Single(both, one => one.Refusal is not null).Refusal!;
        Assert.Contains(Shelf.Find(id)!.Released!, refusal.Sentence.En, StringComparison.Ordinal);
        // Whoever released it asks again after a cut line, and is told the same.
        var winner = both[0].About is null ? second : first;
        Assert.Equal(Shelf.Find(id)!.Released, (await Release.Of(id, 1, winner)).About.ToString());
    }

    [Fact]
    public async Task A_release_that_crosses_an_edit_is_of_what_was_read_or_of_nothing()
    {
        foreach (var releaseFirst in (bool[])[true, false, true, true])
        {
            var id = Offered();
            var turned = releaseFirst ? default(bool?) : Turn(id);
            var releasing = Release.Of(id, 1, By("Releaser One"));
            // The statement is on its way to the disk when somebody changes the draft.
            turned ??= Turn(id);
            var released = await releasing;
            Assert.NotEqual(released.About is not null, turned);
            Assert.Equal(turned, Shelf.Find(id)!.Draft.Entries.GetValueOrDefault("own-reference") == Changed);
            Assert.Equal(released.Refusal is null, turned is false);
        }
    }

    [Fact]
    public async Task What_left_meanwhile_is_neither_sent_back_nor_written_in_and_the_page_says_so()
    {
        var id = Offered();
        using var releaser = await open.SignedIn(Role.Releaser);
        using var drafter = await open.SignedIn(Role.Drafter);
        var number = (await Release.Of(id, 1, By("Releaser One"))).About.ToString()!;
        (HttpClient Browser, string Place, (string, string)[] Fields)[] late =
        [
            (releaser, "release", [("version", "1")]),
            (releaser, "send-back", [("reason", "Too late.")]),
            (drafter, "urgency", [("urgency", "emergency")]),
            (drafter, "parts/who", [("version", "1")]),
        ];
        foreach (var (browser, place, fields) in late)
        {
            var answer = await OpenDesk.Post(browser, "/", $"/drafts/{id}/{place}", fields);
            Assert.Equal((place, HttpStatusCode.UnprocessableEntity), (place, answer.StatusCode));
            Assert.Contains($"left meanwhile as request {number}", await Text(answer), StringComparison.Ordinal);
        }
        Assert.Null(Shelf.Find(id)!.SentBack);
    }

    [Fact]
    public async Task A_step_on_a_decision_that_left_is_not_noted()
    {
        var number = await open.Ask();
        var sight = Service<RequestBook>().Find(number)!;
        var now = TimeProvider.System.GetUtcNow();
        var said = new RequestStatement.Accepted([], null);
        Service<PreparedShelf>().Add(sight, RequestMove.Accept, said, "", new PreparedBy("none", "某人", now));
        var book = Service<PreparedBook>();
        var waits = book.About(sight.Request.Id).Single();
        var leaving = book.Release(waits, By("Releaser One"));
        var noted = false;
        var refusal = book.Step(waits, () => Note(ref noted), new SentBack("某人", "Not so."));
        Assert.NotNull((await leaving).Left);
        Assert.Equal(StepRefusals.Changed, refusal);
        Assert.False(noted);
        Assert.Empty(Service<MoveDraftShelf>().About(sight.Request.Id));

        static Refusal? Note(ref bool noted)
        {
            noted = true;
            return null;
        }
    }

    [Fact]
    public async Task The_command_releases_only_the_version_that_was_read()
    {
        var id = Offered();
        Assert.Contains("--version", (await Refused(id, null)).Message, StringComparison.Ordinal);
        Turn(id);
        // What was not checked is not offered.
        Assert.False(Shelf.Offer(id, "author", 1));
        Assert.True(Shelf.Offer(id, "author", 2));
        Assert.Contains("changed after", (await Refused(id, 1)).Message, StringComparison.Ordinal);
        Assert.Null(Shelf.Find(id)!.Released);
        var answer = await Command(id, 2);
        using var read = JsonDocument.Parse(answer);
        Assert.Equal(Shelf.Find(id)!.Released, read.RootElement.GetProperty("number").GetString());
    }

    [Fact]
    public async Task A_step_said_alone_is_said_once_from_its_draft_also_where_the_node_died_before_it_forgot()
    {
        var number = await open.Ask();
        using var drafter = await open.SignedIn(Role.Drafter);
        var address = $"/requests/{number}/do/ReportProgress";
        await Post(drafter, address, ("text.text", "Half way."), ("save", "true"));
        var draft = Service<MoveDraftShelf>().About(SubjectId.Parse(number)).Single();
        (string, string)[] form = [("text.text", "Half way."), .. Place(draft)];
        Assert.Equal(302, await Post(drafter, address, form));
        Assert.Single(Notes());
        Revive(draft);
        // It is known to have been said: nobody goes on with it.
        Assert.Empty(Service<MoveDraftShelf>().About(SubjectId.Parse(number)));
        Revive(draft);
        Assert.Equal(302, await Post(drafter, address, form));
        Assert.Single(Notes());
        Revive(draft);
        // Other words are not lost without a word.
        Assert.Equal(422, await Post(drafter, address, [("text.text", "Nearly done."), .. Place(draft)]));
        Assert.Single(Notes());

        IReadOnlyList<Said<RequestStatement.Progress>> Notes() =>
            [.. Service<RequestBook>().Find(number)!.Request.ProgressNotes];
    }

    /// <summary>The draft as it lies there where the node was killed after the step was said.</summary>
    private void Revive(MoveDraft draft)
    {
        using var db = Service<DeskDatabase>().Open();
        db.Execute(
            "UPDATE move_draft SET gone = 0, version = @Version, fields = @Fields WHERE id = @Id",
            new
            {
                draft.Id,
                draft.Version,
                draft.Fields,
            }
        );
    }

    private static (string, string)[] Place(MoveDraft draft) =>
        [("draft", $"{draft.Id}"), ("draft.version", $"{draft.Version}")];

    private static async Task<int> Post(HttpClient browser, string address, params (string, string)[] fields) =>
        (int)
            (
                await OpenDesk.Post(
                    browser,
                    "/",
                    address,
                    [.. fields, ("language", "en"), ("once", Guid.NewGuid().ToString("N"))]
                )
            ).StatusCode;

    private Task<string> Command(long id, long? version) =>
        LocalClient.Post(
            open.Folder,
            $"requests/{id}/release",
            JsonSerializer.Serialize(
                new HandedInRelease("releaser", OpenDesk.Password, null, version),
                JsonSerializerOptions.Web
            ),
            TestContext.Current.CancellationToken
        );

    private async Task<Exception> Refused(long id, long? version) =>
        await Assert.ThrowsAnyAsync<Exception>(() => Command(id, version));

    private static async Task<string> Text(HttpResponseMessage answer) => await answer.Content.ReadAsStringAsync();

    private bool Turn(long id) =>
        Shelf.Turn(id, one => one.With("own-reference", Changed), "author", "某人", TimeProvider.System.GetUtcNow());

    private long Offered()
    {
        var text = Service<RequestBook>().Find(open.Request)!.Request.Current();
        var id = Shelf.Add(TwoFolders.US, text, "author", "某人", TimeProvider.System.GetUtcNow()).Id;
        Shelf.Offer(id, "author", 1);
        return id;
    }

    private static Releaser By(string name) =>
        new(
            name,
            name,
            new Officer("cn-cyber-police", name, "releaser"),
            new LawOfficer(name, "cn-cyber-police", [], [Role.Releaser])
        );

    private Release Release => Service<Release>();

    private DraftShelf Shelf => Service<DraftShelf>();

    private T Service<T>()
        where T : notnull => open.Node.Services.GetRequiredService<T>();
}
