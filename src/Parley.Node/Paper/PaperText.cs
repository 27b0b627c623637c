using System.Globalization;
using System.Resources;
using Parley.Cooperation;
using Parley.Node.Requests;

namespace Parley.Node.Paper;

/// <summary>
/// Words of a paper that is read in both languages: both stand on it, whatever the page's language. What has no word
/// for paper has the word of the pages about requests.
/// </summary>
public static class PaperText
{
    private static readonly ResourceManager Words = new(typeof(PaperWords));
    private static readonly ResourceManager OfRequests = new(typeof(RequestWords));
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-Hans");

    public static string En(string word) => In(word, English);

    public static string Zh(string word) => In(word, Chinese);

    public static string Both(string word) => $"{En(word)} {Zh(word)}";

    /// <summary>The same with something in its place, such as the number of an item.</summary>
    public static string Both(string word, params object[] inPlace) =>
        $"{string.Format(English, En(word), inPlace)} {string.Format(Chinese, Zh(word), inPlace)}";

    /// <summary>A name in both languages; once where both are the same.</summary>
    public static string Both(Bilingual name) =>
        string.Equals(name.En, name.Zh, StringComparison.Ordinal) ? name.En : $"{name.En} · {name.Zh}";

    private static string In(string word, CultureInfo language) =>
        Words.GetString(word, language) ?? OfRequests.GetString(word, language) ?? word;
}
