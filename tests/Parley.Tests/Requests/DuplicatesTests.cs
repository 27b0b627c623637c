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

    [Theory]
    [InlineData("email", "pay@supplier.example", "account", "PAY@Supplier.Example")]
    [InlineData("ipv4", "203.0.113.9", "ipv6", "::ffff:203.0.113.9")]
    [InlineData("ipv4", "203.0.113.9", "other", "203.0.113.9 ")]
    [InlineData("domain", "supplier.example", "other", "Supplier.Example.")]
    [InlineData(
        "wallet",
        "0x52908400098527886E0F7030069857D2E4169EE7",
        "wallet",
        "0x52908400098527886e0f7030069857d2e4169ee7"
    )]
    [InlineData("wallet", "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7K", "wallet", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7k")]
    [InlineData("other", "44D88612FEA8A8F36DE82E1278ABB02F", "other", "44d88612fea8a8f36de82e1278abb02f")]
    [InlineData("account", "0000 8811 2046 5507", "account", "0000881120465507")]
    public void The_same_thing_is_found_whatever_it_was_called(string type, string value, string called, string written)
    {
        var one = With(new Identifier(type, value), "2026-02-01T00:00Z", "2026-02-03T00:00Z");
        var other = With(new Identifier(called, written), "2026-02-01T00:00Z", "2026-02-03T00:00Z");
        Assert.Equal(value, Assert.Single(Duplicates.Shared(one, other)).Value);
        Assert.Equal(written, Assert.Single(Duplicates.Shared(other, one)).Value);
    }

    [Theory]
    [InlineData("wallet", "1BoatSLRHtKNngkdXEeobR76b53LETtpyT", "1boatslrhtknngkdxeeobr76b53letttpyt")]
    [InlineData("account", "john-doe-12", "johndoe12")]
    [InlineData("other", "Company Junlan 12", "company junlan 12")]
    public void What_may_be_two_stays_two(string type, string value, string other)
    {
        var one = With(new Identifier(type, value), "2026-02-01T00:00Z", "2026-02-03T00:00Z");
        var two = With(new Identifier(type, other), "2026-02-01T00:00Z", "2026-02-03T00:00Z");
        Assert.Empty(Duplicates.Shared(one, two));
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
