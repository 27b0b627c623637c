using Parley.Node;
using Parley.Tests.Sealing;

namespace Parley.Tests.Node;

/// <summary>Drafts, guidelines and words given to the command that are none.</summary>
public sealed class WrongUseTests
{
    [Fact]
    public async Task Drafts_and_guidelines_that_are_none_are_refused()
    {
        using var folder = new TemporaryFolder();
        var nowhere = folder["nowhere"];
        var samples = Path.Combine(AppContext.BaseDirectory, "samples");
        var draft = Directory
            .GetFiles(Path.Combine(samples, "requests"), "*.json")
            .Order(StringComparer.Ordinal)
            .First();
        var sound = await File.ReadAllTextAsync(draft);
        string[] drafts =
        [
            .. HostileFileTests.Broken,
            sound.Replace("\"kind\"", "\"kind\":\"x\",\"kind\""),
            sound.Replace("\"entries\"", "\"entrees\""),
            sound.Replace("\"entries\": {", "\"entries\": {\"x\":null,"),
            sound.Replace("\"entries\": {", "\"entries\": {\"x\":[null],"),
            sound.Replace("\"entries\": {", "\"entries\": {\"x\":{\"y\":{\"z\":{}}},"),
            sound[..^10],
            sound + sound,
        ];
        foreach (var text in drafts.Where(d => !string.Equals(d, sound, StringComparison.Ordinal)))
        {
            await File.WriteAllTextAsync(folder["draft.json"], text);
            await Told.Refused("request", "check", folder["draft.json"], "--data", nowhere);
        }
        await Told.Refused("request", "check", nowhere, "--data", nowhere);
        await Told.Refused("request", "check", folder.Path, "--data", nowhere);
        var guidelines = await File.ReadAllTextAsync(Path.Combine(samples, "guidelines.json"));
        string[] documents =
        [
            .. HostileFileTests.Broken,
            guidelines[..^10],
            guidelines.Replace("\"calendars\"", "\"kalenders\""),
            guidelines.Replace("Asia/Shanghai", "Asia/Nowhere"),
            guidelines.Replace("\"24h\"", "\"24 hours\""),
            guidelines.Replace("\"24h\"", "\"-24h\""),
            guidelines.Replace("\"24h\"", "\"99999999999h\""),
            guidelines.Replace("\"monday\"", "\"moonday\""),
        ];
        foreach (var text in documents)
        {
            await File.WriteAllTextAsync(folder["guidelines.json"], text);
            await Told.Refused("request", "check", draft, "--data", nowhere, "--guidelines", folder["guidelines.json"]);
        }
    }

    [Fact]
    public async Task Wrong_use_is_told_in_a_sentence()
    {
        using var folders = new TwoFolders();
        var data = folders.Cn.Path;
        await Told.Refused("evidence", "not-an-id", "--data", data);
        await Told.Refused("evidence", "../../etc/passwd", "--data", data);
        Assert.Equal(1, await Told.Run("evidence", "US-R-2026-0001", "--data", data));
        await Told.Refused("record", "out", folders["file"], "--with", "XX", "--data", data);
        await Told.Refused("resume", "US", "--data", data);
        await Told.Refused("explode");
        await Told.Refused("verify", "--quickly");
        await Told.Refused("init", "--party", "XX");
        foreach (
            var (party, domain, address) in new[]
            {
                ("xx", "xx.example", "https://127.0.0.1:1"),
                ("XX", "XX Example", "https://127.0.0.1:1"),
                ("XX", "xx.example", "http://127.0.0.1:1"),
                ("XX", "xx.example", "https://127.0.0.1"),
                ("XX", "xx.example", "https://user@127.0.0.1:1"),
            }
        )
        {
            await Told.Refused(
                "init",
                "--data",
                folders["new"],
                "--party",
                party,
                "--name-en",
                "X",
                "--name-zh",
                "某",
                "--domain",
                domain,
                "--address",
                address
            );
            Assert.False(new NodeFolder(folders["new"]).Exists);
        }
        await Told.Refused(
            "init",
            "--data",
            data,
            "--party",
            "XX",
            "--name-en",
            "X",
            "--name-zh",
            "某",
            "--domain",
            "xx.example",
            "--address",
            "https://127.0.0.1:1"
        );
    }
}
