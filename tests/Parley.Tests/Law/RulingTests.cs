using System.Collections.Immutable;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Node.Law;

namespace Parley.Tests.Law;

/// <summary>Every act of every kind of officer about every matter: allowed, or forbidden by which rule.</summary>
public sealed class RulingTests
{
    private static readonly LawAct[] Acts = Enum.GetValues<LawAct>();

    private static readonly Dictionary<string, LawOfficer> Officers = new(StringComparer.Ordinal)
    {
        ["police-drafter"] = new("lan", "police", [Competence.PoliceLiaison], [Role.Drafter]),
        ["police-releaser"] = new("cen", "police", [Competence.PoliceLiaison], [Role.Drafter, Role.Releaser]),
        ["head"] = new("HEAD", "police", [Competence.PoliceLiaison], [Role.Releaser]),
        ["central-drafter"] = new("shu", "central", [Competence.CentralAuthority], [Role.Drafter]),
        ["cert-releaser"] = new("tao", "cert", [Competence.Cert], [Role.Releaser]),
        ["auditor"] = new("an", "audit", [], [Role.Auditor]),
    };

    private static readonly Dictionary<string, Matter> Known = new(StringComparer.Ordinal)
    {
        ["plain"] = new("information", "routine", Matter.Asks, ["H1"], ["green"], ["fraud"]),
        ["mla"] = new("mutual-legal-assistance", "routine", Matter.Asks, ["H1"]),
        ["restricted"] = new("information", "routine", Matter.Asked, ["H1", "H3"]),
        ["red"] = new("information", "routine", Matter.Asked, Lights: ["amber", "red"]),
        ["emergency"] = new("information", "emergency", Matter.Asks),
        ["child"] = new("information", "routine", Matter.Asked, Areas: ["child-exploitation"]),
        ["refuse"] = new Matter("information", "routine", Matter.Asked).With(RequestMove.Refuse),
        ["refuse-mla"] = new Matter("mutual-legal-assistance", "routine", Matter.Asked).With(RequestMove.Refuse),
        ["guidelines"] = new(Move: "accept", Agreement: "guidelines"),
        ["review"] = new(Move: "propose", Agreement: "review"),
        ["own-restricted"] = new("information", "routine", Matter.Asks, ["H3"], IsOwn: true),
    };

    // read draft check release download print export; a dot where the officer may.
    private const string Table = """
        plain          police-drafter  .   .   .   .   .   .   .
        plain          police-releaser .   .   .   .   .   .   .
        plain          head            .   .   .   .   .   .   .
        plain          central-drafter .   .   .   .   .   .   .
        plain          cert-releaser   .   .   .   .   .   .   .
        plain          auditor         .   .   .   .   .   .   .
        mla            police-drafter  .   1.1 .   .   .   .   .
        mla            police-releaser .   1.1 .   .   .   .   .
        mla            head            .   1.1 .   .   .   .   .
        mla            central-drafter .   .   .   .   .   .   .
        mla            cert-releaser   .   1.1 .   .   .   .   .
        mla            auditor         .   1.1 .   .   .   .   .
        restricted     police-drafter  2.1 2.1 2.1 2.1 2.1 2.1 2.1
        restricted     police-releaser 2.1 2.1 2.1 2.1 2.1 2.1 2.1
        restricted     head            2.1 2.1 2.1 2.1 2.1 2.1 2.1
        restricted     central-drafter .   .   .   .   .   .   .
        restricted     cert-releaser   2.1 2.1 2.1 2.1 2.1 2.1 2.1
        restricted     auditor         .   .   .   .   .   .   .
        red            police-drafter  .   .   .   .   .   2.2 2.2
        red            police-releaser .   .   .   .   .   .   .
        red            head            .   .   .   .   .   .   .
        red            central-drafter .   .   .   .   .   2.2 2.2
        red            cert-releaser   .   .   .   .   .   .   .
        red            auditor         .   .   .   .   .   2.2 2.2
        emergency      police-drafter  .   .   .   3.1 .   .   .
        emergency      police-releaser .   .   .   3.1 .   .   .
        emergency      head            .   .   .   .   .   .   .
        emergency      central-drafter .   .   .   3.1 .   .   .
        emergency      cert-releaser   .   .   .   3.1 .   .   .
        emergency      auditor         .   .   .   3.1 .   .   .
        child          police-drafter  .   .   .   .   .   .   .
        child          police-releaser .   .   .   .   .   .   .
        child          head            .   .   .   .   .   .   .
        child          central-drafter 8.1 8.1 8.1 8.1 8.1 8.1 8.1
        child          cert-releaser   8.1 8.1 8.1 8.1 8.1 8.1 8.1
        child          auditor         .   .   .   .   .   .   .
        refuse         police-drafter  .   3.2 .   3.2 .   .   .
        refuse         police-releaser .   .   .   .   .   .   .
        refuse         head            .   .   .   .   .   .   .
        refuse         central-drafter .   3.2 .   3.2 .   .   .
        refuse         cert-releaser   .   3.2 .   3.2 .   .   .
        refuse         auditor         .   3.2 .   3.2 .   .   .
        refuse-mla     police-drafter  .   1.1 .   3.2 .   .   .
        refuse-mla     police-releaser .   1.1 .   .   .   .   .
        refuse-mla     head            .   1.1 .   .   .   .   .
        refuse-mla     central-drafter .   3.2 .   3.2 .   .   .
        refuse-mla     cert-releaser   .   1.1 .   3.2 .   .   .
        refuse-mla     auditor         .   1.1 .   3.2 .   .   .
        guidelines     police-drafter  .   .   .   3.3 .   .   .
        guidelines     police-releaser .   .   .   3.3 .   .   .
        guidelines     head            .   .   .   3.3 .   .   .
        guidelines     central-drafter .   .   .   .   .   .   .
        guidelines     cert-releaser   .   .   .   3.3 .   .   .
        guidelines     auditor         .   .   .   3.3 .   .   .
        review         police-drafter  .   .   .   .   .   .   .
        review         police-releaser .   .   .   .   .   .   .
        review         head            .   .   .   .   .   .   .
        review         central-drafter .   .   .   .   .   .   .
        review         cert-releaser   .   .   .   .   .   .   .
        review         auditor         .   .   .   .   .   .   .
        own-restricted police-drafter  .   .   .   .   .   .   .
        own-restricted police-releaser .   .   .   .   .   .   .
        own-restricted head            .   .   .   .   .   .   .
        own-restricted central-drafter .   .   .   .   .   .   .
        own-restricted cert-releaser   .   .   .   .   .   .   .
        own-restricted auditor         .   .   .   .   .   .   .
        """;

    public static TheoryData<string> Rows => [.. Table.Split('\n')];

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_rule_forbids_whom_it_does_not_mean_and_nobody_else(string row)
    {
        var cells = row.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var ruled = Acts.Select(act => TestBook.Book.Forbids(Officers[cells[1]], act, Known[cells[0]])?.By.Id ?? ".");
        Assert.Equal(cells[2..], ruled);
    }

    [Fact]
    public void The_table_has_every_officer_and_every_matter()
    {
        var rows = Rows.Select(row => row.Data.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        Assert.Equal(Officers.Count * Known.Count, rows.DistinctBy(row => row[0] + row[1]).Count());
        Assert.All(rows, row => Assert.Equal(2 + Acts.Length, row.Length));
    }

    [Fact]
    public void A_book_without_rules_narrows_nothing() =>
        Assert.All(
            from officer in Officers.Values
            from matter in Known.Values
            from act in Acts
            select RuleBook.None.Forbids(officer, act, matter),
            Assert.Null
        );

    [Fact]
    public void What_is_hidden_in_lists_is_what_may_not_be_read() =>
        Assert.All(
            from officer in Officers.Values
            from matter in Known.Values
            select (officer, matter),
            one =>
                Assert.Equal(
                    TestBook.Book.Forbids(one.officer, LawAct.Read, one.matter) is not null,
                    TestBook.Book.HiddenFrom(one.officer).Takes(one.matter)
                )
        );

    [Fact]
    public void A_rule_that_forbids_says_which_it_is_and_who_may_in_both_languages()
    {
        var forbidden = TestBook.Book.Forbids(Officers["police-drafter"], LawAct.Draft, Known["mla"])!;
        Assert.Contains("Rule 1.1", forbidden.Sentence.En, StringComparison.Ordinal);
        Assert.Contains("central authority", forbidden.Sentence.En, StringComparison.Ordinal);
        Assert.Contains("第1.1条", forbidden.Sentence.Zh, StringComparison.Ordinal);
        Assert.Contains("中央机关", forbidden.Sentence.Zh, StringComparison.Ordinal);
        Assert.Equal("Art. 1", forbidden.By.Basis.En);
    }

    [Fact]
    public void Steps_are_asked_for_where_their_matter_and_one_of_their_items_fit()
    {
        string[] Steps(Matter matter) => [.. TestBook.Book.StepsFor(matter).Select(step => step.Id)];
        Assert.Equal(["9.1"], Steps(Known["plain"] with { Move = Matter.Make, Filled = ["facts", "legal-basis"] }));
        Assert.Empty(Steps(Known["plain"].With(RequestMove.Answer) with { Filled = ["legal-basis"] }));
        foreach (var move in (RequestMove[])[RequestMove.Clarify, RequestMove.Supplement])
        {
            Assert.Equal(["9.1"], Steps(Known["plain"].With(move) with { Filled = ["legal-basis"] }));
            Assert.Empty(Steps(Known["plain"].With(move) with { Filled = ["facts"] }));
        }
        Assert.Empty(Steps(Known["plain"] with { Move = Matter.Make, Filled = ["facts"] }));
        Assert.Equal(["9.2"], Steps(Known["refuse"]));
    }

    [Fact]
    public void A_rule_is_about_agreements_only_where_it_names_them_and_then_about_nothing_else()
    {
        var nobody = new Bilingual("Nobody", "无");
        Who[] chief = [new(Officers: ["chief"])];
        var guidelines = new Matters(Agreements: ["guidelines"], Moves: ["accept"]);
        RuleBook With(Matters? matters) =>
            RuleBook.None with
            {
                Rules = [new("1", nobody, nobody, [LawAct.Draft, LawAct.Release], [.. chief], matters)],
                Steps = [new("2", nobody, nobody, StepNeed.TwoReleasers, [], matters)],
            };
        bool IsAbout(Matters? matters, Matter matter) =>
            (With(matters).Forbids(Officers["head"], LawAct.Release, matter), With(matters).StepsFor(matter)) switch
            {
                (null, []) => false,
                ({ }, [_]) => true,
                _ => throw new InvalidOperationException("Rules and steps are about the same."),
            };
        Assert.True(IsAbout(null, Known["plain"]));
        Assert.False(IsAbout(null, Known["guidelines"]));
        Assert.True(IsAbout(guidelines, Known["guidelines"]));
        Assert.False(IsAbout(guidelines, Known["guidelines"] with { Move = "decline" }));
        Assert.False(IsAbout(guidelines, Known["review"] with { Move = "accept" }));
        Assert.False(IsAbout(guidelines, Known["plain"] with { Move = "accept" }));
        Assert.False(IsAbout(new Matters(Moves: ["accept"]), Known["guidelines"]));
    }

    [Fact]
    public void A_kind_is_kept_as_the_rule_that_names_it_says_and_else_as_the_rule_for_all()
    {
        Assert.Equal("12.1", TestBook.Book.KeepingFor("emergency-disclosure")!.Id);
        Assert.Equal("12.2", TestBook.Book.KeepingFor("information")!.Id);
        Assert.Equal("12.3", TestBook.Book.KeepingForDrafts()!.Id);
        Assert.Null(RuleBook.None.KeepingFor("information"));
        var end = new DateTimeOffset(2024, 2, 29, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal(new DateTimeOffset(2026, 2, 28, 12, 0, 0, TimeSpan.Zero), new Period(2, 0, 0).After(end));
        Assert.Equal("5 years and 6 months", TestBook.Book.KeepingFor("information")!.For.InWords().En);
        Assert.Equal("5年6个月", TestBook.Book.KeepingFor("information")!.For.InWords().Zh);
    }
}
