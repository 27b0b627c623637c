using System.Collections.Immutable;
using System.Globalization;
using Parley.Cooperation.Requests;

namespace Parley.Cooperation.Guidelines;

/// <summary>Whether what was filled in for one item fits it: shape, options, length, ranges, identifiers, languages.
/// </summary>
internal static class EntryCheck
{
    private const int MostCharactersOfALine = 500;

    private static readonly string[] MomentFormats =
    [
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.fffK",
    ];

    /// <summary>Whether an entry says nothing.</summary>
    public static bool IsEmpty(Entry entry) =>
        entry switch
        {
            Entry.Plain e => string.IsNullOrWhiteSpace(e.Value),
            Entry.Written e => string.IsNullOrWhiteSpace(e.Text.Original),
            Entry.Several e => e.Values.IsDefaultOrEmpty,
            Entry.Identifiers e => e.Values.IsDefaultOrEmpty,
            Entry.Sought e => e.Items.IsDefaultOrEmpty,
            _ => false,
        };

    /// <summary>Findings about an entry that says something.</summary>
    public static IEnumerable<Finding> Findings(Item item, Entry entry, Draft draft, AgreedGuidelines guidelines) =>
        (item.Type, entry) switch
        {
            (ItemType.Prose, Entry.Written e) => OfProse(item, e.Text, guidelines).Concat(TooLong(item, e.Text)),
            (ItemType.Line, Entry.Plain e) => OfLine(item, e.Value),
            (ItemType.Date, Entry.Plain e) => One(!IsDate(e.Value), FindingOf.NotADate, item),
            (ItemType.Moment, Entry.Plain e) => One(!IsMoment(e.Value), FindingOf.NotAMoment, item),
            (ItemType.Choice, Entry.Plain e) => OfChoices(item, [e.Value], draft, guidelines),
            (ItemType.Choices, Entry.Several e) => OfChoices(item, e.Values, draft, guidelines),
            (ItemType.YesNo, Entry.YesNo) => [],
            (ItemType.Range, Entry.Range e) => One(e.From >= e.To, FindingOf.RangeBackwards, item),
            (ItemType.Identifiers, Entry.Identifiers e) => OfIdentifiers(item, e.Values),
            (ItemType.Sought, Entry.Sought e) => OfSought(item, e.Items, guidelines),
            (ItemType.Requests, Entry.Several e) => OfRequests(item, e.Values),
            _ => [FindingOf.WrongShape(item)],
        };

    /// <summary>"2026-03-04" and nothing else.</summary>
    public static bool IsDate(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    /// <summary>ISO 8601 with date, time and UTC offset; "Z" is an offset.</summary>
    public static bool IsMoment(string text) =>
        text.Length is >= 17 and <= 29
        && (text[^1] == 'Z' || text[^6] is '+' or '-')
        && DateTimeOffset.TryParseExact(text, MomentFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static IEnumerable<Finding> One(bool found, Func<Item, Finding> finding, Item item) =>
        found ? [finding(item)] : [];

    private static IEnumerable<Finding> OfLine(Item item, string value)
    {
        var most = item.AtMost ?? MostCharactersOfALine;
        if (value.Length > most)
        {
            yield return FindingOf.TooLong(item, most);
        }
        if (IdentifierForm.HasUnseen(value))
        {
            yield return FindingOf.NotOneLine(item);
        }
    }

    private static IEnumerable<Finding> TooLong(Item item, Prose text) =>
        item.AtMost is { } most && (text.Original.Length > most || text.Translation?.Length > 3L * most)
            ? [FindingOf.TooLong(item, most)]
            : [];

    private static IEnumerable<Finding> OfProse(Item item, Prose text, AgreedGuidelines guidelines)
    {
        var languages = GuidelinesIndex.Of(guidelines).Languages;
        if (!languages.Contains(text.Language))
        {
            yield return FindingOf.TextLanguageUnknown(item);
        }
        else if (languages.Count > 1 && string.IsNullOrWhiteSpace(text.Translation))
        {
            yield return FindingOf.TranslationMissing(item);
        }
    }

    private static IEnumerable<Finding> OfChoices(
        Item item,
        ImmutableArray<string> values,
        Draft draft,
        AgreedGuidelines guidelines
    )
    {
        var options = guidelines.OptionsOf(item, draft.Urgency);
        var chosen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var value in values)
        {
            if (!Offers(options, value))
            {
                yield return FindingOf.NotAnOption(item, value);
            }
            else if (!chosen.Add(value))
            {
                yield return FindingOf.Twice(item, value);
            }
        }
        if (values.Length > item.AtMost)
        {
            yield return FindingOf.TooMany(item, item.AtMost.Value);
        }
    }

    private static bool Offers(ImmutableArray<Named> options, string code)
    {
        foreach (var option in options)
        {
            if (string.Equals(option.Code, code, StringComparison.Ordinal))
            {
                return true;
            }
        }
        return false;
    }

    private static IEnumerable<Finding> OfIdentifiers(Item item, ImmutableArray<Identifier> values)
    {
        if (values.Length > item.AtMost)
        {
            yield return FindingOf.TooMany(item, item.AtMost.Value);
        }
        var known = new HashSet<(string, string)>();
        foreach (var identifier in values)
        {
            if (!IdentifierForm.Types.Contains(identifier.Type))
            {
                yield return FindingOf.IdentifierTypeUnknown(item, identifier);
            }
            else if (!IdentifierForm.IsValid(identifier))
            {
                yield return FindingOf.IdentifierInvalid(item, identifier);
            }
            else if (!known.Add((identifier.Type, IdentifierForm.Normal(identifier))))
            {
                yield return FindingOf.IdentifierTwice(item, identifier);
            }
        }
    }

    private static IEnumerable<Finding> OfSought(
        Item item,
        ImmutableArray<SoughtItem> rows,
        AgreedGuidelines guidelines
    )
    {
        if (rows.Length > item.AtMost)
        {
            yield return FindingOf.TooMany(item, item.AtMost.Value);
        }
        foreach (var row in rows)
        {
            if (row.Id.Length is 0 or > 40 || row.Id.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)))
            {
                yield return FindingOf.SoughtNumber(item);
            }
            if (string.IsNullOrWhiteSpace(row.Text.Original))
            {
                yield return FindingOf.SoughtEmpty(item, row.Id);
                continue;
            }
            foreach (var finding in OfProse(item, row.Text, guidelines))
            {
                yield return finding;
            }
        }
    }

    private static IEnumerable<Finding> OfRequests(Item item, ImmutableArray<string> values)
    {
        if (values.Length > item.AtMost)
        {
            yield return FindingOf.TooMany(item, item.AtMost.Value);
        }
        foreach (var value in values)
        {
            if (!SubjectId.TryParse(value, out var id) || id.Letter != 'R')
            {
                yield return FindingOf.NotARequest(item, value);
            }
        }
    }
}
