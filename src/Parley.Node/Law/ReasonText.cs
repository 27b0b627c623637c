namespace Parley.Node.Law;

/// <summary>A reason as an officer gives it: trimmed, of a length that can be read, and saying something.</summary>
public static class ReasonText
{
    /// <summary>The longest reason kept; what is longer is cut.</summary>
    public const int AtMost = 1_000;

    /// <summary>The reason as a program gives it, of which nothing is cut; null where it says nothing or is longer.
    /// </summary>
    public static string? Whole(string? given) =>
        (given ?? "").Trim() is { Length: <= AtMost } text && Of(text).Length > 0 ? text : null;

    /// <summary>The reason; empty where nothing that can be seen was said.</summary>
    public static string Of(string? typed)
    {
        var text = (typed ?? "").Trim();
        return !text.Any(char.IsLetterOrDigit) ? ""
            : text.Length > AtMost ? text[..AtMost]
            : text;
    }
}
