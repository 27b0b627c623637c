using Parley.Cooperation;
using Parley.Exchange.Formats;
using Parley.Record;

namespace Parley.Exchange;

/// <summary>
/// A statement as a delivery carried it, read as far as that needs no ledger: so it is done beside the one writer, on
/// all processors.
/// </summary>
/// <param name="Frame">Null where it is malformed.</param>
/// <param name="Problem">What is wrong with it, in words; empty: nothing.</param>
internal sealed record Carried(
    ReadOnlyMemory<byte> Bytes,
    Hash Leaf,
    Frame? Frame,
    SubjectId About,
    Statement? Statement,
    string Problem
)
{
    private const int WorthSharing = 8;

    public static IReadOnlyList<Carried> All(IReadOnlyList<ReadOnlyMemory<byte>> statements)
    {
        var all = new Carried[statements.Count];
        if (all.Length < WorthSharing)
        {
            for (var i = 0; i < all.Length; i++)
            {
                all[i] = Of(statements[i]);
            }
        }
        else
        {
            Parallel.For(0, all.Length, i => all[i] = Of(statements[i]));
        }
        return all;
    }

    private static Carried Of(ReadOnlyMemory<byte> bytes)
    {
        var leaf = Tree.LeafHash(bytes.Span);
        if (!Frame.TryRead(bytes, out var frame, out var problem))
        {
            return new Carried(bytes, leaf, null, default, null, problem);
        }
        return SubjectId.TryParse(frame.About, out var about)
            ? new Carried(bytes, leaf, frame, about, StatementFormat.Read(frame.Type, frame.Body), "")
            : new Carried(bytes, leaf, frame, default, null, "no such kind of subject.");
    }
}
