using System.Globalization;
using Parley.Cooperation.Requests;

namespace Parley.Cooperation.Guidelines;

/// <summary>
/// Until when the requester still has use of the answer, as its request names it. Guidelines mark no item as that one:
/// it is the moment that is to lie ahead, for no clock of the guidelines needs one, or the day that the model
/// guidelines ask for.
/// </summary>
/// <param name="Ends">When that is over: the moment, or the end of the day where the requester has its offices.</param>
/// <param name="Day">The day that was named; null where a moment was.</param>
public sealed record WantedBy(DateTimeOffset Ends, DateOnly? Day)
{
    private const string DayItem = "desired-date";
    private const int FirstYear = 1970;
    private const int LastYear = 2999;

    /// <summary>The earliest named; null where none is.</summary>
    /// <param name="requester">Who asks: its day is meant.</param>
    public static WantedBy? Of(Draft draft, PartyCode requester, AgreedGuidelines guidelines) =>
        guidelines
            .ItemsOf(draft.Kind)
            .Where(item => item.Ahead && Check.Applies(item, draft))
            .Select(item => Read(item, draft.Entries.GetValueOrDefault(item.Id), guidelines.CalendarOf(requester)))
            .OfType<WantedBy>()
            .MinBy(one => one.Ends);

    private static WantedBy? Read(Item item, Entry? entry, WorkingCalendar? calendar) =>
        (item.Type, entry) switch
        {
            (ItemType.Moment, Entry.Plain moment) when EntryCheck.MomentOf(moment.Value) is { } then => new(then, null),
            (ItemType.Date, Entry.Plain plain)
                when string.Equals(item.Id, DayItem, StringComparison.Ordinal)
                    && DateOnly.TryParseExact(
                        plain.Value,
                        "O",
                        CultureInfo.InvariantCulture,
                        DateTimeStyles.None,
                        out var day
                    )
                    && day.Year is >= FirstYear and <= LastYear => new(
                calendar?.EndOf(day) ?? new DateTimeOffset(day.AddDays(1), default, TimeSpan.Zero),
                day
            ),
            _ => null,
        };
}
