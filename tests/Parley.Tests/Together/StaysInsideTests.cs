using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Tests.Desk;
using Parley.Tests.Node;

namespace Parley.Tests.Together;

/// <summary>Nothing of what officers keep among themselves leaves the node, or comes onto paper.</summary>
public sealed class StaysInsideTests(OpenNode open) : IClassFixture<OpenNode>
{
    private const string Marker = "steinadler-0815";

    [Fact]
    public async Task Nothing_of_it_is_in_the_record_with_the_other_side_or_in_what_is_handed_out()
    {
        var (page, matter) = ($"/requests/{open.Request}", $"/matters/{open.Request}");
        using var drafter = await open.SignedIn(Role.Drafter);
        var own = open.Node.Services.GetRequiredService<AccountShelf>().FindBySignInName("drafter")!.Id;
        await OpenDesk.Post(drafter, page, $"{matter}/notes", ("note", $"{Marker} note"), ("once", "1"));
        await OpenDesk.Post(
            drafter,
            page,
            $"{matter}/tasks",
            ("what", $"{Marker} task"),
            ("for", $"o:{own}"),
            ("once", "2")
        );
        await OpenDesk.Post(
            drafter,
            page,
            $"{matter}/assign",
            ("to", $"o:{own}"),
            ("word", $"{Marker} word"),
            ("seen", "0")
        );
        // The marker can be found at all: on the page, and in the desk's own database.
        var shown = await drafter.GetStringAsync(page);
        Assert.All(
            ["note", "task", "word"],
            part => Assert.Contains($"{Marker} {part}", shown, StringComparison.Ordinal)
        );
        Assert.True(Holds(open.Folder.DeskFolder), "the desk's database holds it");
        await StateSomething();
        string[] handedOut = [$"{page}/letter", "/review/figures.json", "/review/figures.csv", "/record/US/CN"];
        foreach (var path in handedOut)
        {
            Assert.Equal(0, Count(await drafter.GetStringAsync(path)));
        }
        foreach (var text in await EntriesOf(drafter, $"{page}/evidence"))
        {
            Assert.Equal(0, Count(text));
        }
        Assert.False(Holds(open.OtherFolder.Path), "the other side's folder holds it");
        Assert.False(Holds(open.Folder.RecordFolder), "the record holds it");
        Assert.False(Holds(open.Folder.ParcelsFolder), "the parcels hold it");
    }

    /// <summary>A statement about the matter, so that a delivery goes out after all this was written.</summary>
    private async Task StateSomething()
    {
        var officer = new Officer("cn-cyber-police", "An Invented Officer", "liaison");
        var id = SubjectId.Parse(open.Request);
        var stating = await open.Node.Record.State(
            TwoFolders.US,
            id,
            new RequestStatement.Acknowledged(Note: null),
            officer
        );
        Assert.Null(stating.Refusal);
        await open.Quiet();
    }

    private static async Task<List<string>> EntriesOf(HttpClient browser, string path)
    {
        using var zip = new ZipArchive(new MemoryStream(await browser.GetByteArrayAsync(path)));
        var texts = new List<string>();
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync(), Encoding.Latin1);
            texts.Add(await reader.ReadToEndAsync());
        }
        Assert.NotEmpty(texts);
        return texts;
    }

    private static int Count(string text) => text.Split(Marker).Length - 1;

    private static bool Holds(string folder) =>
        Directory.Exists(folder)
        && Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            // Held open by the running node alone, and empty.
            .Where(file => Path.GetFileName(file) is not "running")
            .Any(file => Read(file).Contains(Marker, StringComparison.Ordinal));

    private static string Read(string file)
    {
        // Open files of a running node are read as they are.
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return reader.ReadToEnd();
    }
}
