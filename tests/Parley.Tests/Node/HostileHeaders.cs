using System.Globalization;
using System.Text;
using System.Text.Json;
using Parley.Record;
using Parley.Sealing;

namespace Parley.Tests.Node;

/// <summary>Soundly sealed deliveries whose header or checkpoint is not sound.</summary>
internal static class HostileHeaders
{
    private const string Forged = "wrong-signature";

    public static IReadOnlyList<Hostile> Headers { get; } =
    [
        Hostile.Plain("nothing under the seal", _ => []),
        Hostile.Plain("no end of line", _ => "{}"u8.ToArray()),
        Hostile.Plain("an empty line", _ => "\n"u8.ToArray()),
        Hostile.Plain("the last statement cut short", p => Cut(p)),
        Hostile.Plain("257 statements", p => Many(p, 257, 300)),
        Hostile.Plain("more than 1 MiB of statements", p => Many(p, 200, 5600)),
        Hostile.Plain(
            "a million line breaks",
            p => PlayedPeer.Plain(p.Header(0, p.Tree), [new string('\n', 1_000_000).Select(c => (byte)c).ToArray()])
        ),
        Hostile.Header("null", (_, _) => "null"),
        Hostile.Header("a list", (_, _) => "[]"),
        Hostile.Header("a text", (_, _) => "\"from\""),
        Hostile.Header("a number", (_, _) => "1"),
        Hostile.Header("an empty object", (_, _) => "{}"),
        Hostile.Header("no JSON", (_, _) => "from=0"),
        Hostile.Header("JSON cut short", (p, t) => p.Header(p.Tree.Size, t)[..^1]),
        Hostile.Header("more after the end", (p, t) => p.Header(p.Tree.Size, t) + "{}"),
        Hostile.Header("a comment", (p, t) => p.Header(p.Tree.Size, t) + "/* */"),
        Hostile.Header("a byte order mark", (p, t) => "\uFEFF" + p.Header(p.Tree.Size, t)),
        Hostile.Header("a doubled member", (p, t) => Put(p, t, "\"from\":0,")),
        Hostile.Header("a doubled checkpoint", (p, t) => Put(p, t, "\"checkpoint\":\"\",")),
        Hostile.Header("very deep", (p, t) => Put(p, t, $"\"x\":{new string('[', 500)}{new string(']', 500)},")),
        Hostile.Header("deep without end", (_, _) => new string('[', 100_000)),
        Hostile.Header("no from", (p, t) => Without(p, t, "from")),
        Hostile.Header("no holds", (p, t) => Without(p, t, "holds")),
        Hostile.Header("no checkpoint", (p, t) => Without(p, t, "checkpoint")),
        Hostile.Header("from below zero", (p, t) => From(p, t, "-1")),
        Hostile.Header("from the lowest number", (p, t) => From(p, t, "-9223372036854775808")),
        Hostile.Header("from the highest number", (p, t) => From(p, t, "9223372036854775807")),
        Hostile.Header("from beyond every number", (p, t) => From(p, t, "99999999999999999999999")),
        Hostile.Header("from with an exponent", (p, t) => From(p, t, "1e400")),
        Hostile.Header("from with a fraction", (p, t) => From(p, t, "0.5")),
        Hostile.Header("from as text", (p, t) => From(p, t, "\"0\"")),
        Hostile.Header("from null", (p, t) => From(p, t, "null")),
        Hostile.Header("from NaN", (p, t) => From(p, t, "NaN")),
        Hostile.Header("holds below zero", (p, t) => p.Header(p.Tree.Size, t, holds: -1)),
        Hostile.Header("holds null", (p, t) => Replace(p, t, "\"holds\":0", "\"holds\":null")),
        Hostile.Header("a checkpoint null", (p, _) => $"{{\"from\":{p.Tree.Size},\"holds\":0,\"checkpoint\":null}}"),
        Hostile.Header("a checkpoint a number", (p, _) => $"{{\"from\":{p.Tree.Size},\"holds\":0,\"checkpoint\":7}}"),
        Hostile.Header("receipts an object", (p, t) => Put(p, t, "\"receipts\":{},")),
        Hostile.Header("receipts with a hole", (p, t) => Put(p, t, "\"receipts\":[null],")),
        Hostile.Header("a receipt without a line", (p, t) => Put(p, t, "\"receipts\":[{\"size\":1,\"line\":null}],")),
        Hostile.Header("an empty receipt", (p, t) => Put(p, t, "\"receipts\":[{\"size\":1,\"line\":\"\"}],")),
        Hostile.Header("a receipt of size -1", (p, t) => Put(p, t, "\"receipts\":[{\"size\":-1,\"line\":\"x\"}],")),
        Hostile.Header("257 receipts", (p, t) => Put(p, t, $"\"receipts\":[{Receipts(257)}],")),
        Hostile.Plain("a header that is not UTF-8", p => NotUtf8(p)),
        Hostile.Header(
            "half a character in the checkpoint",
            (p, _) => $"{{\"from\":{p.Tree.Size},\"holds\":0,\"checkpoint\":\"\\ud800\"}}"
        ),
        Hostile.Plain("a gap of one", p => Gap(p, 1), 409, "gap"),
        Hostile.Plain("a gap of a billion", p => Gap(p, 1_000_000_000), 409, "gap"),
    ];

    public static IReadOnlyList<Hostile> Checkpoints { get; } =
    [
        Hostile.Checkpoint("an empty checkpoint", (_, _) => ""),
        Hostile.Checkpoint("a checkpoint that is no note", (_, _) => "all is well"),
        Hostile.Checkpoint("a checkpoint without signature", (p, t) => Text(p.Origin, t) + "\n"),
        Hostile.Checkpoint("a checkpoint of 9 KiB", (p, t) => p.Sign(t) + new string('—', 9000)),
        Hostile.Checkpoint("a signature cut short", (p, t) => p.Sign(t)[..^9] + "\n", 422, Forged),
        Hostile.Checkpoint("line ends of another system", (p, t) => p.Sign(t).Replace("\n", "\r\n")),
        Hostile.Checkpoint("no newline at the end", (p, t) => p.Sign(t)[..^1]),
        Hostile.Checkpoint("forty signatures", (p, t) => p.Sign(t) + Repeat(p.Sign(t).Split('\n')[^2] + "\n", 40)),
        Hostile.Checkpoint(
            "signed with the key for receipts",
            (p, t) => new NoteSigner(p.Origin, p.Keys.Cosign).Sign(Text(p.Origin, t)).ToString(),
            422,
            Forged
        ),
        Hostile.Checkpoint("signed with a fresh key", (p, t) => Stranger(p, t), 422, Forged),
        Hostile.Checkpoint(
            "signed under the domain alone",
            (p, t) => p.Sign(Text(p.Origin, t), p.Card.Domain),
            422,
            Forged
        ),
        Hostile.Checkpoint(
            "the text changed after signing",
            (p, t) => p.Sign(t).Replace(p.Origin, p.Origin + "x"),
            422,
            Forged
        ),
        Hostile.Checkpoint("the size changed after signing", (p, t) => Resized(p, t), 422, Forged),
        Hostile.Checkpoint("the node's own ledger", (p, t) => p.Sign(Text(p.Node.OriginTo(p.Card.Party), t))),
        Hostile.Checkpoint("the ledger to a third nation", (p, t) => p.Sign(Text(p.Card.OriginTo("XX"), t))),
        Hostile.Checkpoint("a line more", (p, t) => p.Sign(Text(p.Origin, t) + "extension\n")),
        Hostile.Checkpoint("a line less", (p, t) => p.Sign($"{p.Origin}\n{t.Size}\n")),
        Hostile.Checkpoint(
            "a size with a leading zero",
            (p, t) => p.Sign($"{p.Origin}\n0{t.Size}\n{t.Root().ToBase64()}\n")
        ),
        Hostile.Checkpoint("a size below zero", (p, t) => p.Sign($"{p.Origin}\n-1\n{t.Root().ToBase64()}\n")),
        Hostile.Checkpoint(
            "a size beyond 2^53",
            (p, t) => p.Sign($"{p.Origin}\n9007199254740993\n{t.Root().ToBase64()}\n")
        ),
        Hostile.Checkpoint(
            "a root of 31 bytes",
            (p, t) => p.Sign($"{p.Origin}\n{t.Size}\n{Convert.ToBase64String(new byte[31])}\n")
        ),
        Hostile.Checkpoint(
            "a root without padding",
            (p, t) => p.Sign($"{p.Origin}\n{t.Size}\n{t.Root().ToBase64().TrimEnd('=')}\n")
        ),
        Hostile.Checkpoint("a checkpoint one statement further", (p, t) => p.Sign(Sized(p, t.Size + 1, t))),
        Hostile.Checkpoint("a checkpoint one statement back", (p, t) => p.Sign(Sized(p, t.Size - 1, t))),
        Hostile.Checkpoint("a checkpoint of size zero", (p, t) => p.Sign(Sized(p, 0, t))),
        Hostile.Checkpoint(
            "another root",
            (p, t) => p.Sign(new Checkpoint(p.Origin, t.Size, Tree.EmptyRoot).ToText()),
            422,
            "root-mismatch"
        ),
        Hostile.Checkpoint(
            "the root before the statement",
            (p, t) => p.Sign(new Checkpoint(p.Origin, t.Size, p.Tree.Root()).ToText()),
            422,
            "root-mismatch"
        ),
    ];

    private static string Text(string origin, Tree tree) => new Checkpoint(origin, tree.Size, tree.Root()).ToText();

    private static string Sized(PlayedPeer peer, long size, Tree tree) =>
        new Checkpoint(peer.Origin, size, tree.Root()).ToText();

    private static string Stranger(PlayedPeer peer, Tree tree)
    {
        using var key = Ed25519Key.Generate();
        return new NoteSigner(peer.Origin, key).Sign(Text(peer.Origin, tree)).ToString();
    }

    private static string Resized(PlayedPeer peer, Tree tree) =>
        peer.Sign(tree).Replace($"\n{tree.Size}\n", $"\n{tree.Size + 1}\n");

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private static string Put(PlayedPeer peer, Tree tree, string first) =>
        "{" + first + peer.Header(peer.Tree.Size, tree)[1..];

    private static string Replace(PlayedPeer peer, Tree tree, string old, string with) =>
        peer.Header(peer.Tree.Size, tree).Replace(old, with);

    private static string From(PlayedPeer peer, Tree tree, string from) =>
        Replace(peer, tree, $"\"from\":{peer.Tree.Size}", $"\"from\":{from}");

    private static string Without(PlayedPeer peer, Tree tree, string member) =>
        Replace(peer, tree, $"\"{member}\":", $"\"{member}x\":");

    private static string Receipts(int count) =>
        string.Join(
            ',',
            Enumerable
                .Range(1, count)
                .Select(n => $"{{\"size\":{n.ToString(CultureInfo.InvariantCulture)},\"line\":\"x\"}}")
        );

    private static byte[] Cut(PlayedPeer peer)
    {
        var said = peer.Next.Bytes;
        return PlayedPeer.Plain(peer.Header(peer.Tree.Size, peer.With(said)), said)[..^1];
    }

    private static byte[] Many(PlayedPeer peer, int count, int length)
    {
        var said = Enumerable
            .Range(0, count)
            .Select(_ => (peer.Next with { Body = $"{{\"text\":\"{new string('x', length)}\"}}" }).Bytes)
            .ToList();
        return PlayedPeer.Plain(peer.Header(peer.Tree.Size, peer.With(said)), said);
    }

    private static byte[] NotUtf8(PlayedPeer peer)
    {
        var header = Encoding.UTF8.GetBytes(Put(peer, peer.Tree, "\"x\":\"??\","));
        header.AsSpan(header.AsSpan().IndexOf("??"u8), 2).Fill(0xFF);
        return [.. header, (byte)'\n'];
    }

    private static byte[] Gap(PlayedPeer peer, long by)
    {
        var said = peer.Next.Bytes;
        var from = peer.Tree.Size + by;
        var checkpoint = peer.Sign(new Checkpoint(peer.Origin, from + 1, Tree.EmptyRoot).ToText());
        return PlayedPeer.Plain(
            JsonSerializer.Serialize(
                new
                {
                    from,
                    holds = 0,
                    checkpoint,
                }
            ),
            said
        );
    }
}
