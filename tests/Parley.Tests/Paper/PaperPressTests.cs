using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging;
using Parley.Node;
using Parley.Node.Paper;
using Parley.Tests.Node;
using Parley.Tests.Sealing;

namespace Parley.Tests.Paper;

/// <summary>A letter lies in clear nowhere but in the node's own folder, and there only while it is pressed.</summary>
public sealed class PaperPressTests : IDisposable
{
    private const string Document =
        "<!DOCTYPE html><html lang=\"zh\"><meta charset=\"utf-8\"><p>函件 Letter 𠮷</p></html>";

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task Where_the_host_has_Chromium_a_PDF_comes_of_it_and_nothing_is_left_behind()
    {
        // Longer than the name of a socket may be.
        var far = Directory.CreateDirectory(folder[new string('a', 120)]).FullName;
        var press = PaperPress.Of(far);
        Assert.SkipWhen(!press.CanPrint, "No Chromium on this host.");
        var pdf = await press.Print(Document, Cancel);
        Assert.Equal("%PDF-", Encoding.ASCII.GetString(pdf, 0, 5));
        Assert.True(pdf.Length > 2_000);
        Assert.Empty(Directory.GetDirectories(Path.Combine(far, "paper")));
    }

    [Fact]
    public async Task A_browser_works_in_the_nodes_folder_alone_and_where_it_fails_nothing_is_left_behind_either()
    {
        SkipWithoutShell();
        var paper = folder["paper"];
        var browser = ScriptBrowser.Make(
            folder,
            "chromium",
            $"""
            pwd > '{folder["told"]}'
            echo "$TMPDIR $XDG_CONFIG_HOME $XDG_CACHE_HOME" >> '{folder["told"]}'
            echo "$@" >> '{folder["told"]}'
            stat -c %a . .. >> '{folder["told"]}'
            exit 1
            """
        );
        await Assert.ThrowsAsync<IOException>(() => new PaperPress(paper, browser).Print(Document, Cancel));
        var told = await File.ReadAllLinesAsync(folder["told"], Cancel);
        var room = told[0];
        Assert.Equal(paper, Path.GetDirectoryName(room));
        Assert.Equal($". {room} {room}", told[1]);
        Assert.Contains($"--user-data-dir={room}/browser", told[2], StringComparison.Ordinal);
        Assert.Equal(["700", "700"], told[3..]);
        Assert.Empty(Directory.GetDirectories(paper));
    }

    [Fact]
    public async Task What_a_killed_command_or_node_left_is_gone_after_the_next_start_and_at_the_next_tick()
    {
        SkipWithoutShell();
        await using var pair = new Pair();
        await pair.Start();
        var asked = await Pair.Ask(pair.Us!, await pair.Agree());
        await pair.Quiet();
        var paper = Path.Combine(pair.Folders.Cn.DeskFolder, "paper");
        await pair.StopCn();
        await KillInTheMiddle(pair.Folders.Cn, $"{asked.About}");
        Assert.NotEmpty(Letters(paper, $"{asked.About}"));
        await pair.StartCn();
        await TwoFolders.Until(() => Directory.GetDirectories(paper).Length == 0, "the start sweeps");

        await KillInTheMiddle(pair.Folders.Cn, $"{asked.About}");
        await TwoFolders.Until(() => Directory.GetDirectories(paper).Length == 0, "the tick sweeps");
        Assert.Empty(Letters(paper, $"{asked.About}"));
    }

    [Fact]
    public void A_folder_that_may_not_be_cleared_is_told_of_once_and_stops_no_tick()
    {
        SkipWithoutShell();
        var log = new ToldErrors();
        var press = new PaperPress(folder["paper"], "chromium", log);
        // Nobody opens a folder as a file, whoever they are.
        Directory.CreateDirectory(Path.Combine(folder["paper"], "pressing"));
        press.Sweep();
        press.Sweep();
        Assert.IsType<UnauthorizedAccessException>(Assert.Single(log.Told));
    }

    public void Dispose() => folder.Dispose();

    /// <summary>`parley letter` with a browser that never comes to an end, killed while it waits for that.</summary>
    private async Task KillInTheMiddle(NodeFolder node, string number)
    {
        ScriptBrowser.Make(folder, "chromium", "exec sleep 600");
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "parley.dll"),
                "letter",
                number,
                "--data",
                node.Path,
                "--out",
                folder["letter.pdf"],
            },
            Environment = { ["PATH"] = $"{folder.Path}:{Environment.GetEnvironmentVariable("PATH")}" },
        };
        using var process = Process.Start(start)!;
        try
        {
            var paper = Path.Combine(node.DeskFolder, "paper");
            await TwoFolders.Until(
                () => Letters(paper, number).Count > 0 || process.HasExited,
                "the letter is being pressed",
                60
            );
            Assert.False(process.HasExited);
            PaperPress.Of(node.DeskFolder).Sweep();
            Assert.NotEmpty(Letters(paper, number));
        }
        finally
        {
            await OwnProcess.Kill(process);
        }
    }

    private static List<string> Letters(string paper, string number) =>
        Directory.Exists(paper)
            ?
            [
                .. Directory
                    .GetFiles(paper, "letter.html", SearchOption.AllDirectories)
                    .Where(file => File.ReadAllText(file).Contains(number, StringComparison.Ordinal)),
            ]
            : [];

    private static void SkipWithoutShell() =>
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A shell stands in for the browser.");

    /// <summary>Keeps what a press tells of.</summary>
    private sealed class ToldErrors : ILogger<PaperPress>
    {
        public List<Exception> Told { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Told.Add(exception!);
    }
}
