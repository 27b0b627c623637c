using Parley.Cooperation.Guidelines;

namespace Parley.Tests.Guidelines;

/// <summary>How guidelines write lengths of time.</summary>
public sealed class SpanTests
{
    [Theory]
    [InlineData("8h", 8, SpanUnit.Hours)]
    [InlineData("7d", 7, SpanUnit.Days)]
    [InlineData("3wd", 3, SpanUnit.WorkingDays)]
    [InlineData("87600h", 87_600, SpanUnit.Hours)]
    public void A_span_reads_and_prints_the_same(string text, int count, SpanUnit unit)
    {
        var span = Span.Parse(text);
        Assert.Equal((count, unit), (span.Count, span.Unit));
        Assert.Equal(text, span.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("h")]
    [InlineData("0h")]
    [InlineData("08h")]
    [InlineData("-1d")]
    [InlineData("+1d")]
    [InlineData("1.5d")]
    [InlineData("1 d")]
    [InlineData("1D")]
    [InlineData("1w")]
    [InlineData("1wdd")]
    [InlineData("٣d")]
    [InlineData("87601h")]
    [InlineData("99999999999d")]
    [InlineData("2601wd")]
    public void Anything_else_is_no_span(string text) => Assert.False(Span.TryParse(text, out _));

    [Fact]
    public void A_span_is_told_in_words_of_both_languages()
    {
        Assert.Equal("1 working day", Span.Parse("1wd").InWords().En);
        Assert.Equal("3 个工作日", Span.Parse("3wd").InWords().Zh);
    }
}
