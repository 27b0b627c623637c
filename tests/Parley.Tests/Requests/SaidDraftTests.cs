using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Node.Requests;
using Parley.Tests.Desk;
using Parley.Tests.Node;

namespace Parley.Tests.Requests;

/// <summary>Half-written moves that programs save in the words of the record lie beside those of pages.</summary>
public sealed class SaidDraftTests(OpenNode open) : IClassFixture<OpenNode>
{
    private readonly string suffix = Guid.NewGuid().ToString("N")[..8];

    [Fact]
    public async Task What_a_program_saved_is_gone_on_with_on_the_page()
    {
        var number = await open.Ask();
        using var drafter = await open.SignedIn(Role.Drafter);
        var said = new RequestStatement.Consulted(new Prose($"Half {suffix}", "en", "半份"));
        var saved = open.Node.Services.GetRequiredService<SaidDrafts>();
        var by = new PreparedBy("none", "某人", TimeProvider.System.GetUtcNow());
        var id = saved
            .Begin(Sight(number), RequestMove.Consult, said, Guid.NewGuid().ToString("N"), by)!
            .Value.Place.Id;
        var form = await drafter.GetStringAsync($"/requests/{number}/do/Consult?draft={id}");
        Assert.Contains($"Half {suffix}</textarea>", form, StringComparison.Ordinal);
        await Save(drafter, number, ("text.text", $"Whole {suffix}"), ("draft", $"{id}"), ("draft.version", "1"));
        // Of what was changed since it was read nothing is written over, on either side.
        Assert.False(saved.Replace(id, 1, said, by));
        var kept = Of(number).Single();
        Assert.Equal((id, 2), (kept.Id, kept.Version));
        Assert.Contains($"Whole {suffix}", kept.Fields, StringComparison.Ordinal);
        Assert.True(saved.Replace(id, 2, said, by));
        await Save(drafter, number, ("text.text", $"Late {suffix}"), ("draft", $"{id}"), ("draft.version", "2"));
        Assert.Equal(2, Of(number).Count);
        Assert.Equal(said, Of(number).Single(one => one.Id == id).Said(Sight(number)));
    }

    [Fact]
    public async Task One_name_of_a_call_saves_one_thing_and_tells_of_no_other()
    {
        var (number, other) = (await open.Ask(), await open.Ask());
        var saved = open.Node.Services.GetRequiredService<SaidDrafts>();
        var once = Guid.NewGuid().ToString("N");
        var by = new PreparedBy("none", "某人", TimeProvider.System.GetUtcNow());
        var said = new RequestStatement.Consulted(new Prose($"First {suffix}", "en", "其一"));
        var first = Begin(number, said);
        Assert.Equal((1, false), (first.Place.Version, first.IsOther));
        Assert.Equal(first, Begin(number, said));
        Assert.True(Begin(number, new RequestStatement.Consulted(new Prose("Second", "en", "其二"))).IsOther);
        Assert.True(Begin(other, said).IsOther);
        Assert.Single(Of(number));
        Assert.True(open.Node.Services.GetRequiredService<MoveDraftShelf>().Discard(first.Place.Id, 1));
        Assert.True(Begin(number, said).IsOther);
        Assert.Empty(Of(number));

        Begun Begin(string about, RequestStatement what) =>
            saved.Begin(Sight(about), RequestMove.Consult, what, once, by)!.Value;
    }

    [Fact]
    public async Task What_a_colleagues_program_half_wrote_did_not_come_back_and_is_not_one_with_it()
    {
        var number = await open.Ask();
        using var drafter = await open.SignedIn(Role.Drafter);
        using var releaser = await open.SignedIn(Role.Releaser);
        var account = new AccountShelf(open.Folder.DeskFolder).FindBySignInName("releaser")!;
        var by = new PreparedBy(account.Id, "某人", TimeProvider.System.GetUtcNow());
        var other = new RequestStatement.Accepted([], new Prose($"Unlike {suffix}", "en", "另作"));
        open.Node.Services.GetRequiredService<SaidDrafts>()
            .Begin(Sight(number), RequestMove.Accept, other, Guid.NewGuid().ToString("N"), by);
        var form = new[] { ("text.text", $"Gladly {suffix}"), ("once", Guid.NewGuid().ToString("N")) };
        Assert.Equal(302, await Accept(drafter, number, form));
        // The same form again: it waits, and did not come back.
        Assert.Equal(302, await Accept(drafter, number, form));
        var waiting = open.Node.Services.GetRequiredService<PreparedBook>().About(Sight(number).Request.Id).Single();
        Assert.DoesNotContain(account.Id, waiting.Authors);
        await OpenDesk.Post(releaser, "/", $"/prepared/{waiting.Id}/release");
        Assert.Equal($"Gladly {suffix}", Sight(number).Request.Accepted!.What.Conditions!.Original);
    }

    private static async Task<int> Accept(HttpClient drafter, string number, params (string, string)[] fields)
    {
        using var answer = await OpenDesk.Post(
            drafter,
            "/",
            $"/requests/{number}/do/Accept",
            [.. fields, ("language", "en")]
        );
        return (int)answer.StatusCode;
    }

    private static async Task Save(HttpClient drafter, string number, params (string, string)[] fields)
    {
        using var answer = await OpenDesk.Post(
            drafter,
            "/",
            $"/requests/{number}/do/Consult",
            [.. fields, ("language", "en"), ("save", "true")]
        );
        Assert.Equal(302, (int)answer.StatusCode);
    }

    private IReadOnlyList<MoveDraft> Of(string number) =>
        open.Node.Services.GetRequiredService<MoveDraftShelf>().About(Sight(number).Request.Id);

    private RequestSight Sight(string number) => open.Node.Services.GetRequiredService<RequestBook>().Find(number)!;
}
