using Parley.Node.Lines;
using Parley.Tests.Guidelines;

namespace Parley.Tests.Requests;

/// <summary>How texts are cut into words, and what a search finds in them.</summary>
public sealed class SearchTextTests
{
    [Theory]
    [InlineData("The host moved", "the host moved")]
    [InlineData("主机已迁", "主机 机已 已迁 迁")]
    [InlineData("主", "主")]
    [InlineData("说明US主机", "说明 明 us 主机 机")]
    [InlineData("pay@supplier.example", "pay supplier example")]
    [InlineData("ＡＢ　１２", "ab 12")]
    [InlineData("Café CAFÉ cafe\u0301", "cafe cafe cafe")]
    [InlineData("𠮷野家", "𠮷野 野家 家")]
    [InlineData("", "")]
    [InlineData("……", "")]
    public void Letters_stand_as_words_and_chinese_is_cut_into_pairs(string text, string words) =>
        Assert.Equal(words, string.Join(' ', SearchText.Words(text)));

    [Fact]
    public void What_no_normalization_takes_divides_words_and_breaks_nothing()
    {
        var text = "Host\uFFFEmoved 主\uFFFE机 \uD800x";
        Assert.Equal("host moved 主 机 x", string.Join(' ', SearchText.Words(text)));
        Assert.True(SearchText.Holds(text, "host\uFFFEmoved"));
        Assert.True(SearchText.Holds(text, "moved \uD800"));
        Assert.Null(SearchText.Asked("\uFFFE"));
        Assert.Equal((5, 5), Assert.Single(SearchText.Places(text, "moved")));
    }

    [Theory]
    [InlineData("主机", true)]
    [InlineData("机已", true)]
    [InlineData("主机已迁至", true)]
    [InlineData("丹", true)]
    [InlineData("迁", true)]
    [InlineData("机主", false)]
    [InlineData("主已", false)]
    [InlineData("rotter", true)]
    [InlineData("dam", false)]
    [InlineData("Rotterdam 主机", true)]
    [InlineData("主机 Marseille", false)]
    [InlineData("moved to rotterdam", true)]
    [InlineData("198.51.100.7", true)]
    [InlineData("198.51.101", false)]
    [InlineData("主机。", true)]
    [InlineData("…", false)]
    public void Words_are_found_by_their_beginning_and_chinese_wherever_it_stands(string search, bool found) =>
        Assert.Equal(found, SearchText.Holds("The host 198.51.100.7 moved to Rotterdam. 主机已迁至鹿特丹。", search));

    [Fact]
    public void What_was_searched_is_marked_where_it_stands()
    {
        const string text = "The host moved; 主机已迁至鹿特丹。Hosts follow.";
        string[] marked = [.. SearchText.Places(text, "host 已迁至 丹").Select(p => text.Substring(p.At, p.Length))];
        Assert.Equal(["host", "已迁至", "丹", "Hosts"], marked);
    }

    [Fact]
    public void Any_stretch_of_chinese_is_found_in_its_text() =>
        Choices.Hold(
            200,
            choices =>
            {
                var text = string.Concat(
                    Enumerable.Range(0, 12).Select(_ => choices.Of("请", "求", "主", "机", "a", "。"))
                );
                var from = choices.Below(12);
                var part = text.Substring(from, 1 + choices.Below(12 - from));
                var wholeWord = from == 0 || text[from - 1] != 'a' || part[0] != 'a';
                return SearchText.Asked(part) is null || !wholeWord || SearchText.Holds(text, part);
            }
        );
}
