using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Parley.Sealing;

namespace Parley.Tests.Sealing;

/// <summary>Sealed deliveries and a sealed reply with every key fixed, so that each byte can be reproduced.</summary>
internal static class DeliveryVectors
{
    public const string Info = "parley delivery v1\nUS\nCN";

    private static readonly byte[] Session = SHA256.HashData("parley vectors session"u8)[..16];
    private static readonly byte[] ReplySalt = SHA256.HashData("parley vectors reply"u8)[..16];

    public static JsonObject Make(SampleRecord record)
    {
        using var ephemeral = SealingKey.FromScalar(SampleParty.Seed("US", "ephemeral"));
        var (enc, context) = HpkeSender.Start(record.Cn.Card.SealKey.Span, Encoding.UTF8.GetBytes(Info), ephemeral);
        using var sender = context;
        using var replies = new ReplySealing(context, enc);
        var deliveries = new JsonArray();
        var head = Array.Empty<byte>();
        for (var number = 0; number < 2; number++)
        {
            head = Head(number, number == 0 ? enc : []);
            var plain = Plain(record, number);
            deliveries.Add(
                (JsonNode)
                    new JsonObject
                    {
                        ["sequence"] = number,
                        ["plaintext"] = Encoding.UTF8.GetString(plain),
                        ["delivery"] = Convert.ToBase64String([.. head, .. context.Seal((ulong)number, head, plain)]),
                    }
            );
        }
        var reply = Reply(record);
        var plaintext = Plain(record, 1);
        var whole = (byte[])[.. Head(1, []), .. context.Seal(1, Head(1, []), plaintext)];
        return new JsonObject
        {
            ["recipientPrivateKey"] = Convert.ToHexStringLower(SampleParty.Seed("CN", "seal")),
            ["ephemeralPrivateKey"] = Convert.ToHexStringLower(SampleParty.Seed("US", "ephemeral")),
            ["info"] = Info,
            ["session"] = Convert.ToHexStringLower(Session),
            ["deliveries"] = deliveries,
            ["reply"] = new JsonObject
            {
                ["salt"] = Convert.ToHexStringLower(ReplySalt),
                ["answers"] = 1,
                ["plaintext"] = Encoding.UTF8.GetString(reply),
                ["reply"] = Convert.ToBase64String([.. "PLR1"u8, .. replies.Seal(ReplySalt, head, reply)]),
            },
            ["unopenable"] = Named(Unopenable(whole), bytes => Convert.ToBase64String(bytes), "delivery"),
            ["malformed"] = Named(Malformed(plaintext), bytes => Encoding.UTF8.GetString(bytes), "plaintext"),
        };
    }

    /// <summary>Sealed deliveries of the session above that do not open in it.</summary>
    private static IEnumerable<(string Name, byte[] Bytes)> Unopenable(byte[] sound)
    {
        yield return ("nothing at all", []);
        yield return ("a head alone", sound[..29]);
        yield return ("a head cut short", sound[..28]);
        yield return ("another magic", [.. "PLY2"u8, .. sound[4..]]);
        yield return ("a kind that is none", [.. sound[..4], 3, .. sound[5..]]);
        yield return ("a further one marked as the first", [.. sound[..4], 1, .. sound[5..]]);
        yield return ("another session's name", [.. sound[..5], (byte)(sound[5] ^ 1), .. sound[6..]]);
        yield return ("another number", [.. sound[..28], 2, .. sound[29..]]);
        yield return ("a ciphertext cut short", sound[..^1]);
        yield return ("a byte after it", [.. sound, 0]);
        yield return ("a bit of the ciphertext turned", [.. sound[..40], (byte)(sound[40] ^ 1), .. sound[41..]]);
        yield return ("a bit of the tag turned", [.. sound[..^1], (byte)(sound[^1] ^ 1)]);
    }

    /// <summary>Plaintexts that are no delivery: 400 malformed.</summary>
    private static IEnumerable<(string Name, byte[] Bytes)> Malformed(byte[] sound)
    {
        var text = Encoding.UTF8.GetString(sound);
        (string Name, string Text)[] cases =
        [
            ("nothing at all", ""),
            ("no newline at the end", text[..^1]),
            ("no header", "\n"),
            ("a header that is no object", "[]\n"),
            ("a header that is null", "null\n"),
            ("no from", text.Replace("\"from\":1,", "", StringComparison.Ordinal)),
            ("from is null", text.Replace("\"from\":1,", "\"from\":null,", StringComparison.Ordinal)),
            ("from is negative", text.Replace("\"from\":1,", "\"from\":-1,", StringComparison.Ordinal)),
            ("from is text", text.Replace("\"from\":1,", "\"from\":\"1\",", StringComparison.Ordinal)),
            ("from has a fraction", text.Replace("\"from\":1,", "\"from\":1.5,", StringComparison.Ordinal)),
            ("from stands twice", text.Replace("\"from\":1,", "\"from\":1,\"from\":1,", StringComparison.Ordinal)),
            ("no holds", text.Replace("\"holds\":1,", "", StringComparison.Ordinal)),
            ("a checkpoint that is null", "{\"from\":1,\"holds\":1,\"checkpoint\":null}\n"),
            ("a comment", text.Replace("{\"from\"", "{/**/\"from\"", StringComparison.Ordinal)),
            ("a comma too many", text.Replace("\"}\n", "\",}\n", StringComparison.Ordinal)),
            (
                "receipts that are no list",
                text.Replace("\"from\":1,", "\"from\":1,\"receipts\":{},", StringComparison.Ordinal)
            ),
            (
                "a receipt without line",
                text.Replace("\"from\":1,", "\"from\":1,\"receipts\":[{\"size\":1}],", StringComparison.Ordinal)
            ),
            (
                "nested too deep",
                text.Replace("\"from\":1,", "\"from\":1,\"x\":[[[[[[[[]]]]]]]],", StringComparison.Ordinal)
            ),
        ];
        return cases.Select(c => (c.Name, Encoding.UTF8.GetBytes(c.Text)));
    }

    private static JsonArray Named(
        IEnumerable<(string Name, byte[] Bytes)> cases,
        Func<byte[], string> text,
        string member
    ) => [.. cases.Select(JsonNode (c) => new JsonObject { ["name"] = c.Name, [member] = text(c.Bytes) })];

    /// <summary>What stands before the ciphertext: magic, kind, session, number, and in the first the key.</summary>
    public static byte[] Head(int number, ReadOnlySpan<byte> enc)
    {
        var sequence = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(sequence, number);
        return [.. "PLY1"u8, (byte)(number == 0 ? 1 : 2), .. Session, .. sequence, .. enc];
    }

    private static byte[] Plain(SampleRecord record, int number)
    {
        var ledger = record.UsToCn;
        var (from, to) = number == 0 ? (0, 1) : (1, 3);
        var note = ledger.Checkpoints[number] with { Signatures = [ledger.Checkpoints[number].Signatures[0]] };
        var header = new JsonObject
        {
            ["from"] = from,
            ["holds"] = from,
            ["checkpoint"] = note.ToString(),
        };
        return Lines(header, ledger.Statements.GetRange(from, to - from));
    }

    private static byte[] Reply(SampleRecord record)
    {
        var line = record.UsToCn.Checkpoints[1].Signatures[1].ToLine();
        var header = new JsonObject
        {
            ["size"] = 3,
            ["cosignatures"] = new JsonArray(new JsonObject { ["size"] = 3, ["line"] = line }),
        };
        return Lines(header, []);
    }

    private static byte[] Lines(JsonObject header, List<byte[]> statements) =>
        [
            .. Encoding.UTF8.GetBytes(header.ToJsonString(Relaxed) + "\n"),
            .. statements.SelectMany(s => s.Append((byte)'\n')),
        ];

    private static readonly System.Text.Json.JsonSerializerOptions Relaxed = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
