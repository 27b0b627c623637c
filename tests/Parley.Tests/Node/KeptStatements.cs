namespace Parley.Tests.Node;

/// <summary>
/// Strange statements in sound frames: already in their writer's ledger, so they are taken in, kept and shown, and have
/// no effect.
/// </summary>
internal static class KeptStatements
{
    private const string Prose = """{"text":"x","language":"en","translation":null}""";
    private const string Cited = """{"agreement":"US-A-2026-0001","version":1,"contentHash":"00"}""";

    public static IReadOnlyDictionary<string, Func<SaidText, SaidText>> All { get; } =
        new Dictionary<string, Func<SaidText, SaidText>>(StringComparer.Ordinal)
        {
            ["a type nobody knows"] = s => s with { Type = "\"parley.teleported\"" },
            ["a known mechanism's unknown type"] = s => Request(s, "teleported", "{}"),
            ["members nobody knows"] = s => s with { More = ",\"priority\":9,\"x\":{\"y\":[1,2,{\"z\":null}]}" },
            ["members in another order"] = s => s with { By = """{"role":"r","x":1,"officer":"o","authority":"a"}""" },
            ["numbers beyond every number"] = s =>
                s with
                {
                    Body = $$"""{"n":1e999999,"m":-{{new string('9', 300)}}}""",
                },
            ["16 levels"] = s => s with { Body = "{\"x\":" + new string('[', 14) + new string(']', 14) + "}" },
            ["ten thousand members"] = s =>
                s with
                {
                    Body = "{" + string.Join(',', Enumerable.Range(0, 10_000).Select(n => $"\"m{n}\":{n}")) + "}",
                },
            ["fifty thousand elements"] = s => s with { Body = "{\"x\":[" + string.Join(',', new int[50_000]) + "]}" },
            ["a statement of 256 KiB"] = s => HostileStatements.Long(s, 256 * 1024),
            ["a member's name of 100,000 letters"] = s => s with { Body = $"{{\"{new string('x', 100_000)}\":1}}" },
            ["letters that turn the direction of writing"] = s => s with { Body = """{"text":"\u202Eabc\u2066"}""" },
            ["a face in one escape and in raw bytes"] = s => s with { Body = """{"a":"\ud83d\ude00","b":"😀"}""" },
            ["an exercise nobody opened"] = s => s with { Exercise = "\"US-E-2026-0001\"" },
            ["a mechanism nobody knows"] = s => s with { About = "\"US-Z-2026-0001\"" },
            ["a third nation's number"] = s => Request(s with { About = "\"XX-R-2026-0001\"" }, "withdrawn", Why),
            ["the other party's number, never opened"] = s =>
                Request(s, "made", Made()) with
                {
                    About = "\"CN-R-2026-0001\"",
                },
            ["the link opened with a body of nulls"] = s => Link(s, """{"cards":null}"""),
            ["the link opened with a card null"] = s => Link(s, """{"cards":{"US":null}}"""),
            ["the link opened about another link"] = s => Link(s, """{"cards":{}}""") with { About = "\"US-L-XX\"" },
            ["a request made of nothing"] = s => Request(s, "made", "{}"),
            ["a request made of nulls"] = s => Request(s, "made", Made(kind: "null")),
            ["a request made with entries a list"] = s => Request(s, "made", Made(entries: "[]")),
            ["a request made with an entry null"] = s => Request(s, "made", Made(entries: """{"facts":null}""")),
            ["a request made with a list of holes"] = s =>
                Request(s, "made", Made(entries: """{"sought":[null,null]}""")),
            ["a request made under no agreement"] = s => Request(s, "made", Made()),
            ["a request made under version -2147483648"] = s => Request(s, "made", Made(version: "-2147483648")),
            ["a request made under version 2147483647"] = s => Request(s, "made", Made(version: "2147483647")),
            ["a request made under version 2147483648"] = s => Request(s, "made", Made(version: "2147483648")),
            ["a request acknowledged that nobody made"] = s => Request(s, "acknowledged", """{"note":null}"""),
            ["a request extended to the end of time"] = s =>
                Request(s, "extended", $$$"""{"until":"9999-12-31T23:59:59.9999999+00:00","reason":{{{Prose}}}}"""),
            ["a request extended to a time there is not"] = s =>
                Request(s, "extended", $$$"""{"until":"9999-12-31T23:59:59.9999999-14:00","reason":{{{Prose}}}}"""),
            ["an answer with a hole"] = s => Request(s, "answered", """{"final":true,"items":[null],"limits":null}"""),
            ["an answer whose outcome is a number"] = s =>
                Request(s, "answered", """{"final":true,"items":[{"id":"1","outcome":2,"text":null}],"limits":null}"""),
            ["an answer that is final as text"] = s => Request(s, "answered", """{"final":"true","items":[]}"""),
            ["a mark nobody gives"] = s =>
                Request(s, "answer-rated", """{"complete":"excellent","usable":"yes","inForm":"yes","note":null}"""),
            ["prose in an object too many"] = s => Request(s, "withdrawn", $$$"""{"reason":{"text":{{{Prose}}}}}"""),
            ["a body in capital letters"] = s => Request(s, "withdrawn", $$$"""{"REASON":{{{Prose}}}}"""),
            ["an agreement about a request"] = s => Agreement(s, "accepted", """{"version":1,"contentHash":"x"}"""),
            ["an agreement proposed with a text for content"] = s =>
                Agreement(s, "proposed", Proposed("\"free text\"")),
            ["an agreement proposed with a list for content"] = s => Agreement(s, "proposed", Proposed("[]")),
            ["an agreement accepted that nobody proposed"] = s =>
                Agreement(s, "accepted", """{"version":1,"contentHash":"x"}""") with
                {
                    About = "\"CN-A-2026-0077\"",
                },
            ["a review of all time"] = s => Review(s, "0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59.9999999+00:00"),
            ["a review backwards"] = s => Review(s, "9999-12-31T00:00:00+00:00", "0001-01-01T00:00:00+00:00"),
            ["a review of no time"] = s => Review(s, "soon", "later"),
        };

    private const string Why = $$$"""{"reason":{{{Prose}}}}""";

    public static string Made(string kind = "\"information\"", string version = "1", string entries = "{}") =>
        $$"""{"kind":{{kind}},"urgency":"routine","guidelines":{{Cited.Replace(
            ":1,",
            $":{version},",
            StringComparison.Ordinal
        )}},"language":"en","entries":{{entries}}}""";

    public static string Proposed(string content, string from = "2026-01-01T00:00:00+00:00", string version = "1") =>
        $$$"""{"kind":"guidelines","version":{{{version}}},"title":{"en":"x","zh":"x"},"""
        + $$$""" "inForceFrom":"{{{from}}}","content":{{{content}}} }""";

    private static SaidText Request(SaidText said, string type, string body) =>
        said with
        {
            About = "\"US-R-2026-0009\"",
            Type = $"\"request.{type}\"",
            Body = body,
        };

    private static SaidText Agreement(SaidText said, string type, string body) =>
        Request(said, "x", body) with
        {
            Type = $"\"agreement.{type}\"",
        };

    private static SaidText Link(SaidText said, string body) => said with { Type = "\"link.opened\"", Body = body };

    private static SaidText Review(SaidText said, string from, string to) =>
        said with
        {
            About = "\"US-V-2026-0001\"",
            Type = "\"review.computed\"",
            Body = $$"""{"from":"{{from}}","to":"{{to}}","hash":"00","figures":{} }""",
        };
}
