using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Exchange.Formats;
using Parley.Node.Access;
using Parley.Node.Api;
using Parley.Node.Look;
using Parley.Node.Parcels;
using Parley.Node.Requests;
using Parley.Tests.Api;
using Parley.Tests.Desk;
using Parley.Tests.Node;

namespace Parley.Tests.Parcels;

/// <summary>A file that was chosen goes with what it was chosen for: once, and never is it left out without a word.
/// </summary>
public sealed class ChosenFileTests(OpenNode open) : IClassFixture<OpenNode>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_form_with_files_sent_again_is_the_same_wherever_its_files_lie_by_now()
    {
        var number = await open.Ask();
        using var drafter = await open.SignedIn(Role.Drafter);
        using var releaser = await open.SignedIn(Role.Releaser);
        var files = new[] { await Ready(number), await Ready(number) };
        var form = Form(Guid.NewGuid().ToString("N"), files);
        Assert.Equal(HttpStatusCode.Found, (await Report(drafter, number, form)).StatusCode);
        Assert.Empty(Lying(number));
        // The answer was lost on its way: the browser sends the same once more, and once more after it has left.
        Assert.Equal(HttpStatusCode.Found, (await Report(drafter, number, form)).StatusCode);
        var waiting = Service<PreparedBook>().About(SubjectId.Parse(number)).Single();
        Assert.Equal(2, SentParcel.NamedIn(waiting.Statement).Count());
        Assert.Empty(Sight(number).Request.ProgressNotes);
        await OpenDesk.Post(releaser, "/", $"/prepared/{waiting.Id}/release");
        Assert.Equal(HttpStatusCode.Found, (await Report(drafter, number, form)).StatusCode);
        Assert.Equal(2, Sight(number).Request.ProgressNotes.Single().What.Parcels!.Value.Length);
        Assert.Empty(Service<PreparedBook>().About(SubjectId.Parse(number)));
        // Another form that names them says so, and says nothing.
        var other = await Report(drafter, number, Form(Guid.NewGuid().ToString("N"), files));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        Assert.Single(Sight(number).Request.ProgressNotes);
    }

    [Fact]
    public async Task What_names_a_file_that_is_not_here_is_not_released()
    {
        var number = await open.Ask();
        using var drafter = await open.SignedIn(Role.Drafter);
        using var releaser = await open.SignedIn(Role.Releaser);
        var file = await Ready(number);
        await Report(drafter, number, Form(Guid.NewGuid().ToString("N"), [file]));
        var waiting = Service<PreparedBook>().About(SubjectId.Parse(number)).Single();
        Service<IParcelShelf>().Forget(TwoFolders.US, file.Parcel.SealedSha256);
        using var released = await OpenDesk.Post(releaser, "/", $"/prepared/{waiting.Id}/release");
        Assert.Contains(
            "is not at this node",
            await released.Content.ReadAsStringAsync(Cancel),
            StringComparison.Ordinal
        );
        Assert.Empty(Sight(number).Request.ProgressNotes);
        Assert.Single(Service<PreparedBook>().About(SubjectId.Parse(number)));
    }

    [Fact]
    public async Task A_chosen_file_that_was_taken_out_is_told_at_the_files_and_nothing_leaves_without_it()
    {
        var number = await open.Ask();
        using var drafter = await open.SignedIn(Role.Drafter);
        var file = await Ready(number);
        var form = Form(Guid.NewGuid().ToString("N"), [file]);
        Assert.Equal(HttpStatusCode.Found, (await Report(drafter, number, [.. form, ("save", "true")])).StatusCode);
        await OpenDesk.Post(drafter, "/", $"/requests/{number}/files/remove", ("hash", file.Parcel.SealedSha256));
        Assert.Empty(Lying(number));
        var sent = await Report(drafter, number, form);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, sent.StatusCode);
        var page = await sent.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("<a href=\"#ready\">A file you had chosen is not ready", page, StringComparison.Ordinal);
        Assert.Contains("id=\"ready-error\"", page, StringComparison.Ordinal);
        Assert.Empty(Sight(number).Request.ProgressNotes);
        Assert.Empty(Service<PreparedBook>().About(SubjectId.Parse(number)));

        // So it is where the form was saved before.
        var draft = Service<MoveDraftShelf>().About(SubjectId.Parse(number)).Single();
        using var opened = await drafter.GetAsync($"/requests/{number}/do/ReportProgress?draft={draft.Id}", Cancel);
        Assert.Contains(
            "<a href=\"#ready\">A file you had chosen is not ready",
            await opened.Content.ReadAsStringAsync(Cancel),
            StringComparison.Ordinal
        );
        // The form shown again names it no more.
        Assert.Equal(HttpStatusCode.Found, (await Report(drafter, number, Form(form[0].Item2, []))).StatusCode);
        Assert.Single(Sight(number).Request.ProgressNotes);
    }

    [Fact]
    public async Task The_files_of_what_was_sent_back_stay_when_a_program_hands_it_in_once_more()
    {
        var number = await open.Ask();
        var file = await Ready(number);
        using var program = ProgramNodes.Program(open.Node, "drafter");
        var account = Service<AccountShelf>().FindBySignInName("drafter")!.Id;
        var (key, said) = (ProgramNodes.NewKey(), Progress("With the file.", file));
        // The node stopped before it could answer; meanwhile it was sent back.
        var by = new PreparedBy(account, "某人", TimeProvider.System.GetUtcNow());
        var sight = Sight(number);
        Service<PreparedShelf>().Add(sight, RequestMove.ReportProgress, said, new CallName(account, key).Form, by);
        var waiting = Service<PreparedBook>().About(sight.Request.Id).Single();
        Service<PreparedBook>().Return(waiting, new SentBack("Somebody", "Not so."));
        Assert.Single(Lying(number));
        var (type, body) = StatementFormat.Write(said);
        var again = await program.Post(
            $"requests/{number}/moves",
            $$"""{"type":"{{type}}","body":{{Encoding.UTF8.GetString(body)}}}""",
            key
        );
        Assert.Equal(409, again.Status);
        Assert.Single(Lying(number));
    }

    [Fact]
    public async Task A_file_that_is_named_half_written_is_not_swept_away()
    {
        var number = await open.Ask();
        var file = await Ready(number);
        var by = new PreparedBy("somebody", "某人", TimeProvider.System.GetUtcNow());
        var begun = Service<SaidDrafts>()
            .Begin(
                Sight(number),
                RequestMove.ReportProgress,
                Progress("With the file.", file),
                Guid.NewGuid().ToString("N"),
                by
            );
        Service<ReadyFiles>().Remove(SubjectId.Parse(number), file.Parcel.SealedSha256);
        Service<ParcelSweep>().Forget(TwoFolders.US, [file]);
        Assert.True(IsHeld(file));
        Service<MoveDraftShelf>().Discard(begun!.Value.Place.Id, 1);
        Service<ParcelSweep>().Forget(TwoFolders.US, [file]);
        Assert.False(IsHeld(file));
    }

    [Fact]
    public async Task Open_pages_hear_of_files_taken_out_and_of_drafts_begun_and_discarded()
    {
        var number = await open.Ask();
        using var drafter = await open.SignedIn(Role.Drafter);
        var file = await Ready(number);
        var front = await drafter.GetStringAsync("/", Cancel);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        await using var heard = open
            .Node.Services.GetRequiredService<IChanges>()
            .Listen([number, "drafts"], Timeout.InfiniteTimeSpan, stop.Token)
            .GetAsyncEnumerator(stop.Token);
        var address = "";
        await Hears(
            number,
            () =>
                OpenDesk.Answer(drafter, front, $"/requests/{number}/files/remove", ("hash", file.Parcel.SealedSha256))
        );
        await Hears(
            "drafts",
            async () =>
            {
                var begun = await OpenDesk.Answer(
                    drafter,
                    front,
                    "/drafts",
                    ("peer", "US"),
                    ("kind", "information"),
                    ("urgency", "routine"),
                    ("language", "en")
                );
                address = begun.Headers.Location!.ToString();
                return begun;
            }
        );
        await Hears("drafts", () => OpenDesk.Answer(drafter, front, $"{address}/discard"));

        async Task Hears(string topic, Func<Task<HttpResponseMessage>> act)
        {
            var next = heard.MoveNextAsync().AsTask();
            using var answer = await act();
            Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
            Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(30), Cancel));
            Assert.Equal(topic, heard.Current);
        }
    }

    private static RequestStatement.Progress Progress(string text, Attached file) =>
        new(new Prose(text, "en", "进展。")) { Parcels = [file] };

    private static (string, string)[] Form(string once, IEnumerable<Attached> files) =>
        [("once", once), ("language", "en"), ("text.text", "We asked."), .. files.Select(Ticked)];

    private static (string, string) Ticked(Attached file) => ("file", file.Parcel.SealedSha256);

    /// <summary>One field may come more than once, as a browser sends ticked boxes.</summary>
    private static async Task<HttpResponseMessage> Report(
        HttpClient browser,
        string number,
        IEnumerable<(string Name, string Value)> fields
    )
    {
        const string mark = "name=\"__RequestVerificationToken\" value=\"";
        var html = await browser.GetStringAsync("/", Cancel);
        var from = html.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
        using var content = new FormUrlEncodedContent(
            fields
                .Append(("__RequestVerificationToken", html[from..html.IndexOf('"', from)]))
                .Select(one => KeyValuePair.Create(one.Item1, one.Item2))
        );
        return await browser.PostAsync($"/requests/{number}/do/ReportProgress", content, Cancel);
    }

    /// <summary>A file sealed and made ready.</summary>
    private async Task<Attached> Ready(string number)
    {
        var parcel = await ParcelSealing.Seal(
            Service<IParcelShelf>(),
            TwoFolders.US,
            new MemoryStream(Guid.NewGuid().ToByteArray()),
            "a.csv",
            "text/csv",
            1_000,
            Cancel
        );
        var file = new Attached(parcel!, null, null);
        Assert.True(
            Service<ReadyFiles>()
                .Add(TwoFolders.US, SubjectId.Parse(number), file, "somebody", TimeProvider.System.GetUtcNow())
        );
        return file;
    }

    private IReadOnlyList<Attached> Lying(string number) => Service<ReadyFiles>().Of(SubjectId.Parse(number));

    private bool IsHeld(Attached file) =>
        Service<IParcelShelf>()
            .Held(TwoFolders.US, Side.Ours)
            .Contains(file.Parcel.SealedSha256, StringComparer.Ordinal);

    private RequestSight Sight(string number) => Service<RequestBook>().Find(number)!;

    private T Service<T>()
        where T : notnull => open.Node.Services.GetRequiredService<T>();
}
