using System.Globalization;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Tests.Guidelines;
using static Parley.Tests.Requests.Play;

namespace Parley.Tests.Requests;

/// <summary>A request made twice is found by what it asks about, not by how it is written.</summary>
public sealed class DuplicatesTests
{
    [Fact]
    public void The_same_identifier_over_the_same_time_is_found_however_it_is_written()
    {
        var other = With(new Identifier("email", "PAY@Supplier.Example"), "2026-02-02T00:00Z", "2026-02-04T00:00Z");
        var found = Assert.Single(Duplicates.Of(other, [Made().Request]));
        Assert.Equal(Id, found.Request);
        Assert.Equal("PAY@Supplier.Example", Assert.Single(found.Shared).Value);
    }

    [Fact]
    public void Another_time_or_another_identifier_is_another_request()
    {
        var later = With(new Identifier("email", "pay@supplier.example"), "2026-02-04T00:00Z", "2026-02-05T00:00Z");
        Assert.Empty(Duplicates.Of(later, [Made().Request]));
        var someone = With(new Identifier("email", "other@supplier.example"), "2026-02-01T00:00Z", "2026-02-03T00:00Z");
        Assert.Empty(Duplicates.Of(someone, [Made().Request]));
        Assert.Empty(Duplicates.Of(CheckTests.Good.With("identifiers", null), [Made().Request]));
    }

    [Fact]
    public void A_request_without_a_time_range_is_about_any_time() =>
        Assert.Single(Duplicates.Of(CheckTests.Good.With("range", null), [Made().Request]));

    [Fact]
    public void Two_drafts_share_what_both_name_as_the_first_writes_it()
    {
        var other = With(new Identifier("email", "PAY@Supplier.Example"), "2026-02-02T00:00Z", "2026-02-04T00:00Z");
        Assert.Equal("PAY@Supplier.Example", Assert.Single(Duplicates.Shared(other, CheckTests.Good)).Value);
        var later = With(new Identifier("email", "pay@supplier.example"), "2026-02-04T00:00Z", "2026-02-05T00:00Z");
        Assert.Empty(Duplicates.Shared(later, CheckTests.Good));
    }

    [Fact]
    public void A_request_is_no_duplicate_of_itself() =>
        Assert.Empty(Duplicates.Of(CheckTests.Good, [Made().Request], except: Id));

    [Theory]
    [InlineData("en", "Information: Subscriber records")]
    [InlineData("zh", "中文Information：译文")]
    public void The_subject_line_names_the_kind_and_the_first_thing_sought(string language, string line) =>
        Assert.Equal(line, SubjectLine.Of(Made().Request, SmallGuidelines.All, language));

    [Fact]
    public void A_long_subject_line_is_cut_at_a_whole_character()
    {
        var sought = CheckTests.Sought(("1", string.Concat(Enumerable.Repeat("👩‍💻", 40))));
        var line = SubjectLine.Matter(CheckTests.Good.With("sought", sought), "en");
        Assert.True(line.Length <= 100);
        Assert.EndsWith("👩‍💻…", line, StringComparison.Ordinal);
    }

    private static Draft With(Identifier identifier, string from, string to) =>
        CheckTests
            .Good.With("identifiers", new Entry.Identifiers([identifier]))
            .With("range", new Entry.Range(At(from), At(to)));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
