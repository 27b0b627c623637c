using static Parley.Browser.AtWork;

namespace Parley.Browser;

/// <summary>Requests between police: asked about, answered, carried on as a formal request, withdrawn.</summary>
public class InformationTests(TwoDesks desks) : KindStory(desks)
{
    [Theory]
    [InlineData("US")]
    [InlineData("CN")]
    public Task A_request_for_information_goes_from_draft_to_its_end(string asking) =>
        GoesToItsEnd(
            "information",
            "liaison",
            asking,
            night: false,
            "Acknowledge",
            "AskClarification",
            "<Clarify",
            "Answer",
            "<Rate",
            "ReplyToRating",
            "<Close"
        );

    [Theory]
    [InlineData("US", false, 1280)]
    [InlineData("CN", true, 390)]
    public async Task A_request_that_needs_a_court_order_goes_on_as_a_formal_one(string asking, bool dark, int width)
    {
        var eyes = new Eyes();
        var before = await Desks.Ask(asking, "information", "liaison-2");
        var answers = await Officer(Other(asking), "liaison", 2, dark: !dark, width: width);
        await Move(
            answers,
            before,
            "Refuse",
            form => form.CheckAsync("input[name=ground][value=needs-court-order]"),
            eyes
        );
        await Release(await Officer(Other(asking), "central", 1, dark: dark), before, eyes);

        // The police may not write to central authorities: the page says who does.
        var asks = await Officer(asking, "liaison", 1, dark: dark, width: width);
        await Open(asks, before, "Transfer");
        await asks.GotoAsync($"/requests/{before}/do/Transfer");
        await Eyes.On(asks, eyes);
        Assert.Equal(0, await asks.Locator("form#move").CountAsync());
        Assert.Equal(0, await asks.Locator("main a[href^='/drafts/new']").CountAsync());
        var central = await Officer(asking, "central", 1, dark: !dark, width: width);
        await central.GotoAsync($"/requests/{before}/do/Transfer");
        await Eyes.On(central, eyes);
        var number = await Continued(
            central,
            await Officer(asking, "central", 2),
            "main a[href$='&kind=mutual-legal-assistance']",
            eyes
        );

        await Move(asks, before, "Transfer", form => form.SelectOptionAsync("#to", number), eyes);
        Assert.Equal(1, await asks.Locator($".clockface .note a[href='/requests/{number}']").CountAsync());
        await Eyes.On(asks, eyes);
        await Names(central, number, before);
        await Names(central, before, number);
        await Eyes.On(central, eyes);
        await Shown(answers, $"/requests/{before}", $".clockface .note a[href='/requests/{number}']");
        await Eyes.On(answers, eyes);
        await Names(answers, before, number);
        await There(answers, number);
        await Names(answers, number, before);
        await Eyes.On(answers, eyes);
        Assert.Empty(eyes.Found);
    }

    [Theory]
    [InlineData("US", "撤回", true, 390)]
    [InlineData("CN", "Withdrawn", false, 1280)]
    public async Task A_request_that_is_withdrawn_asks_for_nothing_more(
        string asking,
        string words,
        bool dark,
        int width
    )
    {
        var eyes = new Eyes();
        var number = await Desks.Ask(asking, "information", "liaison-2");
        var answers = await Officer(Other(asking), "liaison", 1, dark: dark, width: width);
        await Move(answers, number, "Acknowledge");
        var asks = await Officer(asking, "liaison", 1, dark: !dark, width: width);
        await asks.GotoAsync($"/requests/{number}/do/Withdraw");
        await Eyes.On(asks, eyes);
        await asks.FillAsync("#text", "The account was found here; nothing more is asked. 账户已在本方查获。");
        await Press(asks, Submit);
        await Arrived(answers, $"/requests/{number}", words);
        await Eyes.On(answers, eyes);
        await asks.GotoAsync($"/requests/{number}");
        await Eyes.On(asks, eyes);
        foreach (var page in new[] { answers, asks })
        {
            Assert.Contains("账户已在本方查获", await page.InnerTextAsync(".timeline"), StringComparison.Ordinal);
            Assert.Equal(0, await page.Locator("main a[href$='/do/Answer'], main a[href$='/do/Clarify']").CountAsync());
        }
        await answers.GotoAsync($"/requests/{number}/do/Answer");
        Assert.Equal(0, await answers.Locator("form#move").CountAsync());
        await Eyes.On(answers, eyes);
        await Move(asks, number, "Close", eyes: eyes);
        Assert.Empty(eyes.Found);
    }
}
