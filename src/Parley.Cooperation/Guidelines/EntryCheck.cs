using System.Collections.Immutable;
using System.Globalization;
using Parley.Cooperation.Parcels;
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
            Entry.Parcels e => e.Files.IsDefaultOrEmpty,
            _ => false,
        };

    /// <summary>Adds what there is to find about an entry that says something.</summary>
    public static void Find(Item item, Entry entry, Draft draft, AgreedGuidelines guidelines, List<Finding> found)
    {
        switch (item.Type, entry)
        {
            case (ItemType.Prose, Entry.Written e):
                OfProse(item, e.Text, guidelines, found);
                OfSigners(item, e, guidelines, found);
                OfLength(item, e.Text, found);
                break;
            case (ItemType.Line, Entry.Plain e):
                OfLine(item, e.Value, found);
                break;
            case (ItemType.Date, Entry.Plain e):
                AddWhere(!IsDate(e.Value), FindingOf.NotADate, item, found);
                break;
            case (ItemType.Moment, Entry.Plain e):
                AddWhere(!IsMoment(e.Value), FindingOf.NotAMoment, item, found);
                break;
            case (ItemType.Choice, Entry.Plain e):
                OfChoices(item, [e.Value], draft, guidelines, found);
                break;
            case (ItemType.Choices, Entry.Several e):
                OfChoices(item, e.Values, draft, guidelines, found);
                break;
            case (ItemType.YesNo, Entry.YesNo):
                break;
            case (ItemType.Range, Entry.Range e):
                AddWhere(e.From >= e.To, FindingOf.RangeBackwards, item, found);
                break;
            case (ItemType.Identifiers, Entry.Identifiers e):
                OfIdentifiers(item, e.Values, found);
                break;
            case (ItemType.Sought, Entry.Sought e):
                OfSought(item, e.Items, guidelines, found);
                OfSigners(item, e, guidelines, found);
                break;
            case (ItemType.Parcels, Entry.Parcels e):
                ParcelRefusals.Find(item, e, found);
                OfDescriptions(item, e, guidelines, found);
                break;
            case (ItemType.Requests, Entry.Several e):
                OfRequests(item, e.Values, found);
                break;
            default:
                found.Add(FindingOf.WrongShape(item));
                break;
        }
    }

    /// <summary>"2026-03-04" and nothing else.</summary>
    public static bool IsDate(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    /// <summary>ISO 8601 with date, time and UTC offset; "Z" is an offset.</summary>
    public static bool IsMoment(string text) =>
        text.Length is >= 17 and <= 29
        && (text[^1] == 'Z' || text[^6] is '+' or '-')
        && DateTimeOffset.TryParseExact(text, MomentFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    /// <summary>The moment a text tells, or null.</summary>
    public static DateTimeOffset? MomentOf(string text) =>
        IsMoment(text)
            ? DateTimeOffset.ParseExact(text, MomentFormats, CultureInfo.InvariantCulture, DateTimeStyles.None)
            : null;

    private static void AddWhere(bool so, Func<Item, Finding> finding, Item item, List<Finding> found)
    {
        if (so)
        {
            found.Add(finding(item));
        }
    }

    private static void OfLine(Item item, string value, List<Finding> found)
    {
        var most = item.AtMost ?? MostCharactersOfALine;
        if (value.Length > most)
        {
            found.Add(FindingOf.TooLong(item, most));
        }
        if (IdentifierForm.HasUnseen(value))
        {
            found.Add(FindingOf.NotOneLine(item));
        }
    }

    private static void OfLength(Item item, Prose text, List<Finding> found)
    {
        if (item.AtMost is { } most && (text.Original.Length > most || text.Translation?.Length > 3L * most))
        {
            found.Add(FindingOf.TooLong(item, most));
        }
    }

    private static void OfProse(Item item, Prose text, AgreedGuidelines guidelines, List<Finding> found)
    {
        var languages = GuidelinesIndex.Of(guidelines).Languages;
        if (!languages.Contains(text.Language))
        {
            found.Add(FindingOf.TextLanguageUnknown(item));
        }
        else if (languages.Count > 1 && string.IsNullOrWhiteSpace(text.Translation))
        {
            found.Add(TranslationCheck.MissingIn(item.Id, item.Label));
        }
    }

    // Who answers for a translation is asked once for an item, however many texts it holds.
    private static void OfSigners(Item item, Entry entry, AgreedGuidelines guidelines, List<Finding> found)
    {
        if (
            GuidelinesIndex.Of(guidelines).Languages.Count > 1
            && TranslationCheck.OfSigners(item.Id, item.Label, StatedTexts.Of(entry)) is { } unsigned
        )
        {
            found.Add(unsigned);
        }
    }

    // What is said of the files is advice once, however many there are.
    private static void OfDescriptions(Item item, Entry.Parcels entry, AgreedGuidelines guidelines, List<Finding> found)
    {
        var alone = entry.Files.Any(file => file.Text is { } text && string.IsNullOrWhiteSpace(text.Translation));
        if (alone && GuidelinesIndex.Of(guidelines).Languages.Count > 1)
        {
            found.Add(TranslationCheck.MissingIn(item.Id, item.Label));
        }
        OfSigners(item, entry, guidelines, found);
    }

    private static void OfChoices(
        Item item,
        ImmutableArray<string> values,
        Draft draft,
        AgreedGuidelines guidelines,
        List<Finding> found
    )
    {
        var options = guidelines.OptionsOf(item, draft.Urgency);
        var chosen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var value in values)
        {
            if (!Offers(options, value))
            {
                found.Add(FindingOf.NotAnOption(item, value));
            }
            else if (values.Length > 1 && !chosen.Add(value))
            {
                found.Add(FindingOf.Twice(item, value));
            }
        }
        if (values.Length > item.AtMost)
        {
            found.Add(FindingOf.TooMany(item, item.AtMost.Value));
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

    private static void OfIdentifiers(Item item, ImmutableArray<Identifier> values, List<Finding> found)
    {
        if (values.Length > item.AtMost)
        {
            found.Add(FindingOf.TooMany(item, item.AtMost.Value));
        }
        var known = new HashSet<(string, string)>();
        foreach (var identifier in values)
        {
            if (!IdentifierForm.Types.Contains(identifier.Type))
            {
                found.Add(FindingOf.IdentifierTypeUnknown(item, identifier));
            }
            else if (!IdentifierForm.IsValid(identifier))
            {
                found.Add(FindingOf.IdentifierInvalid(item, identifier));
            }
            else if (!known.Add((identifier.Type, IdentifierForm.Normal(identifier))))
            {
                found.Add(FindingOf.IdentifierTwice(item, identifier));
            }
        }
    }

    private static void OfSought(
        Item item,
        ImmutableArray<SoughtItem> rows,
        AgreedGuidelines guidelines,
        List<Finding> found
    )
    {
        if (rows.Length > item.AtMost)
        {
            found.Add(FindingOf.TooMany(item, item.AtMost.Value));
        }
        foreach (var row in rows)
        {
            if (row.Id.Length is 0 or > 40 || row.Id.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)))
            {
                found.Add(FindingOf.SoughtNumber(item));
            }
            if (string.IsNullOrWhiteSpace(row.Text.Original))
            {
                found.Add(FindingOf.SoughtEmpty(item, row.Id));
                continue;
            }
            OfProse(item, row.Text, guidelines, found);
        }
    }

    private static void OfRequests(Item item, ImmutableArray<string> values, List<Finding> found)
    {
        if (values.Length > item.AtMost)
        {
            found.Add(FindingOf.TooMany(item, item.AtMost.Value));
        }
        foreach (var value in values)
        {
            if (!SubjectId.TryParse(value, out var id) || id.Letter != 'R')
            {
                found.Add(FindingOf.NotARequest(item, value));
            }
        }
    }
}
