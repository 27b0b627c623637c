using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using Parley.Tests.Api;

namespace Parley.Tests.Parcels;

/// <summary>A file, and how a program brings it in stretches.</summary>
internal static class Stretches
{
    public static byte[] Bytes { get; } = RandomNumberGenerator.GetBytes(2_500_000);

    /// <summary>Begins one; its address.</summary>
    public static async Task<string> Begin(Caller program, string list, string name, long size)
    {
        var begun = await program.Post(list, Begins(name, size));
        Assert.True(begun.Status == 201, begun.Text);
        return begun.Headers.Location!.OriginalString;
    }

    public static string Begins(
        string name,
        long size,
        long? modified = null,
        string? begins = null,
        string? sha256 = null
    ) =>
        JsonSerializer.Serialize(
            new
            {
                name,
                mediaType = "text/csv",
                size,
                modified,
                begins,
                sha256,
            }
        );

    public static Task<Told> Bring(Caller program, string place, byte[] bytes, long offset) =>
        Bring(program, place, new ByteArrayContent(bytes), offset);

    public static async Task<Told> Bring(Caller program, string place, HttpContent content, long offset)
    {
        using var stretch = Typed(content, offset);
        return await program.Send(HttpMethod.Patch, place, stretch, key: null, version: null);
    }

    /// <summary>A body that begins at a byte of the file.</summary>
    public static HttpContent Typed(HttpContent content, long offset)
    {
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/offset+octet-stream");
        content.Headers.TryAddWithoutValidation("Upload-Offset", FormattableString.Invariant($"{offset}"));
        return content;
    }

    public static string Id(string place) => place[(place.LastIndexOf('/') + 1)..];

    public static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
