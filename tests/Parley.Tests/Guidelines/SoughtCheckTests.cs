using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Tests.Requests;
using static Parley.Tests.Guidelines.SmallGuidelines;

namespace Parley.Tests.Guidelines;

/// <summary>Actions of an incident and steps of joint work: what the check finds in them.</summary>
public sealed class SoughtCheckTests
{
    [Theory]
    [InlineData("incident-assistance")]
    [InlineData("case-cooperation")]
    [InlineData("information")]
    [InlineData("preservation")]
    [InlineData("emergency-disclosure")]
    [InlineData("mutual-legal-assistance")]
    public void The_model_request_of_each_kind_has_nothing_that_keeps_it_back(string file) =>
        Assert.Empty(Codes(ModelPlay.Draft(file), blocking: true));

    [Fact]
    public void Each_action_of_an_incident_is_one_the_guidelines_list()
    {
        Assert.Equal(["action-missing"], Codes(Changed("incident-assistance", row => row with { Action = null })));
        Assert.Equal(["not-an-option"], Codes(Changed("incident-assistance", row => row with { Action = "bomb" })));
        Assert.Equal(["step-not-asked-for"], Codes(Changed("incident-assistance", row => row with { Owner = "US" })));
    }

    [Fact]
    public void Each_step_of_joint_work_has_a_side_that_takes_it_and_a_day()
    {
        Assert.Equal(["owner-or-day-missing"], Codes(Changed("case-cooperation", row => row with { Owner = null })));
        Assert.Equal(["owner-or-day-missing"], Codes(Changed("case-cooperation", row => row with { By = null })));
        Assert.Equal(["owner-unknown"], Codes(Changed("case-cooperation", row => row with { Owner = "FR" })));
        Assert.Equal(["owner-unknown"], Codes(Changed("case-cooperation", row => row with { Owner = "us" })));
        Assert.Empty(Codes(Changed("case-cooperation", row => row with { Owner = "CN" })));
        Assert.Equal(["step-not-asked-for"], Codes(Changed("case-cooperation", row => row with { Action = "block" })));
    }

    [Fact]
    public void A_plain_item_takes_neither() =>
        Assert.Equal(["step-not-asked-for"], Codes(Changed("information", row => row with { By = new(2026, 5, 1) })));

    private static Draft Changed(string file, Func<SoughtItem, SoughtItem> change)
    {
        var draft = ModelPlay.Draft(file);
        var sought = (Entry.Sought)draft.Entries["items-sought"];
        return draft.With("items-sought", new Entry.Sought(sought.Items.SetItem(0, change(sought.Items[0]))));
    }

    private static IEnumerable<string> Codes(Draft draft, bool blocking = false) =>
        Check
            .Findings(draft, ModelPlay.Model, US, CN)
            .Where(finding => finding.Blocks || (!blocking && finding.Item is "items-sought"))
            .Select(finding => finding.Code);
}
