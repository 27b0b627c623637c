using System.Collections.Immutable;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Exchange.Formats;
using Parley.Node.Agreements;
using Parley.Tests.Requests;
using static Parley.Tests.Guidelines.SmallGuidelines;
using static Parley.Tests.Requests.Play;

namespace Parley.Tests.Guidelines;

/// <summary>A clock in working days is never silent for want of a calendar, of whichever party it runs for.</summary>
public sealed class CalendarNeedsTests
{
    private static readonly DateTimeOffset In2026 = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Only the requester owes in working days, and only the requested party has a calendar.</summary>
    private static readonly AgreedGuidelines OfTheRequested = OnlyBack(Beijing);

    [Theory]
    [InlineData("US")]
    [InlineData("CN")]
    public void Guidelines_that_count_working_days_need_a_calendar_of_each_party(string without)
    {
        var party = PartyCode.Parse(without);
        var left = All.Calendars.Where(one => one.Party != party).ToImmutableArray();
        foreach (var guidelines in new[] { All, OnlyBack(), OnlyHeld() })
        {
            var refusal = CalendarNeeds.Refuse(guidelines with { Calendars = left }, US, CN);
            Assert.Equal("calendar-of-party-missing", refusal?.Code);
            Assert.Contains($"none of {without}.", refusal!.Sentence.En, StringComparison.Ordinal);
            Assert.Contains($"缺 {without} 的", refusal.Sentence.Zh, StringComparison.Ordinal);
            Assert.Null(CalendarNeeds.Refuse(guidelines with { Calendars = [Washington, Beijing] }, US, CN));
        }
    }

    [Fact]
    public void Guidelines_without_working_days_need_no_calendar() =>
        Assert.Null(CalendarNeeds.Refuse(All with { Kinds = [All.Kinds[0]], Calendars = [] }, US, CN));

    [Fact]
    public void They_stay_valid_for_whoever_agreed_them_before() =>
        Assert.Empty(GuidelinesCheck.Faults(OfTheRequested));

    [Fact]
    public void A_document_with_the_calendar_of_one_party_is_neither_proposed_nor_accepted()
    {
        var text = StatementFormat.OneLine(Samples.SampleFiles.GuidelinesText);
        Assert.Null(AgreementPages.Uncounted("guidelines", text, US, CN));
        Assert.Equal(
            "calendar-of-party-missing",
            AgreementPages.Uncounted("guidelines", text, US, PartyCode.Parse("ZZ"))?.Code
        );
        Assert.Null(AgreementPages.Uncounted("sharing-plan", text, US, PartyCode.Parse("ZZ")));
    }

    [Theory]
    [InlineData(2025, null)]
    [InlineData(2026, "holidays-end")]
    [InlineData(2027, "holidays-end")]
    public void Holidays_that_end_with_the_year_are_told_of_and_refuse_nothing(int year, string? code)
    {
        var from = In2026.AddYears(year - 2026);
        var found = CalendarNeeds.EndsEarly(All with { Calendars = [Beijing] }, from);
        Assert.Equal(code, found.SingleOrDefault()?.Code);
        Assert.All(found, one => Assert.Contains("2026", one.Sentence.Zh, StringComparison.Ordinal));
        Assert.Null(CalendarNeeds.Refuse(All, US, CN));
    }

    [Fact]
    public void A_calendar_without_any_holiday_is_told_of()
    {
        var found = CalendarNeeds.EndsEarly(All with { Calendars = [Beijing with { Holidays = [] }] }, In2026);
        Assert.Equal("no-holidays", Assert.Single(found).Code);
        Assert.Empty(CalendarNeeds.EndsEarly(All with { Kinds = [All.Kinds[0]] }, In2026));
    }

    [Fact]
    public void What_the_requester_owes_falls_due_by_the_other_calendar_where_it_has_none()
    {
        var request = Made().Then(CN, Answer(final: true, "1", "2")).Request;
        var (ours, both) = (
            Deadlines.Of(request, OfTheRequested),
            Deadlines.Of(request, OnlyBack(Beijing, Washington))
        );
        // Wednesday evening in Beijing: the two days are Thursday and Friday there.
        var friday = new DateTimeOffset(2026, 3, 6, 9, 30, 0, TimeSpan.Zero);
        Assert.Equal(friday, ours.Validation.Due);
        Assert.Equal(friday, ours.Rating.Due);
        Assert.NotEqual(friday, both.Rating.Due);
        Assert.Equal(DeadlineState.Overdue, ours.Rating.StateAt(friday.AddTicks(1)));
        Assert.Equal(1000, ours.Rating.ElapsedPerMille(friday));
    }

    [Fact]
    public void Without_any_calendar_a_working_day_counts_as_a_day()
    {
        var request = Made().Then(CN, Answer(final: true, "1", "2")).Request;
        var owed = Deadlines.Of(request, OnlyBack()).Rating;
        Assert.Equal((owed.StartsAt!.Value.AddDays(2), "2d"), (owed.Due, owed.Allowed.ToString()));
    }

    [Fact]
    public void Data_is_held_by_the_requesters_calendar_where_the_requested_party_has_none()
    {
        var request = Made().Then(CN, Accept()).Request;
        Assert.NotNull(Hold.Of(request, OnlyHeld(Washington), [])?.LapsesAt);
        var held = Hold.Of(request, OnlyHeld(), [])!;
        Assert.Equal((held.Since.AddDays(60), held.Since.AddDays(50)), (held.LapsesAt, held.AlarmAt));
    }

    private static AgreedGuidelines OnlyBack(params PartyCalendar[] calendars) =>
        WithKind(All.Kinds[0] with { ValidateWithin = Span.Parse("2wd"), RateWithin = Span.Parse("2wd") }, calendars);

    private static AgreedGuidelines OnlyHeld(params PartyCalendar[] calendars)
    {
        var (sixty, ten) = (Span.Parse("60wd"), Span.Parse("10wd"));
        return WithKind(All.Kinds[0] with { Hold = new HoldTerms(sixty, sixty, ten) }, calendars);
    }

    private static AgreedGuidelines WithKind(RequestKind kind, PartyCalendar[] calendars) =>
        All with
        {
            Kinds = [kind],
            Calendars = [.. calendars],
        };
}
