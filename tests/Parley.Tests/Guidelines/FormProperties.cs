using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Node.Look;
using Parley.Node.Requests;
using Parley.Tests.Requests;
using static Parley.Tests.Guidelines.SmallGuidelines;

namespace Parley.Tests.Guidelines;

/// <summary>Whatever guidelines two parties agree on: the form, the check and the clocks are of one mind.</summary>
public sealed partial class FormProperties
{
    [Fact]
    public void Guidelines_drawn_at_random_are_valid() =>
        Choices.Hold(200, choices => GuidelinesCheck.Faults(new AnyGuidelines(choices).Make()).IsEmpty);

    [Fact]
    public void A_draft_that_fits_passes_and_one_required_item_less_does_not() =>
        Choices.Hold(
            200,
            choices =>
            {
                var (guidelines, draft) = AnyGuidelines.WithDraft(choices);
                Assert.Null(Check.FirstBlocking(draft, guidelines, US, CN)?.Sentence.En);
                var required = guidelines.ItemsOf("kind").Where(i => Check.IsRequired(i, draft, guidelines)).ToList();
                return required.TrueForAll(item =>
                    Check.FirstBlocking(draft.With(item.Id, null), guidelines, US, CN) is not null
                );
            }
        );

    [Fact]
    public void What_the_form_shows_is_read_from_it_again_and_passes() =>
        Choices.Hold(
            60,
            choices =>
            {
                var (guidelines, draft) = AnyGuidelines.WithDraft(choices);
                var items = guidelines.ItemsOf("kind");
                var html = string.Concat(items.Select(item => Render(item, draft, guidelines)));
                var signed = draft.Entries.Values.Any(Signs);
                var form = Submit(html + (signed ? Signature : ""));
                var read = DraftForm.Read(items, form, draft.Language);
                var again = items.Aggregate(
                    Draft.Empty(draft.Kind, draft.Urgency, draft.Language),
                    (all, item) => all.With(item.Id, read.GetValueOrDefault(item.Id))
                );
                Assert.True(DraftMerge.Same(draft, again), html);
                Assert.Null(Check.FirstBlocking(again, guidelines, US, CN)?.Sentence.En);
                return true;
            }
        );

    [Theory]
    [InlineData("2026-03-08T09:30-05:00")]
    [InlineData("2026-03-08T09:30+05:30")]
    [InlineData("2026-07-01T23:45-04:00")]
    public void An_instant_by_a_clock_the_form_does_not_name_stays_the_same_instant(string written)
    {
        var item = Item("when", ItemType.Moment);
        var draft = Draft.Empty("information", "routine", "en").With("when", new Entry.Plain(written));
        var read = DraftForm.Read([item], Submit(Render(item, draft, All)), "en")["when"];
        var plain = Assert.IsType<Entry.Plain>(read);
        Assert.Equal(
            DateTimeOffset.Parse(written, CultureInfo.InvariantCulture),
            DateTimeOffset.Parse(plain.Value, CultureInfo.InvariantCulture)
        );
    }

    [Fact]
    public void A_request_that_passes_has_the_clocks_its_guidelines_name() =>
        Choices.Hold(
            200,
            choices =>
            {
                var (guidelines, draft) = AnyGuidelines.WithDraft(choices);
                var made = new RequestStatement.Made(
                    draft.Kind,
                    draft.Urgency,
                    Play.Cited,
                    draft.Language,
                    draft.Entries
                );
                var seen = new Agreements.Seen(guidelines, Play.InForce);
                var act = Play.ActBy(US, Play.Start, Play.Start.AddMinutes(1), seen);
                var (state, refusal) = RequestRules.Next(null, made, act);
                Assert.Null(refusal?.Sentence.En);
                var request = (Request)state!;
                var deadlines = Deadlines.Of(request, guidelines);
                var times = guidelines.Kinds[0].TimesFor(draft.Urgency)!;
                Assert.Equal(times.Acknowledge, deadlines.Acknowledgement.Allowed);
                Assert.Equal(times.FirstResponse, deadlines.FirstResponse.Allowed);
                Assert.Equal(times.Full, deadlines.Full.Allowed);
                Assert.Equal(guidelines.Kinds[0].RateWithin, deadlines.Rating.Allowed);
                return deadlines.All.Concat(deadlines.OfRequester).All(d => !d.Owed || d.Due > d.StartsAt);
            }
        );

    private const string Signature =
        "<input name=\"translatedBy\" value=\"A Translator\" /><input name=\"reviewedBy\" value=\"A Reviewer\" />";

    private static bool Signs(Entry entry) =>
        entry switch
        {
            Entry.Written w => w.Text.TranslatedBy is not null,
            Entry.Sought s => s.Items.Any(i => i.Text.TranslatedBy is not null),
            _ => false,
        };

    private static string Render(Item item, Draft draft, AgreedGuidelines guidelines)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddLocalization();
        services.AddSingleton<INodeSight>(new TwoCapitals());
        using var provider = services.BuildServiceProvider();
        using var renderer = new HtmlRenderer(provider, provider.GetRequiredService<ILoggerFactory>());
        var parameters = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["Item"] = item,
            ["Entry"] = draft.Entries.GetValueOrDefault(item.Id),
            ["OptionList"] = guidelines.OptionsOf(item, draft.Urgency).ToList(),
            ["Language"] = draft.Language,
            ["Shown"] = Check.Applies(item, draft),
            ["MayGrow"] = true,
            ["Parties"] = new[] { US, CN },
        };
        return renderer
            .Dispatcher.InvokeAsync(async () =>
                (
                    await renderer.RenderComponentAsync<ItemField>(ParameterView.FromDictionary(parameters))
                ).ToHtmlString()
            )
            .GetAwaiter()
            .GetResult();
    }

    /// <summary>What a browser sends of the fields on a page: what is enabled, chosen or filled in.</summary>
    private static FormCollection Submit(string html)
    {
        var fields = new Dictionary<string, StringValues>(StringComparer.Ordinal);
        foreach (Match field in Field().Matches(html))
        {
            var tag = field.Groups["tag"].Value;
            var attributes = field.Groups["attributes"].Value;
            var type = Attribute(attributes, "type");
            var off = type is "radio" or "checkbox" && !Has(attributes, "checked");
            if (Attribute(attributes, "name") is not { } name || Has(attributes, "disabled") || off)
            {
                continue;
            }
            var value = tag switch
            {
                "textarea" => WebUtility.HtmlDecode(field.Groups["inner"].Value),
                "select" => Chosen(field.Groups["inner"].Value),
                _ => Attribute(attributes, "value") ?? "",
            };
            fields[name] = StringValues.Concat(fields.GetValueOrDefault(name), value);
        }
        return new FormCollection(fields);
    }

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
        """<(?<tag>input)(?<attributes>(\s+[\w-]+(="[^"]*")?)*)\s*/?>|<(?<tag>textarea|select)(?<attributes>(\s+[\w-]+(="[^"]*")?)*)\s*>(?<inner>.*?)</\k<tag>>""",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000
    )]
    private static partial Regex Field();

    [GeneratedRegex(
        """<option(?<attributes>(\s+[\w-]+(="[^"]*")?)*)\s*>""",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000
    )]
    private static partial Regex Option();

    private sealed class TwoCapitals : INodeSight
    {
        public PartyCode Party => US;

        public Bilingual PartyName => Both("United States");

        public IReadOnlyList<LinkSight> Links => [];

        public IReadOnlyList<Capital> Capitals =>
            [new(US, Both("Washington"), "America/New_York"), new(CN, Both("Beijing"), "Asia/Shanghai")];
    }
}
