using System.Security.Cryptography;
using Microsoft.Playwright;
using Parley.Cooperation.Requests;
using static Parley.Browser.AtWork;

namespace Parley.Browser;

/// <summary>Certificates in mutual legal assistance: asked for, given with an answer, printed on the other side.
/// </summary>
public class CertificateTests(TwoDesks desks) : Story(desks)
{
    private const string Witness = "Aldous Penhallow 奥尔德斯·彭哈洛";

    [Theory]
    [InlineData("CN", true, 390, "尚未随附", "所请求但未随附")]
    [InlineData("US", false, 1280, "have not come yet", "did not come")]
    public async Task A_certificate_that_was_asked_for_is_given_and_one_that_is_missing_is_named(
        string asking,
        bool dark,
        int width,
        string notYet,
        string missing
    )
    {
        var eyes = new Eyes();
        var asked = Other(asking);
        var number = await Desks.Ask(
            asking,
            "mutual-legal-assistance",
            "central-2",
            draft => draft.With("certificate-forms", new Entry.Several(["witness-questioning", "seized-items"]))
        );
        var answers = await Officer(asked, "central", 1, !dark, width);
        var releases = await Officer(asked, "central", 2, dark);
        await Move(answers, number, "Answer", form => Certify(form, "witness-questioning"), eyes);
        await Release(releases, number, eyes);

        var asks = await Officer(asking, "central", 1, dark, width);
        var print = $"a[href='/requests/{number}/certificates/1']";
        await Shown(asks, $"/requests/{number}", print);
        await Eyes.On(asks, eyes);
        Assert.Contains(notYet, await Note(asks), StringComparison.Ordinal);
        Assert.Contains(Witness, await asks.InnerTextAsync(".timeline"), StringComparison.Ordinal);
        await Press(asks, $"{print} >> nth=0");
        await Proven(asks, number, asked);
        await Eyes.On(asks, eyes);
        await Printed(asks);
        var other = await asks.GotoAsync($"/requests/{number}/certificates/2");
        Assert.Equal(404, other!.Status);

        await Move(answers, number, "Answer", Finally, eyes);
        await Release(releases, number, eyes);
        await Arrived(asks, $"/requests/{number}", missing);
        await Eyes.On(asks, eyes);
        await releases.GotoAsync($"/requests/{number}");
        // What follows from it is for the side that asked.
        Assert.Equal(await Lines(asks) - 1, await Lines(releases));
        Assert.Empty(eyes.Found);
    }

    /// <summary>Fills in the blanks of a certificate by hand; those of the other one stay empty.</summary>
    private static async Task Certify(IPage form, string code)
    {
        Assert.Equal(2, await form.Locator("#certificate-witness-questioning, #certificate-seized-items").CountAsync());
        await form.CheckAsync("input[name=final][value=false]");
        await form.ClickAsync($"#certificate-{code} summary");
        await form.FillAsync($"#cert-{code}-witness-en", Witness);
        await form.FillAsync($"#cert-{code}-witness-zh", Witness);
        // A second sheet is begun and taken out again: what stands on the first stays.
        await form.ClickAsync($"#certificate-{code} button[value='add {code}']");
        Assert.Equal(2, await form.Locator($"#certificate-{code} fieldset").CountAsync());
        Assert.Equal(Witness, await form.InputValueAsync($"#cert-{code}-witness-en"));
        await form.ClickAsync($"#certificate-{code} fieldset:nth-of-type(2) button[value^='remove']");
        Assert.Equal(1, await form.Locator($"#certificate-{code} fieldset").CountAsync());
        Assert.Equal(Witness, await form.InputValueAsync($"#cert-{code}-witness-zh"));
    }

    /// <summary>The sheet bears what was filled in, in both languages, and the place and hash of the very answer it
    /// came with, under the checkpoint both sides signed.</summary>
    private async Task Proven(IPage page, string number, string asked)
    {
        var sheet = await page.InnerTextAsync("article.letter");
        foreach (var language in new[] { "en", "zh-Hans" })
        {
            Assert.Contains(
                Witness,
                await page.InnerTextAsync($"article.letter section[lang={language}]"),
                StringComparison.Ordinal
            );
        }
        Assert.Equal(1, await page.Locator(".letter__proof svg").CountAsync());
        Assert.Contains($"{asked.ToLowerInvariant()}.parley.example", sheet, StringComparison.Ordinal);
        var hash = await page.InnerTextAsync(".letter__proof code");
        await page.GotoAsync($"/requests/{number}");
        var entries = await page.Locator($".timeline a[href$='.json'][href*='/{asked}/']")
            .EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
        var hashes = new List<string>();
        foreach (var entry in entries)
        {
            var written = await page.APIRequest.GetAsync(new Uri(new Uri(page.Url), entry).ToString());
            hashes.Add(Convert.ToHexStringLower(SHA256.HashData(await written.BodyAsync())));
        }
        Assert.Contains(hash, hashes);
        await page.GotoAsync($"/requests/{number}/certificates/1");
    }

    /// <summary>On paper stands the sheet alone, and all of it.</summary>
    private static async Task Printed(IPage page)
    {
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.True(await page.Locator("article.letter").IsVisibleAsync());
        Assert.False(await page.Locator(".govuk-back-link").IsVisibleAsync());
        Assert.Null(await Eyes.SticksOut(page));
        Assert.NotEmpty(await page.PdfAsync());
        await page.EmulateMediaAsync(new() { Media = Media.Screen });
    }

    private static Task<string> Note(IPage page) => Notes(page).InnerTextAsync();

    private static Task<int> Lines(IPage page) => Notes(page).Locator("p").CountAsync();

    /// <summary>The note that names the certificate which did not come.</summary>
    private static ILocator Notes(IPage page) =>
        page.Locator("aside .note", new() { HasText = "search for and seizure" })
            .Or(page.Locator("aside .note", new() { HasText = "搜查扣押" }));
}
