using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Parley.Sealing;

namespace Parley.Tests.Sealing;

/// <summary>Sealed parcels of all lengths that matter, and what somebody on the way might make of them.</summary>
internal static class ParcelVectors
{
    private const int Chunk = ParcelSeal.ChunkLength;
    private const int Sealed = Chunk + ParcelSeal.TagLength;
    private const int ShownWhole = 64;

    private static readonly int[] Sizes = [0, 1, 5, Chunk - 1, Chunk, Chunk + 1, 2 * Chunk, 200_000, (16 * Chunk) + 1];

    /// <summary>The key of the vectors, and of nothing else.</summary>
    public static byte[] Key { get; } = SHA256.HashData("parley vectors parcel"u8);

    /// <summary>The file of a size: the byte at place i is i modulo 251.</summary>
    public static byte[] File(int size)
    {
        var file = new byte[size];
        for (var i = 0; i < size; i++)
        {
            file[i] = (byte)(i % 251);
        }
        return file;
    }

    public static (byte[] Ciphertext, SealedFile Named) Seal(byte[] file, byte[]? key = null)
    {
        using var to = new MemoryStream();
        var named = ParcelSeal
            .Seal(new MemoryStream(file), to, key ?? Key, ParcelSeal.MostBytes, CancellationToken.None)
            .GetAwaiter()
            .GetResult();
        return (to.ToArray(), named!);
    }

    public static JsonObject Make() =>
        new()
        {
            ["key"] = Base64Url.EncodeToString(Key),
            ["good"] = VectorMaker.Array(Sizes.Select(Good)),
            ["bad"] = VectorMaker.Array(Bad()),
        };

    private static JsonNode Good(int size)
    {
        var (ciphertext, named) = Seal(File(size));
        var good = new JsonObject
        {
            ["size"] = size,
            ["sha256"] = named.Sha256,
            ["sealedSize"] = ciphertext.Length,
            ["sealedSha256"] = named.SealedSha256,
        };
        if (size <= ShownWhole)
        {
            good["ciphertext"] = Convert.ToBase64String(ciphertext);
        }
        return good;
    }

    /// <summary>Each is made of stretches of the ciphertext of a file of the size "of", each from one place up to
    /// another; then one byte may be changed. It is refused as the ciphertext of a file of "size".</summary>
    private static IEnumerable<JsonNode> Bad()
    {
        const int two = (2 * Sealed) + 5 + ParcelSeal.TagLength;
        yield return Of("nothing at all", 0, 0);
        yield return Of("a tag that was changed", 0, 0, changed: 15, stretches: [0, 16]);
        yield return Of("a byte that was changed", (2 * Chunk) + 5, (2 * Chunk) + 5, changed: 70_000, [0, two]);
        yield return Of("another length than named", 5, 4, stretches: [0, 21]);
        yield return Of("the last byte is missing", 5, 5, stretches: [0, 20]);
        yield return Of("the last chunk is missing", (2 * Chunk) + 5, (2 * Chunk) + 5, stretches: [0, 2 * Sealed]);
        yield return Of("cut after a chunk, and named so", (2 * Chunk) + 5, 2 * Chunk, stretches: [0, 2 * Sealed]);
        yield return Of("cut within a chunk", (2 * Chunk) + 5, (2 * Chunk) + 5, stretches: [0, 100_000]);
        yield return Of(
            "two chunks in the other order",
            (2 * Chunk) + 5,
            (2 * Chunk) + 5,
            stretches: [Sealed, 2 * Sealed, 0, Sealed, 2 * Sealed, two]
        );
        yield return Of(
            "a chunk twice, in the place of another",
            (2 * Chunk) + 5,
            (2 * Chunk) + 5,
            stretches: [0, Sealed, 0, Sealed, 2 * Sealed, two]
        );
        yield return Of(
            "a chunk twice, and named so",
            (2 * Chunk) + 5,
            (3 * Chunk) + 5,
            stretches: [0, Sealed, 0, 2 * Sealed, 2 * Sealed, two]
        );
        yield return Of("the last chunk twice", 5, 5, stretches: [0, 21, 0, 21]);
        yield return Of("a byte after the last chunk", Chunk, Chunk, stretches: [0, Sealed, 0, 1]);
        yield return Of("the first chunk is missing", Chunk + 1, 1, stretches: [Sealed, Sealed + 17]);
        var wrong = Of("another key", 5, 5, stretches: [0, 21]);
        wrong["key"] = Base64Url.EncodeToString(SHA256.HashData("parley vectors another parcel"u8));
        yield return wrong;
    }

    private static JsonObject Of(string name, int of, int size, int? changed = null, params int[] stretches) =>
        new()
        {
            ["name"] = name,
            ["of"] = of,
            ["size"] = size,
            ["stretches"] = VectorMaker.Array(stretches.Chunk(2).Select(JsonNode (s) => new JsonArray(s[0], s[1]))),
            ["changed"] = changed,
        };
}
