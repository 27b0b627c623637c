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
        };
    }

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
