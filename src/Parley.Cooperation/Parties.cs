using System.Diagnostics.CodeAnalysis;

namespace Parley.Cooperation;

/// <summary>
/// The short name of a party, two capital letters as in ISO 3166-1 alpha-2 ("US", "CN").
/// It orders what crossed on the way and begins every id a party makes.
/// </summary>
public readonly record struct PartyCode : IComparable<PartyCode>
{
    private readonly string? text;

    private PartyCode(string text) => this.text = text;

    /// <summary>Reads two capital letters; throws <see cref="FormatException"/> on anything else.</summary>
    public static PartyCode Parse(string text) =>
        TryParse(text, out var code) ? code : throw new FormatException($"'{text}' is not a party code.");

    public static bool TryParse([NotNullWhen(true)] string? text, out PartyCode code)
    {
        var valid = text is { Length: 2 } && char.IsAsciiLetterUpper(text[0]) && char.IsAsciiLetterUpper(text[1]);
        code = valid ? new PartyCode(text!) : default;
        return valid;
    }

    public int CompareTo(PartyCode other) => string.CompareOrdinal(text, other.text);

    public override string ToString() => text ?? "";
}

/// <summary>
/// What statements are about: a request, an agreement, a review … Its id begins with the code of the party that
/// opened it and a letter for the mechanism: "US-R-2026-0012".
/// </summary>
public readonly record struct SubjectId
{
    /// <summary>The longest id taken, in characters.</summary>
    public const int MaxLength = 40;

    private readonly string? text;

    private SubjectId(string text) => this.text = text;

    public static SubjectId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not the id of a subject.");

    /// <summary>Takes capital letters, digits and hyphens, at most <see cref="MaxLength"/> characters.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out SubjectId id)
    {
        var valid = text is { Length: >= 4 and <= MaxLength } && text[2] == '-';
        for (var i = 0; valid && i < text!.Length; i++)
        {
            valid = char.IsAsciiLetterUpper(text[i]) || char.IsAsciiDigit(text[i]) || text[i] == '-';
        }
        valid = valid && PartyCode.TryParse(text![..2], out _) && char.IsAsciiLetterUpper(text[3]);
        id = valid ? new SubjectId(text!) : default;
        return valid;
    }

    /// <summary>Makes the next id of a mechanism: <c>Make(US, "R", 2026, 12)</c> is "US-R-2026-0012".</summary>
    public static SubjectId Make(PartyCode party, string letter, int year, int number) =>
        Parse($"{party}-{letter}-{year:D4}-{number:D4}");

    /// <summary>The party that opened the subject.</summary>
    public PartyCode Opener => PartyCode.Parse(text![..2]);

    /// <summary>
    /// The mechanism's letter: 'R' for requests, 'A' for agreements, 'V' for reviews, 'L' for the link.
    /// </summary>
    public char Letter => text is null ? ' ' : text[3];

    /// <summary>The one subject of a kind that both parties of a link own together: "CN-L-US".</summary>
    public static SubjectId OfLink(char letter, PartyCode one, PartyCode other) =>
        Parse(one.CompareTo(other) < 0 ? $"{one}-{letter}-{other}" : $"{other}-{letter}-{one}");

    public override string ToString() => text ?? "";
}

/// <summary>Who acts for a party: the authority, the officer's name, and the role in which the officer acts.</summary>
/// <param name="Authority">Short code of the authority, such as "us-cyber-police".</param>
/// <param name="Name">The officer's name as the officer signs.</param>
/// <param name="Role">The role, such as "liaison" or "duty officer".</param>
public sealed record Officer(string Authority, string Name, string Role);

/// <summary>A text in both languages of the link, English and Simplified Chinese.</summary>
public sealed record Bilingual(string En, string Zh)
{
    /// <summary>Both, the English one first, where they differ: as names stand in the record, for readers of either.
    /// </summary>
    public string Both => string.Equals(En, Zh, StringComparison.Ordinal) ? En : $"{En} {Zh}";

    /// <summary>The text for a language tag: Chinese for any tag that begins with "zh", else English.</summary>
    public string In(string language) => language.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Zh : En;
}

/// <summary>
/// A text as an officer wrote it and, where there is one, its translation into the other language.
/// The original is authoritative.
/// </summary>
/// <param name="Original">The text as written.</param>
/// <param name="Language">BCP 47 tag of the original: "en" or "zh".</param>
/// <param name="Translation">The same in the other language, or null while it is missing.</param>
/// <param name="TranslatedBy">Who translated it, as they sign; null where nobody is named.</param>
/// <param name="ReviewedBy">Who read the translation against the original; null where nobody did.</param>
public sealed record Prose(
    string Original,
    string Language,
    string? Translation,
    string? TranslatedBy = null,
    string? ReviewedBy = null
)
{
    /// <summary>The text in a language: the original or its translation; the original where there is none.</summary>
    public string In(string language) =>
        language.StartsWith(Language, StringComparison.OrdinalIgnoreCase) ? Original : Translation ?? Original;
}
