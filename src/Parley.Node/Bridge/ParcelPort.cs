using System.Buffers;
using System.Globalization;
using Microsoft.Net.Http.Headers;
using Parley.Cooperation;
using Parley.Cooperation.Parcels;
using Parley.Exchange;

namespace Parley.Node.Bridge;

/// <summary>
/// Hands ciphertexts of parcels to the party they were sent to, and to nobody else: whatever this node did not name to
/// that very party is not found, whoever else may hold it (docs/spec/parcel.md, "Fetching").
/// </summary>
internal static class ParcelPort
{
    /// <summary>Where the paths begin; the hash of the ciphertext follows.</summary>
    public const string Path = "/exchange/v1/parcels/";

    private const int BufferLength = 256 * 1024;

    private static readonly Problem NotFound = new(404, "not-found", "No such file was sent to you.");

    private static readonly Problem NoSuchRange = new(416, "range", "Ask for one range of bytes: bytes=0-");

    public static bool IsFor(HttpContext http) =>
        http.Request.Path.StartsWithSegments(Path.TrimEnd('/'), StringComparison.Ordinal);

    /// <summary>Answers with bytes, or says why there are none.</summary>
    public static async Task<Problem?> Answer(HttpContext http, JointRecord record, IParcelShelf shelf, PartyCode peer)
    {
        if (!HttpMethods.IsGet(http.Request.Method))
        {
            return new Problem(405, "method", "Files are asked for with GET.");
        }
        var hash = http.Request.Path.Value![Path.Length..];
        if (!Parcel.IsHash(hash) || !record.Reading.IsNamedTo(peer, hash))
        {
            return NotFound;
        }
        await using var ciphertext = shelf.Open(peer, Side.Ours, hash);
        if (ciphertext is null)
        {
            return NotFound;
        }
        if (RangeOf(http.Request, hash, ciphertext.Length) is not var (from, length))
        {
            http.Response.Headers.ContentRange = $"bytes */{ciphertext.Length}";
            return NoSuchRange;
        }
        Begin(http, hash, from, length, ciphertext.Length);
        await Send(http, ciphertext, from, length);
        return null;
    }

    private static void Begin(HttpContext http, string hash, long from, long length, long whole)
    {
        var ranged = http.Request.Headers.Range.Count > 0 && MayRange(http.Request, hash);
        http.Response.StatusCode = ranged ? StatusCodes.Status206PartialContent : StatusCodes.Status200OK;
        http.Response.ContentType = "application/octet-stream";
        http.Response.ContentLength = length;
        http.Response.Headers.ETag = $"\"{hash}\"";
        http.Response.Headers.AcceptRanges = "bytes";
        http.Response.Headers.CacheControl = "no-store";
        if (ranged)
        {
            http.Response.Headers.ContentRange = string.Create(
                CultureInfo.InvariantCulture,
                $"bytes {from}-{from + length - 1}/{whole}"
            );
        }
    }

    private static async Task Send(HttpContext http, Stream ciphertext, long from, long length)
    {
        ciphertext.Seek(from, SeekOrigin.Begin);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
        try
        {
            while (length > 0)
            {
                var most = (int)Math.Min(length, BufferLength);
                var read = await ciphertext.ReadAsync(buffer.AsMemory(0, most), http.RequestAborted);
                if (read == 0)
                {
                    // The file was erased or cut under our hands: the peer sees a line that was cut.
                    http.Abort();
                    return;
                }
                await http.Response.Body.WriteAsync(buffer.AsMemory(0, read), http.RequestAborted);
                length -= read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The stretch that is asked for: all where no range is; null where there is no such stretch.</summary>
    private static (long From, long Length)? RangeOf(HttpRequest request, string hash, long whole)
    {
        if (request.Headers.Range.Count == 0 || !MayRange(request, hash))
        {
            return (0, whole);
        }
        var asked = request.GetTypedHeaders().Range;
        if (asked is not { Unit.Value: "bytes", Ranges.Count: 1 } || asked.Ranges.First() is not { From: { } from } one)
        {
            return null;
        }
        var last = Math.Min(one.To ?? whole - 1, whole - 1);
        return from <= last ? (from, last - from + 1) : null;
    }

    /// <summary>A file under its hash never changes, so a condition fails only where it names something else.</summary>
    private static bool MayRange(HttpRequest request, string hash) =>
        request.Headers.IfRange.Count == 0
        || EntityTagHeaderValue.TryParse(request.Headers.IfRange.ToString(), out var tag)
            && string.Equals(tag.Tag.Value, $"\"{hash}\"", StringComparison.Ordinal);
}
