using System.Security.Cryptography;
using System.Text;
using Microsoft.Playwright;

namespace Parley.Browser;

/// <summary>
/// What a page is made of, without its words: elements and how they are marked, rows that are alike once, and whether
/// what is named by another is there. Two pages of one shape are alike to whoever cannot see them, and in colours.
/// </summary>
internal static class PageShape
{
    private const string Shape = """
        () => {
          const byWord = new Set("class role type lang style scope colspan autocomplete tabindex".split(" "));
          const refers = new Set("for headers aria-labelledby aria-describedby aria-controls".split(" "));
          const ids = new Map();
          for (const { id } of document.querySelectorAll("[id]")) ids.set(id, (ids.get(id) ?? 0) + 1);
          const valueOf = ({ name, value }) =>
            name === "id" ? (ids.get(value) > 1 ? "twice" : "once")
            : refers.has(name) ? value.split(/\s+/).map((id) => ids.has(id)).join()
            : byWord.has(name) || (name.startsWith("aria-") && name !== "aria-label") ? value.replace(/[0-9.]+/g, "#")
            : value.trim().length > 0;
          const shapeOf = (element) => {
            const marks = [...element.attributes].map((one) => `${one.name}=${valueOf(one)}`).sort();
            const parts = [];
            for (const child of element.childNodes) {
              const part = child.nodeType === Node.TEXT_NODE ? (child.data.trim() ? "…" : "")
                : child.nodeType === Node.ELEMENT_NODE ? shapeOf(child) : "";
              if (part && !parts.includes(part)) parts.push(part);
            }
            return `<${element.localName} ${marks.join(" ")}>${parts.join("")}</>`;
          };
          return shapeOf(document.documentElement);
        }
        """;

    /// <summary>The shape of a page as it stands on its screen now.</summary>
    public static async Task<string> Of(IPage page)
    {
        var shape = await page.EvaluateAsync<string>(Shape);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(shape)));
    }
}
