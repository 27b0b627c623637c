using Dapper;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Node.Desk;
using Parley.Node.Look;
using Parley.Node.Requests;
using Parley.Tests.Desk;
using Parley.Tests.Node;

namespace Parley.Tests.Requests;

/// <summary>What two officers fill in at the same time in one half-written step.</summary>
public sealed class MoveDraftMergeTests(OpenNode open) : IClassFixture<OpenNode>
{
    private readonly string suffix = Guid.NewGuid().ToString("N")[..8];

    [Fact]
    public async Task What_two_officers_saved_in_different_fields_is_brought_together_and_its_versions_go_with_it()
    {
        var number = await open.Ask();
        using var drafter = await open.SignedIn(Role.Drafter);
        var item = MoveForm.Answerable(Sight(number))[0].Id;
        var (text, light) = ($"item.{item}.text", "handling.light");
        await Save(drafter, number, (text, $"First {suffix}"), ("limits.text", ""));
        var place = Of(number).Single();
        var goesOn = new[] { ("draft", $"{place.Id}"), ("draft.version", $"{place.Version}") };
        await Save(drafter, number, [(text, $"Second {suffix}"), ("limits.text", ""), .. goesOn]);
        await Save(
            drafter,
            number,
            [(text, $"First {suffix}"), ("limits.text", $"Only {suffix}"), (light, "TLP:RED"), .. goesOn]
        );
        var both = Of(number).Single();
        Assert.Contains($"Second {suffix}", both.Fields, StringComparison.Ordinal);
        Assert.Contains($"Only {suffix}", both.Fields, StringComparison.Ordinal);
        Assert.Contains("TLP:RED", both.Fields, StringComparison.Ordinal);
        Assert.DoesNotContain("First", both.Fields, StringComparison.Ordinal);
        var shelf = open.Node.Services.GetRequiredService<MoveDraftShelf>();
        Assert.True(shelf.Discard(both.Id, both.Version));
        using var db = open.Node.Services.GetRequiredService<DeskDatabase>().Open();
        Assert.Equal(
            0,
            db.ExecuteScalar<int>("SELECT count(*) FROM move_draft_before WHERE id = @Id", new { both.Id })
        );
    }

    [Fact]
    public void Files_that_came_on_either_page_are_brought_together_as_shown_and_none_of_them_as_chosen()
    {
        var together = MoveDraftMerge.Of(
            Form(["", "a"], ["a"]),
            Form(["", "a", "b"], ["a"]),
            Form(["", "a", "c"], ["a"])
        );
        var form = FormFields.Read(together!)!;
        Assert.Equal(["", "a", "b", "c"], form["shown"].OfType<string>());
        Assert.Equal(["a"], form["file"].OfType<string>());
        Assert.Null(MoveDraftMerge.Of(Form([""], []), Form(["", "b"], ["b"]), Form(["", "c"], ["c"])));
    }

    private static string Form(string[] shown, string[] chosen) =>
        FormFields.Write(
            new FormCollection(
                new Dictionary<string, StringValues>(StringComparer.Ordinal)
                {
                    ["shown"] = new StringValues(shown),
                    ["file"] = new StringValues(chosen),
                }
            )
        );

    private RequestSight Sight(string number) => open.Node.Services.GetRequiredService<RequestBook>().Find(number)!;

    private IReadOnlyList<MoveDraft> Of(string number) =>
        open.Node.Services.GetRequiredService<MoveDraftShelf>().About(Sight(number).Request.Id);

    private static async Task Save(HttpClient browser, string number, params (string Name, string Value)[] fields)
    {
        var once = Guid.NewGuid().ToString("N");
        var answer = await OpenDesk.Post(
            browser,
            "/",
            $"/requests/{number}/do/Answer",
            [.. fields, ("language", "en"), ("once", once), ("save", "true")]
        );
        Assert.Equal(302, (int)answer.StatusCode);
    }
}
