using Parley.Cooperation;

namespace Parley.Node.Requests;

/// <summary>Who translated and who read the translation against the original, as a form says it once for its texts.
/// </summary>
public sealed record Translators(string? TranslatedBy, string? ReviewedBy)
{
    private const int MostCharacters = 200;

    public static Translators Of(IFormCollection form) => new(Name(form, "translatedBy"), Name(form, "reviewedBy"));

    /// <summary>The names that all translated texts bear alike: what a form shows before anybody types.</summary>
    public static Translators SharedBy(IEnumerable<Prose> texts)
    {
        var translated = texts.Where(text => text.Translation is not null).ToList();
        return new Translators(
            Shared(translated.Select(text => text.TranslatedBy)),
            Shared(translated.Select(text => text.ReviewedBy))
        );
    }

    private static string? Shared(IEnumerable<string?> names) =>
        names.Distinct(StringComparer.Ordinal).ToList() is [var one] ? one : null;

    private static string? Name(IFormCollection form, string field) =>
        form[field].ToString().Trim().ReplaceLineEndings(" ") is { Length: > 0 } name
            ? name[..Math.Min(name.Length, MostCharacters)]
            : null;
}
