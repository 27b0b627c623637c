namespace Parley.Record;

/// <summary>
/// A statement hashed and read: the dear part of an audit, which needs no order. <see cref="LedgerAudit"/> puts it in
/// its place.
/// </summary>
/// <param name="Frame">Its frame, or null where it is malformed or erased.</param>
/// <param name="Problem">Why it is malformed, or null where it is not.</param>
public sealed record ReadStatement(Hash Leaf, Frame? Frame, string? Problem)
{
    /// <summary>Its words were erased: only its hash is known.</summary>
    public bool IsErased => Frame is null && Problem is null;

    /// <summary>The leaf alone, of a statement whose words were erased.</summary>
    public static ReadStatement Erased(Hash leaf) => new(leaf, null, null);

    /// <summary>Hashes and reads it. Never throws, whatever the bytes.</summary>
    public static ReadStatement Of(ReadOnlyMemory<byte> bytes)
    {
        if (ErasedLine.TryRead(bytes.Span, out var kept))
        {
            return Erased(kept);
        }
        var leaf = Tree.LeafHash(bytes.Span);
        return Frame.TryRead(bytes, out var frame, out var problem)
            ? new ReadStatement(leaf, frame, null)
            : new ReadStatement(leaf, null, problem);
    }
}
