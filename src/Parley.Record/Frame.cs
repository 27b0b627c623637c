using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Parley.Record;

/// <summary>Who made a statement for a party: the authority, the officer's name, the role.</summary>
public sealed record Author(string Authority, string Officer, string Role);

/// <summary>
/// What every statement has around its body: when, by whom, about what, and how much of the other ledger its writer had
/// seen. The bytes are the statement; this is only what one strict, bounded parser read out of them.
/// docs/spec/statement.md.
/// </summary>
public sealed record Frame
{
    /// <summary>The version of the statement format.</summary>
    public const int Version = 1;

    /// <summary>The longest statement, in bytes.</summary>
    public const int MaxLength = 256 * 1024;

    /// <summary>How deep objects and arrays may nest, the statement's own braces included.</summary>
    public const int MaxDepth = 16;

    /// <summary>The longest id of a subject, in characters.</summary>
    public const int MaxIdLength = 40;

    /// <summary>The longest type, in characters.</summary>
    public const int MaxTypeLength = 64;

    /// <summary>The longest authority, officer or role, in UTF-16 units.</summary>
    public const int MaxNameLength = 200;

    /// <summary>The length of the salt, in bytes.</summary>
    public const int SaltLength = 16;

    private const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private static readonly JsonWriterOptions Readable = new()
    {
        // Chinese stays readable; the bytes are never put into a page unescaped.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = false,
        MaxDepth = MaxDepth,
    };

    /// <summary>When it was stated, by the writer's clock, in UTC and whole milliseconds.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How many statements of the other ledger the writer had taken in.</summary>
    public required long Seen { get; init; }

    /// <summary>The subject: "US-R-2026-0012".</summary>
    public required string About { get; init; }

    /// <summary>What is stated: "request.made".</summary>
    public required string Type { get; init; }

    public required Author By { get; init; }

    /// <summary>The exercise it belongs to, or null in real life.</summary>
    public required string? Exercise { get; init; }

    /// <summary>16 random bytes that keep the leaf hash from being guessed.</summary>
    public required ReadOnlyMemory<byte> Salt { get; init; }

    /// <summary>The body, a JSON object, as a slice of <see cref="Bytes"/>.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The whole statement, exactly as written.</summary>
    public required ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>Reads a statement, or says in one sentence why it is none. Never throws, whatever the bytes.</summary>
    public static bool TryRead(
        ReadOnlyMemory<byte> bytes,
        [NotNullWhen(true)] out Frame? frame,
        [NotNullWhen(false)] out string? problem
    ) => FrameReader.TryRead(bytes, out frame, out problem);

    /// <summary>Whether a text may stand as authority, officer or role: 1 to 200 UTF-16 units, every character of which
    /// is seen.</summary>
    public static bool IsName([NotNullWhen(true)] string? text) => Grammar.IsName(text);

    /// <summary>
    /// Makes the bytes of a statement. The body is a JSON object; the instant is cut to whole milliseconds. Throws
    /// <see cref="ArgumentException"/> where the outcome would not be a statement.
    /// </summary>
    public static byte[] Write(
        DateTimeOffset at,
        long seen,
        string about,
        string type,
        Author by,
        string? exercise,
        ReadOnlySpan<byte> salt,
        ReadOnlySpan<byte> body
    ) => Make(at, seen, about, type, by, exercise, salt, body).Bytes.ToArray();

    /// <summary>Makes a statement as <see cref="Write"/> does, and gives what was read back out of its bytes.</summary>
    public static Frame Make(
        DateTimeOffset at,
        long seen,
        string about,
        string type,
        Author by,
        string? exercise,
        ReadOnlySpan<byte> salt,
        ReadOnlySpan<byte> body
    )
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(body.Length + 512);
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            writer.WriteStartObject();
            writer.WriteNumber("parley", Version);
            writer.WriteString("at", at.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture));
            writer.WriteNumber("seen", seen);
            writer.WriteString("about", about);
            writer.WriteString("type", type);
            writer.WriteStartObject("by");
            writer.WriteString("authority", by.Authority);
            writer.WriteString("officer", by.Officer);
            writer.WriteString("role", by.Role);
            writer.WriteEndObject();
            writer.WriteString("exercise", exercise);
            writer.WriteString("salt", Base64Url.EncodeToString(salt));
            writer.WritePropertyName("body");
            writer.WriteRawValue(body, skipInputValidation: true);
            writer.WriteEndObject();
        }
        // What is written is always what would be read, so nobody signs what the other side must refuse.
        return TryRead(buffer.WrittenMemory, out var frame, out var problem)
            ? frame
            : throw new ArgumentException(problem, nameof(body));
    }
}
