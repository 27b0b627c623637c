using System.Collections.Immutable;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;

namespace Parley.Tests.Guidelines;

/// <summary>
/// Guidelines small enough to reason about: a kind counted in hours, one counted in working days, and a formal one
/// that is consulted on before a refusal and counts from the decision.
/// </summary>
internal static class SmallGuidelines
{
    public static readonly PartyCode CN = PartyCode.Parse("CN");
    public static readonly PartyCode US = PartyCode.Parse("US");

    public static PartyCalendar Washington { get; } =
        new(
            US,
            "America/New_York",
            new Bilingual("Washington", "华盛顿"),
            Weekdays,
            new TimeOnly(9, 0),
            new TimeOnly(17, 30),
            [new Holiday(new DateOnly(2026, 11, 26), new Bilingual("Thanksgiving Day", "感恩节"))]
        );

    public static PartyCalendar Beijing { get; } =
        new(
            CN,
            "Asia/Shanghai",
            new Bilingual("Beijing", "北京"),
            Weekdays,
            new TimeOnly(9, 0),
            new TimeOnly(17, 30),
            [
                new Holiday(new DateOnly(2026, 10, 1), new Bilingual("National Day", "国庆节")),
                new Holiday(new DateOnly(2026, 10, 2), new Bilingual("National Day", "国庆节")),
            ]
        );

    public static AgreedGuidelines All { get; } =
        new(
            CrimeAreas: [Name("fraud"), Name("hacking")],
            Urgencies:
            [
                new Urgency("urgent", Both("Urgent"), null, [Name("loss-imminent")]),
                new Urgency("routine", Both("Routine"), null, []),
            ],
            HandlingCodes: [Name("H1")],
            TrafficLights: [Name("TLP:GREEN")],
            SourceEvaluations: [Name("A")],
            InformationEvaluations: [Name("1")],
            Languages: ["en", "zh"],
            Calendars: [Washington, Beijing],
            Parts: [Name("what"), Name("why")],
            CommonItems:
            [
                Item("facts", ItemType.Prose) with
                {
                    AtMost = 400,
                },
                Item("ground", ItemType.Choice) with
                {
                    Required = false,
                    OptionsFrom = OptionLists.UrgencyGrounds,
                },
                Item("area", ItemType.Choice) with
                {
                    OptionsFrom = OptionLists.CrimeAreas,
                },
                Item("confidential", ItemType.YesNo),
                Item("confidential-why", ItemType.Prose) with
                {
                    When = new Condition("confidential", ["true"]),
                },
                Item("related", ItemType.Requests) with
                {
                    Required = false,
                    AtMost = 2,
                },
            ],
            Kinds: [Information, Incident, Formal],
            RefusalGrounds:
            [
                new RefusalGround("not-available", Both("Not available")),
                new RefusalGround("essential-interests", Both("Essential interests")),
                new RefusalGround("lack-of-resources", Both("Lack of resources")),
            ]
        );

    private static ImmutableArray<DayOfWeek> Weekdays =>
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    private static RequestKind Information =>
        new(
            "information",
            Both("Information"),
            Both("Police to police"),
            [
                Item("sought", ItemType.Sought) with
                {
                    AtMost = 5,
                },
                Item("identifiers", ItemType.Identifiers),
                Item("range", ItemType.Range),
                Optional("files", ItemType.Parcels),
                Optional("reference", ItemType.Line),
                Optional("wanted-on", ItemType.Date),
                Optional("needed-by", ItemType.Moment),
                Optional("actions", ItemType.Choices) with
                {
                    Options = [Name("block"), Name("trace")],
                },
            ],
            [Times("urgent", "8h", "24h", "3d"), Times("routine", "24h", "3d", "7d")],
            ["not-available", "lack-of-resources"],
            Extension: new ExtensionTerms(1, Span.Parse("7d")),
            RefusalInPart: true
        );

    private static RequestKind Incident =>
        new(
            "incident",
            Both("Incident"),
            Both("Between CERTs"),
            [Item("sought", ItemType.Sought)],
            [Times("routine", "1wd", "3wd", "10wd")],
            ["not-available"],
            ProgressEvery: Span.Parse("30d"),
            ProgressByBoth: true
        );

    private static RequestKind Formal =>
        new(
            "formal",
            Both("Formal"),
            Both("Between central authorities"),
            [Item("sought", ItemType.Sought)],
            [new AnswerTimes("routine", Span.Parse("7d"), FirstResponse: null, Span.Parse("90d"), ClockStart.Decision)],
            ["essential-interests"],
            ClockStopsForClarification: false,
            Extension: new ExtensionTerms(2, Span.Parse("30d")),
            ConsultBeforeRefusal: true,
            ConsultWithin: Span.Parse("10d"),
            RefusalInPart: true
        );

    public static Item Item(string id, ItemType type) => new(id, "what", Both(id), null, type, Required: true);

    public static Bilingual Both(string en) => new(en, "中文" + en);

    private static Item Optional(string id, ItemType type) => Item(id, type) with { Required = false };

    private static Named Name(string code) => new(code, Both(code));

    private static AnswerTimes Times(string urgency, string acknowledge, string first, string full) =>
        new(urgency, Span.Parse(acknowledge), Span.Parse(first), Span.Parse(full));
}
