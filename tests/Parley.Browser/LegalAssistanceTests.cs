using static Parley.Browser.AtWork;

namespace Parley.Browser;

/// <summary>Mutual legal assistance between the central authorities, from draft to its end.</summary>
public class LegalAssistanceTests(TwoDesks desks) : KindStory(desks)
{
    [Theory]
    [InlineData("US")]
    [InlineData("CN")]
    public Task A_formal_request_goes_from_draft_to_its_end(string asking) =>
        GoesToItsEnd(
            "mutual-legal-assistance",
            "central",
            asking,
            night: true,
            "Acknowledge",
            "Accept",
            "ReportProgress",
            "Extend",
            "Answer",
            "<Rate",
            "<Close"
        );
}

/// <summary>A formal request that is refused.</summary>
public class LegalRefusalTests(TwoDesks desks) : KindStory(desks)
{
    [Fact]
    public async Task A_formal_request_is_refused_only_after_a_consultation_and_by_two_officers()
    {
        var eyes = new Eyes();
        var number = await Desks.Ask("CN", "mutual-legal-assistance", "central-2");
        var answers = await Officer("US", "central", 1, dark: true, width: 390);
        await Move(answers, number, "Acknowledge", eyes: eyes);
        await answers.GotoAsync($"/requests/{number}/do/Refuse");
        Assert.Equal(0, await answers.Locator(Submit).CountAsync());
        await Eyes.On(answers, eyes);
        await Move(answers, number, "Consult", eyes: eyes);
        await answers.GotoAsync($"/requests/{number}/do/Refuse");
        Assert.Equal(0, await answers.Locator(Submit).CountAsync());
        var heard = await Officer("CN", "central", 1);
        await Open(heard, number, "Consult");
        await Move(heard, number, "Consult", eyes: eyes);
        await Open(answers, number, "Refuse");
        await Move(answers, number, "Refuse", form => form.CheckAsync("input[name=ground] >> nth=0"), eyes);
        await Checked(Desks, answers.Url);
        await Release(await Officer("US", "central", 2), number, eyes);
        var asks = await Officer("CN", "central", 1);
        await Open(asks, number, "Close");
        await Move(asks, number, "Close", eyes: eyes);
        Assert.Empty(eyes.Found);
    }
}
