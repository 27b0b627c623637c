using System.Globalization;
using Parley.Cooperation.Requests;

namespace Parley.Cooperation.Guidelines;

/// <summary>
/// Dates and moments that are to lie ahead when a request is made: one that has passed is advice, and so is one until
/// which data would not be held. Of a date that is none the other checks tell.
/// </summary>
internal static class AheadCheck
{
    /// <summary>A day has passed when it has everywhere.</summary>
    private static readonly TimeSpan LastZone = TimeSpan.FromHours(12);

    /// <summary>The whole of the last day, wherever it is.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromHours(36);

    public static IEnumerable<Finding> Findings(Draft draft, AgreedGuidelines guidelines, DateTimeOffset at) =>
        from item in guidelines.ItemsOf(draft.Kind)
        where item.Ahead && Check.Applies(item, draft)
        let until = EndOf(item, draft.Entries.GetValueOrDefault(item.Id))
        where until is not null
        let finding = until <= at ? FindingOf.Passed(item)
        : guidelines.Kind(draft.Kind)?.Hold is { } hold && until - at > LengthOf(hold) + Grace
            ? FindingOf.BeyondHold(item, hold)
        : null
        where finding is not null
        select finding;

    /// <summary>How long data is held, extended once; without end where that is counted in working days.</summary>
    private static TimeSpan LengthOf(HoldTerms hold) =>
        hold.AtLeast.InWorkingTime || hold.Extension.InWorkingTime
            ? TimeSpan.MaxValue - Grace
            : LengthOf(hold.AtLeast) + LengthOf(hold.Extension);

    private static TimeSpan LengthOf(Span span) =>
        span.Unit is SpanUnit.Hours ? TimeSpan.FromHours(span.Count) : TimeSpan.FromDays(span.Count);

    private static DateTimeOffset? EndOf(Item item, Entry? entry) =>
        (item.Type, entry) switch
        {
            (ItemType.Date, Entry.Plain day)
                when DateOnly.TryParseExact(
                    day.Value,
                    "O",
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out var on
                )
                    && on < DateOnly.MaxValue => new DateTimeOffset(on.AddDays(1), default, TimeSpan.Zero) + LastZone,
            (ItemType.Moment, Entry.Plain moment) when EntryCheck.MomentOf(moment.Value) is { } then => then,
            _ => null,
        };
}
