using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Requests;
using Parley.Tests.Desk;
using Parley.Tests.Node;

namespace Parley.Tests.Law;

/// <summary>
/// A code that was chosen in a half-written answer counts at once: who may not read the answer once it has left does
/// not read, find, change or destroy it before.
/// </summary>
public sealed class MoveDraftLawTests(LawfulNode node) : IClassFixture<LawfulNode>
{
    private const string Planted = "Ozymandias4402";

    [Fact]
    public async Task What_is_half_written_is_kept_from_whom_its_code_keeps_it()
    {
        var draft = HalfWritten();
        using var drafter = await node.Open.SignedIn(Role.Drafter);
        foreach (var path in new[] { $"/requests/{node.Open.Request}", "/drafts", $"/search?q={Planted}" })
        {
            var page = await drafter.GetStringAsync(path);
            Assert.DoesNotContain($"draft={draft.Id}", page, StringComparison.Ordinal);
            Assert.DoesNotContain($"{Planted} half", page, StringComparison.Ordinal);
        }
        using var opened = await drafter.GetAsync($"/requests/{node.Open.Request}/do/Answer?draft={draft.Id}");
        Assert.Equal(HttpStatusCode.Forbidden, opened.StatusCode);
        using var central = await node.AsCentral();
        Assert.Contains(
            $"draft={draft.Id}",
            await central.GetStringAsync($"/requests/{node.Open.Request}"),
            StringComparison.Ordinal
        );
        node.Service<MoveDraftShelf>().Discard(draft.Id, draft.Version);
    }

    [Theory]
    [InlineData("save")]
    [InlineData("send")]
    public async Task It_is_not_changed_nor_read_by_its_number(string button)
    {
        var draft = HalfWritten();
        using var drafter = await node.Open.SignedIn(Role.Drafter);
        using var answer = await OpenDesk.Post(
            drafter,
            "/",
            $"/requests/{node.Open.Request}/do/Answer",
            ("draft", $"{draft.Id}"),
            ("draft.version", $"{draft.Version}"),
            ("language", "en"),
            ("item.files.text", "Mine."),
            ("once", Guid.NewGuid().ToString("N")),
            (button, "true")
        );
        Assert.DoesNotContain(Planted, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var kept = node.Service<MoveDraftShelf>().Find(draft.Id)!;
        Assert.Equal((draft.Version, draft.Fields), (kept.Version, kept.Fields));
        foreach (var one in node.Service<MoveDraftShelf>().About(draft.About))
        {
            node.Service<MoveDraftShelf>().Discard(one.Id, one.Version);
        }
    }

    [Fact]
    public async Task Nor_does_a_program_carry_on_what_its_officer_may_not_read()
    {
        var agreed = node.Open.Node.Record.Reading.GuidelinesInForce(TwoFolders.US, TimeProvider.System.GetUtcNow());
        var ours = await Pair.Ask(node.Open.Node, agreed!.Value.Version, change: LawfulNode.Restricted);
        Assert.True(ours.Refusal is null, ours.Refusal?.Sentence.En);
        using var program = node.Open.Browser();
        var token = node.TokenOf("drafter", TokenScope.Draft);
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        program.DefaultRequestHeaders.Add("Idempotency-Key", Guid.NewGuid().ToString());
        var draft = new
        {
            kind = "information",
            urgency = "routine",
            language = "en",
            entries = new { },
        };
        using var answer = await program.PostAsJsonAsync(
            "/api/v1/drafts",
            new
            {
                peer = "US",
                after = $"{ours.About}",
                draft,
            },
            TestContext.Current.CancellationToken
        );
        var said = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("/after", JsonSerializer.Deserialize<JsonElement>(said).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nor_does_a_program_list_read_write_or_discard_it()
    {
        var draft = HalfWritten();
        using var program = node.Open.Browser();
        var token = node.TokenOf("drafter", TokenScope.Read);
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var place = $"/api/v1/requests/{node.Open.Request}/half-written";
        foreach (var list in new[] { "/api/v1/half-written", place })
        {
            Assert.DoesNotContain(
                $"/half-written/{draft.Id}\"",
                await program.GetStringAsync(list),
                StringComparison.Ordinal
            );
        }
        using var read = await program.GetAsync($"{place}/{draft.Id}", TestContext.Current.CancellationToken);
        var said = await read.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, read.StatusCode);
        Assert.Contains("\"2.1\"", said, StringComparison.Ordinal);
        Assert.DoesNotContain(Planted, said, StringComparison.Ordinal);

        var acts = node.TokenOf("drafter", TokenScope.Act);
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", acts);
        program.DefaultRequestHeaders.Add("If-Match", $"\"{draft.Version}\"");
        using var body = JsonContent.Create(
            new
            {
                type = "request.answered",
                body = new
                {
                    final = false,
                    items = Array.Empty<object>(),
                    useLimits = (object?)null,
                },
            }
        );
        using var written = await program.PutAsync($"{place}/{draft.Id}", body, TestContext.Current.CancellationToken);
        using var gone = await program.DeleteAsync($"{place}/{draft.Id}", TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (written.StatusCode, gone.StatusCode));
        Assert.Equal(draft.Fields, node.Service<MoveDraftShelf>().Find(draft.Id)!.Fields);
        node.Service<MoveDraftShelf>().Discard(draft.Id, draft.Version);
    }

    private MoveDraft HalfWritten()
    {
        var sight = node.Service<RequestBook>().Find(node.Open.Request)!;
        var by = new PreparedBy("somebody", "Somebody", DateTimeOffset.UtcNow);
        var fields = $"[[\"language\",\"en\"],[\"item.files.text\",\"{Planted} half\"],[\"handling.code\",\"H3\"]]";
        node.Service<MoveDraftShelf>().Save(sight, RequestMove.Answer, default, fields, by);
        return node.Service<MoveDraftShelf>().About(sight.Request.Id)[0];
    }
}
