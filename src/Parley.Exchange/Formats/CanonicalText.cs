using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;

namespace Parley.Exchange.Formats;

/// <summary>
/// Escapes what JSON demands and nothing else, as RFC 8785 does. The framework's encoders also escape what their tables
/// of Unicode do not know yet, so that two nodes of different years would write different bytes.
/// </summary>
internal sealed unsafe class CanonicalText : JavaScriptEncoder
{
    private const string Escaped =
        "\"\\\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f"
        + "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f";

    private static readonly SearchValues<char> Characters = SearchValues.Create(Escaped);
    private static readonly SearchValues<byte> Bytes = SearchValues.Create([.. Escaped.Select(c => (byte)c)]);

    private CanonicalText() { }

    public static CanonicalText Encoder { get; } = new();

    public override int MaxOutputCharactersPerInputCharacter => 6;

    public override bool WillEncode(int unicodeScalar) => unicodeScalar is < 0x20 or '"' or '\\';

    public override int FindFirstCharacterToEncode(char* text, int textLength) =>
        new ReadOnlySpan<char>(text, textLength).IndexOfAny(Characters);

    public override int FindFirstCharacterToEncodeUtf8(ReadOnlySpan<byte> utf8Text) => utf8Text.IndexOfAny(Bytes);

    public override bool TryEncodeUnicodeScalar(
        int unicodeScalar,
        char* buffer,
        int bufferLength,
        out int numberOfCharactersWritten
    )
    {
        var escape = unicodeScalar switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\b' => "\\b",
            '\t' => "\\t",
            '\n' => "\\n",
            '\f' => "\\f",
            '\r' => "\\r",
            _ => string.Create(CultureInfo.InvariantCulture, $"\\u{unicodeScalar:x4}"),
        };
        var fits = escape.AsSpan().TryCopyTo(new Span<char>(buffer, bufferLength));
        numberOfCharactersWritten = fits ? escape.Length : 0;
        return fits;
    }
}
