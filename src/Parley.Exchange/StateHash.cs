using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Parley.Cooperation;
using Parley.Exchange.Formats;
using Parley.Record;

namespace Parley.Exchange;

/// <summary>A hash over the states of all subjects of a link, in order of their ids (docs/spec/bodies.md).</summary>
internal sealed class StateHash : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>
    /// What one subject adds: the hash of its state behind the salt of its first entry, so that the words cannot be
    /// found by trying once they are erased. Of an erased one, what was kept.
    /// </summary>
    public static Hash Of(Dossier folded)
    {
        if (folded.Erasure is { } left)
        {
            return left.IsLost ? default : Hash.FromBytes(Convert.FromHexString(left.StateHash));
        }
        var state = StateFormat.Write(folded.State);
        var bytes = new byte[Frame.SaltLength + state.Length];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, folded.InOrder().First().Salt);
        state.CopyTo(bytes, Frame.SaltLength);
        return Hash.Of(bytes);
    }

    public void Add(SubjectId id, Hash state)
    {
        hash.AppendData(Encoding.UTF8.GetBytes($"{id}\n"));
        hash.AppendData(state.ToArray());
    }

    public string Text() => Convert.ToHexStringLower(hash.GetHashAndReset());

    public void Dispose() => hash.Dispose();
}
