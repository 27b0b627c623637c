using System.Text.Json;
using System.Text.Json.Serialization;
using Parley.Cooperation;
using Parley.Cooperation.Parcels;

namespace Parley.Exchange.Formats;

/// <summary>A parcel where a statement names it, in the form it has in entries and in lists of files alike.</summary>
internal sealed class ParcelText : JsonConverter<Attached>
{
    public override Attached Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ReadAttached(ref reader);

    public override void Write(Utf8JsonWriter writer, Attached value, JsonSerializerOptions options) =>
        WriteAttached(writer, value);

    public static Attached ReadAttached(ref Utf8JsonReader reader)
    {
        Parcel? parcel = null;
        string? belongs = null;
        Prose? text = null;
        var seen = 0;
        EntryParts.Begin(ref reader);
        while (EntryParts.Further(ref reader))
        {
            if (reader.ValueTextEquals("parcel"u8))
            {
                EntryParts.Once(ref reader, ref seen, 1);
                parcel = ReadParcel(ref reader);
            }
            else if (reader.ValueTextEquals("for"u8))
            {
                belongs = EntryParts.TextOrNull(ref reader, ref seen, 2);
            }
            else if (reader.ValueTextEquals("text"u8))
            {
                EntryParts.Once(ref reader, ref seen, 4);
                text = reader.TokenType == JsonTokenType.Null ? null : EntryParts.ReadProse(ref reader);
            }
            else
            {
                EntryParts.PassOver(ref reader);
            }
        }
        return parcel is not null
            ? new Attached(parcel, belongs, text)
            : throw new JsonException("A file is named by its parcel.");
    }

    public static void WriteAttached(Utf8JsonWriter writer, Attached attached)
    {
        var parcel = attached.Parcel;
        writer.WriteStartObject();
        writer.WriteStartObject("parcel"u8);
        writer.WriteString("name"u8, parcel.Name);
        writer.WriteString("mediaType"u8, parcel.MediaType);
        writer.WriteNumber("size"u8, parcel.Size);
        writer.WriteString("sha256"u8, parcel.Sha256);
        writer.WriteString("sealedSha256"u8, parcel.SealedSha256);
        writer.WriteString("key"u8, parcel.Key);
        writer.WriteEndObject();
        writer.WriteString("for"u8, attached.For);
        writer.WritePropertyName("text"u8);
        if (attached.Text is { } text)
        {
            EntryParts.Write(writer, text);
        }
        else
        {
            writer.WriteNullValue();
        }
        writer.WriteEndObject();
    }

    private static Parcel ReadParcel(ref Utf8JsonReader reader)
    {
        var texts = new string?[Members.Length];
        long? size = null;
        var seen = 0;
        EntryParts.Begin(ref reader);
        while (EntryParts.Further(ref reader))
        {
            var member = MemberOf(ref reader);
            if (member >= 0)
            {
                texts[member] = EntryParts.Text(ref reader, ref seen, 1 << member);
            }
            else if (reader.ValueTextEquals("size"u8))
            {
                EntryParts.Once(ref reader, ref seen, 1 << Members.Length);
                size =
                    reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number)
                        ? number
                        : throw new JsonException("A size is a number of bytes.");
            }
            else
            {
                EntryParts.PassOver(ref reader);
            }
        }
        return texts is [{ } name, { } type, { } sha256, { } sealedSha256, { } key] && size is { } bytes
            ? new Parcel(name, type, bytes, sha256, sealedSha256, key)
            : throw new JsonException("A parcel has a name, a media type, a size, two hashes and a key.");
    }

    private static readonly string[] Members = ["name", "mediaType", "sha256", "sealedSha256", "key"];

    private static int MemberOf(ref Utf8JsonReader reader)
    {
        for (var i = 0; i < Members.Length; i++)
        {
            if (reader.ValueTextEquals(Members[i]))
            {
                return i;
            }
        }
        return -1;
    }
}
