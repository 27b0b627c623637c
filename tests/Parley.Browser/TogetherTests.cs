using Microsoft.Playwright;

namespace Parley.Browser;

/// <summary>Officers of one nation working together, in two browsers.</summary>
public class TogetherTests(TwoDesks desks) : Story(desks)
{
    private const string Said = "which log did the provider mean?";

    [Theory]
    [InlineData("en", false)]
    [InlineData("zh-Hans", true)]
    public async Task Axe_finds_nothing_in_what_stays_inside_while_a_name_is_suggested(string language, bool dark)
    {
        var page = await SignIn("CN", "cn-liaison-2", language, dark: dark);
        await page.GotoAsync($"/requests/{await Desks.Ask("US", "information", "liaison-2")}");
        await page.ClickAsync("#hand-over summary");
        await page.ClickAsync("#new-task summary");
        await page.Locator("#note").PressSequentiallyAsync("@");
        await page.Locator(".suggest__list [role=option]").First.WaitForAsync();
        Assert.Empty(await Eyes.Violations(page));
    }

    [Fact]
    public async Task A_note_that_names_a_colleague_stands_on_their_desk_and_its_task_is_done()
    {
        var writer = await SignIn("US", "us-liaison-1", "en");
        var page = $"/requests/{await Desks.Ask("CN", "information", "liaison-2")}";
        await writer.GotoAsync(page);

        // By keyboard: the name is suggested after the @, taken with Enter, and the note goes on.
        await writer.Locator("#note").PressSequentiallyAsync("@Ingr");
        await writer.Locator(".suggest__list [role=option]").First.WaitForAsync();
        await writer.Locator("#note").PressAsync("Enter");
        await writer.Locator("#note").PressSequentiallyAsync(Said);
        Assert.StartsWith("@Ingrid Vasquez-Thorne ", await writer.InputValueAsync("#note"), StringComparison.Ordinal);
        await writer.ClickAsync("form[action$='/notes'] button");
        await writer.WaitForURLAsync("**#inside");
        await writer.ClickAsync("#new-task summary");
        await writer.FillAsync("#what", "Ask the provider which log it is");
        await writer.SelectOptionAsync("#for", "o:us-liaison-2");
        await writer.ClickAsync("form[action$='/tasks'] button");
        await writer.Locator("#inside-now", new() { HasText = "Ask the provider which log it is" }).WaitForAsync();

        var named = await SignIn("US", "us-liaison-2", "zh-Hans");
        var mention = named
            .Locator("section[aria-labelledby='g-Mentioned'] li", new() { HasText = "Dana" })
            .Or(named.Locator("section[aria-labelledby='g-Mentioned'] li", new() { HasText = "达娜" }));
        Assert.Contains("提及您的备注", await named.InnerTextAsync("main"), StringComparison.Ordinal);
        await mention.Locator($"a[href^='{page}#note-']").First.ClickAsync();
        await named.WaitForURLAsync($"**{page}#note-*");
        Assert.Contains(Said, await named.InnerTextAsync("#inside"), StringComparison.Ordinal);
        await named.ClickAsync("form[action$='/take'] button");
        await named.Locator("#inside", new() { HasText = "由您经办" }).WaitForAsync();
        await named.ClickAsync("form[action$='/done'] button");
        await named.WaitForURLAsync($"**{page}#inside");
        await named.GotoAsync("/");
        Assert.Equal(0, await named.Locator($"a[href^='{page}#note-']").CountAsync());
        Assert.DoesNotContain(
            "Ask the provider which log it is",
            await named.InnerTextAsync("main"),
            StringComparison.Ordinal
        );

        // On the other screen it appears without a reload, and nothing that is being typed is lost.
        await writer.Locator("#note").PressSequentiallyAsync("half a sent");
        await named.GotoAsync(page);
        await named.FillAsync("#note", "It is the second one.");
        await named.ClickAsync("form[action$='/notes'] button");
        await writer.Locator("#inside-now", new() { HasText = "It is the second one." }).WaitForAsync();
        Assert.Equal("half a sent", await writer.InputValueAsync("#note"));
    }
}
