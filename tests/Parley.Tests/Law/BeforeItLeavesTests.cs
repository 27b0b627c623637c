using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Requests;
using Parley.Tests.Desk;
using Parley.Tests.Node;

namespace Parley.Tests.Law;

/// <summary>What has not left yet is under the law on every way: offered by a program, released by the command, told
/// among what changed.</summary>
public sealed class BeforeItLeavesTests(LawfulNode node) : IClassFixture<LawfulNode>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_program_offers_nothing_its_author_could_not_read_once_it_has_left()
    {
        var account = new AccountShelf(node.Open.Folder.DeskFolder).FindBySignInName("drafter")!;
        var text = LawfulNode.Restricted(Sight(node.Open.Request).Request.Current());
        var now = TimeProvider.System.GetUtcNow();
        var kept = node.Service<DraftShelf>().Add(TwoFolders.US, text, account.Id, "某人", now);
        using var program = Program("drafter", TokenScope.Draft);
        program.DefaultRequestHeaders.Add("Idempotency-Key", Guid.NewGuid().ToString());
        program.DefaultRequestHeaders.Add("If-Match", $"\"{kept.Version}\"");
        using var answer = await program.PostAsync($"/api/v1/drafts/{kept.Id}/offer", null, Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("\"2.1\"", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Null(node.Service<DraftShelf>().Find(kept.Id)!.OfferedBy);
    }

    [Fact]
    public async Task The_command_tells_the_first_of_two_that_it_waits_for_the_second()
    {
        // Two for whatever leaves by release, and no check before it.
        node.PutInForce(
            TestBook
                .Text.Replace(", \"matters\": {\"moves\": [\"refuse\"]}}\n  ],", "}\n  ],", StringComparison.Ordinal)
                .Replace(
                    "\"items\": [\"legal-basis\"]",
                    "\"matters\": {\"kinds\": [\"mutual-legal-assistance\"]}",
                    StringComparison.Ordinal
                )
        );
        var text = Sight(node.Open.Request).Request.Current();
        var drafts = node.Service<DraftShelf>();
        var id = drafts.Add(TwoFolders.US, text, "author", "某人", TimeProvider.System.GetUtcNow()).Id;
        Assert.True(drafts.Offer(id, "author", 1));
        var first = await Release(id, "releaser");
        Assert.True(first.Code == 0, first.Error);
        var waits = JsonDocument.Parse(first.Out).RootElement;
        Assert.Equal(
            ("waits-for-second", "9.2"),
            (waits.GetProperty("state").GetString(), waits.GetProperty("rule").GetString())
        );
        Assert.Null(drafts.Find(id)!.Released);
        var second = await Release(id, LawfulNode.Central);
        Assert.True(second.Code == 0, second.Error);
        Assert.Equal(
            drafts.Find(id)!.Released,
            JsonDocument.Parse(second.Out).RootElement.GetProperty("number").GetString()
        );
    }

    [Fact]
    public async Task That_a_decision_came_back_is_not_told_to_whom_its_codes_keep_it_from()
    {
        var sight = Sight(node.Open.Request);
        using var drafter = Program("drafter", TokenScope.Read);
        using var central = Program(LawfulNode.Central, TokenScope.Read);
        var from = (await Changes(drafter, "most=200")).GetProperty("cursor").GetString();
        var answered = new RequestStatement.Answered(
            true,
            [],
            null,
            Handling: new Handling("H3", "TLP:AMBER", "A", "1")
        );
        var by = new PreparedBy("somebody", "Somebody", TimeProvider.System.GetUtcNow());
        node.Service<PreparedShelf>().Add(sight, RequestMove.Answer, answered, "", by);
        var waiting = node.Service<PreparedBook>().About(sight.Request.Id).Single();
        node.Service<PreparedBook>().Return(waiting, new SentBack("Somebody", "Not so."));
        var told = 0;
        for (var tries = 0; tries < 20 && told == 0; tries++)
        {
            told = SentBackIn(await Changes(central, $"after={from}&wait=2&most=200"));
        }
        Assert.Equal(1, told);
        Assert.Equal(0, SentBackIn(await Changes(drafter, $"after={from}&most=200")));
    }

    private static int SentBackIn(JsonElement page) =>
        page.GetProperty("changes").EnumerateArray().Count(one => one.GetProperty("kind").ValueEquals("sent-back"));

    private static async Task<JsonElement> Changes(HttpClient program, string query) =>
        JsonDocument.Parse(await program.GetStringAsync($"/api/v1/changes?{query}", Cancel)).RootElement;

    private Task<(int Code, string Out, string Error)> Release(long id, string name) =>
        Told.WithPassword(
            OpenDesk.Password,
            "request",
            "release",
            $"{id}",
            "--version",
            "1",
            "--data",
            node.Open.Folder.Path,
            "--as",
            name,
            "--json"
        );

    private HttpClient Program(string name, TokenScope scope)
    {
        var program = node.Open.Browser();
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            node.TokenOf(name, scope)
        );
        return program;
    }

    private RequestSight Sight(string number) => node.Service<RequestBook>().Find(number)!;
}
