using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Parley.Node.Access;

/// <summary>In what form something was read.</summary>
public enum ReadAs
{
    Page,

    /// <summary>A file for a table, a tool or a court.</summary>
    Export,

    /// <summary>By a program with a token.</summary>
    Program,

    /// <summary>Not read: an event of <see cref="SecurityEvents"/>, carried along so that it cannot vanish.</summary>
    Event,
}

/// <summary>One line of the local ledger: who read what, when, how, and in which session.</summary>
/// <param name="Who">The sign-in name.</param>
/// <param name="Subject">The number of the matter; of other pages the path.</param>
/// <param name="Path">The address as it was asked for.</param>
/// <param name="Session">The session's own name, or the token's.</param>
public sealed record ReadLine(
    DateTimeOffset At,
    string Who,
    ReadAs As,
    string Subject,
    string Path,
    string Session,
    string Address
)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter<ReadAs>(JsonNamingPolicy.CamelCase) },
        // Chinese stays readable in the file.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The bytes that are hashed and kept.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Format);

    public static ReadLine Of(byte[] bytes) => JsonSerializer.Deserialize<ReadLine>(bytes, Format)!;
}
