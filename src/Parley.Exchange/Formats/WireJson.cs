using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Parley.Exchange.Formats;

/// <summary>The shapes of the wire, read strictly: no unknown or doubled member, bounded depth.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    MaxDepth = 8
)]
[JsonSerializable(typeof(DeliveryHeader))]
[JsonSerializable(typeof(ReplyHeader))]
[JsonSerializable(typeof(Problem))]
internal sealed partial class WireJson : JsonSerializerContext
{
    /// <summary>The same with text left readable.</summary>
    public static WireJson Strict => Held.Context;

    /// <summary>Apart, so that the generated part's own fields are there before it is made.</summary>
    private static class Held
    {
        public static readonly WireJson Context = Make();
    }

    private static WireJson Make() =>
        new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
