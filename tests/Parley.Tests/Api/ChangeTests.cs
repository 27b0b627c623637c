using System.Text.Json;
using Parley.Node.Access;

namespace Parley.Tests.Api;

/// <summary>What changed since a cursor.</summary>
public sealed class ChangeTests(ProgramNodes nodes) : IClassFixture<ProgramNodes>
{
    [Fact]
    public async Task Every_change_is_told_once_and_in_order()
    {
        using var program = ProgramNodes.Program(nodes.Cn, "drafter");
        var begun = (await program.Get("changes?most=200")).Json;
        var cursor = begun.GetProperty("cursor").GetString();
        Assert.Empty(Kinds((await program.Get($"changes?after={cursor}")).Json, ""));

        var number = await nodes.Ask(nodes.Us);
        var stated = await program.Post(
            $"requests/{number}/moves",
            """{"type":"request.acknowledged","body":{"note":null}}"""
        );
        Assert.Equal(201, stated.Status);
        await nodes.Quiet();
        var told = (await program.Get($"changes?after={cursor}&wait=5")).Json;
        Assert.Equal(["request-arrived", "stated", "receipted"], Kinds(told, number));
        // One by one it is the same.
        var one = new List<string>();
        for (var next = cursor; ; )
        {
            var page = (await program.Get($"changes?after={next}&most=1")).Json;
            if (page.GetProperty("changes").GetArrayLength() == 0)
            {
                break;
            }
            one.AddRange(Kinds(page, number));
            next = page.GetProperty("cursor").GetString();
        }
        Assert.Equal(Kinds(told, number), one);
        Assert.Equal("cursor-unknown", (await program.Get("changes?after=00000000-7")).Code);
        Assert.Equal("cursor-unknown", (await program.Get("changes?after=x")).Code);
    }

    [Fact]
    public async Task A_call_may_wait_for_the_next_change()
    {
        using var program = ProgramNodes.Program(nodes.Us, "reader", TokenScope.Read);
        var cursor = (await program.Get("changes?most=200")).Json.GetProperty("cursor").GetString();
        var waiting = program.Get($"changes?after={cursor}&wait=20");
        var number = await nodes.Ask(nodes.Us);
        Assert.Equal("released", Kinds((await waiting).Json, number)[0]);
    }

    private static List<string> Kinds(JsonElement told, string number) =>
        [
            .. told.GetProperty("changes")
                .EnumerateArray()
                .Where(one => number.Length == 0 || one.GetProperty("about").ValueEquals(number))
                .Select(one => one.GetProperty("kind").GetString()!),
        ];
}
