using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Cooperation.Review;
using Parley.Exchange.Formats;
using Parley.Tests.Guidelines;
using Parley.Tests.Requests;
using Parley.Tests.Sealing;

namespace Parley.Tests.Exchange;

/// <summary>Statements about a handful of subjects, so that both sides often speak of the same one at once.</summary>
internal static class Remarks
{
    private static readonly SubjectId[] Requests = Ids("US-R-2026-0001", "CN-R-2026-0001", "US-R-2026-0002");
    private static readonly SubjectId Review = SubjectId.Parse("CN-V-US");

    private const string Washington = """
        {"party":"US","zone":"America/New_York","city":{"en":"Washington","zh":"华盛顿"},"workingDays":["monday"],
        "opens":"09:00","closes":"17:00","holidays":[]}
        """;

    private static readonly string[] Contents = [Content("Facts"), Content("What happened")];

    /// <summary>The agreement under which requests are made, once it is accepted.</summary>
    public static SubjectId Guidelines { get; } = SubjectId.Parse("US-A-2026-0001");

    public static AgreementStatement Proposal(int version, DateTimeOffset at) =>
        new AgreementStatement.Proposed(
            "guidelines",
            version,
            new Bilingual("Guidelines", "准则"),
            at,
            Contents[version % 2],
            Hash(version)
        );

    public static AgreementStatement Acceptance(int version) => new AgreementStatement.Accepted(version, Hash(version));

    public static (SubjectId About, Statement Statement) Any(Choices choices, PartyCode by, DateTimeOffset at)
    {
        var request = choices.Of(Requests);
        return choices.Below(16) switch
        {
            0 or 1 => (Guidelines, OnAgreement(choices, at)),
            2 => (SubjectId.Parse("CN-A-2026-0001"), OnAgreement(choices, at)),
            3 => (Review, new ReviewStatement.Computed(at.AddDays(-9), at, choices.Below(3), Hash(0))),
            4 or 5 or 6 when request.Opener == by || choices.Yes(4) => (request, Make(1 + choices.Below(2))),
            _ => (request, OnRequest(choices, at)),
        };
    }

    private static AgreementStatement OnAgreement(Choices choices, DateTimeOffset at)
    {
        var version = 1 + choices.Below(4);
        return choices.Below(16) switch
        {
            < 7 => Proposal(version, at.AddHours(choices.Below(3))),
            < 12 => Acceptance(version),
            12 or 13 => new AgreementStatement.Withdrawn(version, Play.Text()),
            14 => new AgreementStatement.Declined(version, Play.Text()),
            _ => new AgreementStatement.Ended(Play.Text()),
        };
    }

    public static RequestStatement Make(int version) =>
        new RequestStatement.Made(
            "information",
            "routine",
            new AgreedVersion(Guidelines, version, Hash(version)),
            "en",
            Draft
                .NoEntries.Add("facts", new Entry.Written(Play.Text()))
                .Add("sought", new Entry.Sought([new SoughtItem("1", Play.Text())]))
        );

    private static RequestStatement OnRequest(Choices choices, DateTimeOffset at) =>
        choices.Below(14) switch
        {
            0 or 1 => Play.Acknowledge(),
            2 => Play.Ask(),
            3 => choices.Yes() ? Play.Clarify() : Play.Correct("facts", new Entry.Written(Play.Text("Another word."))),
            4 => Play.Respond(choices.Yes() ? null : at.AddHours(choices.Below(100))),
            5 => Play.Accept(),
            6 => Play.Refuse("sovereignty"),
            7 => Play.Extend(at.AddHours(choices.Below(200))),
            8 => new RequestStatement.Progress(Play.Text()),
            9 or 10 => Play.Answer(choices.Yes(), "1"),
            11 => Play.Rate(),
            12 => Play.Withdraw(),
            _ => Play.Close(),
        };

    private static string Hash(int version) => StatementFormat.ContentHash(Contents[version % 2]);

    private static string Content(string facts) =>
        StatementFormat.OneLine(
            VectorFiles
                .Text("small-guidelines.json")
                .Replace("\"Facts\"", $"\"{facts}\"", StringComparison.Ordinal)
                .Replace("\"calendars\": [", $"\"calendars\": [{Washington},", StringComparison.Ordinal)
        );

    private static SubjectId[] Ids(params string[] texts) => [.. texts.Select(SubjectId.Parse)];
}
