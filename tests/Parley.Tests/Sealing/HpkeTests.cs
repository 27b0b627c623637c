using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Parley.Sealing;

namespace Parley.Tests.Sealing;

public sealed class HpkeTests
{
    [Fact]
    public void The_vector_of_RFC_9180_for_this_suite_holds_byte_for_byte()
    {
        var vector = VectorFiles.Json("hpke.json");
        using var recipient = SealingKey.FromScalar(Hex(vector, "skRm"));
        using var ephemeral = SealingKey.FromScalar(Hex(vector, "skEm"));
        Assert.Equal(Hex(vector, "pkRm"), recipient.PublicKey.ToArray());
        var (enc, sender) = HpkeSender.Start(recipient.PublicKey.Span, Hex(vector, "info"), ephemeral);
        using var context = sender;
        Assert.Equal(Hex(vector, "enc"), enc);
        var agreed = ephemeral.Agree(recipient.PublicKey.Span);
        Assert.Equal(Hex(vector, "shared_secret"), Hpke.SharedSecret(agreed, enc, recipient.PublicKey.Span));
        using var opener = HpkeRecipient.Open(recipient, enc, Hex(vector, "info"));
        foreach (var encryption in vector.GetProperty("encryptions").EnumerateArray())
        {
            var sequence = encryption.GetProperty("sequence").GetUInt64();
            var (aad, plain) = (Hex(encryption, "aad"), Hex(encryption, "pt"));
            Assert.Equal(Hex(encryption, "ct"), context.Seal(sequence, aad, plain));
            Assert.Equal(plain, opener.Open(sequence, aad, Hex(encryption, "ct")));
        }
    }

    [Theory]
    [InlineData(0ul, "9bc50980832a7b4b58c40161")]
    [InlineData(1ul, "9bc50980832a7b4b58c40160")]
    [InlineData(256ul, "9bc50980832a7b4b58c40061")]
    [InlineData(0x0100000000000000ul, "9bc50980822a7b4b58c40161")]
    public void The_sequence_number_is_mixed_into_the_nonce(ulong sequence, string nonce)
    {
        var vector = VectorFiles.Json("hpke.json");
        using var recipient = SealingKey.FromScalar(Hex(vector, "skRm"));
        using var context = HpkeRecipient.Open(recipient, Hex(vector, "enc"), Hex(vector, "info"));
        using var cipher = new AesGcm(Hex(vector, "key"), 16);
        var sealedMessage = context.Seal(sequence, "aad"u8, "text"u8);
        var plain = new byte[4];
        cipher.Decrypt(
            Convert.FromHexString(nonce),
            sealedMessage.AsSpan(0, 4),
            sealedMessage.AsSpan(4),
            plain,
            "aad"u8
        );
        Assert.Equal("text"u8.ToArray(), plain);
    }

    [Fact]
    public void Bad_deliveries_of_the_vectors_do_not_open_or_are_none()
    {
        var vector = VectorFiles.Json("delivery.json");
        using var key = SealingKey.FromScalar(Hex(vector, "recipientPrivateKey"));
        var info = Encoding.UTF8.GetBytes(vector.GetProperty("info").GetString()!);
        var first = vector.GetProperty("deliveries")[0].GetProperty("delivery").GetBytesFromBase64();
        using var context = HpkeRecipient.Open(key, first.AsSpan(29, 65), info);
        foreach (var bad in vector.GetProperty("unopenable").EnumerateArray())
        {
            var opens =
                Parley.Exchange.SealedForm.TryRead(bad.GetProperty("delivery").GetBytesFromBase64(), out var form)
                && context.Open(form.Sequence, form.Head.Span, form.Ciphertext.Span) is not null;
            Assert.False(opens, bad.GetProperty("name").GetString());
        }
        foreach (var bad in vector.GetProperty("malformed").EnumerateArray())
        {
            var plain = Encoding.UTF8.GetBytes(bad.GetProperty("plaintext").GetString()!);
            var reads = Parley.Exchange.Delivery.TryRead(plain, out Parley.Exchange.DeliveryHeader _, out _, out _);
            Assert.False(reads, bad.GetProperty("name").GetString());
        }
    }

    [Fact]
    public void Sealed_deliveries_and_their_reply_open_as_the_vectors_say_and_in_no_other_way()
    {
        var vector = VectorFiles.Json("delivery.json");
        using var key = SealingKey.FromScalar(Hex(vector, "recipientPrivateKey"));
        var info = Encoding.UTF8.GetBytes(vector.GetProperty("info").GetString()!);
        var first = vector.GetProperty("deliveries")[0].GetProperty("delivery").GetBytesFromBase64();
        var enc = first.AsSpan(29, 65);
        using var context = HpkeRecipient.Open(key, enc, info);
        using var replies = new ReplySealing(context, enc);
        var head = Array.Empty<byte>();
        foreach (var delivery in vector.GetProperty("deliveries").EnumerateArray())
        {
            var bytes = delivery.GetProperty("delivery").GetBytesFromBase64();
            var sequence = delivery.GetProperty("sequence").GetUInt64();
            head = bytes[..(sequence == 0 ? 94 : 29)];
            var plain = context.Open(sequence, head, bytes.AsSpan(head.Length));
            Assert.Equal(delivery.GetProperty("plaintext").GetString(), Encoding.UTF8.GetString(plain!));
            Assert.Null(context.Open(sequence + 1, head, bytes.AsSpan(head.Length)));
            for (var i = 0; i < bytes.Length; i += 13)
            {
                var spoiled = bytes.ToArray();
                spoiled[i] ^= 0x10;
                Assert.Null(context.Open(sequence, spoiled.AsSpan(0, head.Length), spoiled.AsSpan(head.Length)));
            }
        }
        var reply = vector.GetProperty("reply");
        var sealedReply = reply.GetProperty("reply").GetBytesFromBase64().AsSpan(4);
        Assert.Equal(
            reply.GetProperty("plaintext").GetString(),
            Encoding.UTF8.GetString(replies.Open(head, sealedReply)!)
        );
        Assert.Null(replies.Open(head.AsSpan(1), sealedReply));
        Assert.Null(replies.Open(head, sealedReply[1..]));
        Assert.Null(replies.Open(head, []));
    }

    [Fact]
    public void Another_recipient_another_purpose_or_no_point_opens_nothing()
    {
        using var key = SealingKey.Generate();
        using var other = SealingKey.Generate();
        var (enc, sender) = HpkeSender.Start(key.PublicKey.Span, "info"u8);
        using var context = sender;
        var message = context.Seal(0, [], "text"u8);
        using var wrongKey = HpkeRecipient.Open(other, enc, "info"u8);
        using var wrongInfo = HpkeRecipient.Open(key, enc, "other"u8);
        Assert.Null(wrongKey.Open(0, [], message));
        Assert.Null(wrongInfo.Open(0, [], message));
        Assert.Null(context.Open(0, [], message.AsSpan(0, 15)));
        Assert.ThrowsAny<CryptographicException>(() => HpkeRecipient.Open(key, new byte[65], "info"u8));
        Assert.ThrowsAny<CryptographicException>(() => HpkeRecipient.Open(key, enc.AsSpan(1), "info"u8));
        Assert.False(SealingKey.IsPublicKey(enc.AsSpan(1)));
        enc[64] ^= 1;
        Assert.False(SealingKey.IsPublicKey(enc));
    }

    private static byte[] Hex(JsonElement vector, string name) =>
        Convert.FromHexString(vector.GetProperty(name).GetString()!);
}
