using static Parley.Browser.AtWork;

namespace Parley.Browser;

/// <summary>
/// A session that an operator ends while its officer writes. That ends all of the officer's sessions, so these are
/// officers whom no other story signs in.
/// </summary>
public class SessionTests(TwoDesks desks) : Story(desks)
{
    [Theory]
    [InlineData("zh-Hans", true, 390, "您的登录会话已结束")]
    [InlineData("en", false, 1280, "Your session had ended")]
    public async Task An_answer_outlives_the_session_in_which_it_was_written(
        string language,
        bool dark,
        int width,
        string words
    )
    {
        const string answer = "The account was opened in Qingyu in March. 该账户于三月在青屿开立。";
        var eyes = new Eyes();
        var number = await Desks.Ask("US", "information", "liaison-2");
        var officer = await SignIn("CN", "cn-duty-1", language, dark: dark, width: width);
        await officer.GotoAsync($"/requests/{number}/do/Answer");
        await Filling.InOneGo(officer);
        await Finally(officer);
        await officer.FillAsync("#item-1", answer);

        var operates = await SignIn("CN", "cn-operator-2", "en");
        await operates.GotoAsync("/settings/officers");
        await Press(operates, "main a:has-text('Jing Anlan')");
        await operates.ClickAsync("details:has(form[action$='/sessions']) summary");
        await Press(operates, "form[action$='/sessions'] button");

        await Press(officer, Submit);
        Assert.Contains(words, await officer.InnerTextAsync("main"), StringComparison.Ordinal);
        await Eyes.On(officer, eyes);
        await Press(officer, "button[name=persona][value='cn-duty-1']");
        Assert.Contains(answer, await officer.InnerTextAsync("main"), StringComparison.Ordinal);
        await Eyes.On(officer, eyes);
        await Press(officer, "form#again button.govuk-button");
        Assert.EndsWith($"/requests/{number}", officer.Url, StringComparison.Ordinal);
        var waits = await officer.InnerTextAsync("aside .note--warn >> nth=0");
        Assert.Contains("该账户于三月在青屿开立。", waits, StringComparison.Ordinal);
        await Eyes.On(officer, eyes);
        Assert.Empty(eyes.Found);
    }
}
