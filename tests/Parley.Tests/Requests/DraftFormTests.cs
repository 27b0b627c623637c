using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Primitives;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Node.Requests;
using Parley.Tests.Desk;

namespace Parley.Tests.Requests;

/// <summary>What officers type into forms.</summary>
public sealed class DraftFormTests
{
    [Theory]
    [InlineData("2026-03-08T09:30", "Asia/Shanghai", "2026-03-08T09:30+08:00")]
    [InlineData("1970-01-01T00:00", "Asia/Shanghai", "1970-01-01T00:00+08:00")]
    [InlineData("2999-12-31T23:59", "America/New_York", "2999-12-31T23:59-05:00")]
    public void A_local_time_and_its_zone_are_an_instant(string local, string zone, string instant) =>
        Assert.Equal(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture), DraftForm.ReadMoment(local, zone));

    [Theory]
    [InlineData("0001-01-01T00:00", "Asia/Shanghai")]
    [InlineData("9999-12-31T23:59", "America/New_York")]
    [InlineData("1969-12-31T23:59", "UTC")]
    [InlineData("3000-01-01T00:00", "UTC")]
    [InlineData("2026-02-30T00:00", "UTC")]
    [InlineData("", "UTC")]
    public void A_time_at_the_edge_of_the_calendar_is_none_and_nothing_breaks(string local, string zone) =>
        Assert.Null(DraftForm.ReadMoment(local, zone));

    [Theory]
    [InlineData("0001-01-01T00:00", 1)]
    [InlineData("2026-03-08T09:30", 0)]
    [InlineData("", 1)]
    public async Task A_date_that_is_none_is_asked_for_and_never_left_out(string local, int errors)
    {
        await using var desk = new OpenDesk();
        var form = new FormCollection(
            new Dictionary<string, StringValues>(StringComparer.Ordinal)
            {
                ["will"] = "Yes",
                ["by.at"] = local,
                ["by.zone"] = "Asia/Shanghai",
            }
        );
        var words = desk.Service<IStringLocalizer<RequestWords>>();
        var found = MoveErrors.Unchosen(RequestMove.RespondFirst, form, words);
        Assert.Equal(errors, found.Count(one => one.Field is "by"));
        // What is asked for together is said together.
        Assert.Equal(1, found.Count(one => one.Field is "form"));
    }

    [Fact]
    public async Task An_agreement_never_begins_now_because_its_date_is_none()
    {
        await using var desk = new OpenDesk();
        var both = new Bilingual("Rowe", "罗");
        desk.Officers.Add(
            "rowe",
            OpenDesk.Password,
            new NewOfficer(both, "us-test", both, both, [Role.Releaser]),
            Doer.Command
        );
        using var rowe = desk.Browser();
        await OpenDesk.SignIn(rowe, "rowe");
        var answer = await OpenDesk.Post(rowe, "/", "/agreements/propose", ("from.at", "0001-01-01T00:00"));
        Assert.Contains("between 1970 and 2999", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
