using System.Text;
using Parley.Cooperation;
using Parley.Exchange.Formats;

namespace Parley.Tests.Exchange;

public sealed class HoleTests
{
    [Theory]
    [InlineData("""{"final":true,"items":[null],"limits":null}""")]
    [InlineData("""{"limits":null,"final":true,"items":[ null ]}""")]
    [InlineData("""{"limits": null,"final":true,"items":[{"id":"1","outcome":"provided","text":null},null]}""")]
    public void A_list_with_a_hole_is_not_understood_wherever_else_null_stands(string body) =>
        Assert.IsType<NotUnderstood>(StatementFormat.Read("request.answered", Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void The_word_null_in_a_text_is_no_hole() =>
        Assert.IsNotType<NotUnderstood>(
            StatementFormat.Read(
                "request.answered",
                """{"final":true,"items":[],"limits":{"text":"void, null","language":"en","translation":null}}"""u8.ToArray()
            )
        );
}
