using System.Collections.Frozen;
using Parley.Cooperation.Guidelines;

namespace Parley.Cooperation.Parcels;

/// <summary>
/// A file that belongs to a statement: what it is, the hashes that name it, and the key that opens it. The file itself
/// lies as ciphertext beside the record and is fetched apart (docs/spec/parcel.md).
/// </summary>
/// <param name="Name">Name of the file as it is shown and saved: no path.</param>
/// <param name="MediaType">"text/csv"; a word of the sender, which nobody believes.</param>
/// <param name="Size">Bytes of the file.</param>
/// <param name="Sha256">Hash of the file, lower-case hex.</param>
/// <param name="SealedSha256">Hash of its ciphertext, lower-case hex: the name under which it is fetched.</param>
/// <param name="Key">The 32 bytes that open it, base64url without padding.</param>
public sealed record Parcel(string Name, string MediaType, long Size, string Sha256, string SealedSha256, string Key)
{
    /// <summary>The largest file: 1 TiB.</summary>
    public const long MostBytes = 1L << 40;

    /// <summary>The longest name, in UTF-16 units.</summary>
    public const int LongestName = 200;

    private const int LongestMediaType = 100;
    private const int KeyCharacters = 43;

    private static readonly FrozenSet<char> LastOfAKey = "AEIMQUYcgkosw048".ToFrozenSet();

    /// <summary>Whether a name is one that every system can save under, and that shows what it is.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName
        && name[0] is not (' ' or '.')
        && name[^1] is not (' ' or '.')
        && name.AsSpan().IndexOfAny("/\\:*?\"<>|") < 0
        && !IdentifierForm.HasUnseen(name);

    /// <summary>Whether this is a media type: two words of lower-case letters, digits, full stop, plus and hyphen.
    /// </summary>
    public static bool IsMediaType(string type) =>
        type.Length <= LongestMediaType && type.Split('/') is [var main, var sub] && IsWord(main) && IsWord(sub);

    /// <summary>Whether a text is a SHA-256 in lower-case hex.</summary>
    public static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    /// <summary>Whether everything but the name has its form.</summary>
    public bool IsWhole =>
        IsMediaType(MediaType)
        && Size is >= 0 and <= MostBytes
        && IsHash(Sha256)
        && IsHash(SealedSha256)
        && Key.Length == KeyCharacters
        && Key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
        && LastOfAKey.Contains(Key[^1]);

    private static bool IsWord(string word) =>
        word.Length > 0
        && char.IsAsciiLetterOrDigit(word[0])
        && word.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '+' or '-');
}

/// <summary>A parcel where a statement names it.</summary>
/// <param name="For">What it belongs to: the id of an item sought, in an answer; of a question, where one is answered;
/// null: the whole.</param>
/// <param name="Text">What it is, in words.</param>
public sealed record Attached(Parcel Parcel, string? For, Prose? Text);
