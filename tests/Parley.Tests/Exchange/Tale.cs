using Parley.Exchange.Formats;
using Parley.Tests.Sealing;

namespace Parley.Tests.Exchange;

/// <summary>
/// The link of the fold vector as it was lived: opened, guidelines agreed, one request through its whole cycle with a
/// withdrawal that crosses the answer, one that does not pass the check, and a type nobody knows.
/// </summary>
internal sealed class Tale(SampleRecord record)
{
    private const string Agreement = "US-A-2026-0001";
    private const string First = "US-R-2026-0001";
    private const string Second = "US-R-2026-0002";

    private static readonly DateTimeOffset Start = SampleRecord.Start;

    public static string Hash { get; } = StatementFormat.ContentHash(Content);

    /// <summary>Guidelines as small as they can be: one kind, two items, times in hours and in working days.</summary>
    private static string Content => StatementFormat.OneLine(File.ReadAllText(VectorFiles.At("small-guidelines.json")));

    public static string Proposed =>
        """{"kind":"guidelines","version":1,"title":{"en":"Small guidelines","zh":"小型准则"},"inForceFrom":"2026-03-01T00:00:00+00:00","content":"""
        + Content
        + "}";

    public static string Cited => $$"""{"agreement":"{{Agreement}}","version":1,"contentHash":"{{Hash}}"}""";

    public static string Made =>
        $$"""{"kind":"information","urgency":"routine","guidelines":{{Cited}},"language":"en","entries":{"facts":{{Prose(
            "An account was taken over."
        )}},"files":[{"parcel":{{Parcel}},"for":null,"text":{{Prose("The log of the day.")}}}],"sought":[{"id":"1","text":{{Prose("Who registered it?")}}"""
        + "}]}}";

    /// <summary>The file of five bytes of the parcels' vectors.</summary>
    public static string Parcel =>
        """{"name":"access-log.csv","mediaType":"text/csv","size":5,"sha256":"08bb5e5d6eaac1049ede0893d30ed022b1a4d9b5b48db414871f51c9cb35283d","sealedSha256":"2dd3de9ab9e88bed058f99f0bc051ce21cdc77f457225656f78da1ae05eeba69","key":"IR11PyWxmTyYPi2j7fUSskx4YIJZalAzQzD_Ab10Av4"}""";

    public static string Hash5 => "2dd3de9ab9e88bed058f99f0bc051ce21cdc77f457225656f78da1ae05eeba69";

    public static string Hash1 => "17e56d19db0dbafbd8b015e716684dd068468f427fef97ec8012095613894e9a";

    public static string Prose(string text) => $$"""{"text":"{{text}}","language":"en","translation":"（译文）"}""";

    public void Tell(string opening)
    {
        Us(0, 0, "CN-L-US", "link.opened", opening);
        Cn(1, 1, "CN-L-US", "link.opened", opening);
        Us(10, 1, Agreement, "agreement.proposed", Proposed);
        Cn(20, 2, Agreement, "agreement.accepted", $$"""{"version":1,"contentHash":"{{Hash}}"}""");
        Us(30, 2, First, "request.made", Made);
        Us(31, 2, Second, "request.made", Made.Replace("\"routine\"", "\"urgent\"", StringComparison.Ordinal));
        Cn(40, 4, First, "request.acknowledged", """{"note":null}""");
        Cn(41, 4, First, "parcel.received", Bodies.Of("parcel.received"));
        // Nobody receives twice, or what was not sent.
        Cn(42, 4, First, "parcel.received", Bodies.Of("parcel.received"));
        Cn(43, 4, First, "parcel.refused", Bodies.Of("parcel.refused"));
        Cn(50, 4, First, "request.clarification-asked", Bodies.Of("request.clarification-asked"));
        Us(110, 7, First, "request.clarified", Bodies.Of("request.clarified"));
        Cn(120, 5, First, "request.first-response", Bodies.Of("request.first-response"));
        Cn(130, 5, First, "request.accepted", Bodies.Of("request.accepted"));
        // These two cross: neither had seen the other, so the lower code goes first.
        Us(140, 9, First, "request.withdrawn", Bodies.Of("request.withdrawn"));
        Cn(140, 5, First, "request.answered", Bodies.Of("request.answered"));
        Us(150, 10, First, "request.answer-rated", Bodies.Of("request.answer-rated"));
        // After the end it still counts what came and what did not.
        Us(151, 10, First, "parcel.refused", Bodies.Of("parcel.refused"));
        Us(152, 10, First, "parcel.received", $$"""{"sealedSha256":"{{Hash1}}"}""");
        Cn(160, 9, First, "request.rating-replied", Bodies.Of("request.rating-replied"));
        Us(170, 11, First, "request.closed", """{"note":null}""");
        Us(171, 11, First, "request.teleported", """{"where":"nowhere"}""");
        // Only who opened a number may speak first under it.
        Cn(180, 12, "US-R-2026-0003", "request.made", Made);
    }

    public void Review(DateTimeOffset from, DateTimeOffset to, string hash)
    {
        var body =
            $$"""{"from":"{{from:yyyy-MM-dd'T'HH:mm:sszzz}}","to":"{{to:yyyy-MM-dd'T'HH:mm:sszzz}}","requests":1,"figuresHash":"{{hash}}"}""";
        Us(2000, 12, "CN-V-US", "review.computed", body);
        Cn(2001, 13, "CN-V-US", "review.computed", body);
    }

    private void Us(int minute, long seen, string about, string type, string body) =>
        State(record.UsToCn, minute, seen, about, type, body);

    private void Cn(int minute, long seen, string about, string type, string body) =>
        State(record.CnToUs, minute, seen, about, type, body);

    private static void State(SampleLedger ledger, int minute, long seen, string about, string type, string body)
    {
        ledger.State(Start.AddMinutes(minute), seen, about, type, body);
        ledger.Deliver(Start.AddMinutes(minute).AddSeconds(2));
    }
}
