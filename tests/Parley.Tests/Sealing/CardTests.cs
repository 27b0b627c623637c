using Parley.Sealing;

namespace Parley.Tests.Sealing;

public sealed class CardTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_card_is_read_as_it_was_issued_and_the_safety_number_knows_no_first()
    {
        using var usKeys = PartyKeys.Generate("us.parley.example", Now);
        using var cnKeys = PartyKeys.Generate("cn.parley.example", Now);
        var us = Card.Issue(usKeys, "US", "United States", "美国", "us.parley.example", ["https://127.0.0.1:8443"]);
        var cn = Card.Issue(
            cnKeys,
            "CN",
            "China",
            "中国",
            "cn.parley.example",
            ["https://[::1]:8444", "https://b.example:443"]
        );

        Assert.True(Card.TryParse(us.Text, out var read, out var problem), problem);
        Assert.Equal(us.Hash, read.Hash);
        Assert.Equal(usKeys.TlsPin, read.TlsPin);
        Assert.Equal(SafetyNumber.Of(us, cn), SafetyNumber.Of(cn, us));
        Assert.Matches("^[0-9]{5}( [0-9]{5}){11}$", SafetyNumber.Of(us, cn));
    }

    [Fact]
    public void Keys_are_kept_for_their_owner_only_and_read_back_as_they_were()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"parley-keys-{Guid.NewGuid():N}");
        try
        {
            using var keys = PartyKeys.Generate("us.parley.example", Now);
            keys.Save(folder);
            using var read = PartyKeys.Load(folder);
            Assert.Equal(keys.Sign.ExportSeed(), read.Sign.ExportSeed());
            Assert.Equal(keys.Cosign.ExportSeed(), read.Cosign.ExportSeed());
            Assert.True(keys.Seal.PublicKey.Span.SequenceEqual(read.Seal.PublicKey.Span));
            Assert.Equal(keys.TlsPin, read.TlsPin);
            Assert.True(read.Tls.HasPrivateKey);
            foreach (var file in OperatingSystem.IsWindows() ? [] : Directory.GetFiles(folder))
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, new FileInfo(file).UnixFileMode);
            }
            Assert.Throws<IOException>(() => keys.Save(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void What_is_signed_sealed_and_answered_is_opened_by_the_other_side_only()
    {
        using var keys = PartyKeys.Generate("us.parley.example", Now);
        var note = keys.Signer("us.parley.example/cn").Sign("us.parley.example/cn\n0\nabc\n");
        Assert.True(SignedNote.TryParse(note.ToString(), out var read, out var problem), problem);
        Assert.True(Notes.Verify(read, keys.Signer("us.parley.example/cn").VerifierKey));
        Assert.False(Notes.Verify(read, keys.Signer("us.parley.example/xx").VerifierKey));
        var receipt = keys.Receipts("us.parley.example");
        var line = receipt.Cosign(note.Text, Now);
        Assert.True(NoteSignature.TryParse(line.ToLine(), out var parsed));
        Assert.True(Notes.TryReadCosignature(note.Text, parsed, receipt.VerifierKey, out var time));
        Assert.Equal(Now, time);

        var info = "info"u8;
        var (enc, sender) = HpkeSender.Start(keys.Seal.PublicKey.Span, info);
        using var recipient = HpkeRecipient.Open(keys.Seal, enc, info);
        var box = sender.Seal(7, "aad"u8, "text"u8);
        Assert.Equal("text"u8.ToArray(), recipient.Open(7, "aad"u8, box));
        Assert.Null(recipient.Open(8, "aad"u8, box));
        using var replies = new ReplySealing(recipient, enc);
        using var answers = new ReplySealing(sender, enc);
        Assert.Equal("yes"u8.ToArray(), answers.Open("aad"u8, replies.Seal("aad"u8, "yes"u8)));
        Assert.Null(answers.Open("other"u8, replies.Seal("aad"u8, "yes"u8)));
        sender.Dispose();
    }
}
