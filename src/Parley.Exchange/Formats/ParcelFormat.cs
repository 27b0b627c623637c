using System.Buffers;
using System.Text.Json;
using Parley.Cooperation.Parcels;

namespace Parley.Exchange.Formats;

/// <summary>A file that lies sealed at the node and is named by no statement yet, as the desk keeps it.</summary>
public static class ParcelFormat
{
    public static byte[] Write(Attached attached)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(text, new JsonWriterOptions { Encoder = CanonicalText.Encoder }))
        {
            ParcelText.WriteAttached(writer, attached);
        }
        return text.WrittenSpan.ToArray();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static Attached Read(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text);
        reader.Read();
        return ParcelText.ReadAttached(ref reader);
    }
}
