using System.Security.Cryptography;
using System.Text;
using Parley.Cooperation;
using Parley.Exchange.Formats;

namespace Parley.Exchange;

/// <summary>A hash over the states of all subjects of a link, in order of their ids (docs/spec/bodies.md).</summary>
internal sealed class StateHash : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>What one state adds.</summary>
    public static byte[] Of(Subject? state) => SHA256.HashData(StateFormat.Write(state));

    public void Add(SubjectId id, ReadOnlySpan<byte> state)
    {
        hash.AppendData(Encoding.UTF8.GetBytes($"{id}\n"));
        hash.AppendData(state);
    }

    public string Text() => Convert.ToHexStringLower(hash.GetHashAndReset());

    public void Dispose() => hash.Dispose();
}
