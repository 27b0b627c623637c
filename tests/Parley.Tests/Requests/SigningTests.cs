using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Node.Requests;

namespace Parley.Tests.Requests;

/// <summary>Who translated a text of a draft stays who was named when it was written, whoever writes in it later.
/// </summary>
public sealed class SigningTests
{
    private static readonly Item[] Texts =
    [
        .. ModelPlay.Model.ItemsOf("information").Where(item => item.Type is ItemType.Prose).Take(2),
    ];

    [Fact]
    public void A_second_translator_signs_what_they_change_and_nothing_else()
    {
        var kept = Draft(By("Facts.", "Li"));
        var saved = Save(kept, kept, "Zhao", "Facts.", "More.");
        Assert.Equal(["Li", "Zhao"], saved);
    }

    [Fact]
    public void A_name_typed_last_counts_for_everything_written_since_the_section_was_opened()
    {
        var opened = Draft(By("Facts.", "Li"));
        var kept = opened.With(Texts[1].Id, new Entry.Written(By("More.", "Li")));
        Assert.Equal(["Li", "Zhao"], Save(opened, kept, "Zhao", "Facts.", "More."));
    }

    [Fact]
    public void Where_no_text_is_changed_the_name_is_a_correction()
    {
        var kept = Draft(By("Facts.", "Lee"), By("More.", "Lee"));
        Assert.Equal(["Li", "Li"], Save(kept, kept, "Li", "Facts.", "More."));
    }

    [Fact]
    public void Where_several_translated_a_name_is_added_only_where_none_stands()
    {
        var kept = Draft(By("Facts.", "Li"), By("More.", null));
        Assert.Equal(["Li", "Zhao"], Save(kept, kept, "Zhao", "Facts.", "More."));
        Assert.Equal(["Li", null], Save(kept, kept, "", "Facts.", "More."));
        Assert.Null(Translators.SharedBy(kept.Entries.Values.SelectMany(Unchanged.TextsOf)).TranslatedBy);
    }

    private static Prose By(string text, string? name) => new(text, "en", $"译：{text}", name);

    private static Draft Draft(params Prose[] texts) =>
        texts
            .Zip(Texts)
            .Aggregate(
                Cooperation.Requests.Draft.Empty("information", "routine", "en"),
                (draft, one) => draft.With(one.Second.Id, new Entry.Written(one.First))
            );

    /// <summary>The translators of the texts after a section was saved.</summary>
    private static List<string?> Save(Draft opened, Draft kept, string name, params string[] texts)
    {
        var form = new Dictionary<string, StringValues>(StringComparer.Ordinal) { ["translatedBy"] = name };
        foreach (var (text, item) in texts.Zip(Texts))
        {
            form["has." + item.Id] = "1";
            form[item.Id + ".text"] = text;
            form[item.Id + ".translation"] = $"译：{text}";
        }
        var read = PartForm.Read(Texts, kept, new FormCollection(form), opened);
        return [.. Texts.Select(item => Unchanged.TextsOf(read[item.Id]).Single().TranslatedBy)];
    }
}
