using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Parley.Node.Look;

/// <summary>
/// The style sheet, scripts and marks, embedded in the assembly, so that a node finds them from any working directory.
/// Each address bears the hash of its content and may be kept by a browser for ever.
/// </summary>
public static class LookFiles
{
    private static readonly FrozenDictionary<string, Asset> All = Load();

    /// <summary>A mark of this build's assets, for addresses.</summary>
    private static readonly string Mark = MarkOf(All);

    /// <summary>The address of one asset: "/look/1f2e3d4c/look.css".</summary>
    public static string Url(string name) =>
        All.ContainsKey(name)
            ? $"/look/{Mark}/{name}"
            : throw new ArgumentException($"No asset '{name}'.", nameof(name));

    /// <summary>The text of one asset, for a document that needs nothing beside it.</summary>
    public static string Text(string name) => System.Text.Encoding.UTF8.GetString(All[name].Plain);

    public static void MapLookFiles(this IEndpointRouteBuilder routes) =>
        routes.MapGet(
            "/look/{mark}/{name}",
            (string mark, string name, HttpContext http) =>
            {
                if (!string.Equals(mark, Mark, StringComparison.Ordinal) || !All.TryGetValue(name, out var asset))
                {
                    return Results.NotFound();
                }
                var headers = http.Response.Headers;
                headers[HeaderNames.CacheControl] = "public, max-age=31536000, immutable";
                headers.Remove(HeaderNames.Pragma);
                headers[HeaderNames.Vary] = HeaderNames.AcceptEncoding;
                var packed = http
                    .Request.Headers.AcceptEncoding.ToString()
                    .Contains("gzip", StringComparison.OrdinalIgnoreCase);
                if (packed)
                {
                    headers[HeaderNames.ContentEncoding] = "gzip";
                }
                return Results.Bytes(packed ? asset.Packed : asset.Plain, asset.MediaType);
            }
        );

    private static FrozenDictionary<string, Asset> Load()
    {
        const string folder = "look/";
        var assembly = typeof(LookFiles).Assembly;
        return assembly
            .GetManifestResourceNames()
            .Where(name => name.StartsWith(folder, StringComparison.Ordinal))
            .ToFrozenDictionary(name => name[folder.Length..], name => Read(assembly, name), StringComparer.Ordinal);
    }

    private static Asset Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        using var plain = new MemoryStream();
        stream.CopyTo(plain);
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(plain.ToArray());
        }
        return new Asset(plain.ToArray(), packed.ToArray(), MediaTypeOf(name));
    }

    private static string MediaTypeOf(string name) =>
        Path.GetExtension(name) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            _ => "application/octet-stream",
        };

    private static string MarkOf(FrozenDictionary<string, Asset> assets)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (_, asset) in assets.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            hash.AppendData(asset.Plain);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset()[..8]);
    }

    private sealed record Asset(byte[] Plain, byte[] Packed, string MediaType);
}
