using System.Text;
using Parley.Exchange;
using Parley.Record;
using Parley.Sealing;

namespace Parley.Simulation;

/// <summary>What a lie can be made of: both ends of the link, and chance.</summary>
internal sealed record Occasion(Liar Liar, Correspondence Mine, Correspondence Victim, DateTimeOffset Now, Dice Dice)
{
    /// <summary>How much the victim holds.</summary>
    public long Held => Victim.Theirs.Size;

    /// <summary>The leaves both hold.</summary>
    public Tree Prefix(long size)
    {
        var tree = new Tree();
        for (var i = 0L; i < size; i++)
        {
            tree.Append(Mine.Ours.Tree.Leaf(i));
        }
        return tree;
    }

    public SignedNote Sign(long size, Hash root) =>
        Mine.Signer.Sign(new Checkpoint(Mine.Ours.Origin, size, root).ToText());

    /// <summary>A well-formed statement that was never stated.</summary>
    public byte[] Statement(DateTimeOffset? at = null, long? seen = null, string? about = null) =>
        Frame.Write(
            at ?? Outgoing.Later(Outgoing.WholeMilliseconds(Now), Victim.Theirs.LastAt),
            seen ?? Victim.Theirs.LastSeen,
            about ?? $"{Mine.Self.Code}-R-2026-0001",
            "request.progress",
            new Author("false-authority", "No Officer", "none"),
            null,
            BitConverter.GetBytes(Dice.Next()).Concat(new byte[8]).ToArray(),
            "{}"u8
        );

    /// <summary>A delivery of statements after a history, with the checkpoint they really give.</summary>
    public byte[] Deliver(Tree history, long from, params byte[][] statements)
    {
        foreach (var statement in statements)
        {
            history.Append(Tree.LeafHash(statement));
        }
        return Deliver(from, Sign(history.Size, history.Root()).ToString(), statements);
    }

    public static byte[] Deliver(long from, string checkpoint, params byte[][] statements) =>
        Delivery.Write(new DeliveryHeader(from, 0, checkpoint), [.. statements.Select(s => (ReadOnlyMemory<byte>)s)]);

    public static byte[] Raw(string text) => Encoding.UTF8.GetBytes(text);
}
