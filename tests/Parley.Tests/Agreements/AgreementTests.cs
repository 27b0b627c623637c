using System.Collections.Immutable;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Tests.Guidelines;
using static Parley.Tests.Guidelines.SmallGuidelines;

namespace Parley.Tests.Agreements;

/// <summary>How two parties come to agree on a document, amend it and end it, also when their words cross.</summary>
public sealed class AgreementTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);
    private static readonly SubjectId Id = SubjectId.Parse("US-A-2026-0001");
    private static readonly Prose Reason = new("Not yet.", "en", null);

    [Fact]
    public void What_one_proposes_and_the_other_accepts_is_in_force_from_its_day()
    {
        var agreed = Fold((US, Propose(1, inForceInDays: 10)), (CN, Accept(1)));
        Assert.Null(agreed.InForce(Start.AddDays(9)));
        Assert.Equal(1, agreed.InForce(Start.AddDays(10))!.Number);
        Assert.Equal(new AgreedVersion(Id, 1, Hash(1)), agreed.Cite(agreed.Latest));
    }

    [Theory]
    [InlineData("US-A-2026-0001", true)]
    [InlineData("US-A-2026-1000", true)]
    [InlineData("US-A-2025-0007", true)]
    [InlineData("US-A-2026-1001", false)]
    [InlineData("US-A-2028-0001", false)]
    [InlineData("US-A-2026-1-1", false)]
    [InlineData("US-A-NEXT", false)]
    public void A_party_opens_only_so_many_agreements_in_a_year_whoever_rules(string id, bool isOpened)
    {
        var someone = new Officer("an-authority", "An Invented Officer", "liaison");
        var act = new Act(US, CN, someone, Start, null, SubjectId.Parse(id), null, Seen.Nothing);
        var refusal = AgreementRules.MayState(null, Propose(1), act);
        Assert.Equal(isOpened ? null : "too-many-agreements", refusal?.Code);
    }

    [Fact]
    public void A_proposal_alone_binds_nobody()
    {
        var proposed = Fold((US, Propose(1)));
        Assert.Null(proposed.InForce(Start.AddYears(1)));
        Assert.Equal(VersionStatus.Proposed, proposed.Latest.Status);
        Assert.True(proposed.Alive);
    }

    [Fact]
    public void An_amendment_takes_over_on_its_day_and_not_before()
    {
        var agreed = Fold((US, Propose(1)), (CN, Accept(1)), (CN, Propose(2, inForceInDays: 30)), (US, Accept(2)));
        Assert.Equal(1, agreed.InForce(Start.AddDays(29))!.Number);
        Assert.Equal(2, agreed.InForce(Start.AddDays(30))!.Number);
    }

    [Fact]
    public void Amendments_of_both_that_cross_resolve_to_the_one_that_comes_first()
    {
        var agreed = Fold((US, Propose(1)), (CN, Accept(1)));
        var (state, none) = Next(agreed, CN, Propose(2));
        Assert.Null(none);
        Assert.Equal("not-the-next-version", Next(state, US, Propose(2)).Refusal!.Code);
        Assert.Equal(CN, ((Agreement)state!).Latest.Proposer);
        // Whoever came second proposes again, as the version after.
        Assert.Null(Next(state, US, Propose(3)).Refusal);
    }

    [Fact]
    public void A_counter_proposal_stands_beside_the_first_and_a_later_acceptance_overtakes_an_earlier()
    {
        var both = Fold((US, Propose(1)), (CN, Propose(2)));
        var cnFirst = Fold(both, (CN, Accept(1)), (US, Accept(2)));
        Assert.Equal(2, cnFirst.InForce(Start.AddDays(1))!.Number);
        var usFirst = Fold(both, (US, Accept(2)));
        Assert.Equal("later-version-accepted", Next(usFirst, CN, Accept(1)).Refusal!.Code);
        Assert.Equal(2, usFirst.InForce(Start.AddDays(1))!.Number);
    }

    [Fact]
    public void A_withdrawal_that_crosses_an_acceptance_leaves_what_came_first()
    {
        var proposed = Fold((US, Propose(1)));
        var accepted = Fold(proposed, (CN, Accept(1)));
        Assert.Equal("version-already-decided", Next(accepted, US, Withdraw(1)).Refusal!.Code);
        var withdrawn = Fold(proposed, (US, Withdraw(1)));
        Assert.Equal("version-already-decided", Next(withdrawn, CN, Accept(1)).Refusal!.Code);
        Assert.False(withdrawn.Alive);
    }

    [Fact]
    public void What_is_ended_is_in_force_no_more_and_takes_nothing_new()
    {
        var ended = Fold((US, Propose(1)), (CN, Accept(1)), (CN, Propose(2)), (US, End()));
        Assert.Null(ended.InForce(Start.AddDays(1)));
        Assert.Equal("agreement-ended", Next(ended, US, Accept(2)).Refusal!.Code);
        Assert.Equal("agreement-ended", Next(ended, CN, Propose(3)).Refusal!.Code);
        Assert.Empty(AgreementMoves.For(ended, US));
    }

    public static TheoryData<string> Refusals =>
        new(
            "no-such-agreement",
            "first-version-is-one",
            "not-the-next-version",
            "agreement-kind-stays",
            "agreement-kind-missing",
            "agreement-title-missing",
            "agreement-title-too-long",
            "agreement-content-missing",
            "no-such-version",
            "own-version",
            "not-the-proposer",
            "version-already-decided",
            "content-differs",
            "nothing-in-force",
            "reason-missing",
            "exercise-differs"
        );

    [Theory]
    [MemberData(nameof(Refusals))]
    public void What_is_not_allowed_is_refused_and_changes_nothing(string code)
    {
        var (before, by, statement) = Forbidden(code);
        var (after, refusal) = Next(before, by, statement);
        Assert.Equal(code, refusal?.Code);
        Assert.Same(before, after);
        Assert.EndsWith(".", refusal!.Sentence.En, StringComparison.Ordinal);
        Assert.EndsWith("。", refusal.Sentence.Zh, StringComparison.Ordinal);
    }

    private static (Agreement? Before, PartyCode By, AgreementStatement Statement) Forbidden(string code)
    {
        var proposed = Fold((US, Propose(1)));
        return code switch
        {
            "no-such-agreement" => (null, CN, Accept(1)),
            "first-version-is-one" => (null, US, Propose(2)),
            "not-the-next-version" => (proposed, US, Propose(3)),
            "agreement-kind-stays" => (proposed, US, Propose(2) with { Kind = "sharing-plan" }),
            "agreement-kind-missing" => (null, US, Propose(1) with { Kind = "" }),
            "agreement-title-missing" => (null, US, Propose(1) with { Title = new Bilingual("Title", " ") }),
            "agreement-title-too-long" => (null, US, Propose(1) with { Title = Both(new string('x', 301)) }),
            "agreement-content-missing" => (null, US, Propose(1) with { Content = "" }),
            "no-such-version" => (proposed, CN, Accept(2)),
            "own-version" => (proposed, US, Accept(1)),
            "not-the-proposer" => (proposed, CN, Withdraw(1)),
            "version-already-decided" => (Fold(proposed, (CN, Decline(1))), CN, Accept(1)),
            "content-differs" => (proposed, CN, new AgreementStatement.Accepted(1, Hash(9))),
            "nothing-in-force" => (proposed, CN, End()),
            "reason-missing" => (proposed, CN, new AgreementStatement.Declined(1, Reason with { Original = " " })),
            _ => (proposed with { Exercise = "US-X-1" }, CN, Accept(1)),
        };
    }

    [Theory]
    [InlineData("guidelines", "amend-the-existing-agreement")]
    [InlineData("hotline-work-plan", "amend-the-existing-agreement")]
    [InlineData("exercise-plan", null)]
    public void There_is_one_agreement_of_a_kind_where_one_is_enough(string kind, string? code)
    {
        var first = Fold((US, Propose(1))) with { Kind = kind };
        var second = SubjectId.Parse("CN-A-2026-0001");
        var (_, refusal) = AgreementRules.Next(
            state: null,
            Propose(1) with
            {
                Kind = kind,
            },
            ActBy(CN, new Seen(All, first)) with
            {
                About = second,
            }
        );
        Assert.Equal(code, refusal?.Code);
    }

    [Fact]
    public void After_a_proposal_was_declined_another_agreement_of_the_kind_may_be_proposed()
    {
        var declined = Fold((US, Propose(1)), (CN, Decline(1)));
        var act = ActBy(CN, new Seen(All, declined)) with { About = SubjectId.Parse("CN-A-2026-0001") };
        Assert.Null(AgreementRules.Next(state: null, Propose(1), act).Refusal);
    }

    [Fact]
    public void Guidelines_with_errors_cannot_be_accepted()
    {
        var proposed = Fold((US, Propose(1)));
        var (_, refusal) = AgreementRules.Next(proposed, Accept(1), ActBy(CN, Seen.Nothing));
        Assert.Equal("guidelines-not-valid", refusal?.Code);
    }

    [Fact]
    public void A_page_offers_exactly_what_the_rules_allow()
    {
        var proposed = Fold((US, Propose(1)));
        Assert.Equal(
            [(AgreementMove.Accept, 1), (AgreementMove.Decline, 1), (AgreementMove.Amend, 2)],
            AgreementMoves.For(proposed, CN)
        );
        Assert.Equal([(AgreementMove.Withdraw, 1), (AgreementMove.Amend, 2)], AgreementMoves.For(proposed, US));
        var agreed = Fold(proposed, (CN, Accept(1)));
        Assert.Equal([(AgreementMove.Amend, 2), (AgreementMove.End, 1)], AgreementMoves.For(agreed, CN));
    }

    [Fact]
    public void No_sequence_of_statements_is_ever_too_much() =>
        Choices.Hold(
            500,
            choices =>
            {
                Subject? state = null;
                while (choices.Left)
                {
                    var before = state;
                    (state, var refusal) = Next(before, choices.Yes() ? US : CN, Any(choices));
                    if (refusal is not null && !ReferenceEquals(before, state))
                    {
                        return false;
                    }
                }
                return state is null or Agreement { Versions: [{ Number: 1 }, ..] };
            }
        );

    private static AgreementStatement Any(Choices choices) =>
        choices.Below(5) switch
        {
            0 => Propose(choices.Below(5), choices.Below(40) - 10),
            1 => Accept(choices.Below(5)),
            2 => Decline(choices.Below(5)),
            3 => Withdraw(choices.Below(5)),
            _ => choices.Yes(4) ? End() : Accept(1),
        };

    private static AgreementStatement.Proposed Propose(int version, int inForceInDays = 0) =>
        new(
            "guidelines",
            version,
            Both("Guidelines"),
            Start.AddDays(inForceInDays),
            $"{{\"v\":{version}}}",
            Hash(version)
        );

    private static AgreementStatement.Accepted Accept(int version) => new(version, Hash(version));

    private static AgreementStatement.Declined Decline(int version) => new(version, Reason);

    private static AgreementStatement.Withdrawn Withdraw(int version) => new(version, Reason);

    private static AgreementStatement.Ended End() => new(Reason);

    private static string Hash(int version) => new((char)('a' + version), 64);

    private static Agreement Fold(params (PartyCode By, AgreementStatement Statement)[] statements) =>
        Fold(null, statements);

    private static Agreement Fold(Agreement? from, params (PartyCode By, AgreementStatement Statement)[] statements)
    {
        Subject? state = from;
        foreach (var (by, statement) in statements)
        {
            (state, var refusal) = Next(state, by, statement);
            Assert.Null(refusal);
        }
        return (Agreement)state!;
    }

    private static (Subject? State, Refusal? Refusal) Next(
        Subject? state,
        PartyCode by,
        AgreementStatement statement
    ) => AgreementRules.Next(state, statement, ActBy(by, new Seen(All)));

    private static Act ActBy(PartyCode by, IAsSeen seen) =>
        new(by, by == US ? CN : US, new Officer("office", "An Officer", "liaison"), Start, Start, Id, null, seen);
}
