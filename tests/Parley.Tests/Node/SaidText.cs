using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Parley.Sealing;

namespace Parley.Tests.Node;

/// <summary>
/// A statement as text, member by member, so that a test can spoil any of them. As it stands it is sound, of a type
/// nobody knows: it is taken in, and has no effect.
/// </summary>
internal sealed record SaidText
{
    public string Parley { get; init; } = "1";

    public string At { get; init; } = Instant(TimeProvider.System.GetUtcNow());

    public string Seen { get; init; } = "0";

    public string About { get; init; } = "\"CN-L-US\"";

    public string Type { get; init; } = "\"link.greeted\"";

    public string By { get; init; } =
        """{"authority":"us-cyber-police","officer":"An Invented Officer","role":"liaison"}""";

    public string Exercise { get; init; } = "null";

    public string Salt { get; init; } = $"\"{Base64Url.EncodeToString(Chance.Bytes(16))}\"";

    public string Body { get; init; } = "{}";

    /// <summary>Members after the known ones, each with a comma before it.</summary>
    public string More { get; init; } = "";

    public static string Instant(DateTimeOffset at) =>
        $"\"{at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)}\"";

    public string Text =>
        "{\"parley\":"
        + Parley
        + ",\"at\":"
        + At
        + ",\"seen\":"
        + Seen
        + ",\"about\":"
        + About
        + ",\"type\":"
        + Type
        + ",\"by\":"
        + By
        + ",\"exercise\":"
        + Exercise
        + ",\"salt\":"
        + Salt
        + ",\"body\":"
        + Body
        + More
        + "}";

    public byte[] Bytes => Encoding.UTF8.GetBytes(Text);
}
