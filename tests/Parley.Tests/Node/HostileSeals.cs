using System.Security.Cryptography;
using Parley.Sealing;

namespace Parley.Tests.Node;

/// <summary>Deliveries whose seal is not as docs/spec/delivery.md says.</summary>
internal static class HostileSeals
{
    private const int Whole = PlayedPeer.HeadLength;

    /// <summary>Within a session that runs, what does not open may belong to a session forgotten since.</summary>
    private const string Unknown = "session-unknown";

    public static IReadOnlyList<Hostile> All { get; } =
    [
        Hostile.Body("an empty body", _ => []),
        Hostile.Body("one byte", _ => [0x50]),
        Hostile.Body("4 KiB of chance", _ => Chance.Bytes(4096)),
        Hostile.Body("a body of zeros", _ => new byte[4096]),
        Hostile.Body("JSON in the clear", _ => "{\"from\":0,\"holds\":0,\"checkpoint\":\"\"}\n"u8.ToArray()),
        Hostile.Body("another magic", p => Change(Sound(p), 3, (byte)'2')),
        Hostile.Body("kind 0", p => Change(Sound(p), 4, 0)),
        Hostile.Body("kind 3", p => Change(Sound(p), 4, 3)),
        Hostile.Body("kind 255", p => Change(Sound(p), 4, 255)),
        Hostile.Body("the magic alone", p => Sound(p)[..4]),
        Hostile.Body("half a session's name", p => Sound(p)[..12]),
        Hostile.Body("a head without anything sealed", p => Sound(p)[..Whole]),
        Hostile.Body("less sealed than a tag is long", p => Sound(p)[..(Whole + 15)], 410, Unknown),
        Hostile.Body("one byte too few", p => Sound(p)[..^1], 410, Unknown),
        Hostile.Body("half of it", p => Sound(p)[..(Whole + ((Sound(p).Length - Whole) / 2))], 410, Unknown),
        Hostile.Body("one byte too many", p => [.. Sound(p), 0], 410, Unknown),
        Hostile.Body("twice the same in one body", p => [.. Sound(p), .. Sound(p)], 410, Unknown),
        Hostile.Body("another number than it was sealed under", p => Change(Sound(p), Whole - 1, 0xEE), 410, Unknown),
        Hostile.Body("the highest number there is", p => HighestNumber(Sound(p)), 410, Unknown),
        Hostile.Body(
            "a session nobody began",
            _ => [.. PlayedPeer.Head(2, Chance.Bytes(16), 1, []), .. Chance.Bytes(64)],
            410,
            Unknown
        ),
        Begins("a key of zeros", _ => new byte[65]),
        Begins("a key that is no point of the curve", p => Change(p.Node.SealKey.ToArray(), 64, 0x00)),
        Begins("a compressed key", p => Change(p.Node.SealKey.ToArray(), 0, 0x02)),
        Begins("the point at infinity", _ => Change(new byte[65], 0, 0x04)),
        Begins("a key beyond the field", _ => [4, .. Enumerable.Repeat((byte)0xFF, 64)]),
        Begins("a good key and nothing sealed under it", p => p.Node.SealKey.ToArray()),
        Begins("half a key", p => p.Node.SealKey.ToArray()[..30]),
        Sealed("sealed to the sender itself", p => p.Card.SealKey, Info),
        Sealed("sealed for the other direction", p => p.Node.SealKey, p => Info(p.Node.Party, p.Card.Party)),
        Sealed("sealed for another protocol", p => p.Node.SealKey, _ => "parley delivery v2\nUS\nCN"u8.ToArray()),
        Sealed("sealed for a third nation", p => p.Node.SealKey, p => Info(p.Card.Party, "XX")),
        Sealed("sealed without its head", p => p.Node.SealKey, Info, head => head[..4]),
        Sealed("sealed with no head at all", p => p.Node.SealKey, Info, _ => []),
    ];

    /// <summary>A delivery in which nothing is wrong, as the further of a session.</summary>
    private static byte[] Sound(PlayedPeer peer) => peer.Seal(Plain(peer));

    private static byte[] Plain(PlayedPeer peer)
    {
        var said = peer.Next.Bytes;
        return PlayedPeer.Plain(peer.Header(peer.Tree.Size, peer.With(said)), said);
    }

    private static byte[] Change(byte[] bytes, int at, byte value)
    {
        bytes[at] = value;
        return bytes;
    }

    private static byte[] HighestNumber(byte[] bytes)
    {
        bytes.AsSpan(Whole - 8, 8).Fill(0xFF);
        return bytes;
    }

    private static byte[] Info(PlayedPeer peer) => Info(peer.Card.Party, peer.Node.Party);

    private static byte[] Info(string from, string to) =>
        System.Text.Encoding.UTF8.GetBytes($"parley delivery v1\n{from}\n{to}");

    /// <summary>The first of a session, under the name the node offers, with some key.</summary>
    private static Hostile Begins(string name, Func<PlayedPeer, byte[]> key) =>
        new(
            name,
            400,
            Hostile.Malformed,
            async peer =>
            {
                var session = await Offered(peer);
                return await peer.Post([.. PlayedPeer.Head(1, session, 0, key(peer)), .. Chance.Bytes(200)]);
            }
        );

    /// <summary>The first of a session, sealed otherwise than it should be.</summary>
    private static Hostile Sealed(
        string name,
        Func<PlayedPeer, ReadOnlyMemory<byte>> to,
        Func<PlayedPeer, byte[]> info,
        Func<byte[], byte[]>? aad = null
    ) =>
        new(
            name,
            400,
            Hostile.Malformed,
            async peer =>
            {
                var session = await Offered(peer);
                var (enc, context) = HpkeSender.Start(to(peer).Span, info(peer));
                using (context)
                {
                    var head = PlayedPeer.Head(1, session, 0, enc);
                    return await peer.Post([.. head, .. context.Seal(0, aad?.Invoke(head) ?? head, Plain(peer))]);
                }
            }
        );

    private static async Task<byte[]> Offered(PlayedPeer peer)
    {
        var refused = await peer.Post([.. PlayedPeer.Head(2, Chance.Bytes(16), 1, []), .. Chance.Bytes(64)]);
        return refused.Body.TryGetProperty("session", out var offered)
            ? offered.GetBytesFromBase64()
            : RandomNumberGenerator.GetBytes(16);
    }
}
