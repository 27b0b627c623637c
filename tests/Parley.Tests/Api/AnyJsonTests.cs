using System.Text;
using Parley.Node.Access;

namespace Parley.Tests.Api;

/// <summary>Whatever is sent, wherever it is sent: an answer or a problem, never a fault.</summary>
public sealed class AnyJsonTests(ProgramNodes nodes) : IClassFixture<ProgramNodes>
{
    private const int Calls = 700;
    private const int CallsOfAToken = 250;

    private static readonly string[] Names =
    [
        "type",
        "body",
        "draft",
        "peer",
        "after",
        "kind",
        "urgency",
        "language",
        "entries",
        "reason",
        "grounds",
        "items",
        "item",
        "outcome",
        "parcels",
        "parcel",
        "text",
        "translation",
        "from",
        "to",
        "value",
        "id",
        "facts",
        "note",
        "final",
        "until",
        "by",
        "",
        "a/b~c",
    ];

    private static readonly string[] Values =
    [
        "null",
        "true",
        "1e400",
        "-1",
        "2147483648",
        "\"\"",
        "\"CN\"",
        "\"US-R-2026-0001\"",
        "\"information\"",
        "\"urgent\"",
        "\"en\"",
        "\"request.answered\"",
        "\"request.acknowledged\"",
        "\"request.refused\"",
        "\"request.clarified\"",
        "\"agreement.accepted\"",
        "\"link.opened\"",
        "\"2026-13-45T99:00Z\"",
        "\"\\ud800\"",
        "\"\\u0000\"",
        "\"𠮷野家\"",
    ];

    [Fact]
    public async Task Any_json_gets_an_answer_or_a_problem_and_never_a_fault()
    {
        var number = await nodes.Ask(nodes.Cn);
        var draft = 0L;
        using (var first = ProgramNodes.Program(nodes.Us, "both"))
        {
            (draft, _) = await ProgramNodes.Draft(first);
        }
        string[] places =
        [
            "POST drafts",
            $"PUT drafts/{draft}",
            $"POST drafts/{draft}/offer",
            $"POST drafts/{draft}/release",
            $"POST drafts/{draft}/send-back",
            $"POST requests/{number}/moves",
            $"POST requests/{number}/moves",
            "POST prepared/1/take-back",
            "POST prepared/1/release",
        ];
        var chance = new Random(20261122);
        var sizes = nodes.Us.Record.SizesOf(Node.TwoFolders.CN);
        var program = ProgramNodes.Program(nodes.Us, "both");
        var wrong = new List<string>();
        for (var call = 0; call < Calls; call++)
        {
            if (call % CallsOfAToken == CallsOfAToken - 1)
            {
                program.Dispose();
                program = ProgramNodes.Program(nodes.Us, "both");
            }
            var (method, path) = places[chance.Next(places.Length)].Split(' ') is [var m, var p] ? (m, p) : ("", "");
            var text = Any(chance, 0);
            var told = await program.Send(
                new HttpMethod(method),
                path,
                new StringContent(text, Encoding.UTF8, "application/json"),
                ProgramNodes.NewKey(),
                chance.Next(3)
            );
            if (told.Status >= 500 || (told.Status >= 400 && told.Media is not "application/problem+json"))
            {
                wrong.Add($"{method} {path} {text}: {told.Status}");
            }
        }
        program.Dispose();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Equal(sizes, nodes.Us.Record.SizesOf(Node.TwoFolders.CN));
    }

    [Theory]
    [InlineData("text/plain", "{}", 415)]
    [InlineData("application/x-www-form-urlencoded", "a=b", 415)]
    [InlineData("application/json; charset=utf-16", "{}", 415)]
    [InlineData("application/json", "[]", 400)]
    [InlineData("application/json", "{", 400)]
    [InlineData("application/json", """{"a":1,"a":2}""", 400)]
    [InlineData("application/json", "\uFEFF{}", 400)]
    public async Task What_is_no_json_object_is_refused(string type, string text, int status)
    {
        using var program = ProgramNodes.Program(nodes.Us, "drafter");
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        var told = await program.Send(HttpMethod.Post, "drafts", content, ProgramNodes.NewKey(), version: null);
        Assert.Equal((status, "application/problem+json"), (told.Status, told.Media));
    }

    [Fact]
    public async Task What_is_too_large_or_too_deep_is_refused()
    {
        using var program = ProgramNodes.Program(nodes.Us, "drafter");
        var large = await program.Post("drafts", $$"""{"a":"{{new string('x', 1_100_000)}}"}""");
        Assert.Equal(413, large.Status);
        var deep = await program.Post("drafts", new string('[', 5_000) + new string(']', 5_000));
        Assert.Equal(400, deep.Status);
    }

    [Theory]
    [InlineData("nothing-here", 404)]
    [InlineData("requests/nonsense", 404)]
    [InlineData("requests/US-R-2026-9999", 404)]
    [InlineData("drafts/99999", 404)]
    [InlineData("drafts/x", 404)]
    [InlineData("record/ZZ/ZZ/entries", 404)]
    [InlineData("agreements/US-A-2026-9999", 404)]
    public async Task What_is_not_there_is_a_problem_too(string path, int status)
    {
        using var program = ProgramNodes.Program(nodes.Us, "reader", TokenScope.Read);
        var told = await program.Get(path);
        Assert.Equal((status, "application/problem+json"), (told.Status, told.Media));
        Assert.NotNull(told.Code);
        using var nobody = new Caller(new Uri(nodes.Us.Address), token: null);
        Assert.Equal(path is "nothing-here" or "drafts/x" ? 404 : 401, (await nobody.Get(path)).Status);
    }

    private static string Any(Random chance, int depth) =>
        chance.Next(depth > 4 ? 1 : 4) switch
        {
            0 => Values[chance.Next(Values.Length)],
            1 => $"[{string.Join(',', Enumerable.Range(0, chance.Next(3)).Select(_ => Any(chance, depth + 1)))}]",
            _ => "{"
                + string.Join(
                    ',',
                    Names
                        .OrderBy(_ => chance.Next())
                        .Take(chance.Next(1, 5))
                        .Select(name => $"\"{name}\":{Any(chance, depth + 1)}")
                )
                + "}",
        };
}
