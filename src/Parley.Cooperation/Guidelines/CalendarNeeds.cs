using System.Collections.Immutable;

namespace Parley.Cooperation.Guidelines;

/// <summary>
/// Whether guidelines hold the working calendars that two parties need, asked before a node proposes or accepts them.
/// It is no part of what makes guidelines valid: a document names no parties but those of its calendars, and what was
/// agreed before stays readable. A clock of a request that lacks its own calendar is counted by the other party's.
/// </summary>
public static class CalendarNeeds
{
    /// <summary>Why these guidelines are not put forward or accepted between the two: a clock in working days could run
    /// for either, as requester or as requested party, and one has no calendar. Null where none is missing.</summary>
    public static Refusal? Refuse(AgreedGuidelines guidelines, PartyCode one, PartyCode other)
    {
        if (!CountsWorkingDays(guidelines))
        {
            return null;
        }
        var without = new[] { one, other }.Where(party => guidelines.CalendarOf(party) is null).Order().ToList();
        return without.Count == 0
            ? null
            : new Refusal(
                "calendar-of-party-missing",
                $"Times in working days need a working calendar of each party, and there is none of "
                    + $"{string.Join(" and ", without)}. Add it.",
                $"以工作日计算的时限需要双方各自的工作日历，现缺 {string.Join("、", without)} 的日历。请补充。"
            );
    }

    /// <summary>Which calendars list no holidays of the years after that of an instant. Nothing stops because of it:
    /// from then on holidays count as working days, unless a version with more years is agreed in time.</summary>
    public static ImmutableArray<GuidelinesFault> EndsEarly(AgreedGuidelines guidelines, DateTimeOffset from)
    {
        if (!CountsWorkingDays(guidelines))
        {
            return [];
        }
        var faults = new Faults();
        for (var i = 0; i < guidelines.Calendars.Length; i++)
        {
            var calendar = guidelines.Calendars[i];
            var path = $"calendars[{i}].holidays";
            var last = calendar.Holidays.Select(day => day.Date.Year).DefaultIfEmpty().Max();
            if (last == 0)
            {
                faults.Add(
                    path,
                    "no-holidays",
                    $"The calendar of {calendar.Party} lists no holidays: every day of its week counts as a working "
                        + "day. List them.",
                    $"{calendar.Party} 的日历未列节假日，每周的工作日均计为工作日。请列明节假日。"
                );
            }
            else if (last <= from.Year)
            {
                faults.Add(
                    path,
                    "holidays-end",
                    $"The calendar of {calendar.Party} lists holidays until the end of {last}; after that they count as "
                        + "working days. Agree a version with the next years in time.",
                    $"{calendar.Party} 的日历所列节假日截至{last}年底，此后节假日将计为工作日。请及时商定载有后续年份的版本。"
                );
            }
        }
        return faults.All;
    }

    private static bool CountsWorkingDays(AgreedGuidelines guidelines) =>
        guidelines.Kinds.Any(kind =>
            kind.Deadlines.SelectMany(times => KindCheck.Spans(kind, times))
                .Concat(Held(kind))
                .Any(span => span is { InWorkingTime: true })
        );

    private static IEnumerable<Span?> Held(RequestKind kind) =>
        kind.Hold is { } hold ? [hold.AtLeast, hold.Extension, hold.AlarmBefore] : [];
}
