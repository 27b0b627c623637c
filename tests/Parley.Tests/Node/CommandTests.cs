using System.IO.Compression;
using System.Text.Json;
using Parley.Node;
using Parley.Node.Demo;
using Parley.Tests.Sealing;
using Parley.Verify;

namespace Parley.Tests.Node;

/// <summary>The whole way by hand, as the guides say: init, introduce, admit, run, status, verify, record, evidence.
/// </summary>
public sealed class CommandTests
{
    [Fact]
    public async Task Two_nodes_are_set_up_linked_and_checked_by_the_command_alone()
    {
        using var folder = new TemporaryFolder();
        var (fr, us) = (folder["fr"], folder["us"]);
        await Init(fr, "FR", "France", "法国");
        await Init(us, "US", "United States", "美国");
        await File.WriteAllTextAsync(folder["FR.card"], (await Said("introduce", "--data", fr)).Out);
        await File.WriteAllTextAsync(folder["US.card"], (await Said("introduce", "--data", us)).Out);

        var (code, _, shown) = await Told.By("admit", folder["US.card"], "--data", fr, "--compared", "00000");
        Assert.Equal(1, code);
        var number = shown.Split('\n')[1]["Safety number: ".Length..].Trim();
        Assert.Equal(12, number.Split(' ').Length);
        string[] partly =
        [
            number[..^1],
            string.Join(' ', number.Split(' ')[..6]),
            string.Join(' ', number.Split(' ')[6..]),
        ];
        foreach (var part in partly)
        {
            Assert.Equal(1, await Told.Run("admit", folder["US.card"], "--data", fr, "--compared", part));
        }
        Assert.Empty(new NodeFolder(fr).Peers());
        Assert.Equal(0, await Told.Run("admit", folder["US.card"], "--data", fr, "--compared", number));
        Assert.Equal(0, await Told.Run("admit", folder["FR.card"], "--data", us, "--compared", number));

        await using (var one = await RunningNode.Start(new NodeFolder(fr), TimeProvider.System))
        await using (var two = await RunningNode.Start(new NodeFolder(us), TimeProvider.System))
        {
            await TwoFolders.Until(() => Opened(one) && Opened(two), "both have opened the link");
            var (_, json, _) = await Said("status", "--data", fr, "--json");
            var link = JsonDocument.Parse(json).RootElement.GetProperty("links")[0];
            Assert.Equal("open", link.GetProperty("condition").GetString());
            Assert.Equal(1, link.GetProperty("ours").GetInt64());
            Assert.Equal(await StateHash(us), await StateHash(fr));
            await Told.Refused("run", "--data", fr);
            await Told.Refused("rebuild", "--data", fr);
            Assert.Equal(0, await Told.Run("verify", "--data", fr));
        }
        Assert.Equal(0, await Told.Run("rebuild", "--data", fr));
        Assert.Equal(0, await Told.Run("verify", "--data", fr));
        await Checks(folder, fr);
    }

    private static async Task<string> StateHash(string data)
    {
        var (code, json, _) = await Said("verify", "--data", data, "--json");
        Assert.Equal(0, code);
        return JsonDocument.Parse(json).RootElement[0].GetProperty("stateHash").GetString()!;
    }

    /// <summary>The text beside a record says itself that it is not part of what is proven.</summary>
    private static bool IsProven(string file) => !file.EndsWith("README.txt", StringComparison.Ordinal);

    private static async Task Checks(TemporaryFolder folder, string data)
    {
        Assert.Equal(0, await Told.Run("record", "out", folder["record"], "--data", data));
        Assert.Equal(0, Verify(folder["record"]));
        foreach (var file in Directory.GetFiles(folder["record"]).Where(IsProven))
        {
            var sound = await File.ReadAllBytesAsync(file);
            for (var bit = 0; bit < sound.Length * 8; bit += 67)
            {
                var spoilt = (byte[])sound.Clone();
                spoilt[bit / 8] ^= (byte)(1 << (bit % 8));
                await File.WriteAllBytesAsync(file, spoilt);
                Assert.True(Verify(folder["record"]) != 0, $"bit {bit} of {Path.GetFileName(file)}");
            }
            await File.WriteAllBytesAsync(file, sound);
        }
        Assert.Equal(0, Verify(folder["record"]));

        Assert.Equal(0, await Told.Run("evidence", "FR-L-US", "--data", data, "--out", folder["evidence.zip"]));
        await ZipFile.ExtractToDirectoryAsync(folder["evidence.zip"], folder["evidence"]);
        var statements = Directory.GetFiles(folder["evidence"], "*.json");
        Assert.Equal(2, statements.Length);
        foreach (var statement in statements)
        {
            string[] proof =
            [
                "proof",
                "--statement",
                statement,
                "--proof",
                Path.ChangeExtension(statement, ".tlog-proof"),
                "--card",
                Path.Combine(folder["evidence"], "FR.card"),
                "--card",
                Path.Combine(folder["evidence"], "US.card"),
            ];
            Assert.Equal(0, Verify(proof));
            await File.AppendAllTextAsync(statement, " ");
            Assert.Equal(1, Verify(proof));
        }
    }

    private static int Verify(params string[] args)
    {
        using var output = new StringWriter();
        return VerifyCommand.Run(args, output, output);
    }

    private static bool Opened(RunningNode node)
    {
        var peer = node.Record.Peers[0].Code;
        return node.Record.SizesOf(peer) == (1, 1)
            && node.Record.StateOf(peer) is { Waiting: 0, Condition: Parley.Exchange.LinkCondition.Open };
    }

    private static async Task Init(string data, string party, string en, string zh)
    {
        // The demo knows how to find free ports.
        using var folder = new TemporaryFolder();
        var free = DemoParties.Make(folder.Path, anyPorts: true, TimeProvider.System.GetUtcNow())[0].Settings();
        await Said(
            "init",
            "--data",
            data,
            "--party",
            party,
            "--name-en",
            en,
            "--name-zh",
            zh,
            "--domain",
            $"{party.ToLowerInvariant()}.parley.example",
            "--address",
            $"https://{free.Exchange}",
            "--exchange",
            free.Exchange,
            "--desk",
            free.Desk
        );
    }

    private static async Task<(int Code, string Out, string Error)> Said(params string[] args)
    {
        var said = await Told.By(args);
        Assert.True(said.Code == 0, $"{string.Join(' ', args)}: {said.Error}");
        return said;
    }
}
