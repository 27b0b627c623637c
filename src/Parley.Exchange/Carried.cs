using Parley.Cooperation;
using Parley.Exchange.Formats;
using Parley.Record;

namespace Parley.Exchange;

/// <summary>
/// A statement as a delivery carried it, read as far as that needs no ledger: so it is done beside the one writer, on
/// all processors. Where there are many, bodies are decoded while the writer takes in those before.
/// </summary>
/// <param name="Frame">Null where it is malformed.</param>
/// <param name="Problem">What is wrong with it, in words; empty: nothing.</param>
internal sealed record Carried(ReadOnlyMemory<byte> Bytes, Hash Leaf, Frame? Frame, SubjectId About, string Problem)
{
    private const int WorthSharing = 8;

    private readonly Lazy<Statement> statement = new(() => StatementFormat.Read(Frame!.Type, Frame.Body));

    /// <summary>What it says. Only where it has a frame.</summary>
    public Statement Statement => statement.Value;

    public static IReadOnlyList<Carried> All(IReadOnlyList<ReadOnlyMemory<byte>> statements)
    {
        var all = new Carried[statements.Count];
        if (all.Length < WorthSharing)
        {
            for (var i = 0; i < all.Length; i++)
            {
                all[i] = Of(statements[i]);
                all[i].Decode();
            }
        }
        else
        {
            Parallel.For(0, all.Length, i => all[i] = Of(statements[i]));
        }
        return all;
    }

    /// <summary>Decodes the bodies from the last on, while the writer takes them in from the first on: where the two
    /// meet, all are decoded.</summary>
    public static void DecodeFromTheEnd(List<Carried> taken)
    {
        if (taken.Count >= WorthSharing)
        {
            _ = Task.Run(() =>
            {
                for (var i = taken.Count - 1; i >= 0 && !taken[i].statement.IsValueCreated; i--)
                {
                    taken[i].Decode();
                }
            });
        }
    }

    private void Decode() => _ = Frame is null ? null : Statement;

    private static Carried Of(ReadOnlyMemory<byte> bytes)
    {
        var leaf = Tree.LeafHash(bytes.Span);
        if (!Frame.TryRead(bytes, out var frame, out var problem))
        {
            return new Carried(bytes, leaf, null, default, problem);
        }
        return SubjectId.TryParse(frame.About, out var about)
            ? new Carried(bytes, leaf, frame, about, "")
            : new Carried(bytes, leaf, frame, default, "no such kind of subject.");
    }
}
