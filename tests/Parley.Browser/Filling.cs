using System.Globalization;
using Microsoft.Playwright;

namespace Parley.Browser;

/// <summary>Fills in whatever the guidelines ask for, by the shape of the fields alone.</summary>
internal static class Filling
{
    /// <summary>What is written where a text is asked for in English.</summary>
    public const string Original = "A sentence about the account, and why it matters here.";

    private const string Translation = "关于该账户的说明及其重要性。";

    /// <summary>Each field that is empty, as one who knows it all by heart: at one go, as every field would be told
    /// by a key or a click.</summary>
    private const string AtOneGo = """
        ({ original, translation, soon }) => {
          const all = (shape) => [...document.querySelectorAll("main " + shape)];
          const seen = (field) => field.checkVisibility({ visibilityProperty: true })
            && field.getBoundingClientRect().height > 0;
          const write = (field, text) => {
            field.value = text;
            field.dispatchEvent(new Event("input", { bubbles: true }));
            field.dispatchEvent(new Event("change", { bubbles: true }));
          };
          // A crime area that everybody may read of by the demo's rule book.
          for (const area of all("[name=crime-area][value=fraud-and-bec]")) if (!area.checked) area.click();
          for (const area of all("select[name=crime-area]")) if (!area.value) write(area, "fraud-and-bec");
          for (const shape of ["input[type=radio]", "input[type=checkbox]:not([name=item]):not([name=ground])"])
            for (const box of all(shape + ":enabled"))
              if (!all(shape).some((one) => one.name === box.name && one.checked)) box.click();
          for (const choice of all("select:enabled").filter(seen))
            if (!choice.value && !choice.name.startsWith("question")) write(choice, choice.options[1].value);
          for (const text of all("textarea[lang]").filter(seen))
            if (!text.value) write(text, text.lang === "zh-Hans" ? translation : original);
          const valueFor = ({ type, name, id }) =>
            type === "date" ? "2030-12-20"
            : type === "datetime-local" && (name === "by.at" || name === "until.at") ? soon
            : type === "datetime-local" ? (name.endsWith(".to") ? "2026-02-02T12:00" : "2026-02-01T10:00")
            // Of the rows of identifiers the first.
            : name.endsWith(".value") ? (id === "i-" + name.slice(0, -".value".length) ? "203.0.113.88" : null)
            : "Lakemont Field Office";
          for (const line of all("input.govuk-input:enabled").filter(seen)) {
            const value = line.value ? null : valueFor(line);
            if (value) write(line, value);
          }
        }
        """;

    public static Task InOneGo(IPage page) => page.EvaluateAsync(AtOneGo, Words());

    /// <summary>The same field by field, as an officer does it, with the keyboard and the mouse.</summary>
    public static async Task ByHand(IPage page)
    {
        foreach (var radio in await page.Locator("main input[type=radio]:enabled").AllAsync())
        {
            var name = await radio.GetAttributeAsync("name");
            if (await page.Locator($"main input[type=radio][name='{name}']:checked").CountAsync() == 0)
            {
                await radio.CheckAsync();
            }
        }
        foreach (var text in await page.Locator("main textarea[lang]:visible").AllAsync())
        {
            if ((await text.InputValueAsync()).Length == 0)
            {
                var chinese = await text.GetAttributeAsync("lang") is "zh-Hans";
                await text.PressSequentiallyAsync(chinese ? Translation : Original);
            }
        }
        foreach (var line in await page.Locator("main input.govuk-input:not([type]):visible:enabled").AllAsync())
        {
            var name = await line.GetAttributeAsync("name") ?? "";
            if ((await line.InputValueAsync()).Length == 0 && !name.EndsWith(".value", StringComparison.Ordinal))
            {
                await line.PressSequentiallyAsync("Lakemont Field Office");
            }
        }
        // Calendars and lists.
        await InOneGo(page);
    }

    private static object Words() =>
        new
        {
            original = Original,
            translation = Translation,
            soon = DateTimeOffset.UtcNow.AddDays(100).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture),
        };
}
