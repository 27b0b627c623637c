namespace Parley.Browser;

/// <summary>Disclosure in an emergency, validated afterwards.</summary>
public class EmergencyTests(TwoDesks desks) : KindStory(desks)
{
    [Theory]
    [InlineData("US")]
    [InlineData("CN")]
    public Task An_emergency_disclosure_goes_from_draft_to_its_end(string asking) =>
        GoesToItsEnd(
            "emergency-disclosure",
            "liaison",
            asking,
            night: false,
            "RespondFirst",
            "Answer",
            "<Validate",
            "LimitUse",
            "<Rate",
            "<Close"
        );
}
