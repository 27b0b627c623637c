using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Node.Access;
using Parley.Node.Law;
using Parley.Node.Together;
using Parley.Tests.Node;

namespace Parley.Tests.Api;

/// <summary>Whom programs may give something to or name, and the authorities of this nation.</summary>
public sealed partial class StaffCallTests(OpenNode open) : IClassFixture<OpenNode>
{
    private const string Book = """
        {
          "title": {"en": "Test book", "zh": "测试手册"}, "areas": [], "steps": [], "grounds": [], "keeping": [],
          "rules": [{"id": "1", "title": {"en": "Information", "zh": "信息"}, "basis": {"en": "Art. 1", "zh": "第一条"},
                     "acts": ["read"], "matters": {"kinds": ["information"]}, "only": [{"roles": ["releaser"]}]}]
        }
        """;

    [Fact]
    public async Task The_officers_are_those_whom_the_forms_of_a_matter_offer_and_their_ids_are_taken()
    {
        using var program = ProgramNodes.Program(open.Node, "drafter");
        using var browser = await open.SignedIn(Role.Drafter);
        var listed = await Walk(program, "officers?most=1", "officers");
        var offered = Offered().Matches(await browser.GetStringAsync($"/requests/{open.Request}"));
        Assert.Equal(
            offered.Select(one => one.Groups["id"].Value).Distinct().Order(StringComparer.Ordinal),
            listed.Select(one => Text(one, "officer")).Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            ["drafter", "reader", "releaser"],
            listed.Select(one => Text(one, "signInName")).Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            listed.Select(one => Text(one, "officer")),
            (await Walk(program, $"officers?matter={open.Request}", "officers")).Select(one => Text(one, "officer"))
        );
        foreach (var one in listed)
        {
            var mayHold = one.GetProperty("mayHold").GetBoolean();
            Assert.Equal(Text(one, "signInName") is not "reader", mayHold);
            var given = await program.Post(
                $"matters/{open.Request}/assignment",
                $$"""{"officer":"{{Text(one, "officer")}}"}"""
            );
            Assert.Equal(mayHold ? 200 : 422, given.Status);
        }
    }

    [Fact]
    public async Task Of_a_matter_only_who_may_read_it_is_told_and_to_no_other()
    {
        var shelf = open.Node.Services.GetRequiredService<RuleBookShelf>();
        shelf.PutInForce(shelf.Put(Encoding.UTF8.GetBytes(Book), "a test", Doer.Command), Doer.Command);
        try
        {
            using var releaser = ProgramNodes.Program(open.Node, "releaser");
            var told = await Walk(releaser, $"officers?matter={open.Request}", "officers");
            Assert.Equal("releaser", Text(Assert.Single(told), "signInName"));
            using var drafter = ProgramNodes.Program(open.Node, "drafter");
            Assert.Equal(404, (await drafter.Get($"officers?matter={open.Request}")).Status);
        }
        finally
        {
            var none = Encoding.UTF8.GetBytes(Rules().Replace(Book, "\"rules\": []}"));
            shelf.PutInForce(shelf.Put(none, "a test", Doer.Command), Doer.Command);
        }
        using var program = ProgramNodes.Program(open.Node, "reader", TokenScope.Read);
        Assert.Equal(404, (await program.Get("officers?matter=US-R-2026-9999")).Status);
        Assert.Equal(422, (await program.Get("officers?after=nobody")).Status);
    }

    [Fact]
    public async Task The_authorities_are_those_of_the_page_with_the_codes_of_the_record()
    {
        var authorities = open.Node.Services.GetRequiredService<AuthorityShelf>();
        var closed = new Bilingual("A closed office", "已停用机关");
        authorities.Put(new Authority("cn-former", closed, [Competence.Cert], Closed: true));
        using var program = ProgramNodes.Program(open.Node, "reader", TokenScope.Read);
        var listed = await Walk(program, "authorities?most=1", "authorities");
        Assert.Equal(authorities.All().Select(one => one.Code), listed.Select(one => Text(one, "authority")));
        using var browser = await open.SignedIn(Role.Reader);
        var page = await browser.GetStringAsync("/settings/authorities");
        Assert.All(listed, one => Assert.Contains($"<code>{Text(one, "authority")}</code>", page, Ordinal));
        var former = listed.Single(one => Text(one, "authority") is "cn-former");
        Assert.Equal((true, false), (Is(former, "closed"), Is(former, "mayHold")));
        Assert.Equal("cert", former.GetProperty("competences")[0].GetString());
        var police = listed.Single(one => Text(one, "authority") is "cn-cyber-police");
        Assert.Equal((false, true), (Is(police, "closed"), Is(police, "mayHold")));
        Assert.Equal(
            open.Node.Services.GetRequiredService<StaffBook>().Now().ActingAuthorities.Select(one => one.Code),
            listed.Where(one => Is(one, "mayHold")).Select(one => Text(one, "authority"))
        );
    }

    private const StringComparison Ordinal = StringComparison.Ordinal;

    /// <summary>A list walked to its end.</summary>
    private static async Task<List<JsonElement>> Walk(Caller program, string list, string member)
    {
        var all = new List<JsonElement>();
        for (var next = list; next is not null; )
        {
            var told = await program.Get(next);
            Assert.True(told.Status == 200, told.Text);
            all.AddRange(told.Json.GetProperty(member).EnumerateArray());
            next = told.Json.GetProperty("next").GetString();
        }
        return all;
    }

    private static string? Text(JsonElement told, string name) => told.GetProperty(name).GetString();

    private static bool Is(JsonElement told, string name) => told.GetProperty(name).GetBoolean();

    [GeneratedRegex(@"value=""o:(?<id>[^""]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Offered();

    [GeneratedRegex(@"""rules"": \[.*\]\s*\}", RegexOptions.Singleline, 1000)]
    private static partial Regex Rules();
}
