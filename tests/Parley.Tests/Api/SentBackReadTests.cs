using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Node.Requests;
using Parley.Tests.Desk;
using Parley.Tests.Node;

namespace Parley.Tests.Api;

/// <summary>Decisions that came back are told as they stand, to who may go on with them.</summary>
public sealed class SentBackReadTests(OpenNode open) : IClassFixture<OpenNode>
{
    [Fact]
    public async Task What_came_back_is_told_as_it_was_changed_since_and_to_who_may_make_the_move()
    {
        var number = await open.Ask();
        var sight = Service<RequestBook>().Find(number)!;
        var said = new RequestStatement.Accepted([], new Prose("Gladly.", "en", "同意。"));
        var by = new PreparedBy("somebody", "Somebody", TimeProvider.System.GetUtcNow());
        Service<PreparedShelf>().Add(sight, RequestMove.Accept, said, "", by);
        var waiting = Service<PreparedBook>().About(sight.Request.Id).Single();
        Service<PreparedBook>().Return(waiting, new SentBack("Somebody", "Say by when."));
        var draft = Service<MoveDraftShelf>().About(sight.Request.Id).Single();
        using var drafter = await open.SignedIn(Role.Drafter);
        using var saved = await OpenDesk.Post(
            drafter,
            "/",
            $"/requests/{number}/do/Accept",
            ("draft", $"{draft.Id}"),
            ("draft.version", $"{draft.Version}"),
            ("language", "en"),
            ("text.text", "By Friday."),
            ("save", "true")
        );
        Assert.Equal(302, (int)saved.StatusCode);

        var place = $"requests/{number}/sent-back";
        using var program = ProgramNodes.Program(open.Node, "drafter");
        var told = (await program.Get(place)).Json.GetProperty("sentBack").EnumerateArray().Single();
        Assert.Equal(2, told.GetProperty("version").GetInt64());
        Assert.Equal("By Friday.", told.GetProperty("body").GetProperty("conditions").GetProperty("text").GetString());
        foreach (var other in new[] { "reader", "releaser" })
        {
            using var sees = ProgramNodes.Program(open.Node, other);
            Assert.Equal(0, (await sees.Get(place)).Json.GetProperty("sentBack").GetArrayLength());
        }
        Assert.Equal(412, (await program.Delete($"{place}/{draft.Id}", 1)).Status);
        Assert.Equal(200, (await program.Delete($"{place}/{draft.Id}", 2)).Status);
        Assert.Empty(Service<MoveDraftShelf>().About(sight.Request.Id));
    }

    private T Service<T>()
        where T : notnull => open.Node.Services.GetRequiredService<T>();
}
