using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Parley.Cooperation.Requests;

namespace Parley.Exchange.Formats;

/// <summary>How a shelf keeps what the review counts of an erased request, and which files go after it.</summary>
public static class ErasedFormat
{
    public static byte[] Write(RequestMeasures measures) =>
        JsonSerializer.SerializeToUtf8Bytes(measures, ErasedJson.Default.RequestMeasures);

    public static byte[] Write(ImmutableArray<ErasedFile> files) =>
        JsonSerializer.SerializeToUtf8Bytes(files, ErasedJson.Default.Files);

    /// <summary>What the review counts.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static RequestMeasures Measures(ReadOnlySpan<byte> json) => Read(json, ErasedJson.Default.RequestMeasures);

    /// <summary>Which files go after it.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static ImmutableArray<ErasedFile> Files(ReadOnlySpan<byte> json) => Read(json, ErasedJson.Default.Files);

    private static T Read<T>(ReadOnlySpan<byte> json, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(json, type)
                ?? throw new InvalidDataException("What is kept of an erased request is damaged.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException("What is kept of an erased request is damaged.", e);
        }
    }
}

/// <summary>Instants to the tick, as figures are computed by them.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    Converters = [typeof(PartyCodeText)]
)]
[JsonSerializable(typeof(RequestMeasures))]
[JsonSerializable(typeof(ImmutableArray<ErasedFile>), TypeInfoPropertyName = "Files")]
internal sealed partial class ErasedJson : JsonSerializerContext;
