using System.Collections.Immutable;

namespace Parley.Cooperation.Guidelines;

/// <summary>
/// Whether the working calendars of guidelines can be used: one for a party, in a real zone, with working time.
/// </summary>
internal static class CalendarCheck
{
    /// <summary>More days than any calendar of some years lists.</summary>
    private const int MostHolidays = 1_000;

    public static void Of(AgreedGuidelines guidelines, Faults faults)
    {
        var parties = new HashSet<PartyCode>();
        for (var i = 0; i < guidelines.Calendars.Length; i++)
        {
            var path = $"calendars[{i}]";
            var calendar = guidelines.Calendars[i];
            if (calendar.Party == default || !parties.Add(calendar.Party))
            {
                faults.Add(
                    $"{path}.party",
                    "calendar-party",
                    "Each party has one calendar. Remove or correct this one.",
                    "每方只有一份日历。请删除或更正此份。"
                );
            }
            faults.Name($"{path}.city", calendar.City);
            Times(calendar, path, faults);
            var days = new HashSet<DateOnly>();
            Days(calendar.Holidays, $"{path}.holidays", days, faults);
            Days(calendar.ExtraWorkingDays ?? [], $"{path}.extraWorkingDays", days, faults);
        }
    }

    private static void Times(PartyCalendar calendar, string path, Faults faults)
    {
        if (!WorkingCalendar.TryFindZone(calendar.Zone, out _))
        {
            faults.Add(
                $"{path}.zone",
                "zone-unknown",
                "This time zone is not known. Use an IANA name such as Asia/Shanghai.",
                "无法识别此时区。请使用 IANA 名称，例如 Asia/Shanghai。"
            );
        }
        if (calendar.Opens >= calendar.Closes)
        {
            faults.Add(
                $"{path}.opens",
                "hours-backwards",
                "Offices close before they open. Correct the opening hours.",
                "关门时间早于开门时间。请更正办公时间。"
            );
        }
        var days = calendar.WorkingDays;
        if (
            days.IsDefaultOrEmpty
            || days.Distinct().Count() != days.Length
            || days.Any(d => d is < DayOfWeek.Sunday or > DayOfWeek.Saturday)
        )
        {
            faults.Add(
                $"{path}.workingDays",
                "working-days",
                "Name at least one working day, and each once.",
                "请至少列明一个工作日，且不得重复。"
            );
        }
    }

    /// <summary>Days off and extra working days: none stands twice, in whichever list.</summary>
    private static void Days(ImmutableArray<Holiday> days, string path, HashSet<DateOnly> dates, Faults faults)
    {
        if (days.Length > MostHolidays)
        {
            faults.Add(
                path,
                "too-many-holidays",
                "The calendar lists more than 1,000 days. List fewer years.",
                "日历所列日期超过 1000 天。请减少所列年份。"
            );
        }
        for (var i = 0; i < days.Length; i++)
        {
            faults.Name($"{path}[{i}].name", days[i].Name);
            if (!dates.Add(days[i].Date))
            {
                faults.Add(
                    $"{path}[{i}].date",
                    "holiday-twice",
                    "This day is listed twice. Remove one.",
                    "此日期重复列出。请删去一个。"
                );
            }
        }
    }
}
