using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;

namespace Parley.Node.Requests;

/// <summary>
/// Turns what an officer filled in into entries. The fields are drawn from the guidelines' items alone; whether what
/// was filled in is allowed is for <see cref="Check"/> to say, so nothing typed is ever thrown away here.
/// </summary>
public static class DraftForm
{
    /// <summary>The most rows one list of a form takes.</summary>
    public const int RowsAtMost = 300;

    /// <summary>Fields of the pages that draw items, which are no item's.</summary>
    private static readonly FrozenSet<string> PageFields = FrozenSet.Create(
        StringComparer.Ordinal,
        "act",
        "answer",
        "draft",
        "file",
        "for",
        "language",
        "opened",
        "question",
        "reviewedBy",
        "save",
        "text",
        "translatedBy",
        "unseen",
        "version"
    );

    private const string LocalFormat = "yyyy-MM-dd'T'HH:mm";

    /// <summary>The items of one section of the form, in order.</summary>
    public static IReadOnlyList<Item> ItemsOf(AgreedGuidelines guidelines, string kind, string part) =>
        guidelines.ItemsOf(kind).Where(item => string.Equals(item.Part, part, StringComparison.Ordinal)).ToList();

    /// <summary>
    /// What the field of an item is called. Parts of a field follow a full stop ("facts.text"), and an id may hold one
    /// itself, or be what another field of the page is called: such an id is written with a sign no id has.
    /// </summary>
    public static string FieldOf(string item) =>
        item.Contains('.', StringComparison.Ordinal)
        || item.Contains("__", StringComparison.Ordinal)
        || PageFields.Contains(item)
            ? "~" + item.Replace('.', '~')
            : item;

    /// <summary>The field that tells that a form shows an item, filled in or not.</summary>
    public static string Has(Item item) => "has." + FieldOf(item.Id);

    /// <summary>What the form holds for each item; null where it was left empty.</summary>
    public static IReadOnlyDictionary<string, Entry?> Read(
        IEnumerable<Item> items,
        IFormCollection form,
        string language
    ) =>
        items
            // Files are brought and taken out on a page of their own.
            .Where(item => item.Type is not ItemType.Parcels && form.ContainsKey(Has(item)))
            .ToDictionary(
                item => item.Id,
                item => ReadItem(item, FieldOf(item.Id), form, language),
                StringComparer.Ordinal
            );

    /// <summary>A text with its translation, or null where both fields were left empty.</summary>
    public static Prose? ReadProse(IFormCollection form, string name, string language)
    {
        return ProseOf(form, Text(form, name + ".text"), Text(form, name + ".translation"), language);
    }

    /// <summary>The same of two texts already read. Who translated is said once for a whole form.</summary>
    public static Prose? ProseOf(IFormCollection form, string text, string translation, string language)
    {
        if (text.Length == 0 && translation.Length == 0)
        {
            return null;
        }
        if (translation.Length == 0)
        {
            return new Prose(text, language, Translation: null);
        }
        var by = Translators.Of(form);
        return new Prose(text, language, translation, by.TranslatedBy, by.ReviewedBy);
    }

    /// <summary>One of several texts of a list, with its lines as they are kept.</summary>
    public static string RowText(IFormCollection form, string name, int row) =>
        row < form[name].Count ? (form[name][row] ?? "").Replace("\r\n", "\n", StringComparison.Ordinal).Trim() : "";

    /// <summary>An instant typed as local time of a zone; null where it is not one, or not of the years 1970 to 2999,
    /// outside of which local times have no instant everywhere.</summary>
    public static DateTimeOffset? ReadMoment(string local, string zone)
    {
        if (
            !DateTime.TryParseExact(
                local,
                [LocalFormat, LocalFormat + "':'ss"],
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var time
            ) || time.Year is < 1970 or > 2999
        )
        {
            return null;
        }
        var offset = WorkingCalendar.TryFindZone(zone, out var found) ? found.GetUtcOffset(time) : TimeSpan.Zero;
        return new DateTimeOffset(time, offset);
    }

    /// <summary>
    /// How a field for date and time shows an instant: its local time at the offset it was written with.
    /// </summary>
    public static string LocalText(DateTimeOffset at) => at.ToString(LocalFormat, CultureInfo.InvariantCulture);

    private static Entry? ReadItem(Item item, string field, IFormCollection form, string language) =>
        item.Type switch
        {
            ItemType.Prose => ReadProse(form, field, language) is { } prose ? new Entry.Written(prose) : null,
            ItemType.Line or ItemType.Date or ItemType.Choice => Plain(Text(form, field)),
            ItemType.Moment => Moment(form, field),
            ItemType.Choices => Several(form[field].OfType<string>()),
            ItemType.Requests => Several(Text(form, field).Split(['\n', ',', ';', ' ', '，', '；'])),
            ItemType.YesNo => Text(form, field) switch
            {
                "true" => new Entry.YesNo(true),
                "false" => new Entry.YesNo(false),
                _ => null,
            },
            ItemType.Range => Range(form, field),
            ItemType.Identifiers => Identifiers(form, field),
            ItemType.Sought => Sought(form, field, language),
            _ => null,
        };

    private static Entry.Plain? Plain(string text) => text.Length == 0 ? null : new Entry.Plain(text);

    private static Entry.Plain? Moment(IFormCollection form, string id)
    {
        var local = Text(form, id + ".at");
        return ReadMoment(local, Text(form, id + ".zone")) is { } at
            ? new Entry.Plain(at.ToString("yyyy-MM-dd'T'HH:mmzzz", CultureInfo.InvariantCulture))
            : Plain(local);
    }

    private static Entry.Several? Several(IEnumerable<string> values)
    {
        var all = values.Select(value => value.Trim()).Where(value => value.Length > 0).Take(RowsAtMost);
        return all.ToImmutableArray() is { IsEmpty: false } several ? new Entry.Several(several) : null;
    }

    // With one end missing, both are set alike: the check then asks for a range, and what was typed stays.
    private static Entry.Range? Range(IFormCollection form, string id)
    {
        var zone = Text(form, id + ".zone");
        var from = ReadMoment(Text(form, id + ".from"), zone);
        var to = ReadMoment(Text(form, id + ".to"), zone);
        return (from ?? to) is { } one ? new Entry.Range(from ?? one, to ?? one) : null;
    }

    private static Entry.Identifiers? Identifiers(IFormCollection form, string id)
    {
        var types = form[id + ".type"];
        var values = form[id + ".value"];
        var rows = Enumerable
            .Range(0, Math.Min(Math.Min(types.Count, values.Count), RowsAtMost))
            .Select(row => new Identifier(types[row] ?? "", (values[row] ?? "").Trim()))
            .Where(row => row.Value.Length > 0)
            .ToImmutableArray();
        return rows.IsEmpty ? null : new Entry.Identifiers(rows);
    }

    internal static Entry.Sought? Sought(IFormCollection form, string id, string language)
    {
        var texts = form[id + ".text"];
        var rows = ImmutableArray.CreateBuilder<SoughtItem>();
        for (var row = 0; row < Math.Min(texts.Count, RowsAtMost); row++)
        {
            var text = RowText(form, id + ".text", row);
            var translation = RowText(form, id + ".translation", row);
            var (action, owner) = (At(form, id + ".action", row), At(form, id + ".owner", row));
            var by = DateOnly.TryParse(At(form, id + ".by", row), CultureInfo.InvariantCulture, out var day);
            var begun = action is not null || owner is not null || by;
            var prose = ProseOf(form, text, translation, language);
            if (prose is null && !begun)
            {
                continue;
            }
            var number = (rows.Count + 1).ToString(CultureInfo.InvariantCulture);
            var said = prose ?? new Prose("", language, Translation: null);
            rows.Add(new SoughtItem(number, said, action, owner, by ? day : null));
        }
        return rows.Count == 0 ? null : new Entry.Sought(rows.ToImmutable());
    }

    private static string? At(IFormCollection form, string name, int row) =>
        row < form[name].Count && form[name][row] is { Length: > 0 } chosen ? chosen.Trim() : null;

    private static string Text(IFormCollection form, string name) =>
        form[name].ToString().Replace("\r\n", "\n", StringComparison.Ordinal).Trim();
}
