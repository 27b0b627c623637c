using System.Collections.Immutable;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Node.Look;
using Parley.Node.Requests;
using Parley.Tests.Requests;
using static Parley.Tests.Guidelines.SmallGuidelines;

namespace Parley.Tests.Guidelines;

/// <summary>The pages on which an officer of Washington writes a request, as a browser shows and sends them.</summary>
internal static partial class DrawnForm
{
    private static readonly ServiceProvider Services = Registered().BuildServiceProvider();

    /// <summary>What the components of a page ask for.</summary>
    public static IServiceCollection Registered() =>
        new ServiceCollection()
            .AddLogging()
            .AddLocalization()
            .AddSingleton<INodeSight>(new TwoCapitals())
            .AddSingleton(TimeProvider.System)
            .AddScoped<Moments>()
            .AddScoped<AntiforgeryStateProvider, NoToken>();

    /// <summary>A draft with what the node's check finds in it.</summary>
    public static DraftSight Sight(Draft draft, AgreedGuidelines guidelines)
    {
        var kept = new KeptDraft(1, CN, 7, draft, [], [], Play.Start, null, null, null, Key: null!);
        return new DraftSight(
            kept,
            Play.Cited,
            guidelines,
            [
                .. Check.Findings(draft, guidelines, US, CN),
                .. RequestLinks.Findings(draft, guidelines, US, AnyDraft.MadeAs),
            ],
            Check.CompletenessPercent(draft, guidelines, US, CN)
        );
    }

    /// <summary>One section of the form, as it stands.</summary>
    public static string Page(DraftSight sight, string part) =>
        Html<DraftPartPage>(("Sight", sight), (nameof(DraftPartPage.Part), part));

    /// <summary>The fields of one item.</summary>
    public static string Field(Item item, Draft draft, AgreedGuidelines guidelines) =>
        Html<ItemField>(
            ("Item", item),
            ("Entry", draft.Entries.GetValueOrDefault(item.Id)),
            ("OptionList", guidelines.OptionsOf(item, draft.Urgency).ToList()),
            ("Language", draft.Language),
            ("Shown", Check.Applies(item, draft)),
            ("Required", Check.IsRequired(item, draft, guidelines)),
            ("MayGrow", true),
            ("Parties", new[] { US, CN })
        );

    public static string Html<T>(params (string Name, object? Value)[] parameters)
        where T : IComponent => Html<T>(Services, parameters);

    /// <summary>A component as a page shows it, with what a page is given besides.</summary>
    public static string Html<T>(IServiceProvider services, params (string Name, object? Value)[] parameters)
        where T : IComponent
    {
        using var scope = services.CreateScope();
        using var renderer = new HtmlRenderer(
            scope.ServiceProvider,
            scope.ServiceProvider.GetRequiredService<ILoggerFactory>()
        );
        var given = ParameterView.FromDictionary(
            parameters.ToDictionary(one => one.Name, one => one.Value, StringComparer.Ordinal)
        );
        return renderer
            .Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<T>(given)).ToHtmlString())
            .GetAwaiter()
            .GetResult();
    }

    /// <summary>What a browser sends of the fields on a page: what is enabled, chosen or filled in.</summary>
    public static Dictionary<string, StringValues> Submit(string html)
    {
        var fields = new Dictionary<string, StringValues>(StringComparer.Ordinal);
        foreach (var (tag, attributes, inner) in Fields(html))
        {
            // A button is sent by who presses it.
            var off =
                tag is "button"
                || (Attribute(attributes, "type") is "radio" or "checkbox" && !Has(attributes, "checked"));
            if (Attribute(attributes, "name") is not { } name || Has(attributes, "disabled") || off)
            {
                continue;
            }
            var value = tag switch
            {
                "textarea" => WebUtility.HtmlDecode(inner),
                "select" => Chosen(inner),
                _ => Attribute(attributes, "value") ?? "",
            };
            fields[name] = StringValues.Concat(fields.GetValueOrDefault(name), value);
        }
        return fields;
    }

    public static FormCollection Form(string html) => new(Submit(html));

    /// <summary>The names of the fields that can be filled in, also those of which nothing is chosen.</summary>
    public static HashSet<string> Names(string html) =>
        Fields(html)
            .Where(field => !Has(field.Attributes, "disabled"))
            .Select(field => Attribute(field.Attributes, "name"))
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>What can be chosen in a field: the values of its buttons, boxes or list.</summary>
    public static HashSet<string> Offered(string html, string name) =>
        Fields(html)
            .Where(field => string.Equals(Attribute(field.Attributes, "name"), name, StringComparison.Ordinal))
            .SelectMany(field =>
                field.Tag is "select"
                    ? Option().Matches(field.Inner).Select(o => Attribute(o.Groups["attributes"].Value, "value") ?? "")
                    : [Attribute(field.Attributes, "value") ?? ""]
            )
            .ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<(string Tag, string Attributes, string Inner)> Fields(string html) =>
        AnyField()
            .Matches(html)
            .Select(m => (m.Groups["tag"].Value, m.Groups["attributes"].Value, m.Groups["inner"].Value));

    private static string Chosen(string options)
    {
        var all = Option().Matches(options).Select(o => o.Groups["attributes"].Value).ToList();
        return Attribute(all.Find(o => Has(o, "selected")) ?? all[0], "value") ?? "";
    }

    private static bool Has(string attributes, string name) => Regex.IsMatch(attributes, $@"\b{name}\b(?![^=]*"")");

    private static string? Attribute(string attributes, string name) =>
        Regex.Match(attributes, $"""(?<![\w-]){name}="([^"]*)" """.TrimEnd()) is { Success: true } found
            ? WebUtility.HtmlDecode(found.Groups[1].Value)
            : null;

    [GeneratedRegex(
        """<(?<tag>input)(?<attributes>(\s+[\w-]+(="[^"]*")?)*)\s*/?>|<(?<tag>textarea|select|button)(?<attributes>(\s+[\w-]+(="[^"]*")?)*)\s*>(?<inner>.*?)</\k<tag>>""",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000
    )]
    private static partial Regex AnyField();

    [GeneratedRegex(
        """<option(?<attributes>(\s+[\w-]+(="[^"]*")?)*)\s*>""",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000
    )]
    private static partial Regex Option();

    /// <summary>The page bears no token here: who sends it is not what is tried.</summary>
    private sealed class NoToken : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => null;
    }

    private sealed class TwoCapitals : INodeSight
    {
        public PartyCode Party => US;

        public Bilingual PartyName => Both("United States");

        public IReadOnlyList<LinkSight> Links => [];

        public IReadOnlyList<Capital> Capitals =>
            [new(US, Both("Washington"), "America/New_York"), new(CN, Both("Beijing"), "Asia/Shanghai")];
    }
}
