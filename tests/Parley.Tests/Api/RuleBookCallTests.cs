using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Parley.Node;
using Parley.Node.Access;
using Parley.Node.Law;
using Parley.Tests.Law;

namespace Parley.Tests.Api;

/// <summary>Programs read the nation's law and try it, as officers do on its pages.</summary>
public sealed class RuleBookCallTests(ProgramNodes nodes) : IClassFixture<ProgramNodes>
{
    [Fact]
    public async Task The_book_in_force_is_told_with_its_hash_and_since_when_and_those_before_it()
    {
        using var program = ProgramNodes.Program(nodes.Us, "auditor", TokenScope.Read);
        Assert.Equal(JsonValueKind.Null, (await program.Get("rule-book")).Json.GetProperty("inForce").ValueKind);
        Assert.Equal(404, (await program.Get("rule-book/rule-book.json")).Status);
        PutInForce(TestBook.Text, "first", nodes.Us);
        var before = TimeProvider.System.GetUtcNow();
        PutInForce(TestBook.Text.Replace("Test book", "Next book", StringComparison.Ordinal), "second", nodes.Us);

        var told = await program.Get("rule-book");
        var now = told.Json.GetProperty("inForce");
        var text = await program.Get("rule-book/rule-book.json");
        var hash = Convert.ToHexStringLower(SHA256.HashData(text.Bytes));
        Assert.Equal((hash, "second"), (now.GetProperty("hash").GetString(), now.GetProperty("reason").GetString()));
        Assert.Equal($"\"{hash}\"", told.Headers.ETag?.Tag);
        Assert.Equal("Next book", now.GetProperty("content").GetProperty("title").GetProperty("en").GetString());
        Assert.InRange(now.GetProperty("since").GetDateTimeOffset(), before, TimeProvider.System.GetUtcNow());
        Assert.False(told.Json.GetProperty("waits").GetBoolean());

        var first = await program.Get("rule-book/history?most=1");
        Assert.Equal(hash, first.Json.GetProperty("books")[0].GetProperty("hash").GetString());
        var rest = await program.Get(first.Json.GetProperty("next").GetString()!);
        Assert.Equal("first", rest.Json.GetProperty("books")[0].GetProperty("reason").GetString());
        Assert.Equal(JsonValueKind.Null, rest.Json.GetProperty("next").ValueKind);
    }

    [Theory]
    [InlineData("act=read&handling=H3", "2.1")]
    [InlineData("act=read&handling=H1", null)]
    [InlineData("act=draft&kind=mutual-legal-assistance&move=make", "1.1")]
    [InlineData("act=release&agreement=guidelines&agreement-move=propose", "3.3")]
    [InlineData("act=release&agreement=review&agreement-move=propose", null)]
    [InlineData("officer=auditor&act=read&handling=H3", null)]
    public async Task A_trial_says_which_rule_forbids_it_and_who_may(string asked, string? rule)
    {
        PutInForce(TestBook.Text, "a test");
        using var program = ProgramNodes.Program(nodes.Cn, "drafter", TokenScope.Read);
        var place = asked.Replace("officer=auditor", $"officer={IdOf("auditor")}", StringComparison.Ordinal);
        var told = (await program.Get($"rule-book/try?{place}")).Json;
        Assert.Equal(rule is not null, told.GetProperty("forbidden").GetBoolean());
        if (rule is null)
        {
            Assert.Equal(JsonValueKind.Null, told.GetProperty("by").ValueKind);
            return;
        }
        Assert.Equal(
            (rule, IdOf("drafter")),
            (told.GetProperty("by").GetProperty("id").GetString(), told.GetProperty("officer").GetString())
        );
        Assert.NotEqual("", told.GetProperty("only").GetProperty("zh").GetString());
    }

    [Fact]
    public async Task It_names_the_steps_before_this_leaves_and_the_officers_own_roles_whatever_the_token_bears()
    {
        PutInForce(TestBook.Text, "a test");
        using var program = ProgramNodes.Program(nodes.Cn, "both", TokenScope.Read);
        var told = (await program.Get("rule-book/try?act=release&move=refuse&way=asks")).Json;
        var step = told.GetProperty("steps").EnumerateArray().Single();
        Assert.Equal(
            ("9.2", "two-releasers"),
            (step.GetProperty("rule").GetProperty("id").GetString(), step.GetProperty("need").GetString())
        );
        Assert.Equal(
            ["drafter", "releaser"],
            told.GetProperty("roles").EnumerateArray().Select(one => one.GetString()!).Order(StringComparer.Ordinal)
        );
        Assert.Empty(
            (await program.Get("rule-book/try?act=read&move=refuse")).Json.GetProperty("steps").EnumerateArray()
        );
    }

    [Fact]
    public async Task Another_officer_is_named_as_on_the_page_and_their_roles_are_not_told()
    {
        using var program = ProgramNodes.Program(nodes.Cn, "drafter", TokenScope.Read);
        var told = (await program.Get($"rule-book/try?act=read&officer={IdOf("operator")}")).Json;
        Assert.Equal(
            (IdOf("operator"), JsonValueKind.Null),
            (told.GetProperty("officer").GetString(), told.GetProperty("roles").ValueKind)
        );
        // Sign-in names are nobody's to try.
        Assert.Equal(422, (await program.Get("rule-book/try?act=read&officer=operator")).Status);
    }

    private string IdOf(string signInName) =>
        nodes.Cn.Services.GetRequiredService<AccountShelf>().FindBySignInName(signInName)!.Id;

    [Theory]
    [InlineData("act=Read")]
    [InlineData("kind=nonsense")]
    [InlineData("handling=H9")]
    [InlineData("move=refused")]
    [InlineData("officer=nobody")]
    [InlineData("agreement=guidelines&kind=information")]
    [InlineData("agreement-move=propose")]
    [InlineData("page=2")]
    public async Task What_no_matter_is_described_by_is_refused(string asked)
    {
        using var program = ProgramNodes.Program(nodes.Cn, "drafter", TokenScope.Read);
        var told = await program.Get($"rule-book/try?{asked}");
        Assert.Equal((422, asked is "page=2" ? "parameter-unknown" : "parameter-malformed"), (told.Status, told.Code));
    }

    /// <summary>At CN where no node is named: at the other nothing is in force but for one test.</summary>
    private void PutInForce(string book, string reason, RunningNode? at = null)
    {
        var books = (at ?? nodes.Cn).Services.GetRequiredService<RuleBookShelf>();
        books.PutInForce(books.Put(Encoding.UTF8.GetBytes(book), reason, Doer.Command), Doer.Command);
    }
}
