using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Node.Requests;
using static Parley.Tests.Guidelines.SmallGuidelines;

namespace Parley.Tests.Guidelines;

/// <summary>Whatever guidelines two parties agree on: the form, the check and the rules are of one mind.</summary>
public sealed class FormProperties
{
    /// <summary>Fields of a section that are no item's.</summary>
    private static readonly HashSet<string> OfThePage = new(
        ["version", "unseen", "opened", "act", "translatedBy", "reviewedBy"],
        StringComparer.Ordinal
    );

    [Fact]
    public void Guidelines_drawn_at_random_are_valid() =>
        Choices.Hold(
            300,
            choices =>
            {
                Assert.Empty(GuidelinesCheck.Faults(new AnyGuidelines(choices).Make()));
                return true;
            }
        );

    [Fact]
    public void A_form_filled_in_field_by_field_holds_what_was_meant_and_passes_check_and_rules() =>
        Choices.Hold(
            80,
            choices =>
            {
                var any = AnyDraft.Of(choices);
                var draft = Draft.Empty(any.Draft.Kind, any.Draft.Urgency, any.Draft.Language);
                for (var round = 0; round < 12 && !DraftMerge.Same(draft, any.Draft); round++)
                {
                    foreach (var part in DrawnForm.Sight(draft, any.Guidelines).Parts.ToList())
                    {
                        draft = Typed(draft, any, part.Code);
                    }
                }
                Assert.Equal(any.Draft.Entries.Keys, draft.Entries.Keys);
                Assert.True(DraftMerge.Same(draft, any.Draft));
                Assert.Empty(DrawnForm.Sight(draft, any.Guidelines).Findings.Where(finding => finding.Blocks));
                Assert.Equal(100, DrawnForm.Sight(draft, any.Guidelines).Completeness);
                Assert.Null(DrawnRequest.Make(any.Guidelines, draft).Refusal?.Sentence.En);
                return true;
            }
        );

    [Fact]
    public void Each_required_item_left_out_is_missed_at_its_own_field_and_nowhere_else() =>
        Choices.Hold(
            60,
            choices =>
            {
                var any = AnyDraft.Of(choices);
                foreach (var item in any.Items.Where(i => Check.IsRequired(i, any.Draft, any.Guidelines)))
                {
                    var sight = DrawnForm.Sight(any.Draft.With(item.Id, null), any.Guidelines);
                    var finding = Assert.Single(sight.Findings, f => f.Blocks);
                    Assert.Equal((item.Id, Severity.Missing), (finding.Item, finding.Severity));
                    Assert.Equal(1, sight.LeftIn(item.Part));
                    Assert.True(sight.Completeness < 100);
                    // A section nobody began is not told what it lacks.
                    Assert.Equal(
                        sight.Begun(item.Part),
                        Told(sight, item).Contains(finding.Sentence.En, StringComparison.Ordinal)
                    );
                    Assert.NotNull(DrawnRequest.Make(any.Guidelines, sight.Draft).Refusal);
                }
                return true;
            }
        );

    [Fact]
    public void Each_item_filled_in_wrongly_is_found_at_its_own_field_and_nowhere_else() =>
        Choices.Hold(
            60,
            choices =>
            {
                var any = AnyDraft.Of(choices);
                foreach (var item in any.Items.Where(i => any.Draft.Entries.ContainsKey(i.Id)))
                {
                    foreach (var (wrong, entry) in WrongEntries.Of(item, any.Draft.Entries[item.Id], any.Guidelines))
                    {
                        var sight = DrawnForm.Sight(any.Draft.With(item.Id, entry), any.Guidelines);
                        // What came into question by it is missed as well.
                        var asked = any.Items.Where(i => Check.Applies(i, any.Draft)).Select(i => i.Id).ToList();
                        var found = sight.Findings.Where(f => f.Blocks && asked.Contains(f.Item)).ToList();
                        Assert.True(found.Count > 0, $"{item.Type} {wrong}");
                        Assert.All(found, f => Assert.Equal(item.Id, f.Item));
                        Assert.NotNull(DrawnRequest.Make(any.Guidelines, sight.Draft).Refusal);
                    }
                    var (_, last) = WrongEntries.Of(item, any.Draft.Entries[item.Id], any.Guidelines).Last();
                    var shown = DrawnForm.Sight(any.Draft.With(item.Id, last), any.Guidelines);
                    Assert.Contains(shown.FindingsOf(item)[0].Sentence.En, Told(shown, item), StringComparison.Ordinal);
                }
                return true;
            }
        );

    [Fact]
    public void The_form_has_fields_for_what_the_check_knows_and_offers_what_it_takes() =>
        Choices.Hold(
            60,
            choices =>
            {
                var any = AnyDraft.Of(choices);
                var sight = DrawnForm.Sight(any.Draft, any.Guidelines);
                var pages = any.Guidelines.Parts.Select(part => DrawnForm.Page(sight, part.Code)).ToList();
                var names = pages.SelectMany(DrawnForm.Names).Where(name => !OfThePage.Contains(name));
                var known = any.Items.Select(item => DraftForm.FieldOf(item.Id)).ToHashSet(StringComparer.Ordinal);
                Assert.All(names, name => Assert.Contains(ItemOf(name), known));
                foreach (var item in any.Items.Where(item => Check.Applies(item, any.Draft)))
                {
                    var page = DrawnForm.Page(sight, item.Part);
                    Assert.Contains(sight.Parts, part => string.Equals(part.Code, item.Part, StringComparison.Ordinal));
                    Assert.True(HasField(page, item), item.Id);
                    if (item.Type is ItemType.Choice or ItemType.Choices)
                    {
                        Assert.Equal(
                            any.Guidelines.OptionsOf(item, any.Draft.Urgency).Select(option => option.Code).Order(),
                            DrawnForm.Offered(page, DraftForm.FieldOf(item.Id)).Where(code => code.Length > 0).Order()
                        );
                    }
                }
                return true;
            }
        );

    [Fact]
    public void What_is_no_longer_asked_for_is_still_shown_and_can_be_cleared() =>
        Choices.Hold(
            80,
            choices =>
            {
                var any = AnyDraft.Of(choices);
                var kind = any.Guidelines.Kind(any.Draft.Kind)!;
                var turned = any.Draft with { Urgency = choices.Of(kind.Deadlines).Urgency };
                var asked = any
                    .Items.Where(i => i.Type is ItemType.YesNo or ItemType.Choice or ItemType.Choices)
                    .ToList();
                turned = asked.Count > 0 && choices.Yes() ? turned.With(choices.Of(asked).Id, null) : turned;
                foreach (
                    var item in any.Items.Where(i => turned.Entries.ContainsKey(i.Id) && i.Type is not ItemType.Parcels)
                )
                {
                    var page = DrawnForm.Page(DrawnForm.Sight(turned, any.Guidelines), item.Part);
                    Assert.True(HasField(page, item), item.Id);
                    var field = DraftForm.FieldOf(item.Id);
                    if (Check.IsRequired(item, turned, any.Guidelines))
                    {
                        continue;
                    }
                    if (item.Type is ItemType.YesNo or ItemType.Choice && DrawnForm.Offered(page, field).Count > 0)
                    {
                        Assert.Contains("", DrawnForm.Offered(page, field));
                    }
                    var form = DrawnForm.Submit(page);
                    foreach (
                        var name in form.Keys.Where(name =>
                            string.Equals(ItemOf(name), field, StringComparison.Ordinal)
                            && !name.StartsWith("has.", StringComparison.Ordinal)
                        )
                    )
                    {
                        form[name] = StringValues.Empty;
                    }
                    var read = PartForm.Read([item], turned, new FormCollection(form), turned);
                    Assert.Null(Assert.Contains(item.Id, read));
                }
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
        var read = DraftForm.Read([item], DrawnForm.Form(DrawnForm.Field(item, draft, All)), "en")["when"];
        var plain = Assert.IsType<Entry.Plain>(read);
        Assert.Equal(
            DateTimeOffset.Parse(written, CultureInfo.InvariantCulture),
            DateTimeOffset.Parse(plain.Value, CultureInfo.InvariantCulture)
        );
    }

    /// <summary>Types into the fields of a section what is meant, as far as it has fields and rows for it, and saves.
    /// </summary>
    private static Draft Typed(Draft draft, AnyDraft meant, string part)
    {
        var sight = DrawnForm.Sight(draft, meant.Guidelines);
        var page = DrawnForm.Page(sight, part);
        var (form, names) = (DrawnForm.Submit(page), DrawnForm.Names(page));
        foreach (var item in sight.ItemsOf(part).Where(item => meant.Draft.Entries.ContainsKey(item.Id)))
        {
            if (!HasField(page, item))
            {
                continue;
            }
            foreach (var (name, values) in DrawnForm.Submit(DrawnForm.Field(item, meant.Draft, meant.Guidelines)))
            {
                Assert.Contains(name, names);
                var several = item.Type is ItemType.Identifiers or ItemType.Sought;
                form[name] = several ? values.Take(form[name].Count).ToArray() : values;
            }
            if (item.Type is ItemType.Parcels)
            {
                draft = draft.With(item.Id, meant.Draft.Entries[item.Id]);
            }
        }
        if (names.Contains("translatedBy"))
        {
            form["translatedBy"] = "A Translator";
            form["reviewedBy"] = "A Reviewer";
        }
        var read = PartForm.Read(sight.ItemsOf(part), draft, new FormCollection(form), draft);
        return read.Aggregate(draft, (all, one) => all.With(one.Key, one.Value));
    }

    private static bool HasField(string page, Item item) => DrawnForm.Names(page).Contains(DraftForm.Has(item));

    /// <summary>The field of an item that a name is a part of: "facts" of "facts.text" and of "has.facts".</summary>
    private static string ItemOf(string name)
    {
        var whole = name.StartsWith("has.", StringComparison.Ordinal) ? name[4..] : name;
        return whole.Split('.')[0];
    }

    /// <summary>What a section tells at one of its fields.</summary>
    private static string Told(DraftSight sight, Item item)
    {
        var page = WebUtility.HtmlDecode(DrawnForm.Page(sight, item.Part));
        var from = page.IndexOf($"id=\"f-{item.Id}\"", StringComparison.Ordinal);
        Assert.True(from >= 0, $"{item.Id} has no place for what is found");
        return page[from..page.IndexOf("</div>", from, StringComparison.Ordinal)];
    }
}
