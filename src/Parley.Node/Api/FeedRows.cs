using Parley.Cooperation;

namespace Parley.Node.Api;

/// <summary>Events as they are kept.</summary>
public sealed partial class Feed
{
    private static FeedEvent ToEvent(Row row) =>
        new(
            row.id,
            DateTimeOffset.FromUnixTimeMilliseconds(row.at),
            Enum.GetValues<EventKind>()
                .First(kind => string.Equals(ApiJson.Word(kind), row.kind, StringComparison.Ordinal)),
            PartyCode.Parse(row.peer),
            row.about.Length > 0 ? SubjectId.Parse(row.about) : null,
            PartyCode.Parse(row.by),
            row.place,
            row.type,
            row.step
        )
        {
            Draft = row.draft,
            Prepared = row.prepared,
            HalfWritten = row.half_written,
        };

#pragma warning disable IDE1006 // One name for a column and its property.
    private sealed class Row
    {
        public long id { get; init; }
        public long at { get; init; }
        public string kind { get; init; } = "";
        public string peer { get; init; } = "";
        public string about { get; init; } = "";
        public string by { get; init; } = "";
        public long? place { get; init; }
        public string? type { get; init; }
        public string? step { get; init; }
        public long? draft { get; init; }
        public long? prepared { get; init; }
        public long? half_written { get; init; }
    }
#pragma warning restore IDE1006
}
