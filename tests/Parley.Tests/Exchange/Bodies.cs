using System.Text;
using System.Text.Json.Nodes;
using Parley.Exchange.Formats;

namespace Parley.Tests.Exchange;

/// <summary>One real body of every type of statement, exactly as this node writes it, and bodies that are none.
/// </summary>
internal static class Bodies
{
    private static string Text(string text) => Tale.Prose(text);

    /// <summary>By type, in the order of the page.</summary>
    public static IReadOnlyList<(string Type, string Body)> Good { get; } =
    [
        (
            "link.opened",
            """{"cards":{"CN":"/92D/aLTgi+cIUZdYlv/908Glw0V55X587RIV7znihQ=","US":"wv//TxeQNAwfFPMchHOC2UrPdD/Zl8rFPXk1OC04A4U="}}"""
        ),
        ("agreement.proposed", Tale.Proposed),
        ("agreement.accepted", $$"""{"version":1,"contentHash":"{{Tale.Hash}}","note":null}"""),
        ("agreement.declined", $$"""{"version":1,"reason":{{Text("The times are too short.")}}}"""),
        ("agreement.withdrawn", $$"""{"version":1,"reason":{{Text("A better text follows.")}}}"""),
        ("agreement.ended", $$"""{"reason":{{Text("Replaced by a treaty.")}}}"""),
        ("request.made", Tale.Made),
        ("request.acknowledged", $$"""{"note":{{Text("In hand.")}}}"""),
        (
            "request.clarification-asked",
            $$"""{"questions":[{"id":"1","item":"facts","text":{{Text("Which account?")}}},{"id":"2","item":null,"text":{{Text("Since when?")}}}]}"""
        ),
        (
            "request.clarified",
            $$"""{"answers":[{"question":"1","text":{{Text("The one named.")}}},{"question":"2","text":{{Text("Since March.")}}}],"entries":{"facts":{{Text("An account was taken over in March.")}}},"parcels":null}"""
        ),
        (
            "request.supplemented",
            $$"""{"text":{{Text("A second account was found.")}},"entries":{"facts":{{Text("Two accounts were taken over in March.")}}},"parcels":null}"""
        ),
        (
            "request.first-response",
            $$"""{"will":"partly","form":{{Text("A table.")}},"by":"2026-03-05T09:00:00+08:00","note":null}"""
        ),
        ("request.accepted", $$"""{"items":["1"],"conditions":{{Text("For this case only.")}}}"""),
        ("request.refused", $$"""{"grounds":[{"code":"sovereignty","reason":{{Text("It concerns a court.")}}}]}"""),
        (
            "request.consulted",
            """{"text":{"text":"Would \"a summary\" do?\n\u001b\\ 𠮷😀 　é/<&>","language":"en","translation":null},"parcels":null}"""
        ),
        ("request.extended", $$"""{"until":"2026-03-20T17:00:00+08:00","reason":{{Text("The bank answers late.")}}}"""),
        (
            "request.progress",
            $$"""{"text":{{Text("The bank was asked.")}},"steps":[{"item":"1","state":"under-way"}],"added":[{"id":"CN-1","text":{{Text("Compare the lists.")}},"owner":"both","by":"2026-04-01"}],"moved":[{"item":"2","by":"2026-03-30","reason":{{Text("The bank answers late.")}}}],"parcels":null}"""
        ),
        (
            "request.answered",
            $$"""{"final":true,"items":[{"item":"1","outcome":"provided","text":{{Text("A company of Exampletown.")}},"doneAt":null}],"useLimits":{{Text("Not as evidence.")}},"parcels":[{"parcel":{{Tale.Parcel.Replace("5,", "1,").Replace(Tale.Hash5, Tale.Hash1).Replace("08bb5e5d6eaac1049ede0893d30ed022b1a4d9b5b48db414871f51c9cb35283d", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")}},"for":"1","text":null}],"""
                + """ "handling":{"code":"H1","trafficLight":"TLP:AMBER","source":"A","information":"1"},""".Trim()
                + """ "certificates":[{"form":"business-records","blanks":[{"field":"name","value":{"en":"Ada Fenwick","zh":"艾达·芬威克"}}]}]}""".Trim()
        ),
        (
            "request.validated",
            """{"outcome":"validated","authority":"Court of Exampletown","reference":"E-41/2026","note":null,"parcels":null}"""
        ),
        ("request.use-limited", $$"""{"limits":{{Text("Only to find the person.")}}}"""),
        ("request.transferred", $$"""{"to":"US-R-2026-0002","reason":{{Text("A court must order it.")}}}"""),
        ("request.answer-rated", """{"complete":"fully","usable":"mostly","inForm":"partly","comment":null}"""),
        ("request.rating-replied", $$"""{"text":{{Text("Noted.")}},"parcels":null}"""),
        ("request.withdrawn", $$"""{"reason":{{Text("Solved otherwise.")}}}"""),
        ("request.closed", """{"note":null}"""),
        ("parcel.received", $$"""{"sealedSha256":"{{Tale.Hash5}}"}"""),
        ("parcel.refused", $$"""{"sealedSha256":"{{Tale.Hash1}}","reason":"quota-exceeded"}"""),
        (
            "review.computed",
            """{"from":"2026-03-01T00:00:00+00:00","to":"2026-03-03T00:00:00+00:00","requests":1,"figuresHash":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","parts":{"US>CN/all":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}}"""
        ),
    ];

    public static string Of(string type) => Good.First(b => string.Equals(b.Type, type, StringComparison.Ordinal)).Body;

    /// <summary>Bodies that are read, though this node would write them otherwise.</summary>
    public static IReadOnlyList<(string Name, string Type, string Body)> Lenient { get; } =
    [
        ("a member that may be null left out", "request.acknowledged", "{}"),
        ("a member nobody knows", "request.acknowledged", """{"note":null,"mood":{"good":true}}"""),
        ("members in another order", "agreement.accepted", $$"""{"contentHash":"{{Tale.Hash}}","version":1}"""),
        ("an instant in UTC", "request.extended", Of("request.extended").Replace("17:00:00+08:00", "09:00:00Z")),
        ("an instant to the minute", "request.extended", Of("request.extended").Replace("17:00:00+", "17:00+")),
        ("a fraction of a second", "request.extended", Of("request.extended").Replace("17:00:00+", "17:00:00.25+")),
        ("an escaped instant", "request.extended", Of("request.extended").Replace("2026", "\\u0032026")),
        ("an answer without files", "request.answered", NoFiles),
        (
            "who translated",
            "request.consulted",
            """{"text":{"text":"Would a summary do?","language":"en","translation":"摘要可以吗？","translatedBy":null}}"""
        ),
        ("no translation", "request.consulted", """{"text":{"text":"Would a summary do?","language":"en"}}"""),
    ];

    /// <summary>Bodies that are not understood: kept, shown, and without effect.</summary>
    public static IReadOnlyList<(string Name, string Type, string Body)> Bad { get; } =
    [
        ("a type nobody knows", "request.teleported", "{}"),
        ("a member that must be there left out", "request.consulted", "{}"),
        ("null where something must be", "request.consulted", """{"text":null}"""),
        ("a name in other letters", "request.consulted", Of("request.consulted").Replace("{\"text\":{", "{\"Text\":{")),
        ("a number as text", "agreement.accepted", $$"""{"version":"1","contentHash":"{{Tale.Hash}}"}"""),
        ("a number with a fraction", "agreement.accepted", $$"""{"version":1.0,"contentHash":"{{Tale.Hash}}"}"""),
        ("a size with a fraction", "request.answered", Of("request.answered").Replace("\"size\":1,", "\"size\":1.0,")),
        ("a size as text", "request.made", Of("request.made").Replace("\"size\":5,", "\"size\":\"5\",")),
        ("a parcel without a key", "request.made", Of("request.made").Replace("\"key\":", "\"lock\":")),
        ("a parcel with two keys", "request.made", Of("request.made").Replace("\"key\":", "\"key\":\"\",\"key\":")),
        (
            "a file that is no parcel",
            "request.made",
            Of("request.made").Replace("\"parcel\":{", "\"parcel\":null,\"x\":{")
        ),
        ("a reason nobody knows", "parcel.refused", Of("parcel.refused").Replace("quota-exceeded", "bad-weather")),
        ("a number too large", "agreement.accepted", $$"""{"version":2147483648,"contentHash":"{{Tale.Hash}}"}"""),
        ("a word in capitals", "request.answer-rated", Of("request.answer-rated").Replace("fully", "Fully")),
        ("a word nobody knows", "request.answer-rated", Of("request.answer-rated").Replace("fully", "nearly")),
        ("a number for a word", "request.answer-rated", Of("request.answer-rated").Replace("\"fully\"", "0")),
        ("a word with a space", "request.answer-rated", Of("request.answer-rated").Replace("fully", " fully")),
        ("an instant without offset", "request.extended", Of("request.extended").Replace("17:00:00+08:00", "17:00:00")),
        ("a subject's id that is no id", "request.transferred", Of("request.transferred").Replace("US-R-", "us-r-")),
        ("a date for an instant", "request.extended", Of("request.extended").Replace("T17:00:00+08:00", "")),
        ("a day that does not exist", "request.extended", Of("request.extended").Replace("03-20", "02-30")),
        ("an offset without colon", "request.extended", Of("request.extended").Replace("+08:00", "+0800")),
        (
            "eight digits of a second",
            "request.extended",
            Of("request.extended").Replace("17:00:00+", "17:00:00.12345678+")
        ),
        (
            "a day with a time of day",
            "request.progress",
            Of("request.progress").Replace("\"2026-03-30\"", "\"2026-03-30T00:00:00Z\"")
        ),
        (
            "a day that does not exist, of a step added",
            "request.progress",
            Of("request.progress").Replace("2026-04-01", "2026-04-31")
        ),
        (
            "a step moved without a reason",
            "request.progress",
            """{"text":{"text":"a","language":"en"},"moved":[{"item":"2","by":"2026-03-30"}]}"""
        ),
        (
            "a step added without a text",
            "request.progress",
            """{"text":{"text":"a","language":"en"},"added":[{"id":"2"}]}"""
        ),
        ("null in a list", "request.accepted", """{"items":[null],"conditions":null}"""),
        ("null in a list nobody knows", "request.acknowledged", """{"note":null,"moods":[null]}"""),
        ("yes as text", "request.answered", Of("request.answered").Replace("true", "\"true\"")),
        (
            "an entry that is a number",
            "request.made",
            Of("request.made").Replace("\"facts\":", "\"age\":41,\"facts\":")
        ),
        ("an entry that is null", "request.made", Of("request.made").Replace("\"facts\":", "\"age\":null,\"facts\":")),
        ("a list of lists", "request.made", Of("request.made").Replace("\"facts\":", "\"age\":[[]],\"facts\":")),
        ("prose without language", "request.consulted", """{"text":{"text":"Would a summary do?"}}"""),
        ("content that is no object", "agreement.proposed", ProposedWith("[]")),
        ("no content", "agreement.proposed", ProposedWith("null")),
        ("a subject's id that is none", "request.made", Of("request.made").Replace("US-A-2026-0001", "the guidelines")),
        ("a card's hash that is null", "link.opened", """{"cards":{"CN":null}}"""),
    ];

    private static string NoFiles => """{"final":false,"items":[{"item":"1","outcome":"nothing-found"}]}""";

    public static JsonObject Make() =>
        new()
        {
            ["good"] = new JsonArray([
                .. Good.Select(JsonNode (g) => new JsonObject { ["type"] = g.Type, ["body"] = g.Body }),
            ]),
            ["lenient"] = Named(Lenient),
            ["bad"] = Named(Bad),
            ["contentHash"] = Tale.Hash,
        };

    public static bool IsUnderstood(string type, string body) =>
        StatementFormat.Read(type, Encoding.UTF8.GetBytes(body)) is not Parley.Cooperation.NotUnderstood;

    private static JsonArray Named(IEnumerable<(string Name, string Type, string Body)> bodies) =>
        new([
            .. bodies.Select(
                JsonNode (b) =>
                    new JsonObject
                    {
                        ["name"] = b.Name,
                        ["type"] = b.Type,
                        ["body"] = b.Body,
                    }
            ),
        ]);

    private static string ProposedWith(string content) =>
        $$"""{"kind":"guidelines","version":1,"title":{"en":"A","zh":"甲"},"inForceFrom":"2026-03-01T00:00:00+00:00","content":{{content}}}""";
}
