namespace Parley.Browser;

/// <summary>Cooperation in a case, in which both sides report.</summary>
public class CaseTests(TwoDesks desks) : KindStory(desks)
{
    [Theory]
    [InlineData("US")]
    [InlineData("CN")]
    public Task Cooperation_in_a_case_goes_from_draft_to_its_end(string asking) =>
        GoesToItsEnd(
            "case-cooperation",
            "liaison",
            asking,
            night: true,
            "Acknowledge",
            "Accept",
            "ReportProgress",
            "<ReportProgress",
            "Answer",
            "<Rate",
            "<Close"
        );
}
