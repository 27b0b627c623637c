using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Parley.Node.Paper;

/// <summary>A component as a document of its own, to be kept or printed.</summary>
public static class PaperDocument
{
    public static async Task<string> Of<TPaper>(IServiceProvider services, string name, object? value)
        where TPaper : IComponent
    {
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = new Dictionary<string, object?>(StringComparer.Ordinal) { [name] = value };
            var paper = await renderer.RenderComponentAsync<TPaper>(ParameterView.FromDictionary(parameters));
            return paper.ToHtmlString();
        });
    }
}
