using Parley.Node;
using Parley.Tests.Sealing;

namespace Parley.Tests.Node;

/// <summary>
/// Broken, foreign and missing files given to the command: each gets exit code 2 and one sentence, and nothing is
/// changed.
/// </summary>
public sealed class HostileFileTests
{
    internal static readonly string[] Broken =
    [
        "",
        "\n",
        "\0\0\0\0",
        "null",
        "[]",
        "\"text\"",
        "7",
        "{",
        "{}",
        "{\"x\":1}",
        "{\"party\":null,\"desk\":null,\"exchange\":null}",
        "<html></html>",
        "\uFEFF{}",
        new string('[', 100_000),
        "{\"a\":" + new string('{', 5_000),
    ];

    [Fact]
    public async Task A_card_with_any_line_broken_is_not_admitted()
    {
        using var folders = new TwoFolders();
        var card = folders.Us.OwnCard().CardText;
        var lines = card.Split('\n');
        var file = folders["given.card"];
        var peers = Directory.GetFiles(Path.Combine(folders.Cn.Path, "peers"));
        var spoilt = Broken
            .Concat(lines[..^1].Select((line, i) => Changed(lines, i, null)))
            .Concat(lines[..^1].Select((line, i) => Changed(lines, i, line + "x")))
            .Concat(lines[..^1].Select((line, i) => Changed(lines, i, line + "\n" + line)))
            .Concat(lines[..^1].Select((line, i) => Changed(lines, i, " " + line)))
            .Append(card + card)
            .Append(card + "\n")
            .Append(card.Replace("\n", "\r\n"))
            .Append(card[..^20])
            .Append("\uFEFF" + card)
            .Append(new string('x', 100_000));
        foreach (var text in spoilt)
        {
            await File.WriteAllTextAsync(file, text);
            await Told.Refused("admit", file, "--data", folders.Cn.Path, "--compared", "12345 12345 12345 12345");
        }
        Assert.Equal(peers, Directory.GetFiles(Path.Combine(folders.Cn.Path, "peers")));
    }

    [Fact]
    public async Task A_card_that_is_missing_its_own_or_another_of_an_admitted_party_is_not_admitted()
    {
        using var folders = new TwoFolders();
        using var others = new TwoFolders();
        var data = folders.Cn.Path;
        await Told.Refused("admit", folders["nowhere"], "--data", data, "--compared", "1");
        await Told.Refused("admit", data, "--data", data, "--compared", "1");
        await AdmitKnowing(folders.Cn, Path.Combine(folders.Cn.Path, "own.card"), "this node's own party");
        await AdmitKnowing(folders.Cn, Path.Combine(others.Us.Path, "own.card"), "admitted with another card");
        Assert.Equal(
            1,
            await Told.Run("admit", Path.Combine(folders.Us.Path, "own.card"), "--data", data, "--compared", "1")
        );
    }

    [Fact]
    public async Task A_card_put_among_the_admitted_under_another_name_stops_the_node()
    {
        using var folders = new TwoFolders();
        var peers = Path.Combine(folders.Cn.Path, "peers");
        File.Copy(Path.Combine(peers, "US.card"), Path.Combine(peers, "FR.card"));
        Assert.Contains(
            "name it US.card",
            await Told.Refused("run", "--data", folders.Cn.Path),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Broken_settings_stop_every_command_with_a_sentence()
    {
        using var folders = new TwoFolders();
        var file = Path.Combine(folders.Cn.Path, "node.json");
        var settings = await File.ReadAllTextAsync(file);
        string[] spoilt =
        [
            .. Broken,
            settings.Replace("\"CN\"", "\"cn\""),
            settings.Replace("\"CN\"", "\"China\""),
            settings.Replace("\"127.0.0.1:", "\"127.0.0.1:0\",\"x\":\""),
            settings.Replace("http://", "ftp://"),
            settings.Replace("http://localhost", "http://parley.example"),
            settings.Replace("127.0.0.1:", "127.0.0.1:9"),
            settings.Replace("127.0.0.1:", "localhost:"),
            settings.Replace("\"party\"", "\"party\":\"US\",\"party\""),
            settings.Replace("\"party\"", "\"colour\":\"red\",\"party\""),
        ];
        foreach (var text in spoilt)
        {
            await File.WriteAllTextAsync(file, text);
            foreach (var command in (string[])["run", "status", "verify", "introduce", "rebuild"])
            {
                var said = await Told.Refused(command, "--data", folders.Cn.Path);
                Assert.True(said.Contains("node.json", StringComparison.Ordinal), $"{command}: {said}");
            }
        }
    }

    [Fact]
    public async Task Settings_of_one_party_beside_the_card_of_another_do_not_start()
    {
        using var folders = new TwoFolders();
        var file = Path.Combine(folders.Cn.Path, "node.json");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("\"CN\"", "\"FR\""));
        await Told.Refused("run", "--data", folders.Cn.Path);
    }

    [Fact]
    public async Task Where_there_is_no_node_every_command_says_so()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["file"], "x");
        foreach (var data in (string[])[folder["nowhere"], folder.Path, folder["file"]])
        {
            foreach (var command in (string[])["run", "status", "verify", "introduce", "rebuild"])
            {
                await Told.Refused(command, "--data", data);
            }
        }
        Assert.Equal(["file"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("keys/sign.pem")]
    [InlineData("keys/cosign.pem")]
    [InlineData("keys/seal.pem")]
    [InlineData("keys/tls.pem")]
    [InlineData("keys/tls-certificate.pem")]
    [InlineData("own.card")]
    public async Task A_missing_broken_or_foreign_key_or_card_stops_the_node(string name)
    {
        using var folders = new TwoFolders();
        using var others = new TwoFolders();
        var file = Path.Combine(folders.Cn.Path, name);
        var good = await File.ReadAllTextAsync(file);
        foreach (
            var text in (string[])
                [
                    "",
                    "x",
                    good[..(good.Length / 2)],
                    "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
                    "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
                    await File.ReadAllTextAsync(Path.Combine(others.Cn.Path, name)),
                    await File.ReadAllTextAsync(Path.Combine(folders.Us.Path, name)),
                ]
        )
        {
            await File.WriteAllTextAsync(file, text);
            await Told.Refused("run", "--data", folders.Cn.Path);
        }
        File.Delete(file);
        await Told.Refused("run", "--data", folders.Cn.Path);
        await File.WriteAllTextAsync(file, good);
        await using var node = await RunningNode.Start(folders.Cn, TimeProvider.System);
    }

    private static string Changed(string[] lines, int at, string? with) =>
        string.Join(
            '\n',
            lines.SelectMany(
                (line, i) =>
                    i != at ? [line]
                    : with is null ? []
                    : new[] { with }
            )
        );

    private static async Task AdmitKnowing(NodeFolder node, string card, string sentence)
    {
        var number = node.Self().SafetyNumberWith(NodeFolder.Read(card));
        Assert.Contains(
            sentence,
            await ToldLast("admit", card, "--data", node.Path, "--compared", number),
            StringComparison.Ordinal
        );
    }

    /// <summary>The number is told before the refusal.</summary>
    private static async Task<string> ToldLast(params string[] args)
    {
        var (code, _, error) = await Told.By(args);
        Assert.Equal(2, code);
        return error;
    }
}
