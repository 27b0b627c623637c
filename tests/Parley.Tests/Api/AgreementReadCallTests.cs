using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Exchange.Formats;
using Parley.Node.Access;
using Parley.Node.Agreements;
using Parley.Node.Review;
using Parley.Tests.Node;

namespace Parley.Tests.Api;

/// <summary>What changes between versions, and published reviews judged anew: programs are told what the pages show.
/// </summary>
public sealed partial class AgreementReadCallTests(OpenNode open) : IClassFixture<OpenNode>
{
    private static readonly Officer Liaison = new("cn-cyber-police", "An Invented Officer", "liaison");

    [Fact]
    public async Task What_changes_between_two_versions_is_told_line_by_line_as_the_page_shows_it()
    {
        var number = await Amend();
        using var program = ProgramNodes.Program(open.Node, "reader", TokenScope.Read);
        Assert.Equal(404, (await program.Get("agreements/US-A-2026-9999/changes")).Status);
        var wrong = await program.Get($"agreements/{number}/changes?newer=9");
        Assert.Equal((422, "parameter-malformed"), (wrong.Status, wrong.Code));
        using var browser = await open.SignedIn(Role.Reader);
        var page = await browser.GetStringAsync($"/agreements/{number}?older=1&newer=2");
        var told = (await program.Get($"agreements/{number}/changes?older=1&newer=2&most=200")).Json;
        Assert.Equal((1, 2), (told.GetProperty("older").GetInt32(), told.GetProperty("newer").GetInt32()));
        var lines = told.GetProperty("lines").EnumerateArray().ToList();
        Assert.Equal(
            Row().Matches(page).Select(one => $"{one.Groups["older"].Value}-{one.Groups["newer"].Value}"),
            lines.Select(Place)
        );
        var added = Assert.Single(lines, one => one.GetProperty("change").ValueEquals("added"));
        Assert.Contains("A changed name", added.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal((1, 1), (told.GetProperty("added").GetInt32(), told.GetProperty("removed").GetInt32()));
        // Nothing asked for, it is the latest and the one before; turned page by page it is the same.
        var walked = new List<string>();
        for (var next = $"agreements/{number}/changes?most=3"; next is not null; )
        {
            var some = (await program.Get(next)).Json;
            walked.AddRange(some.GetProperty("lines").EnumerateArray().Select(Place));
            next = some.GetProperty("next").GetString();
        }
        Assert.Equal(lines.Select(Place), walked);
    }

    [Fact]
    public async Task A_published_review_is_told_as_agreed_and_judged_against_what_is_counted_now()
    {
        var (reviews, now) = (open.Node.Services.GetRequiredService<ReviewBook>(), TimeProvider.System.GetUtcNow());
        var day = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var asked = new ReviewQuery { Link = "US", Period = (day.AddDays(-9), day.AddDays(9)) };
        var before = reviews.Sight(asked)!;
        var remarks = new Bilingual("All was kept.", "均按期办结。");
        var proposal = ReviewPages.ProposalOf(before, remarks, now);
        var stating = await open.Node.Record.Open(TwoFolders.US, 'A', proposal, Liaison);
        Assert.True(stating.Refusal is null, stating.Refusal?.Sentence.En);
        using var program = ProgramNodes.Program(open.Node, "reader", TokenScope.Read);
        var address = $"reviews/{stating.About}";
        var told = (await program.Get(address)).Json;
        Assert.Equal((true, 0), (told.GetProperty("follows").GetBoolean(), Differing(told).Count));
        Assert.Equal((before.Hash, before.Hash), (Text(told, "figuresHash"), Text(Own(told), "figuresHash")));
        Assert.Equal(("proposed", "CN"), (Text(told, "status"), Text(told, "proposedBy")));
        Assert.Equal(remarks.Zh, Text(told.GetProperty("remarks"), "zh"));

        await open.Ask();
        var after = (await program.Get($"{address}?version=1")).Json;
        Assert.False(after.GetProperty("follows").GetBoolean());
        Assert.Equal(before.Hash, Text(after, "figuresHash"));
        Assert.Equal(reviews.Sight(asked)!.Hash, Text(Own(after), "figuresHash"));
        Assert.True(Equal(told.GetProperty("figures"), after.GetProperty("figures")), after.GetRawText());
        Assert.False(Equal(after.GetProperty("figures"), Own(after).GetProperty("figures")), after.GetRawText());
        using var browser = await open.SignedIn(Role.Reader);
        var page = await browser.GetStringAsync($"/reviews/{stating.About}");
        var named = Named().Match(page).Groups["parts"].Value;
        Assert.NotEmpty(Differing(after));
        Assert.Equal(named.Split("<li>").Length - 1, Differing(after).Count);
        Assert.Equal(404, (await program.Get($"{address}?version=2")).Status);
        Assert.Equal(404, (await program.Get($"reviews/{Guidelines.Id}")).Status);
    }

    private AgreementBook Book => open.Node.Services.GetRequiredService<AgreementBook>();

    private AgreementSight Guidelines => Book.All().First(one => one.Agreement.Kind is AgreementRules.Guidelines);

    /// <summary>A second version of the guidelines, of which one name is another.</summary>
    private async Task<string> Amend()
    {
        var sight = Guidelines;
        var content = JsonNode.Parse(Book.Content(sight, sight.Agreement.Latest))!;
        content["kinds"]![0]!["name"]!["en"] = "A changed name";
        var text = content.ToJsonString();
        var title = new Bilingual("Guidelines, amended", "准则（修订）");
        var hash = StatementFormat.ContentHash(text);
        var from = TimeProvider.System.GetUtcNow().AddDays(30);
        var next = new AgreementStatement.Proposed(AgreementRules.Guidelines, 2, title, from, text, hash);
        var stating = await open.Node.Record.State(TwoFolders.US, sight.Agreement.Id, next, Liaison);
        Assert.True(stating.Refusal is null, stating.Refusal?.Sentence.En);
        return sight.Id;
    }

    private static string Place(JsonElement line) =>
        $"{line.GetProperty("older").GetRawText()}-{line.GetProperty("newer").GetRawText()}".Replace(
            "null",
            "",
            StringComparison.Ordinal
        );

    private static bool Equal(JsonElement one, JsonElement other) => JsonElement.DeepEquals(one, other);

    private static JsonElement Own(JsonElement told) => told.GetProperty("own");

    private static List<JsonElement> Differing(JsonElement told) => [.. told.GetProperty("differing").EnumerateArray()];

    private static string? Text(JsonElement told, string name) => told.GetProperty(name).GetString();

    [GeneratedRegex(
        @"<td class=""diff__no"">(?<older>\d*)</td><td class=""diff__no"">(?<newer>\d*)</td>",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Row();

    [GeneratedRegex(
        @"govuk-list--bullet small"">(?<parts>.*?)</ul>",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline,
        1000
    )]
    private static partial Regex Named();
}
