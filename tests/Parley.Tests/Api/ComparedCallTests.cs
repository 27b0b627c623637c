namespace Parley.Tests.Api;

/// <summary>Programs say of two requests what officers say of them on a page.</summary>
public sealed class ComparedCallTests(ProgramNodes nodes) : IClassFixture<ProgramNodes>
{
    [Fact]
    public async Task Of_two_requests_that_ask_about_the_same_thing_it_is_said_whether_they_are_the_same_matter()
    {
        var (one, other) = (await nodes.Ask(nodes.Us), await nodes.Ask(nodes.Us));
        using var program = ProgramNodes.Program(nodes.Cn, "drafter");
        var place = $"matters/{one}/compared/{other}";
        Assert.Contains(other, await Alike(program, one), StringComparison.Ordinal);
        Assert.Equal("/found", (await program.Put(place, """{"found":"perhaps"}""", version: null)).Pointer);
        for (var twice = 0; twice < 2; twice++)
        {
            Assert.Equal(200, (await program.Put(place, """{"found":"same"}""", version: null)).Status);
        }
        var otherwise = await program.Put(place, """{"found":"another"}""", version: null);
        Assert.Equal((412, "found-otherwise"), (otherwise.Status, otherwise.Code));
        var told = (await program.Get($"matters/{other}")).Json.GetProperty("compared")[0];
        Assert.Equal((one, "same"), (told.GetProperty("other").GetString(), told.GetProperty("found").GetString()));
        Assert.DoesNotContain(other, await Alike(program, one), StringComparison.Ordinal);
        var version = told.GetProperty("version").GetInt64();
        var said = await program.Put(place, """{"found":"same"}""", version: null);
        Assert.Equal(
            ($"\"{version}\"", version),
            (said.Headers.ETag?.Tag, said.Json.GetProperty("version").GetInt64())
        );
        Assert.Equal(428, (await program.Delete(place)).Status);
        Assert.Equal(412, (await program.Delete(place, version + 1)).Status);
        for (var twice = 0; twice < 2; twice++)
        {
            Assert.Equal(200, (await program.Delete(place, version)).Status);
        }
        Assert.Equal(0, (await program.Get($"matters/{one}")).Json.GetProperty("compared").GetArrayLength());
        Assert.Contains(other, await Alike(program, one), StringComparison.Ordinal);
        var missing = $"matters/{one}/compared/US-R-2026-9999";
        Assert.Equal(404, (await program.Put(missing, """{"found":"same"}""", version: null)).Status);
    }

    [Fact]
    public async Task What_was_found_anew_since_is_not_taken_back()
    {
        var (one, other) = (await nodes.Ask(nodes.Us), await nodes.Ask(nodes.Us));
        using var program = ProgramNodes.Program(nodes.Cn, "drafter");
        var place = $"matters/{one}/compared/{other}";
        var seen = Version(await program.Put(place, """{"found":"same"}""", version: null));
        Assert.Equal(200, (await program.Delete(place, seen)).Status);
        var now = Version(await program.Put(place, """{"found":"same"}""", version: null));
        Assert.NotEqual(seen, now);
        var late = await program.Delete(place, seen);
        Assert.Equal((412, "found-otherwise"), (late.Status, late.Code));
        Assert.Equal(1, (await program.Get($"matters/{one}")).Json.GetProperty("compared").GetArrayLength());
        Assert.Equal(200, (await program.Delete(place, now)).Status);

        static long Version(Told told) => told.Json.GetProperty("version").GetInt64();
    }

    private static async Task<string> Alike(Caller program, string number) =>
        (await program.Get($"requests/{number}")).Json.GetProperty("alike").GetRawText();
}
