using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Components;

namespace Parley.Node.Review;

/// <summary>Words in a drawing: the page's own language takes the drawing's element of that name for another.</summary>
internal static class ChartText
{
    /// <summary>One text, centred at a place.</summary>
    /// <param name="kind">What it is: "value", "name", "none".</param>
    public static MarkupString Of(string kind, double x, double y, string words) =>
        (MarkupString)
            string.Create(
                CultureInfo.InvariantCulture,
                $"<text class=\"chart__{kind}\" x=\"{x:0.#}\" y=\"{y:0.#}\">{HtmlEncoder.Default.Encode(words)}</text>"
            );
}
