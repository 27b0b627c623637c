using System.Collections.Immutable;
using Parley.Cooperation.Requests;

namespace Parley.Cooperation.Guidelines;

/// <summary>
/// What is found about translations: that one is missing, or that nobody is named who translated it or read it against
/// the original. Both are advice and hold nothing back; the original is authoritative.
/// </summary>
public static class TranslationCheck
{
    /// <summary>The codes of these findings.</summary>
    public const string Missing = "translation-missing";
    public const string Unsigned = "translation-unsigned";

    /// <summary>What is found in a statement about a request, part by part, in its order; in a request itself the check
    /// of the whole finds it.</summary>
    public static ImmutableArray<Finding> Findings(RequestStatement statement, AgreedGuidelines guidelines)
    {
        if (GuidelinesIndex.Of(guidelines).Languages.Count < 2)
        {
            return [];
        }
        return
        [
            .. StatedTexts
                .Of(statement, guidelines)
                .GroupBy(one => (one.Part, one.Name))
                .SelectMany(part => Of(part.Key.Part, part.Key.Name, [.. part.Select(one => one.Text)])),
        ];
    }

    /// <summary>Advice on the texts of one item or part: once, however many of them it holds.</summary>
    internal static IEnumerable<Finding> Of(string id, Bilingual name, IReadOnlyCollection<Prose> texts)
    {
        if (texts.Any(text => text.Original.Length > 0 && string.IsNullOrWhiteSpace(text.Translation)))
        {
            yield return MissingIn(id, name);
        }
        if (OfSigners(id, name, texts) is { } unsigned)
        {
            yield return unsigned;
        }
    }

    /// <summary>Advice to name who translated the texts of an item, and who read them against the original.</summary>
    internal static Finding? OfSigners(string id, Bilingual name, IEnumerable<Prose> texts)
    {
        var translated = texts.Where(text => !string.IsNullOrWhiteSpace(text.Translation)).ToList();
        var noTranslator = translated.Exists(text => string.IsNullOrWhiteSpace(text.TranslatedBy));
        var noReviewer = translated.Exists(text => string.IsNullOrWhiteSpace(text.ReviewedBy));
        return noTranslator || noReviewer ? UnsignedIn(id, name, noTranslator, noReviewer) : null;
    }

    /// <summary>Advice to add a translation.</summary>
    internal static Finding MissingIn(string id, Bilingual name) =>
        Make(
            id,
            name,
            Missing,
            "has no translation. Add one; the other side can then begin at once.",
            "缺少译文。请补充译文，以便对方即刻着手办理。"
        );

    private static Finding UnsignedIn(string id, Bilingual name, bool noTranslator, bool noReviewer) =>
        (noTranslator, noReviewer) switch
        {
            (true, true) => Make(
                id,
                name,
                Unsigned,
                "names neither who translated it nor who reviewed the translation. Name both; the other side then "
                    + "knows whom to ask about a word.",
                "的译文未注明译者和审校。请填写两者姓名，便于对方就译文提出询问。"
            ),
            (true, false) => Make(
                id,
                name,
                Unsigned,
                "does not name who translated it. Name the translator; the other side then knows whom to ask about a "
                    + "word.",
                "的译文未注明译者。请填写译者姓名，便于对方就译文提出询问。"
            ),
            _ => Make(
                id,
                name,
                Unsigned,
                "does not name who reviewed the translation. Name who read it against the original.",
                "的译文未注明审校。请填写对照原文审校译文者的姓名。"
            ),
        };

    private static Finding Make(string id, Bilingual name, string code, string en, string zh) =>
        new(id, Severity.Advice, code, new Bilingual($"“{name.En}” {en}", $"“{name.Zh}”{zh}"));
}
