using System.Globalization;
using Parley.Cooperation.Guidelines;

namespace Parley.Cooperation.Requests;

/// <summary>The one line by which lists, letters and notices name a request.</summary>
public static class SubjectLine
{
    private const int MostCharacters = 100;

    /// <summary>The name of the kind and the first thing sought: "Information: Subscriber records of …".</summary>
    /// <param name="language">"en" or "zh"; the text sought is shown in its own language where it has no other.</param>
    public static string Of(Request request, AgreedGuidelines guidelines, string language) =>
        Of(request.Current(), guidelines, language);

    /// <summary>The same for a draft; the kind alone while nothing is sought.</summary>
    public static string Of(Draft draft, AgreedGuidelines guidelines, string language)
    {
        var kind = guidelines.Kind(draft.Kind)?.Name.In(language) ?? draft.Kind;
        var matter = Matter(draft, language);
        return matter.Length == 0 ? kind : $"{kind}{(IsChinese(language) ? "：" : ": ")}{matter}";
    }

    /// <summary>What it is about, without its kind: its title where it has one, else the first thing sought.</summary>
    public static string Matter(Draft draft, string language)
    {
        var text =
            draft.Entries.GetValueOrDefault("title") switch
            {
                Entry.Plain title => title.Value,
                Entry.Written title => title.Text.In(language),
                _ => null,
            }
            ?? draft.Sought.FirstOrDefault()?.Text.In(language)
            ?? "";
        return Shortened(text.ReplaceLineEndings(" ").Trim());
    }

    /// <summary>Cut at a whole character, so that no letter with its marks is torn.</summary>
    private static string Shortened(string text)
    {
        if (text.Length <= MostCharacters)
        {
            return text;
        }
        var end = 0;
        while (StringInfo.GetNextTextElementLength(text, end) is var next && end + next < MostCharacters)
        {
            end += next;
        }
        return text[..end].TrimEnd() + "…";
    }

    private static bool IsChinese(string language) => language.StartsWith("zh", StringComparison.OrdinalIgnoreCase);
}
