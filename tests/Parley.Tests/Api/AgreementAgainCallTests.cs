using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Parley.Node.Access;
using Parley.Node.Law;

namespace Parley.Tests.Api;

/// <summary>What was sent back about an agreement is gone on with by programs as on the page.</summary>
public sealed class AgreementAgainCallTests(ProgramNodes nodes) : IClassFixture<ProgramNodes>
{
    private const string Book = """
        {
          "title": {"en": "Test book", "zh": "测试手册"}, "rules": [], "areas": [], "grounds": [], "keeping": [],
          "steps": [{"id": "5.4", "title": {"en": "A look at the law", "zh": "法律审核"},
                     "basis": {"en": "Art. 5", "zh": "第五条"}, "need": "legal-check", "by": [{"officers": ["reader"]}],
                     "matters": {"agreements": ["guidelines"]}}]
        }
        """;

    [Fact]
    public async Task What_was_sent_back_goes_once_it_is_said_anew_and_is_nobody_elses_to_go_on_with()
    {
        var books = nodes.Us.Services.GetRequiredService<RuleBookShelf>();
        books.PutInForce(books.Put(Encoding.UTF8.GetBytes(Book), "a test", Doer.Command), Doer.Command);
        using var releaser = ProgramNodes.Program(nodes.Us, "releaser");
        using var both = ProgramNodes.Program(nodes.Us, "both");
        var number = (await releaser.Get("agreements"))
            .Json.GetProperty("agreements")[0]
            .GetProperty("number")
            .GetString();
        var moves = $"agreements/{number}/moves";
        var put = (await releaser.Post(moves, End("Too short.", null))).Json.GetProperty("prepared").GetInt64();
        const string why = """{"reason":"Say why."}""";
        Assert.Equal(200, (await both.Post($"agreements/prepared/{put}/send-back", why)).Status);
        Assert.Equal([put], await Listed(releaser));

        Assert.Equal((409, "gone-on-with"), Of(await both.Post(moves, End("Mine.", put))));
        Assert.Equal((409, "gone-on-with"), Of(await releaser.Post(moves, End("None.", put + 100))));
        Assert.Equal("/again", (await releaser.Post(moves, End("None.", -1))).Pointer);
        Assert.Equal([put], await Listed(releaser));

        var key = ProgramNodes.NewKey();
        var anew = await releaser.Post(moves, End("The deadlines are too short.", put), key);
        Assert.Equal(202, anew.Status);
        var waits = anew.Json.GetProperty("prepared").GetInt64();
        Assert.True((await releaser.Post(moves, End("The deadlines are too short.", put), key)).Replayed);
        // Where the first was listed as sent back, the other stands alone, and waits.
        Assert.Equal([waits], await Listed(releaser));
        Assert.Equal([waits], await Listed(both));
        Assert.Equal((409, "gone-on-with"), Of(await releaser.Post(moves, End("Once more.", put))));
        Assert.Equal(200, (await releaser.Post($"agreements/prepared/{waits}/take-back", "{}")).Status);
    }

    private static string End(string reason, long? again) =>
        $$"""
            {"type":"agreement.ended","again":{{(again is { } id ? $"{id}" : "null")}},
             "body":{"reason":{"text":"{{reason}}","language":"en","translation":"期限过短。"} } }
            """;

    private static async Task<IEnumerable<long>> Listed(Caller program) =>
        (await program.Get("agreements/prepared"))
            .Json.GetProperty("prepared")
            .EnumerateArray()
            .Select(one => one.GetProperty("id").GetInt64());

    private static (int Status, string? Code) Of(Told told) => (told.Status, told.Code);
}
