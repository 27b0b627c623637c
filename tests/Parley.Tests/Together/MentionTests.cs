using Parley.Cooperation;
using Parley.Node.Access;
using Parley.Node.Together;

namespace Parley.Tests.Together;

/// <summary>Whom a note names.</summary>
public sealed class MentionTests
{
    private static readonly Account[] Officers =
    [
        Officer("1", "lan", "Lan Qingye", "蓝青野"),
        Officer("2", "lan2", "Lan", "蓝青"),
        Officer("3", "vasquez", "Ingrid Vasquez-Thorne", "英格丽德"),
    ];

    [Theory]
    [InlineData("@Lan Qingye please look", "1")]
    [InlineData("please look, @lan qingye", "1")]
    [InlineData("请@蓝青野核对时间", "1")]
    [InlineData("请＠蓝青核对", "2")]
    [InlineData("@lan2, and @Ingrid Vasquez-Thorne.", "2 3")]
    [InlineData("@vasquez @vasquez", "3")]
    [InlineData("@lan", "1 2")]
    public void A_name_after_an_at_names_its_officers_in_either_language(string text, string named) =>
        Assert.Equal(named, string.Join(' ', Mentions.In(text, Officers).Order(StringComparer.Ordinal)));

    [Theory]
    [InlineData("write to desk@lan.example")]
    [InlineData("@lantern @lan-extra @lan_1")]
    [InlineData("@ lan")]
    [InlineData("Lan Qingye said so")]
    [InlineData("@nobody @")]
    public void Anything_else_names_nobody(string text) => Assert.Empty(Mentions.In(text, Officers));

    [Fact]
    public void The_places_of_names_are_those_of_the_text()
    {
        const string text = "see @Lan Qingye and @蓝青野";
        Assert.Equal(
            ["@Lan Qingye", "@蓝青野"],
            Mentions.Places(text, Officers).Select(p => text.Substring(p.At, p.Length))
        );
    }

    private static Account Officer(string id, string signIn, string en, string zh) =>
        new()
        {
            Id = id,
            SignInName = signIn,
            Name = new Bilingual(en, zh),
            Authority = "a",
            AuthorityName = new Bilingual("A", "甲"),
            Title = new Bilingual("Officer", "经办人"),
            Roles = [Role.Drafter],
        };
}
