using System.Collections.Immutable;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Exchange.Formats;

namespace Parley.Tests.Guidelines;

/// <summary>What the other party proposes is untrusted until nothing is found wrong with it.</summary>
public sealed class GuidelinesCheckTests
{
    [Fact]
    public void The_small_guidelines_of_these_tests_are_valid() =>
        Assert.Empty(GuidelinesCheck.Faults(SmallGuidelines.All));

    [Fact]
    public void The_model_guidelines_are_valid_and_know_all_six_kinds()
    {
        var content = File.ReadAllText(Path.Combine(Root, "samples", "guidelines.json"));
        Assert.True(GuidelinesFormat.TryRead(content, out var guidelines, out var problem), problem);
        Assert.Equal(
            [
                "case-cooperation",
                "emergency-disclosure",
                "incident-assistance",
                "information",
                "mutual-legal-assistance",
                "preservation",
            ],
            guidelines.Kinds.Select(k => k.Code).Order(StringComparer.Ordinal),
            StringComparer.Ordinal
        );
        Assert.All(["US", "CN"], party => Assert.NotNull(guidelines.CalendarOf(PartyCode.Parse(party))));
    }

    public static TheoryData<string> Codes =>
        new(
            "list-empty",
            "code-malformed",
            "code-twice",
            "name-missing",
            "name-too-long",
            "calendar-party",
            "zone-unknown",
            "hours-backwards",
            "working-days",
            "too-many-holidays",
            "holiday-twice",
            "reference-unknown",
            "limit-below-one",
            "options-misplaced",
            "condition-empty",
            "nothing-sought",
            "other-type-than-common",
            "extension-times",
            "no-urgency",
            "no-item-for-ground",
            "no-calendar"
        );

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_fault_is_found_and_said_in_both_languages(string code)
    {
        var faults = GuidelinesCheck.Faults(Broken(code));
        var fault = Assert.Single(
            faults.DistinctBy(f => f.Code, StringComparer.Ordinal),
            f => string.Equals(f.Code, code, StringComparison.Ordinal)
        );
        Assert.EndsWith(".", fault.Sentence.En, StringComparison.Ordinal);
        Assert.EndsWith("。", fault.Sentence.Zh, StringComparison.Ordinal);
        Assert.NotEmpty(fault.Path);
    }

    [Fact]
    public void No_day_is_off_and_worked_too()
    {
        var one = Days(1, apart: 1);
        var faults = GuidelinesCheck.Faults(
            WithCalendar(SmallGuidelines.Beijing with { Holidays = one, ExtraWorkingDays = one })
        );
        var fault = Assert.Single(faults);
        Assert.Equal(
            ("holiday-twice", true),
            (fault.Code, fault.Path.Contains(".extraWorkingDays[0]", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void Broken_guidelines_break_neither_check_nor_clock()
    {
        foreach (var row in Codes)
        {
            var broken = Broken((string)((ITheoryDataRow)row).GetData()[0]!);
            Check.Findings(CheckTests.Good, broken, SmallGuidelines.US, SmallGuidelines.CN);
            Assert.All(broken.Kinds, k => Assert.NotNull(broken.Kind(k.Code)));
        }
    }

    [Fact]
    public void A_list_of_faults_is_bounded()
    {
        var many = SmallGuidelines.All with
        {
            CrimeAreas = [.. Enumerable.Repeat(new Named("", new Bilingual("", "")), 5_000)],
        };
        Assert.Equal(200, GuidelinesCheck.Faults(many).Length);
    }

    private static AgreedGuidelines Broken(string code)
    {
        var good = SmallGuidelines.All;
        var kind = good.Kinds[0];
        return code switch
        {
            "list-empty" => good with { CrimeAreas = [] },
            "code-malformed" => good with { HandlingCodes = [new Named("H 1", SmallGuidelines.Both("H1"))] },
            "other-type-than-common" => good with
            {
                Kinds = good.Kinds.SetItem(
                    0,
                    kind with
                    {
                        Items = kind.Items.Add(
                            good.CommonItems.First(i => i.Type != ItemType.Date) with
                            {
                                Type = ItemType.Date,
                            }
                        ),
                    }
                ),
            },
            "code-twice" => good with { CommonItems = good.CommonItems.Add(good.CommonItems[0]) },
            "name-missing" => good with
            {
                Parts = good.Parts.SetItem(0, good.Parts[0] with { Name = new("What", "") }),
            },
            "name-too-long" => good with
            {
                CrimeAreas = good.CrimeAreas.Add(new Named("long", SmallGuidelines.Both(new string('x', 301)))),
            },
            "calendar-party" => good with { Calendars = good.Calendars.Add(SmallGuidelines.Beijing) },
            "zone-unknown" => WithCalendar(SmallGuidelines.Beijing with { Zone = "CST" }),
            "hours-backwards" => WithCalendar(SmallGuidelines.Beijing with { Closes = new TimeOnly(8, 0) }),
            "working-days" => WithCalendar(SmallGuidelines.Beijing with { WorkingDays = [] }),
            "too-many-holidays" => WithCalendar(SmallGuidelines.Beijing with { Holidays = Days(1_001, apart: 1) }),
            "holiday-twice" => WithCalendar(SmallGuidelines.Beijing with { Holidays = Days(2, apart: 0) }),
            "reference-unknown" => WithKind(kind with { RefusalGrounds = ["whim"] }),
            "limit-below-one" => WithItem(new Item("x", "what", Both, null, ItemType.Line, true, AtMost: 0)),
            "options-misplaced" => WithItem(new Item("x", "what", Both, null, ItemType.Choice, true)),
            "condition-empty" => WithItem(new Item("x", "what", Both, null, ItemType.Line, true, new Condition())),
            "nothing-sought" => WithKind(kind with { Items = kind.Items.RemoveAt(0) }),
            "extension-times" => WithKind(kind with { Extension = new ExtensionTerms(0, Span.Parse("1d")) }),
            "no-urgency" => WithKind(kind with { Deadlines = [] }),
            "no-item-for-ground" => good with { CommonItems = good.CommonItems.RemoveAt(1) },
            _ => good with { Calendars = [] },
        };
    }

    private static Bilingual Both => SmallGuidelines.Both("x");

    private static AgreedGuidelines WithCalendar(PartyCalendar calendar) =>
        SmallGuidelines.All with
        {
            Calendars = [calendar],
        };

    private static AgreedGuidelines WithKind(RequestKind kind) =>
        SmallGuidelines.All with
        {
            Kinds = SmallGuidelines.All.Kinds.SetItem(0, kind),
        };

    private static AgreedGuidelines WithItem(Item item) =>
        WithKind(SmallGuidelines.All.Kinds[0] with { Items = SmallGuidelines.All.Kinds[0].Items.Add(item) });

    private static ImmutableArray<Holiday> Days(int count, int apart) =>
        [.. Enumerable.Range(0, count).Select(d => new Holiday(new DateOnly(2026, 1, 1).AddDays(d * apart), Both))];

    private static string Root
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "Parley.slnx")))
            {
                folder = Path.GetDirectoryName(folder)!;
            }
            return folder;
        }
    }
}
