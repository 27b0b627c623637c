using System.Collections.Immutable;
using System.Globalization;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;

namespace Parley.Tests.Guidelines;

/// <summary>What the check finds in a draft, and what it says about it.</summary>
public sealed class CheckTests
{
    public static Draft Good { get; } =
        Draft
            .Empty("information", "routine", "en")
            .With("facts", Text("A supplier's account was taken over.", "供应商账户被他人控制。"))
            .With("area", new Entry.Plain("fraud"))
            .With("confidential", new Entry.YesNo(false))
            .With("sought", Sought(("1", "Subscriber records"), ("2", "Sign-in addresses")))
            .With("identifiers", new Entry.Identifiers([new Identifier("email", "pay@supplier.example")]))
            .With("range", Range("2026-02-01T00:00:00+08:00", "2026-02-03T00:00:00+08:00"));

    [Fact]
    public void A_good_draft_has_no_findings_and_is_complete()
    {
        Assert.Empty(Findings(Good));
        Assert.Equal(100, Check.CompletenessPercent(Good, SmallGuidelines.All, SmallGuidelines.US, SmallGuidelines.CN));
    }

    [Fact]
    public void An_empty_draft_lacks_every_required_item_and_nothing_else()
    {
        var draft = Draft.Empty("information", "routine", "en");
        var findings = Findings(draft);
        Assert.Equal(
            ["facts", "area", "confidential", "sought", "identifiers", "range"],
            findings.Select(f => f.Item),
            StringComparer.Ordinal
        );
        Assert.All(findings, f => Assert.Equal(Severity.Missing, f.Severity));
        Assert.Equal(0, Check.CompletenessPercent(draft, SmallGuidelines.All, SmallGuidelines.US, SmallGuidelines.CN));
    }

    [Fact]
    public void Completeness_is_the_share_of_required_items_that_are_in_order()
    {
        var half = Good.With("range", null).With("sought", null).With("identifiers", null);
        Assert.Equal(50, Check.CompletenessPercent(half, SmallGuidelines.All, SmallGuidelines.US, SmallGuidelines.CN));
    }

    [Fact]
    public void What_a_condition_asks_for_is_required_only_while_it_holds()
    {
        var confidential = Good.With("confidential", new Entry.YesNo(true));
        Assert.Equal(["required"], Findings(confidential).Select(f => f.Code), StringComparer.Ordinal);
        var reason = Good.With("confidential-why", Text("An arrest is planned.", "计划实施抓捕。"));
        Assert.Equal([("not-asked-for", Severity.Advice)], Findings(reason).Select(f => (f.Code, f.Severity)));
    }

    [Fact]
    public void An_urgency_with_grounds_needs_one_of_its_own()
    {
        var urgent = Good with { Urgency = "urgent" };
        Assert.Equal([("ground", "required")], Findings(urgent).Select(f => (f.Item, f.Code)));
        Assert.Empty(Findings(urgent.With("ground", new Entry.Plain("loss-imminent"))));
        Assert.Equal(
            ["not-an-option"],
            Findings(urgent.With("ground", new Entry.Plain("boredom"))).Select(f => f.Code),
            StringComparer.Ordinal
        );
    }

    [Fact]
    public void A_kind_narrows_what_may_be_chosen_by_an_item_in_the_place_of_the_common_one()
    {
        var area = SmallGuidelines.All.CommonItems.First(i => string.Equals(i.Id, "area", StringComparison.Ordinal));
        var kinds = SmallGuidelines.All.Kinds;
        var only = area with { OptionsFrom = null, Options = [new Named("hacking", SmallGuidelines.Both("hacking"))] };
        var narrow = SmallGuidelines.All with
        {
            Kinds = kinds.SetItem(0, kinds[0] with { Items = kinds[0].Items.Add(only) }),
        };
        Assert.Empty(GuidelinesCheck.Faults(narrow));
        Assert.Equal(
            SmallGuidelines.All.ItemsOf("information").Select(i => i.Id),
            narrow.ItemsOf("information").Select(i => i.Id),
            StringComparer.Ordinal
        );
        var findings = Check.Findings(Good, narrow, SmallGuidelines.US, SmallGuidelines.CN);
        Assert.Equal([("area", "not-an-option")], findings.Select(f => (f.Item, f.Code)));
        Assert.Equal("information", kinds[0].Code);
    }

    [Fact]
    public void An_urgency_without_grounds_asks_for_none_even_where_the_form_demands_one()
    {
        var items = SmallGuidelines.All.CommonItems;
        var strict = SmallGuidelines.All with { CommonItems = items.SetItem(1, items[1] with { Required = true }) };
        Assert.Empty(Check.Findings(Good, strict, SmallGuidelines.US, SmallGuidelines.CN));
    }

    [Fact]
    public void A_missing_translation_is_advice_and_does_not_hold_a_request_back()
    {
        var finding = Assert.Single(Findings(Good.With("facts", Text("Facts.", translation: null))));
        Assert.Equal(("translation-missing", false), (finding.Code, finding.Blocks));
        Assert.Null(
            Check.FirstBlocking(
                Good.With("facts", Text("Facts.", translation: null)),
                SmallGuidelines.All,
                SmallGuidelines.US,
                SmallGuidelines.CN
            )
        );
    }

    [Theory]
    [InlineData(null, null, "neither who translated it nor who reviewed", "未注明译者和审校")]
    [InlineData("A. Ashdale", " ", "who reviewed the translation", "未注明审校")]
    [InlineData("", "B. Loxley", "who translated it", "未注明译者")]
    public void Whoever_is_not_named_for_a_translation_is_asked_for_once_for_each_item(
        string? by,
        string? reviewed,
        string en,
        string zh
    )
    {
        var text = new Prose("Facts.", "en", "事实。", by, reviewed);
        var files = new Entry.Sought([new("1", text), new("2", text)]);
        var draft = Good.With("facts", new Entry.Written(text)).With("sought", files);
        var findings = Findings(draft);
        Assert.Equal(["facts", "sought"], findings.Select(f => f.Item), StringComparer.Ordinal);
        Assert.All(
            findings,
            finding =>
            {
                Assert.Equal((TranslationCheck.Unsigned, Severity.Advice), (finding.Code, finding.Severity));
                Assert.Contains(en, finding.Sentence.En, StringComparison.Ordinal);
                Assert.Contains(zh, finding.Sentence.Zh, StringComparison.Ordinal);
            }
        );
        Assert.Equal(
            100,
            Check.CompletenessPercent(draft, SmallGuidelines.All, SmallGuidelines.US, SmallGuidelines.CN)
        );
    }

    public static TheoryData<string, string> Faulty =>
        new(
            ("facts", "too-long"),
            ("area", "not-an-option"),
            ("confidential", "wrong-shape"),
            ("sought", "sought-number-twice"),
            ("sought", "too-many"),
            ("sought", "sought-text-missing"),
            ("sought", "sought-number-malformed"),
            ("identifiers", "identifier-malformed"),
            ("identifiers", "identifier-type-unknown"),
            ("identifiers", "identifier-twice"),
            ("range", "range-backwards"),
            ("reference", "not-one-line"),
            ("reference", "too-long"),
            ("wanted-on", "not-a-date"),
            ("needed-by", "not-a-moment"),
            ("actions", "not-an-option"),
            ("actions", "named-twice"),
            ("related", "not-a-request-number"),
            ("related", "too-many"),
            ("facts", "text-language-not-agreed"),
            ("teleport", "item-unknown")
        );

    [Theory]
    [MemberData(nameof(Faulty))]
    public void Every_fault_is_found_at_its_item_and_said_in_both_languages(string item, string code)
    {
        var finding = Assert.Single(Findings(Good.With(item, Fault(item, code))));
        Assert.Equal((item, code), (finding.Item, finding.Code));
        Assert.EndsWith(".", finding.Sentence.En, StringComparison.Ordinal);
        Assert.EndsWith("。", finding.Sentence.Zh, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-such-kind", "routine", "en", "kind-unknown")]
    [InlineData("information", "whenever", "en", "urgency-unknown")]
    [InlineData("incident", "urgent", "en", "urgency-not-for-kind")]
    [InlineData("information", "routine", "tlh", "language-not-agreed")]
    public void Kind_urgency_and_language_are_those_of_the_guidelines(
        string kind,
        string urgency,
        string language,
        string code
    )
    {
        var findings = Findings(new Draft(kind, urgency, language, Good.Entries));
        Assert.Contains(findings, f => string.Equals(f.Code, code, StringComparison.Ordinal) && f.Blocks);
    }

    [Theory]
    [InlineData("2026-03-04T17:30Z", true)]
    [InlineData("2026-03-04T17:30:00+08:00", true)]
    [InlineData("2026-03-04T17:30:00.250Z", true)]
    [InlineData("2026-03-04T17:30:00", false)]
    [InlineData("2026-03-04 17:30+08:00", false)]
    [InlineData("2026-02-30T17:30Z", false)]
    public void A_moment_has_date_time_and_offset(string text, bool good)
    {
        var findings = Findings(Good.With("needed-by", new Entry.Plain(text)));
        Assert.Equal(good, findings.IsEmpty);
    }

    private static Entry Fault(string item, string code) =>
        (item, code) switch
        {
            ("facts", "too-long") => Text(new string('x', 401), "长"),
            ("facts", _) => new Entry.Written(Signed(new Prose("nuqneH", "tlh", "hello"))),
            ("confidential", _) => new Entry.Plain("no"),
            ("sought", "sought-number-twice") => Sought(("1", "a"), ("1", "b")),
            ("sought", "too-many") => Sought([.. Enumerable.Range(1, 6).Select(i => ($"{i}", "a"))]),
            ("sought", "sought-text-missing") => Sought(("1", " ")),
            ("sought", _) => Sought(("", "a")),
            ("identifiers", "identifier-malformed") => new Entry.Identifiers([new Identifier("ipv4", "192.0.2.256")]),
            ("identifiers", "identifier-twice") => new Entry.Identifiers([
                new Identifier("domain", "a.example"),
                new Identifier("domain", "A.Example."),
            ]),
            ("identifiers", _) => new Entry.Identifiers([new Identifier("aura", "green")]),
            ("range", _) => Range("2026-02-03T00:00:00+08:00", "2026-02-02T16:00:00Z"),
            ("reference", "not-one-line") => new Entry.Plain("a\nb"),
            ("reference", _) => new Entry.Plain(new string('x', 501)),
            ("actions", "named-twice") => new Entry.Several(["block", "block"]),
            ("actions", _) => new Entry.Several(["block", "explode"]),
            ("related", "too-many") => new Entry.Several(["US-R-2026-0001", "US-R-2026-0002", "US-R-2026-0003"]),
            ("related", _) => new Entry.Several(["US-A-2026-0001"]),
            _ => new Entry.Plain("2026-02-30"),
        };

    private static ImmutableArray<Finding> Findings(Draft draft) =>
        Check.Findings(draft, SmallGuidelines.All, SmallGuidelines.US, SmallGuidelines.CN);

    public static Entry Text(string text, string? translation) =>
        new Entry.Written(Signed(new Prose(text, "en", translation)));

    /// <summary>With the names of who answers for its translation.</summary>
    public static Prose Signed(Prose text) =>
        text.Translation is null ? text : text with { TranslatedBy = "A. Ashdale", ReviewedBy = "B. Loxley" };

    public static Entry Sought(params (string Id, string Text)[] items) =>
        new Entry.Sought([.. items.Select(i => new SoughtItem(i.Id, Signed(new Prose(i.Text, "en", "译文"))))]);

    private static Entry Range(string from, string to) =>
        new Entry.Range(
            DateTimeOffset.Parse(from, CultureInfo.InvariantCulture),
            DateTimeOffset.Parse(to, CultureInfo.InvariantCulture)
        );
}
