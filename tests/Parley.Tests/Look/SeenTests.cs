using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Parley.Node.Look;

namespace Parley.Tests.Look;

/// <summary>What others wrote, as an officer sees it.</summary>
public sealed class SeenTests
{
    [Theory]
    [InlineData("plain text", "plain text")]
    [InlineData("账户 account", "账户 account")]
    [InlineData("one\ntwo\tthree", "one\ntwo\tthree")]
    [InlineData("a\u202egpj.exe", "a<U+202E>gpj.exe")]
    [InlineData("\u200bpay\ufeff", "<U+200B>pay<U+FEFF>")]
    [InlineData("line\u2028break\nnext", "line<U+2028>break\nnext")]
    public async Task A_character_nobody_would_see_has_a_mark_in_its_place(string text, string seen)
    {
        var services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var given = new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(Seen.Text)] = text };
            var root = await renderer.RenderComponentAsync<Seen>(ParameterView.FromDictionary(given));
            return root.ToHtmlString();
        });
        var marked = html.Replace("<span class=\"unseen\" title=\"A hidden character stands here\">", "<")
            .Replace("</span>", ">");
        Assert.Equal(seen, System.Net.WebUtility.HtmlDecode(marked));
    }
}
