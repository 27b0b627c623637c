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

    [Theory]
    [InlineData("en", true, 1280)]
    [InlineData("zh-Hans", false, 390)]
    public async Task What_came_for_one_that_was_not_validated_is_taken_out_with_a_reason(
        string language,
        bool dark,
        int width
    )
    {
        var eyes = new Eyes();
        var request = Desks.NotValidated;
        var party = $"{request.From}";
        // The rule book of the demo lets not every officer print it.
        var office = language is "en" ? "central-1" : "liaison-2";
        var page = await SignIn(party, $"{party.ToLowerInvariant()}-{office}", language, dark: dark, width: width);
        await page.GotoAsync($"/requests/{request.Id}");
        await Eyes.On(page, eyes);
        await page.GotoAsync($"/requests/{request.Id}/letter");
        await Eyes.On(page, eyes);
        Assert.Equal(0, await page.Locator(".letter").CountAsync());
        await page.FillAsync("#reason", "The court asks for it. 法院调取。");
        await AtWork.Press(page, "form[action$='/use'] button");
        Assert.EndsWith("/letter", new Uri(page.Url).AbsolutePath, StringComparison.Ordinal);
        await page.GotoAsync($"/requests/{request.Id}");
        Assert.Contains("法院调取", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await Eyes.On(page, eyes);
        Assert.Empty(eyes.Found);
    }
}
