using System.Security.Cryptography;
using Parley.Sealing;

namespace Parley.Tests.Sealing;

public sealed class Ed25519Tests
{
    // RFC 8032, section 7.1: seed, public key, message, signature.
    [Theory]
    [InlineData(
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
            + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    )]
    [InlineData(
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )]
    public void The_vectors_of_RFC_8032_hold(string seed, string publicKey, string message, string signature)
    {
        using var key = Ed25519Key.FromSeed(Convert.FromHexString(seed));
        var text = Convert.FromHexString(message);
        Assert.Equal(publicKey, Convert.ToHexStringLower(key.PublicKey.Span));
        Assert.Equal(signature, Convert.ToHexStringLower(key.Sign(text)));
        var bytes = Convert.FromHexString(signature);
        Assert.True(Ed25519.Verify(key.PublicKey.Span, text, bytes));
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 0x20;
            Assert.False(Ed25519.Verify(key.PublicKey.Span, text, bytes));
            bytes[i] ^= 0x20;
        }
        Assert.False(Ed25519.Verify(key.PublicKey.Span, [.. text, 0], bytes));
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000080")]
    [InlineData("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85")]
    [InlineData("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData("00")]
    public void A_key_under_which_anyone_could_have_signed_is_no_key(string key)
    {
        var bytes = Convert.FromHexString(key);
        Assert.False(Ed25519.IsPublicKey(bytes));
        Assert.False(Ed25519.Verify(bytes, [], new byte[64]));
        Assert.Throws<ArgumentException>(() => new VerifierKey("example.org", VerifierKey.Ed25519Note, bytes));
    }

    [Fact]
    public void A_key_survives_its_PEM_and_anything_else_is_refused()
    {
        using var key = Ed25519Key.Generate();
        var pkcs8 = key.ExportPkcs8();
        using var read = Ed25519Key.ImportPkcs8(pkcs8);
        Assert.True(key.PublicKey.Span.SequenceEqual(read.PublicKey.Span));
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.Throws<CryptographicException>(() => Ed25519Key.ImportPkcs8(other.ExportPkcs8PrivateKey()));
        Assert.Throws<CryptographicException>(() => Ed25519Key.ImportPkcs8(pkcs8.AsMemory(1)));
        Assert.Throws<CryptographicException>(() => Ed25519Key.ImportPkcs8(Array.Empty<byte>()));
        Assert.Throws<ArgumentException>(() => Ed25519Key.FromSeed(new byte[31]));
    }

    [Fact]
    public void Many_threads_sign_and_verify_with_one_key()
    {
        using var key = Ed25519Key.Generate();
        var vkey = new NoteSigner("example.org", key);
        Parallel.For(
            0,
            200,
            i =>
            {
                var note = vkey.Sign($"text {i}\n");
                Assert.True(Notes.Verify(note, vkey.VerifierKey));
                Assert.False(Notes.Verify(note with { Text = "other\n" }, vkey.VerifierKey));
            }
        );
    }

    [Fact]
    public void A_key_of_an_algorithm_not_known_here_is_read_and_verifies_nothing()
    {
        var key = new VerifierKey("example.org", 0x06, new byte[1312]);
        Assert.Equal(key, VerifierKey.Parse(key.ToString()));
        var note = new SignedNote("text\n", [new NoteSignature(key.Name, key.KeyId, new byte[2420])]);
        Assert.True(SignedNote.TryParse(note.ToString(), out var read, out _));
        Assert.False(Notes.Verify(read, key));
    }
}
