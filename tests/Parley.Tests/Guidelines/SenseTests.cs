using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Tests.Samples;

namespace Parley.Tests.Guidelines;

/// <summary>What fits its item and yet makes little sense is told as advice, and keeps no request from being made.
/// </summary>
public sealed class SenseTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 14, 0, 0, TimeSpan.Zero);

    private static readonly AgreedGuidelines Model = SampleFiles.Guidelines;

    [Theory]
    [InlineData("2026-03-02", "already-passed")]
    [InlineData("2026-03-03", "already-passed")]
    [InlineData("2026-03-04", null)]
    [InlineData("2026-06-01", null)]
    [InlineData("2026-06-06", "beyond-hold")]
    [InlineData("9999-12-30", "beyond-hold")]
    public void The_formal_request_after_a_preservation_lies_ahead_and_before_the_data_is_let_go(
        string day,
        string? code
    )
    {
        var draft = Draft
            .Empty("preservation", "routine", "en")
            .With("formal-request-intended", new Entry.YesNo(true))
            .With("formal-request-by", new Entry.Plain(day));
        Assert.Equal(code, CodeOf(draft, "formal-request-by", Now));
        Assert.Null(CodeOf(draft, "formal-request-by", at: null));
        Assert.Null(CodeOf(draft.With("formal-request-intended", new Entry.YesNo(false)), "formal-request-by", Now));
    }

    [Theory]
    [InlineData("2026-03-04T21:59+08:00", "already-passed")]
    [InlineData("2026-03-04T22:01+08:00", null)]
    [InlineData("2027-03-04T22:01Z", null)]
    public void What_is_needed_by_a_moment_that_has_passed_comes_too_late(string moment, string? code)
    {
        var draft = Draft.Empty("emergency-disclosure", "emergency", "en").With("needed-by", new Entry.Plain(moment));
        Assert.Equal(code, CodeOf(draft, "needed-by", Now));
    }

    [Fact]
    public void What_is_confidential_is_neither_published_nor_told_to_the_user()
    {
        var draft = Draft
            .Empty("preservation", "routine", "en")
            .With("traffic-light", new Entry.Plain("TLP:CLEAR"))
            .With("user-notice", new Entry.YesNo(true));
        Assert.Null(CodeOf(draft, "traffic-light", Now));
        var secret = draft.With("confidential", new Entry.YesNo(true));
        Assert.Equal("clashes", CodeOf(secret, "traffic-light", Now));
        Assert.Equal("clashes", CodeOf(secret, "user-notice", Now));
        Assert.Null(CodeOf(secret.With("traffic-light", new Entry.Plain("TLP:RED")), "traffic-light", Now));
    }

    [Fact]
    public void Guidelines_that_let_anything_but_a_date_lie_ahead_or_clash_with_what_is_not_there_are_none()
    {
        var items = Model.CommonItems;
        var (date, light) = (At("desired-date"), At("traffic-light"));
        var clash = items[light].Clashes!.Value[0];
        Assert.Equal(["ahead-misplaced"], Faults(light, item => item with { Ahead = true }));
        Assert.Equal(["reference-unknown"], Faults(date, item => item with { Clashes = [clash] }));
        Assert.Equal(["reference-unknown"], Faults(light, item => item with { Clashes = [clash with { Is = ["x"] }] }));
        Assert.Equal(["condition-empty"], Faults(light, item => item with { Clashes = [clash with { Is = [] }] }));
        Assert.Equal(
            ["reference-unknown"],
            Faults(light, item => item with { Clashes = [clash with { With = new Condition("none-such", ["x"]) }] })
        );
        Assert.Equal(
            ["name-missing"],
            Faults(light, item => item with { Clashes = [clash with { Why = new Bilingual("Only English.", " ") }] })
        );

        int At(string id) => items.Select(item => item.Id).ToList().IndexOf(id);

        IEnumerable<string> Faults(int at, Func<Item, Item> change) =>
            GuidelinesCheck
                .Faults(Model with { CommonItems = items.SetItem(at, change(items[at])) })
                .Select(fault => fault.Code)
                .Distinct(StringComparer.Ordinal);
    }

    private static string? CodeOf(Draft draft, string item, DateTimeOffset? at) =>
        Check
            .Findings(draft, Model, SmallGuidelines.US, SmallGuidelines.CN, at)
            .SingleOrDefault(found =>
                found.Code is "already-passed" or "beyond-hold" or "clashes"
                && found.Item.Equals(item, StringComparison.Ordinal)
            )
            ?.Code;
}
