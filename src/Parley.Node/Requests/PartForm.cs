using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;

namespace Parley.Node.Requests;

/// <summary>
/// Reads one section of a draft. The names of translator and reviewer stand on it once: they are set to the texts that
/// were changed since the section was opened, and never to another's work. Where no text was changed they are a
/// correction, or are added where nobody is named yet.
/// </summary>
public static class PartForm
{
    /// <summary>What the form holds for each item; null where it was left empty.</summary>
    /// <param name="items">The items of the section.</param>
    /// <param name="kept">The draft as it stands.</param>
    /// <param name="opened">The draft as the officer opened the section.</param>
    public static IReadOnlyDictionary<string, Entry?> Read(
        IReadOnlyList<Item> items,
        Draft kept,
        IFormCollection form,
        Draft opened
    )
    {
        var read = DraftForm.Read(items, form, kept.Language);
        var before = items.SelectMany(item => TextsOf(opened, item)).ToList();
        var signing = new Signing(
            Translators.Of(form),
            before,
            items.SelectMany(item => TextsOf(kept, item)).ToList(),
            read.Values.SelectMany(Unchanged.TextsOf).Any(text => !before.Exists(was => Unchanged.Same(text, was)))
        );
        return items
            .Where(item => read.ContainsKey(item.Id))
            .ToDictionary(
                item => item.Id,
                item => signing.Of(Unchanged.Of(item, read[item.Id], opened.Entries.GetValueOrDefault(item.Id))),
                StringComparer.Ordinal
            );
    }

    private static IEnumerable<Prose> TextsOf(Draft draft, Item item) =>
        Unchanged.TextsOf(draft.Entries.GetValueOrDefault(item.Id));

    private sealed record Signing(Translators Typed, List<Prose> Opened, List<Prose> Kept, bool AnyChanged)
    {
        private readonly bool oneTranslator = OneName(Opened, text => text.TranslatedBy);
        private readonly bool oneReviewer = OneName(Opened, text => text.ReviewedBy);

        public Entry? Of(Entry? entry) =>
            entry switch
            {
                Entry.Written written => new Entry.Written(Of(written.Text)),
                Entry.Sought sought => new Entry.Sought([
                    .. sought.Items.Select(row => row with { Text = Of(row.Text) }),
                ]),
                _ => entry,
            };

        private Prose Of(Prose text)
        {
            if (text.Translation is null)
            {
                return text;
            }
            if (!Opened.Exists(was => Unchanged.Same(text, was)))
            {
                return text with { TranslatedBy = Typed.TranslatedBy, ReviewedBy = Typed.ReviewedBy };
            }
            var stands = Kept.Find(was => Unchanged.Same(text, was)) ?? text;
            return AnyChanged
                ? stands
                : stands with
                {
                    TranslatedBy = oneTranslator ? Typed.TranslatedBy : stands.TranslatedBy ?? Typed.TranslatedBy,
                    ReviewedBy = oneReviewer ? Typed.ReviewedBy : stands.ReviewedBy ?? Typed.ReviewedBy,
                };
        }

        private static bool OneName(IEnumerable<Prose> texts, Func<Prose, string?> name) =>
            texts.Where(text => text.Translation is not null).Select(name).Distinct(StringComparer.Ordinal).Count() < 2;
    }
}
