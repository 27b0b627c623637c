using Parley.Cooperation.Requests;

namespace Parley.Exchange.Formats;

/// <summary>A draft of a request as a file or a row of a node's own database.</summary>
public static class DraftFormat
{
    /// <summary>Reads a draft, or says in one sentence why it is none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> json, out Draft draft, out string problem) =>
        CooperationJson.TryRead(json, out draft, out problem);

    public static byte[] Write(Draft draft) => CooperationJson.Write(draft);
}
