using System.Globalization;
using System.Resources;
using Parley.Cooperation;
using Parley.Node.Look;
using Parley.Node.Requests;

namespace Parley.Node.Paper;

/// <summary>
/// Words of a paper that is read in both languages: both stand on it, whatever the page's language, the one it was
/// written in first. What has no word for paper has the word of the pages about requests.
/// </summary>
public sealed class PaperText
{
    public static readonly PaperText EnglishFirst = new("en", "zh");
    public static readonly PaperText ChineseFirst = new("zh", "en");

    private static readonly ResourceManager Words = new(typeof(PaperWords));
    private static readonly ResourceManager OfRequests = new(typeof(RequestWords));
    private static readonly ResourceManager OfPages = new(typeof(LookWords));
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo(Languages.Chinese);

    private PaperText(string first, string second)
    {
        First = first;
        Order = [first, second];
    }

    /// <summary>The language that stands first: "en" or "zh".</summary>
    public string First { get; }

    /// <summary>Both languages, as they stand on the paper.</summary>
    public IReadOnlyList<string> Order { get; }

    /// <summary>The words of a paper whose own language is this: "en" or "zh".</summary>
    public static PaperText StartingIn(string language) =>
        Languages.TagOf(language) is Languages.Chinese ? ChineseFirst : EnglishFirst;

    public static string En(string word) => In(word, English);

    public static string Zh(string word) => In(word, Chinese);

    /// <summary>A word in one of the languages.</summary>
    public static string In(string word, string language) =>
        In(word, Languages.TagOf(language) is Languages.Chinese ? Chinese : English);

    public string Both(string word) => string.Join(' ', Order.Select(language => In(word, language)));

    /// <summary>The same with something in its place, such as the number of an item; a day stands in each language as
    /// that language writes it.</summary>
    public string Both(string word, params object[] inPlace) =>
        string.Join(
            ' ',
            Order.Select(language =>
                string.Format(
                    Of(language),
                    In(word, language),
                    [.. inPlace.Select(one => one is DateOnly day ? In(day, language) : one)]
                )
            )
        );

    /// <summary>A name in both languages; once where both are the same.</summary>
    public string Both(Bilingual name) =>
        string.Equals(name.En, name.Zh, StringComparison.Ordinal) ? name.En : string.Join(" · ", Order.Select(name.In));

    /// <summary>A day in both languages.</summary>
    public string Both(DateOnly day) => string.Join(" · ", Order.Select(language => In(day, language)));

    private static string In(DateOnly day, string language) => day.ToString(In("moment.day", language), Of(language));

    private static CultureInfo Of(string language) =>
        Languages.TagOf(language) is Languages.Chinese ? Chinese : English;

    private static string In(string word, CultureInfo language) =>
        Words.GetString(word, language)
        ?? OfRequests.GetString(word, language)
        ?? OfPages.GetString(word, language)
        ?? word;
}
