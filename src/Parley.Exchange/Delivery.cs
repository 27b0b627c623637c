using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Parley.Exchange.Formats;

namespace Parley.Exchange;

/// <summary>A cosignature line and the size it is for.</summary>
internal sealed record ReceiptLine(long Size, string Line);

/// <summary>The first line of a delivery (docs/spec/delivery.md).</summary>
/// <param name="From">Index of the first statement carried.</param>
/// <param name="Holds">The largest size for which the sender holds a receipt.</param>
/// <param name="Checkpoint">Signed note of the sender's ledger, at the end of what is carried.</param>
/// <param name="Receipts">On a rewind: the reader's own cosignatures, which it may have lost.</param>
internal sealed record DeliveryHeader(
    long From,
    long Holds,
    string Checkpoint,
    IReadOnlyList<ReceiptLine>? Receipts = null
);

/// <summary>The first line of a reply.</summary>
/// <param name="Size">How many statements of the sender's ledger the reader holds.</param>
/// <param name="Cosignatures">All since the sender's "holds", in order of size.</param>
/// <param name="Yours">The sender's own newer checkpoint, when the reader holds more than the sender showed.</param>
internal sealed record ReplyHeader(long Size, IReadOnlyList<ReceiptLine> Cosignatures, string? Yours = null);

/// <summary>A delivery or a reply before it is sealed: one header line, then one line for each statement.</summary>
internal static class Delivery
{
    /// <summary>At most so many statements in one delivery.</summary>
    public const int MaxStatements = 256;

    /// <summary>At most so many bytes of statements in one delivery.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>The largest sealed body that is read, in bytes: statements, header, receipts and the seal.</summary>
    public const int MaxSealed = MaxBytes + (256 * 1024);

    /// <summary>At most so many cosignature lines in one delivery or reply.</summary>
    public const int MaxReceipts = 256;

    public static byte[] Write(DeliveryHeader header, IReadOnlyList<ReadOnlyMemory<byte>> statements) =>
        Lines(JsonSerializer.SerializeToUtf8Bytes(header, WireJson.Strict.DeliveryHeader), statements);

    public static byte[] Write(ReplyHeader header, IReadOnlyList<ReadOnlyMemory<byte>> statements) =>
        Lines(JsonSerializer.SerializeToUtf8Bytes(header, WireJson.Strict.ReplyHeader), statements);

    /// <summary>Reads a delivery; false with the problem on anything malformed.</summary>
    public static bool TryRead(
        ReadOnlyMemory<byte> plain,
        out DeliveryHeader header,
        out List<ReadOnlyMemory<byte>> statements,
        out string problem
    )
    {
        header = null!;
        if (!TrySplit(plain, out var first, out statements, out problem))
        {
            return false;
        }
        try
        {
            header = JsonSerializer.Deserialize(first.Span, WireJson.Strict.DeliveryHeader)!;
        }
        catch (JsonException e)
        {
            problem = $"The header is malformed: {e.Message}";
            return false;
        }
        var bounded = header is { From: >= 0, Holds: >= 0, Checkpoint.Length: < 8192 } && Bounded(header.Receipts);
        problem = bounded ? "" : "The header is out of bounds.";
        return bounded;
    }

    /// <summary>Reads a reply; false with the problem on anything malformed.</summary>
    public static bool TryRead(
        ReadOnlyMemory<byte> plain,
        out ReplyHeader header,
        out List<ReadOnlyMemory<byte>> statements,
        out string problem
    )
    {
        header = null!;
        if (!TrySplit(plain, out var first, out statements, out problem))
        {
            return false;
        }
        try
        {
            header = JsonSerializer.Deserialize(first.Span, WireJson.Strict.ReplyHeader)!;
        }
        catch (JsonException e)
        {
            problem = $"The header is malformed: {e.Message}";
            return false;
        }
        var bounded =
            header is { Size: >= 0, Cosignatures: not null }
            && Bounded(header.Cosignatures)
            && header.Yours is null or { Length: < 8192 };
        problem = bounded ? "" : "The header is out of bounds.";
        return bounded;
    }

    private static bool Bounded(IReadOnlyList<ReceiptLine>? lines) =>
        lines is null
        || (lines.Count <= MaxReceipts && lines.All(l => l is { Size: >= 0, Line: { Length: > 0 and < 8192 } }));

    private static byte[] Lines(byte[] header, IReadOnlyList<ReadOnlyMemory<byte>> statements)
    {
        var length = header.Length + 1 + statements.Sum(s => s.Length + 1);
        var bytes = new byte[length];
        header.CopyTo(bytes, 0);
        var at = header.Length;
        bytes[at++] = (byte)'\n';
        foreach (var statement in statements)
        {
            statement.Span.CopyTo(bytes.AsSpan(at));
            at += statement.Length;
            bytes[at++] = (byte)'\n';
        }
        return bytes;
    }

    private static bool TrySplit(
        ReadOnlyMemory<byte> plain,
        out ReadOnlyMemory<byte> first,
        out List<ReadOnlyMemory<byte>> rest,
        out string problem
    )
    {
        rest = [];
        first = default;
        var end = plain.Span.IndexOf((byte)'\n');
        if (end < 0 || plain.Span[^1] != (byte)'\n')
        {
            problem = "The delivery is cut short.";
            return false;
        }
        first = plain[..end];
        if (!Utf8.IsValid(first.Span))
        {
            problem = "The header is not valid UTF-8.";
            return false;
        }
        var left = plain[(end + 1)..];
        problem = left.Length > MaxBytes + MaxStatements ? "The delivery carries more than 1 MiB." : "";
        while (problem.Length == 0 && left.Length > 0)
        {
            end = left.Span.IndexOf((byte)'\n');
            rest.Add(left[..end]);
            left = left[(end + 1)..];
            problem = rest.Count > MaxStatements ? "The delivery carries more than 256 statements." : "";
        }
        return problem.Length == 0;
    }
}
