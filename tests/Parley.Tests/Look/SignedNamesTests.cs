using System.Globalization;
using Parley.Cooperation;
using Parley.Exchange;
using Parley.Node.Look;
using Parley.Node.Parcels;

namespace Parley.Tests.Look;

/// <summary>A page shows a name once, in its own language, and every size alike.</summary>
public sealed class SignedNamesTests : IDisposable
{
    private readonly CultureInfo before = CultureInfo.CurrentUICulture;

    [Theory]
    [InlineData("Dana Whitlock 达娜·惠特洛克", "Dana Whitlock", "达娜·惠特洛克")]
    [InlineData(
        "Prosecutor, central authority 检察官（中央机关）",
        "Prosecutor, central authority",
        "检察官（中央机关）"
    )]
    [InlineData("Dana Whitlock", "Dana Whitlock", "Dana Whitlock")]
    [InlineData("达娜·惠特洛克", "达娜·惠特洛克", "达娜·惠特洛克")]
    [InlineData("Unit7组", "Unit7组", "Unit7组")]
    [InlineData("", "", "")]
    public void Of_two_names_the_one_of_the_page(string signed, string english, string chinese)
    {
        Speak(Languages.English);
        Assert.Equal(english, SignedNames.OnPage(signed));
        Speak(Languages.Chinese);
        Assert.Equal(chinese, SignedNames.OnPage(signed));
    }

    [Fact]
    public void What_the_node_states_by_itself_says_so()
    {
        Speak(Languages.Chinese);
        Assert.Equal("节点（自动）", SignedNames.WithPost(NodeOfficer.Itself));
        Assert.Equal(
            "蓝青野 · 联络官",
            SignedNames.WithPost(new Officer("node", "Lan Qingye 蓝青野", "Liaison officer 联络官"))
        );
        Speak(Languages.English);
        Assert.Equal("Node (automatic)", SignedNames.OnPage(NodeOfficer.Itself));
    }

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1024, "1.0 KiB")]
    [InlineData((1 << 20) - 1, "1.0 MiB")]
    [InlineData(10L << 30, "10.0 GiB")]
    [InlineData(5000L << 40, "5000.0 TiB")]
    public void Sizes_are_told_in_units_of_1024(long bytes, string words) =>
        Assert.Equal(words, FileSizes.InWords(bytes, "B"));

    public void Dispose() => CultureInfo.CurrentUICulture = before;

    private static void Speak(string language) => CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
}
