using System.Collections.Frozen;

namespace Parley.Node.Parcels;

/// <summary>The media types this node says of files; of every other it says only that it is bytes, so that nothing is
/// opened by what its sender calls it.</summary>
internal static class FileKinds
{
    public const string Bytes = "application/octet-stream";

    private static readonly FrozenSet<string> Known = new[]
    {
        "application/gzip",
        "application/json",
        "application/msword",
        "application/pdf",
        "application/vnd.ms-excel",
        "application/vnd.oasis.opendocument.spreadsheet",
        "application/vnd.oasis.opendocument.text",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.tcpdump.pcap",
        "application/zip",
        "audio/mpeg",
        "image/jpeg",
        "image/png",
        "image/tiff",
        "message/rfc822",
        "text/csv",
        "text/plain",
        "video/mp4",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static string Of(string said)
    {
        var type = said.Split(';')[0].Trim().ToLowerInvariant();
        return Known.Contains(type) ? type : Bytes;
    }
}
