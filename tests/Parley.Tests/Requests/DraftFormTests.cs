using System.Globalization;
using Parley.Node.Requests;

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
}
