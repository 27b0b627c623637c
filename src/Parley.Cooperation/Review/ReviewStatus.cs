using System.Collections.Immutable;
using System.Globalization;

namespace Parley.Cooperation.Review;

/// <summary>
/// What both parties computed about one period, side by side. Both agree where they stated the same figures by hash;
/// otherwise the page shows whose figures differ instead of averaging them away.
/// </summary>
/// <param name="Latest">By party code: what that party computed last.</param>
public sealed record ReviewStatus(
    SubjectId Id,
    string? Exercise,
    DateTimeOffset From,
    DateTimeOffset To,
    ImmutableSortedDictionary<string, Said<ReviewStatement.Computed>> Latest
) : Subject(Id)
{
    /// <summary>Whether both parties stated their figures.</summary>
    public bool BothComputed => Latest.Count == 2;

    /// <summary>Whether both parties stated the same figures.</summary>
    public bool Agreed =>
        BothComputed && Latest.Values.Select(s => s.What.FiguresHash).Distinct(StringComparer.Ordinal).Count() == 1;

    /// <summary>
    /// The id under which both parties state their figures of one period, so that neither needs to wait for the other
    /// to open it: the lower party code opens it, "CN-V-20260101-20260201-US".
    /// </summary>
    public static SubjectId IdFor(PartyCode one, PartyCode other, DateTimeOffset from, DateTimeOffset to)
    {
        var (lower, higher) = one.CompareTo(other) < 0 ? (one, other) : (other, one);
        return SubjectId.Parse(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{lower}-V-{from.UtcDateTime:yyyyMMdd'T'HHmm}-{to.UtcDateTime:yyyyMMdd'T'HHmm}-{higher}"
            )
        );
    }

    public ReviewStatus After(ReviewStatement statement, Act act) =>
        statement switch
        {
            ReviewStatement.Computed s => this with { Latest = Latest.SetItem(act.By.ToString(), Said.Of(s, act)) },
            _ => this,
        };
}
