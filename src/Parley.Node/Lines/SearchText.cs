using System.Globalization;
using System.Text;

namespace Parley.Node.Lines;

/// <summary>
/// How texts are cut into words for searching, and what a search means (docs/decisions/0012-chinese-by-pairs.md): a
/// word of letters or digits is found by its beginning, whatever its capitals, width or accents; Chinese, which has no
/// blanks between its words, is cut into overlapping pairs, so that any two characters and more are found as they
/// stand together.
/// </summary>
public static class SearchText
{
    private const int MostWords = 12;

    /// <summary>The words of a text, in order.</summary>
    public static IReadOnlyList<string> Words(string text) => [.. Cut(text).Select(word => word.Text)];

    /// <summary>It may stand in any text that a peer states, and no normalization takes it.</summary>
    private const char Noncharacter = '\uFFFE';

    /// <summary>The words of a text with their places; a pair's place is that of its first character.</summary>
    internal static List<(string Text, int At, int Length)> Cut(string text)
    {
        var words = new List<(string Text, int At, int Length)>();
        var letters = new StringBuilder();
        var (begin, lastHan) = (0, default((string Text, int At, int Length)));
        for (var at = 0; at < text.Length; )
        {
            var length = char.IsSurrogatePair(text, at) ? 2 : 1;
            var plain = text[at] < 0x80;
            var folded = plain ? "" : Folded(text.AsSpan(at, length));
            var isHan = !plain && IsHan(folded);
            if (isHan || lastHan.Text is not null)
            {
                lastHan = Han(words, lastHan, isHan ? (folded, at, length) : default);
            }
            if (plain ? char.IsAsciiLetterOrDigit(text[at]) : !isHan && IsOfWord(folded))
            {
                begin = letters.Length == 0 ? at : begin;
                _ = plain ? letters.Append(char.ToLowerInvariant(text[at])) : letters.Append(folded);
            }
            else if (letters.Length > 0 && (plain || !IsMark(text, at)))
            {
                words.Add((letters.ToString(), begin, at - begin));
                letters.Clear();
            }
            at += length;
        }
        if (letters.Length > 0)
        {
            words.Add((letters.ToString(), begin, text.Length - begin));
        }
        Han(words, lastHan, default);
        return InOrder(words);
    }

    /// <summary>Notes the Chinese character before, with the one that follows it or, at the end of a run, alone.
    /// </summary>
    private static (string Text, int At, int Length) Han(
        List<(string Text, int At, int Length)> words,
        (string Text, int At, int Length) before,
        (string Text, int At, int Length) next
    )
    {
        if (before.Text is not null)
        {
            words.Add((before.Text + next.Text, before.At, before.Length + next.Length));
        }
        return next;
    }

    /// <summary>What is searched: each part between blanks, as the words that follow one another in it. Null where
    /// nothing can be searched.</summary>
    public static IReadOnlyList<IReadOnlyList<string>>? Asked(string search)
    {
        var parts = Readable(search)
            .Normalize(NormalizationForm.FormKC)
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(part => (IReadOnlyList<string>)Sought([.. Words(part)]))
            .Where(part => part.Count > 0)
            .Take(MostWords)
            .ToList();
        return parts.Count == 0 ? null : parts;
    }

    /// <summary>The same for the engine's full-text search.</summary>
    internal static string? Query(string search) =>
        Asked(search) is { } parts
            ? string.Join(" AND ", parts.Select(part => $"\"{string.Join(' ', part)}\"{(IsWhole(part) ? "" : " *")}"))
            : null;

    /// <summary>Whether everything searched occurs in a text: what the engine says of the same text.</summary>
    public static bool Holds(string text, string search) =>
        Asked(search) is { } parts && Words(text) is var words && parts.All(part => Find(words, part, 0) >= 0);

    /// <summary>The stretches of a text that were searched, in order, none over another.</summary>
    public static IReadOnlyList<(int At, int Length)> Places(string text, string search)
    {
        var cut = Cut(text);
        var words = cut.ConvertAll(word => word.Text);
        var found = new List<(int At, int End)>();
        foreach (var part in Asked(search) ?? [])
        {
            for (var at = Find(words, part, 0); at >= 0; at = Find(words, part, at + 1))
            {
                var last = cut[at + part.Count - 1];
                found.Add((cut[at].At, last.At + last.Length));
            }
        }
        var places = new List<(int, int)>();
        var upto = 0;
        foreach (var (at, end) in found.Order())
        {
            var from = Math.Max(at, upto);
            if (end > from)
            {
                places.Add((from, end - from));
                upto = end;
            }
        }
        return places;
    }

    /// <summary>The last Chinese character stands once more alone; where it is the end of what is searched, more may
    /// follow it in the text, and its pair says all.</summary>
    private static List<string> Sought(List<string> words)
    {
        if (
            words is [.., var before, var last]
            && IsSingleHan(last)
            && IsPair(before)
            && before.EndsWith(last, StringComparison.Ordinal)
        )
        {
            words.RemoveAt(words.Count - 1);
        }
        return words;
    }

    private static int Find(IReadOnlyList<string> words, IReadOnlyList<string> part, int from)
    {
        var whole = IsWhole(part);
        for (var at = from; at + part.Count <= words.Count; at++)
        {
            var same = 0;
            while (same < part.Count && Fits(words[at + same], part[same], whole || same < part.Count - 1))
            {
                same++;
            }
            if (same == part.Count)
            {
                return at;
            }
        }
        return -1;
    }

    private static bool Fits(string word, string sought, bool whole) =>
        whole
            ? string.Equals(word, sought, StringComparison.Ordinal)
            : word.StartsWith(sought, StringComparison.Ordinal);

    /// <summary>A pair is found as it is; everything else by its beginning.</summary>
    private static bool IsWhole(IReadOnlyList<string> part) => IsPair(part[^1]);

    private static bool IsPair(string word) => Han(word) == 2;

    private static bool IsSingleHan(string word) => Han(word) == 1;

    /// <summary>How many Chinese characters a word of such is; 0 for any other.</summary>
    private static int Han(string word) => IsHan(word) ? new StringInfo(word).LengthInTextElements : 0;

    private static string Folded(ReadOnlySpan<char> character)
    {
        var text = character.ToString();
        if (character[0] is Noncharacter)
        {
            return "";
        }
        if (!char.IsSurrogate(character[0]) && !IsHan(text))
        {
            text = new string([.. text.Normalize(NormalizationForm.FormKD).Where(c => !IsMark(c))]);
            text = text.Normalize(NormalizationForm.FormKC);
        }
        return text.ToLowerInvariant();
    }

    /// <summary>The text with blanks for what cannot be normalized.</summary>
    private static string Readable(string text) =>
        string.Concat(text.EnumerateRunes().Select(rune => rune.Value == Noncharacter ? " " : rune.ToString()));

    private static bool IsMark(char c) => CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark;

    private static bool IsMark(string text, int at) =>
        CharUnicodeInfo.GetUnicodeCategory(text, at) is UnicodeCategory.NonSpacingMark;

    private static bool IsOfWord(string folded) =>
        folded.Length > 0 && Rune.TryGetRuneAt(folded, 0, out var rune) && Rune.IsLetterOrDigit(rune);

    private static bool IsHan(string folded) =>
        folded.Length > 0
        && Rune.TryGetRuneAt(folded, 0, out var rune)
        && rune.Value
            is 0x3005
                or 0x3007
                or (>= 0x3400 and <= 0x4DBF)
                or (>= 0x4E00 and <= 0x9FFF)
                or (>= 0xF900 and <= 0xFAFF)
                or (>= 0x20000 and <= 0x3FFFF);

    /// <summary>Pairs are noted one character late, so a word before them may stand behind.</summary>
    private static List<(string Text, int At, int Length)> InOrder(List<(string Text, int At, int Length)> words)
    {
        for (var i = 1; i < words.Count; i++)
        {
            if (words[i].At < words[i - 1].At)
            {
                (words[i], words[i - 1]) = (words[i - 1], words[i]);
            }
        }
        return words;
    }
}
