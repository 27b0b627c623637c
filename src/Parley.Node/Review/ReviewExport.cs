using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Parley.Cooperation.Review;

namespace Parley.Node.Review;

/// <summary>
/// The figures as a table for other programs: whole numbers, times in seconds, one line for each row. What a table
/// program would take for a formula is written so that it does not.
/// </summary>
internal static class ReviewExport
{
    private static readonly CsvConfiguration Form = new(CultureInfo.InvariantCulture)
    {
        NewLine = "\n",
        InjectionOptions = InjectionOptions.Escape,
    };

    public static byte[] Csv(ReviewFigures figures)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = new CsvWriter(text, Form))
        {
            foreach (var (name, _) in Fields(figures, row: null))
            {
                csv.WriteField(name);
            }
            csv.NextRecord();
            foreach (var row in figures.Rows)
            {
                foreach (var (_, value) in Fields(figures, row))
                {
                    csv.WriteField(Convert.ToString(value, CultureInfo.InvariantCulture));
                }
                csv.NextRecord();
            }
        }
        return [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    private static IEnumerable<(string Name, object? Value)> Fields(ReviewFigures figures, ReviewRow? row)
    {
        yield return ("period_from", figures.From.ToString("O", CultureInfo.InvariantCulture));
        yield return ("period_to", figures.To.ToString("O", CultureInfo.InvariantCulture));
        yield return ("asking", row?.From);
        yield return ("asked", row?.To);
        yield return ("by", row?.By.ToString().ToLowerInvariant());
        yield return ("code", row?.Code);
        yield return ("requests", row?.Requests);
        yield return ("complete_at_arrival", row?.CompleteAtArrival);
        foreach (
            var (step, of) in ((string, StepFigures?)[])
                [("acknowledgement", row?.Acknowledgement), ("first_response", row?.FirstResponse), ("full", row?.Full)]
        )
        {
            foreach (var field in Step(step, of))
            {
                yield return field;
            }
        }
        for (var i = 0; i <= ReviewFigures.DayEdges.Length; i++)
        {
            var name =
                i < ReviewFigures.DayEdges.Length
                    ? $"full_within_{ReviewFigures.DayEdges[i]}_d"
                    : $"full_over_{ReviewFigures.DayEdges[^1]}_d";
            yield return (name, row?.FullDays[i]);
        }
        yield return ("clarifications", row?.Clarifications);
        yield return ("clarified", row?.Clarified);
        yield return ("extensions", row?.Extensions);
        yield return ("answered_finally", row?.AnsweredFinally);
        yield return ("answered_in_part", row?.AnsweredInPart);
        yield return ("refused", row?.Refused);
        yield return ("refused_lack_of_resources", row?.RefusedForResources);
        yield return ("refusal_grounds", Grounds(row));
        yield return ("withdrawn", row?.Withdrawn);
        yield return ("transferred", row?.Transferred);
        yield return ("open", row?.Open.Requests);
        yield return ("open_median_s", row?.Open.MedianSeconds);
        yield return ("open_longest_s", row?.Open.LongestSeconds);
        yield return ("overdue_longest_s", row?.Open.LongestOverdueSeconds);
        yield return ("rated", row?.Rated);
        foreach (
            var (mark, of) in ((string, MarkCounts?)[])
                [("complete", row?.Complete), ("usable", row?.Usable), ("in_form", row?.InForm)]
        )
        {
            yield return ($"{mark}_fully", of?.Fully);
            yield return ($"{mark}_mostly", of?.Mostly);
            yield return ($"{mark}_partly", of?.Partly);
            yield return ($"{mark}_no", of?.No);
        }
        yield return ("ratings_replied", row?.RatingsReplied);
        yield return ("stated_late", row?.StatedLate);
        yield return ("slowest_delivery_s", row?.SlowestDeliverySeconds);
        foreach (
            var field in Wait("requester_clarifying", row?.Requester?.Clarifying)
                .Concat(Step("requester_rating", row?.Requester?.Rating))
                .Concat(Wait("requester_consulting", row?.Requester?.Consulting))
        )
        {
            yield return field;
        }
        yield return ("edition", figures.Edition);
        yield return ("only_asking", figures.Only?.Asking);
        yield return ("only_kind", figures.Only?.Kind);
        yield return ("only_urgency", figures.Only?.Urgency);
        yield return ("only_area", figures.Only?.Area);
    }

    private static IEnumerable<(string Name, object? Value)> Step(string step, StepFigures? of) =>
        [
            ($"{step}_on_time", of?.OnTime),
            ($"{step}_late", of?.Late),
            ($"{step}_overdue", of?.Overdue),
            ($"{step}_running", of?.Running),
            ($"{step}_lapsed", of?.Lapsed),
            ($"{step}_no_limit", of?.NoLimit),
            ($"{step}_median_s", of?.MedianSeconds),
            ($"{step}_p90_s", of?.NinetiethSeconds),
        ];

    private static IEnumerable<(string Name, object? Value)> Wait(string wait, WaitFigures? of) =>
        [
            ($"{wait}_answered", of?.Answered),
            ($"{wait}_median_s", of?.MedianSeconds),
            ($"{wait}_p90_s", of?.NinetiethSeconds),
            ($"{wait}_waiting", of?.Waiting),
            ($"{wait}_longest_waiting_s", of?.LongestWaitingSeconds),
        ];

    private static string? Grounds(ReviewRow? row) =>
        row is null ? null : string.Join("; ", row.RefusalGrounds.Select(g => $"{g.Key} {g.Value}"));
}
