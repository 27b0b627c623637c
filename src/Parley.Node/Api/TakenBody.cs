using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Net.Http.Headers;

namespace Parley.Node.Api;

/// <summary>What a program sent as JSON: read whole before anything is done, within bounds, no member twice.</summary>
internal sealed class TakenBody(byte[] bytes, JsonElement root)
{
    /// <summary>The most bytes taken.</summary>
    public const int Most = 1024 * 1024;

    private const int Deepest = 20;
    private static readonly object Key = new();

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>As it was sent.</summary>
    public ReadOnlyMemory<byte> Bytes => bytes;

    public static TakenBody Of(HttpContext http) => (TakenBody)http.Items[Key]!;

    /// <summary>The filter of every call that sends JSON.</summary>
    public static async ValueTask<object?> Take(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var http = call.HttpContext;
        http.Items[Key] = await Read(http.Request);
        return await next(call);
    }

    /// <summary>Refuses members that are not named.</summary>
    public TakenBody Only(params ReadOnlySpan<string> names)
    {
        foreach (var member in root.EnumerateObject())
        {
            if (!names.Contains(member.Name))
            {
                throw new ProblemException(
                    ApiProblems.Malformed(PointerTo(member.Name), Exchange.Formats.StrictFormat.Unknown)
                );
            }
        }
        return this;
    }

    /// <summary>A text that must be there.</summary>
    public string Text(string name) =>
        OptionalText(name)
        ?? throw new ProblemException(ApiProblems.Malformed(PointerTo(name), Exchange.Formats.StrictFormat.Missing));

    public string? OptionalText(string name) =>
        !root.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.Null ? null
        : value.ValueKind is JsonValueKind.String ? Characters(value, name)
        : throw new ProblemException(ApiProblems.Malformed(PointerTo(name)));

    /// <summary>A whole number, not negative.</summary>
    public long? OptionalNumber(string name) =>
        !root.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.Null ? null
        : value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out var number) && number >= 0 ? number
        : throw new ProblemException(ApiProblems.Malformed(PointerTo(name)));

    public bool? OptionalFlag(string name) =>
        !root.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.Null ? null
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean()
        : throw new ProblemException(ApiProblems.Malformed(PointerTo(name)));

    /// <summary>An object within, written plainly again: a character may be sent by its number, and is kept as it is.
    /// </summary>
    public byte[] Object(string name)
    {
        if (!root.TryGetProperty(name, out var value))
        {
            throw new ProblemException(ApiProblems.Malformed(PointerTo(name), Exchange.Formats.StrictFormat.Missing));
        }
        return value.ValueKind is JsonValueKind.Object
            ? Plainly(value, PointerTo(name))
            : throw new ProblemException(ApiProblems.Malformed(PointerTo(name)));
    }

    /// <summary>The whole, written plainly again.</summary>
    public byte[] Whole() => Plainly(root, "");

    private static string PointerTo(string name) =>
        "/" + name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private static string Characters(JsonElement value, string name)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new ProblemException(ApiProblems.Malformed(PointerTo(name)));
        }
    }

    private static byte[] Plainly(JsonElement value, string pointer)
    {
        using var stream = new MemoryStream();
        try
        {
            using var writer = new Utf8JsonWriter(stream, Plain);
            value.WriteTo(writer);
        }
        catch (InvalidOperationException)
        {
            // Half a character, which no text in UTF-8 can hold.
            throw new ProblemException(ApiProblems.Malformed(pointer));
        }
        return stream.ToArray();
    }

    private static async Task<TakenBody> Read(HttpRequest request)
    {
        if (request.HasFormContentType)
        {
            throw new ProblemException(ApiProblems.OfStatus(StatusCodes.Status415UnsupportedMediaType));
        }
        var bytes = await AllOf(request);
        if (bytes.Length == 0)
        {
            using var empty = JsonDocument.Parse("{}");
            return new TakenBody(bytes, empty.RootElement.Clone());
        }
        var typed = MediaTypeHeaderValue.TryParse(request.ContentType, out var type);
        if (
            !typed
            || !type!.MediaType.Equals(ApiAnswer.Json, StringComparison.OrdinalIgnoreCase)
            || (type.Charset.HasValue && !type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        )
        {
            throw new ProblemException(ApiProblems.OfStatus(StatusCodes.Status415UnsupportedMediaType));
        }
        try
        {
            using var document = JsonDocument.Parse(
                bytes,
                new JsonDocumentOptions { MaxDepth = Deepest, AllowDuplicateProperties = false }
            );
            return document.RootElement.ValueKind is JsonValueKind.Object
                ? new TakenBody(bytes, document.RootElement.Clone())
                : throw new ProblemException(ApiProblems.NotJson);
        }
        catch (JsonException)
        {
            throw new ProblemException(ApiProblems.NotJson);
        }
    }

    private static async Task<byte[]> AllOf(HttpRequest request)
    {
        if (request.ContentLength > Most)
        {
            throw new ProblemException(ApiProblems.FileTooLarge);
        }
        using var all = new MemoryStream();
        var piece = new byte[16 * 1024];
        try
        {
            for (int read; (read = await request.Body.ReadAsync(piece, request.HttpContext.RequestAborted)) > 0; )
            {
                if (all.Length + read > Most)
                {
                    throw new ProblemException(ApiProblems.FileTooLarge);
                }
                all.Write(piece, 0, read);
            }
        }
        catch (IOException)
        {
            throw new ProblemException(ApiProblems.NotJson);
        }
        return all.ToArray();
    }
}
