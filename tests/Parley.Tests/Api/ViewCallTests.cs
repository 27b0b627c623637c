using System.Text.Json;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Parley.Node.Access;
using Parley.Node.Desk;
using Parley.Node.Requests;

namespace Parley.Tests.Api;

/// <summary>Saved views as programs keep them for their officer.</summary>
public sealed class ViewCallTests(ProgramNodes nodes) : IClassFixture<ProgramNodes>
{
    [Fact]
    public async Task A_view_is_written_shared_listed_written_anew_and_deleted()
    {
        using var program = ProgramNodes.Program(nodes.Cn, "reader", TokenScope.Read);
        using var colleague = ProgramNodes.Program(nodes.Cn, "drafter", TokenScope.Read);
        const string place = "views?name=%E7%B4%A7%E6%80%A5%2FUrgent";
        const string address = "/api/v1/requests?view=with-us&urgency=urgent&stage=answered-in-part";
        var put = await program.Put(place, $$"""{"address":"{{address}}","shared":true}""", version: null);
        Assert.True(put.Status == 200, put.Text);
        Assert.Equal(("紧急/Urgent", true), (Text(put.Json, "name"), put.Json.GetProperty("shared").GetBoolean()));
        var kept = Text(put.Json, "address")!;
        Assert.Equal(
            address.Split('?')[1].Split('&').Order(StringComparer.Ordinal),
            kept.Split('?')[1].Split('&').Order(StringComparer.Ordinal)
        );
        Assert.Equal(200, (await program.Get(kept)).Status);
        var shared = (await colleague.Get("views")).Json.GetProperty("shared").EnumerateArray().Single();
        Assert.Equal(
            ("紧急/Urgent", "An Invented reader"),
            (Text(shared, "name"), Text(shared.GetProperty("by"), "en"))
        );
        Assert.Equal(404, (await colleague.Delete(place)).Status);

        await program.Put(place, """{"address":"/api/v1/requests"}""", version: null);
        Assert.Empty((await colleague.Get("views")).Json.GetProperty("shared").EnumerateArray());
        var own = (await program.Get("views")).Json.GetProperty("views").EnumerateArray().Single();
        Assert.Equal(
            ("/api/v1/requests?view=all", false),
            (Text(own, "address"), own.GetProperty("shared").GetBoolean())
        );
        Assert.Equal("deleted", Text((await program.Delete(place)).Json, "state"));
        Assert.Equal(404, (await program.Delete(place)).Status);
    }

    [Fact]
    public async Task What_is_shared_no_longer_is_never_shared_with_its_new_words()
    {
        using var db = nodes.Us.Services.GetRequiredService<DeskDatabase>().Open();
        db.Execute(
            """
            CREATE TRIGGER shared_between BEFORE UPDATE ON saved_view
            WHEN NEW.name = 'Between' AND NEW.query LIKE '%secret%' AND NEW.shared IS NOT NULL
            BEGIN SELECT RAISE(ABORT, 'shared with its new words'); END
            """
        );
        using var program = ProgramNodes.Program(nodes.Us, "drafter", TokenScope.Read);
        const string place = "views?name=Between";
        await program.Put(place, """{"address":"/api/v1/requests?view=open","shared":true}""", version: null);
        var put = await program.Put(place, """{"address":"/api/v1/requests?q=secret","shared":false}""", version: null);
        Assert.True(put.Status == 200, put.Text);
        Assert.False(put.Json.GetProperty("shared").GetBoolean());
        db.Execute("DROP TRIGGER shared_between");
    }

    [Theory]
    [InlineData("views?name=A", """{"address":"/requests?view=open"}""", "/address")]
    [InlineData("views?name=A", """{"address":"/api/v1/requests?view=nonsense"}""", "/address")]
    [InlineData("views?name=A", """{"address":"/api/v1/requests?colour=red"}""", "/address")]
    [InlineData("views?name=A", """{"address":"/api/v1/requests?after=CN.US-R-2026-0001"}""", "/address")]
    [InlineData("views?name=A", """{"address":"/api/v1/requests","shared":"yes"}""", "/shared")]
    [InlineData("views?name=A", """{"shared":true}""", "/address")]
    [InlineData("views?name=%20", """{"address":"/api/v1/requests"}""", null)]
    [InlineData("views", """{"address":"/api/v1/requests"}""", null)]
    public async Task What_is_no_view_is_refused(string place, string body, string? pointer)
    {
        using var program = ProgramNodes.Program(nodes.Cn, "drafter", TokenScope.Read);
        var told = await program.Put(place, body, version: null);
        Assert.Equal((422, pointer), (told.Status, told.Pointer));
    }

    [Fact]
    public async Task There_is_room_for_so_many_and_one_of_them_may_still_be_written_anew()
    {
        using var program = ProgramNodes.Program(nodes.Us, "reader", TokenScope.Read);
        const string body = """{"address":"/api/v1/requests?view=open"}""";
        foreach (var i in Enumerable.Range(0, SavedViews.AtMost))
        {
            Assert.Equal(200, (await program.Put($"views?name=V{i}", body, version: null)).Status);
        }
        var told = await program.Put("views?name=More", body, version: null);
        Assert.Equal((409, "too-many-views"), (told.Status, told.Code));
        Assert.Equal(200, (await program.Put("views?name=V0", body, version: null)).Status);
    }

    private static string? Text(JsonElement told, string name) => told.GetProperty(name).GetString();
}
