using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Exchange.Formats;
using Parley.Node.Access;
using Parley.Node.Api;
using Parley.Node.Requests;
using Parley.Tests.Desk;
using Parley.Tests.Node;

namespace Parley.Tests.Api;

/// <summary>What is half written leaves once, whoever goes on with it, by the page or by a program; and nothing else is
/// discarded with it.</summary>
public sealed class HalfWrittenOnceTests(OpenNode open) : IClassFixture<OpenNode>
{
    private static readonly Officer Colleague = new("cn-cyber-police", "An Invented Colleague 某同事", "liaison");

    [Fact]
    public async Task What_a_program_said_is_not_stated_again_by_the_page_nor_by_another_program()
    {
        var number = await open.Ask();
        using var program = ProgramNodes.Program(open.Node, "drafter");
        var id = await Begun(program, number, Progress("We ask."));
        var moves = $"requests/{number}/moves";
        var first = await program.Post(moves, Json(Progress("We ask."), id), version: 1);
        Assert.Equal(201, first.Status);
        var stated = await Stated(program, number);
        // The page was open with the same version all the while.
        using var drafter = await open.SignedIn(Role.Drafter);
        await OpenDesk.Post(
            drafter,
            "/",
            $"/requests/{number}/do/ReportProgress",
            ("language", "en"),
            ("once", Guid.NewGuid().ToString("N")),
            ("text.text", "We ask the bank."),
            ("draft", $"{id}"),
            ("draft.version", "1")
        );
        Assert.Equal(stated, await Stated(program, number));
        var again = await program.Post(moves, Json(Progress("We ask."), id), version: 1);
        Assert.Equal((201, first.Text), (again.Status, again.Text));
        var other = await program.Post(moves, Json(Progress("We ask the bank."), id), version: 1);
        Assert.Equal((409, "said-already"), (other.Status, other.Code));
        Assert.Equal(stated, await Stated(program, number));
    }

    [Fact]
    public async Task What_was_stated_before_the_node_stopped_is_told_again()
    {
        var number = await open.Ask();
        using var program = ProgramNodes.Program(open.Node, "drafter");
        var id = await Begun(program, number, Progress("We wait."));
        var key = Service<MoveDraftShelf>().KeyOf(Sight(number), RequestMove.ReportProgress, new MoveDraftPlace(id, 1));
        var about = SubjectId.Parse(number);
        Assert.Null((await open.Node.Record.State(TwoFolders.US, about, Progress("We wait."), Colleague, key)).Refusal);
        var stated = await Stated(program, number);
        var told = await program.Post($"requests/{number}/moves", Json(Progress("We wait."), id), version: 1);
        Assert.True(told.Status == 201, told.Text);
        Assert.Equal(stated, await Stated(program, number));
    }

    [Fact]
    public async Task What_is_half_written_is_handed_in_once()
    {
        var number = await open.Ask();
        using var program = ProgramNodes.Program(open.Node, "drafter");
        var said = new RequestStatement.Accepted([], null);
        var id = await Begun(program, number, said);
        var told = await program.Post($"requests/{number}/moves", Json(said, id), version: 1);
        Assert.True(told.Status == 202, told.Text);
        using var drafter = await open.SignedIn(Role.Drafter);
        (string, string)[] form = [("language", "en"), ("text.text", "Gladly.")];
        (string, string)[] half = [("draft", $"{id}"), ("draft.version", "1")];
        var late = await Accept(drafter, number, [.. form, .. half]);
        Assert.Equal(422, (int)late.StatusCode);
        var page = await late.Content.ReadAsStringAsync();
        Assert.Contains("handed in already", page, StringComparison.Ordinal);
        Assert.Contains("Gladly.</textarea>", page, StringComparison.Ordinal);
        Assert.Single(Service<PreparedBook>().About(SubjectId.Parse(number)));
        Assert.Equal(302, (int)(await Accept(drafter, number, form)).StatusCode);
        Assert.Equal(2, Service<PreparedBook>().About(SubjectId.Parse(number)).Count);
    }

    [Fact]
    public async Task What_lies_on_another_request_is_not_discarded_with_it()
    {
        var (number, other) = (await open.Ask(), await open.Ask());
        using var program = ProgramNodes.Program(open.Node, "drafter");
        var id = await Begun(program, other, Progress("A colleague's words."));
        using var drafter = await open.SignedIn(Role.Drafter);
        var said = await OpenDesk.Post(
            drafter,
            "/",
            $"/requests/{number}/do/ReportProgress",
            ("language", "en"),
            ("once", Guid.NewGuid().ToString("N")),
            ("text.text", "On this one."),
            ("draft", $"{id}"),
            ("draft.version", "1")
        );
        Assert.Equal(302, (int)said.StatusCode);
        Assert.NotNull(Service<MoveDraftShelf>().Find(id));

        // A call that was done, and is made again as if it went on with what is not its own.
        var account = Service<AccountShelf>().FindBySignInName("drafter")!.Id;
        var key = ProgramNodes.NewKey();
        var once = OnceKey.Of(new CallName(account, key).Form, Progress("Once more."));
        var about = SubjectId.Parse(number);
        Assert.Null(
            (await open.Node.Record.State(TwoFolders.US, about, Progress("Once more."), Colleague, once)).Refusal
        );
        var told = await program.Post($"requests/{number}/moves", Json(Progress("Once more."), id), key, version: 1);
        Assert.True(told.Status == 201, told.Text);
        Assert.NotNull(Service<MoveDraftShelf>().Find(id));
    }

    private static RequestStatement.Progress Progress(string text) => new(new Prose(text, "en", "进展。"));

    private static Task<HttpResponseMessage> Accept(HttpClient browser, string number, (string, string)[] fields) =>
        OpenDesk.Post(
            browser,
            "/",
            $"/requests/{number}/do/Accept",
            [.. fields, ("once", Guid.NewGuid().ToString("N"))]
        );

    private static async Task<long> Begun(Caller program, string number, RequestStatement said)
    {
        var saved = await program.Post($"requests/{number}/half-written", Json(said));
        Assert.True(saved.Status == 201, saved.Text);
        return saved.Json.GetProperty("id").GetInt64();
    }

    private static string Json(RequestStatement said, long? halfWritten = null)
    {
        var (type, body) = StatementFormat.Write(said);
        var goesOn = halfWritten is { } id ? FormattableString.Invariant($",\"halfWritten\":{id}") : "";
        return $$"""{"type":"{{type}}","body":{{Encoding.UTF8.GetString(body)}}{{goesOn}}}""";
    }

    private static async Task<int> Stated(Caller program, string number) =>
        (await program.Get($"requests/{number}")).Json.GetProperty("timeline").GetArrayLength();

    private RequestSight Sight(string number) => Service<RequestBook>().Find(number)!;

    private T Service<T>()
        where T : notnull => open.Node.Services.GetRequiredService<T>();
}
