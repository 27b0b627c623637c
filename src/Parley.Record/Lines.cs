using System.Globalization;

namespace Parley.Record;

/// <summary>
/// The two things all line formats of the record have in common: lines end in a newline, numbers have one form.
/// </summary>
internal static class Lines
{
    /// <summary>Takes the next line without its newline; false where no newline follows.</summary>
    public static bool TryTake(ref ReadOnlySpan<char> text, out ReadOnlySpan<char> line)
    {
        var end = text.IndexOf('\n');
        if (end < 0)
        {
            line = default;
            return false;
        }
        line = text[..end];
        text = text[(end + 1)..];
        return true;
    }

    /// <summary>Takes the next line if it begins so, and gives what follows the prefix.</summary>
    public static bool TryTake(ref ReadOnlySpan<char> text, string prefix, out ReadOnlySpan<char> rest)
    {
        var before = text;
        if (TryTake(ref text, out var line) && line.StartsWith(prefix, StringComparison.Ordinal))
        {
            rest = line[prefix.Length..];
            return true;
        }
        text = before;
        rest = default;
        return false;
    }

    /// <summary>ASCII digits without leading zeros, at most 2^53.</summary>
    public static bool TryParseNumber(ReadOnlySpan<char> text, out long number)
    {
        number = 0;
        return text.Length is > 0 and <= 16
            && !text.ContainsAnyExceptInRange('0', '9')
            && (text.Length == 1 || text[0] != '0')
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number)
            && number <= Checkpoint.MaxSize;
    }
}
