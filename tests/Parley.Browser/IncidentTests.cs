namespace Parley.Browser;

/// <summary>Assistance in an incident, between the response teams.</summary>
public class IncidentTests(TwoDesks desks) : KindStory(desks)
{
    [Theory]
    [InlineData("US")]
    [InlineData("CN")]
    public Task A_request_for_help_with_an_incident_goes_from_draft_to_its_end(string asking) =>
        GoesToItsEnd(
            "incident-assistance",
            "cert",
            asking,
            night: false,
            "Acknowledge",
            "Accept",
            "ReportProgress",
            "Answer",
            "<Rate",
            "<Close"
        );
}
