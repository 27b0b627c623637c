using System.Text;
using Parley.Node.Law;

namespace Parley.Tests.Law;

/// <summary>A rule book is read strictly: a misspelt rule would allow what it was to forbid.</summary>
public sealed class RuleBookFormatTests
{
    [Theory]
    [InlineData("\"acts\": [\"draft\"]", "$.rules[0].acts[0]", "\"acts\": [\"drafts\"]", "draft, check")]
    [InlineData("\"only\": [{\"competences\"", "$.rules[0].olny", "\"olny\": [{\"competences\"", "“olny” is not known")]
    [InlineData("\"matters\": {\"kinds\"", "$.rules[0].matters.kind", "\"matters\": {\"kind\"", "kinds, urgencies")]
    [InlineData("\"id\": \"1.1\"", "$.rules[1].id", "\"id\": \"2.1\"", "given twice")]
    [InlineData("\"for\": \"P2Y\"", "$.keeping[0].for", "\"for\": \"2 years\"", "P5Y")]
    [InlineData("[{\"roles\": [\"releaser\"]}]},", "$.rules[2].only[0]", "[{}]},", "Name at least one")]
    [InlineData("{\"roles\": [\"auditor\"]}", "$.rules[1].only[1].roles", "{\"roles\": []}", "The list is empty")]
    [InlineData("\"acts\": [\"print\", \"export\"]", "$.rules[2].acts", "\"acts\": [\"print\", \"print\"]", "twice")]
    [InlineData("\"need\": \"two-releasers\"", "$.steps[1].need", "\"need\": 2", "legal-check")]
    [InlineData("\"by\": [{\"competences\": [\"central-authority\"]}], ", "$.steps[0]", "", "who may give")]
    [InlineData("\"drafts\": true", "$.keeping[2]", "\"drafts\": false", "another rule already")]
    [InlineData("\"acts\": [\"draft\", \"release\"]", "$.rules[4].matters.moves", "\"acts\": [\"read\"]", "only where")]
    [InlineData("\"zh\": \"测试手册\"", "$.title.zh", "\"zh\": \" \"", "empty")]
    [InlineData("\"zh\": \"测试手册\"", "$.title.zh", "\"zh\": \"a\\u202eb\"", "nobody sees")]
    [InlineData("\"lights\": [\"red\"]", "$.rules[2].matters.lights[0]", "\"lights\": [\"red light\"]", "A code has")]
    [InlineData("[\"guidelines\"]", "$.rules[5].matters.agreements[0]", "[\"guideline\"]", "guidelines, review")]
    [InlineData("[\"guidelines\"]", "$.rules[5].matters.kinds", "[\"review\"], \"kinds\": [\"x\"]", "agreements alone")]
    [InlineData("[\"guidelines\"]", "$.rules[5].matters.moves[0]", "[\"review\"], \"moves\": [\"refuse\"]", "propose")]
    [InlineData(
        "\"acts\": [\"release\"], \"matters\": {\"agr",
        "$.rules[5].matters.agreements",
        "\"acts\": [\"read\"], \"matters\": {\"agr",
        "only where"
    )]
    [InlineData(
        "\"items\": [\"legal-basis\"]",
        "$.steps[0].items",
        "\"items\": [\"legal-basis\"], \"matters\": {\"agreements\": [\"review\"]}",
        "agreements alone"
    )]
    public void What_is_wrong_is_told_with_its_place(string right, string path, string wrong, string says)
    {
        Assert.Contains(right, TestBook.Text, StringComparison.Ordinal);
        var at = TestBook.Text.IndexOf(right, StringComparison.Ordinal);
        var text = TestBook.Text[..at] + wrong + TestBook.Text[(at + right.Length)..];
        var fault = TestBook.Faults(text).First(one => one.Path.StartsWith(path, StringComparison.Ordinal));
        Assert.Contains(says, fault.Sentence.En, StringComparison.Ordinal);
        Assert.NotNull(fault.Line);
        Assert.True(fault.Sentence.Zh.Any(c => c >= 0x4E00), fault.Sentence.Zh);
    }

    [Fact]
    public void The_line_is_the_one_on_which_the_value_stands()
    {
        var text = TestBook.Text.Replace("\"for\": \"P90D\"", "\"for\": \"ninety\"", StringComparison.Ordinal);
        var line =
            text.Split('\n').Index().First(one => one.Item.Contains("ninety", StringComparison.Ordinal)).Index + 1;
        Assert.Equal(line, Assert.Single(TestBook.Faults(text)).Line);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("{\"title\": 1}")]
    [InlineData("{\"title\": {\"en\": \"a\", \"zh\": \"b\"}, \"rules\": {}}")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[")]
    [InlineData("{\"title\":\"\\ud800\"}")]
    [InlineData("{\"\\ud800\":1}")]
    public void What_is_no_rule_book_is_told_and_never_thrown(string text) => Assert.NotEmpty(TestBook.Faults(text));

    [Fact]
    public void A_member_that_stands_twice_is_told_by_its_name()
    {
        var text = TestBook.Text.Replace("\"rules\":", "\"areas\": [], \"rules\":", StringComparison.Ordinal);
        Assert.Contains("areas", TestBook.Faults(text)[0].Sentence.En, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_comma_is_told_with_its_line()
    {
        var text = TestBook.Text.Replace("\"for\": \"P90D\"}", "\"for\" \"P90D\"}", StringComparison.Ordinal);
        var line = text.Split('\n').Index().First(one => one.Item.Contains("P90D", StringComparison.Ordinal)).Index + 1;
        Assert.Equal(line, TestBook.Faults(text)[0].Line);
    }

    [Fact]
    public void A_text_that_is_too_long_is_not_read()
    {
        var text = TestBook.Text + new string(' ', RuleBookFormat.BytesAtMost);
        Assert.Contains("256", Assert.Single(TestBook.Faults(text)).Sentence.En, StringComparison.Ordinal);
    }

    [Fact]
    public void The_mark_that_editors_put_before_a_text_is_passed_over() =>
        Assert.True(
            RuleBookFormat.TryRead(
                Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(TestBook.Text)).ToArray(),
                out _,
                out _
            )
        );

    [Theory]
    [InlineData("P5Y", 5, 0, 0)]
    [InlineData("P18M", 0, 18, 0)]
    [InlineData("P1Y6M", 1, 6, 0)]
    [InlineData("P90D", 0, 0, 90)]
    [InlineData("P1Y2M3D", 1, 2, 3)]
    public void A_period_is_written_as_the_standard_does(string text, int years, int months, int days)
    {
        Assert.True(Period.TryParse(text, out var period));
        Assert.Equal(new Period(years, months, days), period);
        Assert.Equal(text, period.ToString());
    }

    [Theory]
    [InlineData("P")]
    [InlineData("P0Y")]
    [InlineData("5Y")]
    [InlineData("P5W")]
    [InlineData("PT5H")]
    [InlineData("P6M1Y")]
    [InlineData("P-5Y")]
    [InlineData("P201Y")]
    [InlineData("P999Y")]
    [InlineData("P5Y\n")]
    [InlineData("P٥Y")]
    public void What_is_no_period_is_not_read(string text) => Assert.False(Period.TryParse(text, out _));

    [Fact]
    public void Cut_anywhere_a_rule_book_is_none_and_nothing_is_thrown()
    {
        var bytes = Encoding.UTF8.GetBytes(TestBook.Text);
        for (var length = 0; length < bytes.Length; length += 7)
        {
            Assert.False(RuleBookFormat.TryRead(bytes.AsMemory(0, length), out _, out var faults));
            Assert.NotEmpty(faults);
        }
    }
}
