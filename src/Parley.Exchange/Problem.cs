using System.Text.Json;
using Parley.Exchange.Formats;

namespace Parley.Exchange;

/// <summary>
/// Why a delivery was refused, in the clear (RFC 9457), for the other node's loop and its operator.
/// </summary>
/// <param name="Status">HTTP status that says what kind of refusal it is (docs/spec/delivery.md, "Refusals").</param>
/// <param name="Code">Stable code: "gap", "root-mismatch" …</param>
/// <param name="Size">With "gap": how many statements of the sender's ledger the reader holds.</param>
/// <param name="Session">With "session-unknown": base64 of the name the next session must bear.</param>
public sealed record Problem(int Status, string Code, string Detail, long? Size = null, string? Session = null)
{
    private const int MaxShown = 300;

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, WireJson.Strict.Problem);

    /// <summary>Reads a problem document, bounded; what cannot be read becomes the code "unreadable".</summary>
    public static Problem Read(int status, ReadOnlyMemory<byte> body)
    {
        if (body.Length is > 0 and < 4096)
        {
            try
            {
                var read = JsonSerializer.Deserialize(body.Span, WireJson.Strict.Problem);
                if (read is { Code: not null, Detail: not null })
                {
                    return read with { Status = status, Code = Plain(read.Code), Detail = Plain(read.Detail) };
                }
            }
            catch (JsonException e)
            {
                return new Problem(status, "unreadable", $"The answer cannot be read: {e.Message}");
            }
        }
        return new Problem(status, "unreadable", $"The other node answered with status {status}.");
    }

    /// <summary>The other node's words are shown to operators on terminals: bounded, and nothing that steers one.
    /// </summary>
    private static string Plain(string text) =>
        string.Concat(text.Take(MaxShown).Select(c => char.IsControl(c) ? '\uFFFD' : c));

    internal static Problem Malformed(string detail) => new(400, "malformed", detail);

    internal static Problem Refused(string code, string detail) => new(422, code, detail);

    internal static Problem Gap(long size) => new(409, "gap", $"This node holds {size}; begin there.", size);

    internal static Problem SessionUnknown(ReadOnlySpan<byte> offered) =>
        new(
            410,
            "session-unknown",
            "The session is not known here; begin one under the name given.",
            Session: Convert.ToBase64String(offered)
        );

    internal static readonly Problem ClocksDiffer = new(
        425,
        "clocks-differ",
        "The clocks of the two nodes differ by more than an hour; nothing is taken in until they agree."
    );

    internal static readonly Problem Halted = new(
        423,
        "halted",
        "The ledgers diverged: this link is halted until people have met and compared the evidence."
    );

    internal static readonly Problem ErasedHere = new(
        451,
        "erased",
        "What was lost there has been erased here and cannot be given back; restore a newer backup."
    );

    internal static readonly Problem Recovering = new(
        429,
        "recovering",
        "This node was restored and is fetching its record; try again shortly."
    );
}
