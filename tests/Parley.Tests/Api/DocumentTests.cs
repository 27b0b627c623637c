using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Parley.Exchange.Formats;
using Parley.Node.Access;
using Parley.Node.Api;
using Parley.Node.Search;
using Parley.Tests.Access;
using Parley.Tests.Node;

namespace Parley.Tests.Api;

/// <summary>The document programs read says what is there: no more, no less, and with examples that hold.</summary>
public sealed partial class DocumentTests(ProgramNodes nodes) : IClassFixture<ProgramNodes>
{
    private static readonly JsonElement Document = JsonDocument.Parse(ApiDocument.Bytes).RootElement;

    private static IEnumerable<(string Path, string Method, JsonElement Call)> Calls =>
        from path in Document.GetProperty("paths").EnumerateObject()
        from call in path.Value.EnumerateObject()
        select (path.Name, call.Name.ToUpperInvariant(), call.Value);

    public static TheoryData<string> Moves => new(MoveExamples.Select(one => one.Name));

    private static IEnumerable<JsonProperty> MoveExamples =>
        Call("move")
            .GetProperty("requestBody")
            .GetProperty("content")
            .GetProperty("application/json")
            .GetProperty("examples")
            .EnumerateObject();

    [Fact]
    public void Every_call_is_told_of_and_every_call_told_of_is_there()
    {
        var there = nodes
            .Us.Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Select(one => $"{OpenNode.MethodOf(one)} /{one.RoutePattern.RawText!.Trim('/')}")
            .Where(one => one.Contains($" {TokenPages.Api}/", StringComparison.Ordinal))
            .ToHashSet(StringComparer.Ordinal);
        var rows = there.ToDictionary(
            row => Constraint().Replace(row, "}").Replace(TokenPages.Api, "", StringComparison.Ordinal),
            row => AccessTable.Rows[row],
            StringComparer.Ordinal
        );
        var told = Calls.ToDictionary(
            one => $"{one.Method} {one.Path}",
            one =>
                one.Call.GetProperty("x-scope").GetString() is var scope and not "any"
                    ? $"{AccessTable.Programs} {scope}"
                    : AccessTable.Programs,
            StringComparer.Ordinal
        );
        Assert.Equal(
            rows.OrderBy(one => one.Key, StringComparer.Ordinal),
            told.OrderBy(one => one.Key, StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Every_place_in_an_address_is_a_parameter_and_every_summary_stands_in_both_languages()
    {
        foreach (var (path, method, call) in Calls)
        {
            var places = Place().Matches(path).Select(one => one.Groups["name"].Value);
            var told = call.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray() : default;
            var inPath = told.Where(one => one.GetProperty("in").ValueEquals("path"));
            Assert.Equal(places, inPath.Select(one => one.GetProperty("name").GetString()!));
            Assert.All(told, one => Assert.NotEqual("", one.GetProperty("x-description-zh").GetString()));
            Assert.NotEqual("", call.GetProperty("x-summary-zh").GetString());
            var makes = method is "POST";
            Assert.Equal(makes, told.Any(one => one.GetProperty("name").ValueEquals(Idempotency.Header)));
        }
    }

    [Fact]
    public async Task Every_answer_has_the_members_of_its_example()
    {
        var places = await DocumentPlaces.Make(nodes);
        using var drafter = ProgramNodes.Program(nodes.Cn, "drafter");
        using var auditor = ProgramNodes.Program(nodes.Cn, "auditor");
        foreach (var (path, method, call) in Calls.Where(one => one.Method is "GET"))
        {
            // Of a content the example is another one.
            if (ExampleOf(call) is not { } example || call.GetProperty("operationId").ValueEquals("readContent"))
            {
                continue;
            }
            var program = call.GetProperty("x-scope").ValueEquals(nameof(TokenScope.Audit)) ? auditor : drafter;
            var place = places.AddressOf(path);
            var asked = path switch
            {
                "/search" => $"?q={places.Number}",
                "/review/figures.json" => ThisMonth,
                _ => "",
            };
            var told = await program.Get(place[1..] + asked);
            Assert.True(told.Status == 200, $"{method} {place}: {told.Text}");
            Same(example, told.Json, path);
        }
    }

    [Fact]
    public void Every_answer_in_json_has_an_example()
    {
        var without =
            from call in Calls
            from answer in call.Call.GetProperty("responses").EnumerateObject()
            where answer.Name is "200" or "201" or "202"
            from content in answer.Value.GetProperty("content").EnumerateObject()
            where content.NameEquals("application/json")
            where !content.Value.TryGetProperty("example", out _)
            select $"{call.Method} {call.Path} {answer.Name}";
        Assert.Empty(without);
    }

    [Fact]
    public void The_content_that_is_an_example_can_be_agreed()
    {
        var content = ExampleOf(Call("readContent"))!.Value.GetRawText();
        Assert.True(GuidelinesFormat.TryRead(content, out _, out var problem), problem);
    }

    [Theory]
    [MemberData(nameof(Moves))]
    public async Task Every_move_that_is_an_example_is_taken(string name)
    {
        var number = await nodes.Ask(nodes.Us, name is "steps" ? "case-cooperation" : "information");
        using var program = ProgramNodes.Program(nodes.Cn, "drafter");
        var example = MoveExamples.First(one => one.NameEquals(name)).Value.GetProperty("value").GetRawText();
        // A step moves to a day ahead, whenever this is read.
        example = ExampleDay().Replace(example, $"\"{TimeProvider.System.GetUtcNow().AddDays(30):yyyy-MM-dd}\"");
        var told = await program.Post($"requests/{number}/moves", example);
        Assert.True(told.Status is 201 or 202, told.Text);
        var answers = Call("move").GetProperty("responses").GetProperty($"{told.Status}");
        Same(answers.GetProperty("content").GetProperty("application/json").GetProperty("example"), told.Json, name);
    }

    [Fact]
    public async Task The_draft_that_is_an_example_is_the_sample_and_is_taken()
    {
        var example = Call("beginDraft")
            .GetProperty("requestBody")
            .GetProperty("content")
            .GetProperty("application/json")
            .GetProperty("example");
        Assert.True(
            JsonNode.DeepEquals(
                JsonNode.Parse(ProgramNodes.Sample("information")),
                JsonNode.Parse(example.GetProperty("draft").GetRawText())
            )
        );
        using var program = ProgramNodes.Program(nodes.Us, "drafter");
        var told = await program.Post("drafts", example.GetRawText());
        Assert.Equal(201, told.Status);
        Same(ExampleOf(Call("beginDraft"))!.Value, told.Json, "beginDraft");
        var offered = await program.Post($"drafts/{told.Json.GetProperty("id")}/offer", "{}", version: 1);
        Same(ExampleOf(Call("offerDraft"))!.Value, offered.Json, "offerDraft");
    }

    [Fact]
    public void Every_kind_of_event_is_told_of()
    {
        var told = Document
            .GetProperty("components")
            .GetProperty("schemas")
            .GetProperty("Change")
            .GetProperty("properties")
            .GetProperty("kind")
            .GetProperty("enum");
        Assert.Equal(
            Enum.GetValues<EventKind>().Select(ApiJson.Word),
            told.EnumerateArray().Select(one => one.GetString())
        );
    }

    [Fact]
    public void Every_kind_of_thing_a_search_looks_in_is_told_of()
    {
        var told = Call("search")
            .GetProperty("parameters")
            .EnumerateArray()
            .Single(one => one.GetProperty("name").ValueEquals("in"))
            .GetProperty("schema")
            .GetProperty("enum");
        Assert.Equal(
            nodes.Us.Services.GetServices<ISearching>().Select(one => one.Name).Order(StringComparer.Ordinal),
            told.EnumerateArray().Select(one => one.GetString()!).Order(StringComparer.Ordinal)
        );
    }

    /// <summary>The same members, all the way down, where neither is null or an example left empty.</summary>
    private static void Same(JsonElement example, JsonElement told, string at)
    {
        if (example.ValueKind is JsonValueKind.Array && told.ValueKind is JsonValueKind.Array)
        {
            if (example.GetArrayLength() > 0 && told.GetArrayLength() > 0)
            {
                Same(example[0], told[0], at + "/0");
            }
        }
        else if (example.ValueKind is JsonValueKind.Object && told.ValueKind is JsonValueKind.Object)
        {
            var names = example.EnumerateObject().Select(one => one.Name).Order(StringComparer.Ordinal).ToList();
            if (names.Count == 0 || at.EndsWith("/entries", StringComparison.Ordinal))
            {
                return;
            }
            Assert.True(
                names.SequenceEqual(told.EnumerateObject().Select(one => one.Name).Order(StringComparer.Ordinal)),
                $"{at}: {told.GetRawText()}"
            );
            foreach (var member in example.EnumerateObject())
            {
                Same(member.Value, told.GetProperty(member.Name), $"{at}/{member.Name}");
            }
        }
    }

    private static JsonElement? ExampleOf(JsonElement call)
    {
        var content = call.GetProperty("responses").EnumerateObject().First().Value.GetProperty("content");
        return
            content.TryGetProperty("application/json", out var json) && json.TryGetProperty("example", out var example)
            ? example
            : null;
    }

    private static JsonElement Call(string id) =>
        Calls.First(one => one.Call.GetProperty("operationId").ValueEquals(id)).Call;

    /// <summary>A period with what was just stated in it.</summary>
    private static string ThisMonth
    {
        get
        {
            var now = TimeProvider.System.GetUtcNow();
            return FormattableString.Invariant($"?from={now.AddDays(-30):yyyy-MM-dd}T00:00Z")
                + FormattableString.Invariant($"&to={now.AddDays(2):yyyy-MM-dd}T00:00Z");
        }
    }

    [GeneratedRegex(@":\w+\}", RegexOptions.None, 1000)]
    private static partial Regex Constraint();

    [GeneratedRegex(@"""\d{4}-\d\d-\d\d""", RegexOptions.None, 1000)]
    private static partial Regex ExampleDay();

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.None, 1000)]
    private static partial Regex Place();
}
