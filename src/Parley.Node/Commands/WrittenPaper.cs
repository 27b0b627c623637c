using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.Extensions.Logging.Abstractions;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Lines;
using Parley.Node.Look;
using Parley.Node.Paper;
using Parley.Node.Requests;

namespace Parley.Node.Commands;

/// <summary>What the commands that write a paper have in common: where it goes, in which language, and how it is made.
/// </summary>
internal static class WrittenPaper
{
    public static Argument<string> Id() => new("ID") { Description = "Reference number, such as US-R-2026-0012." };

    public static Option<FileInfo?> Out(string usual) =>
        new("--out") { Description = $"File to write, .pdf or .html. Default: {usual}" };

    public static Option<string> Language()
    {
        var language = new Option<string>("--language")
        {
            Description = "Language of what is not in both: en or zh.",
            DefaultValueFactory = _ => "en",
        };
        language.AcceptOnlyFromAmong("en", "zh");
        return language;
    }

    /// <summary>The request, as the pages see it; null where none is held.</summary>
    public static RequestSight? Find(JointRecord record, NodeFolder folder, string number)
    {
        using var lines = new LineShelf(folder.DeskFolder);
        using var keeping = new LineKeeping(record, lines, NullLogger<LineKeeping>.Instance);
        return new RequestBook(record, new RequestLines(lines), keeping).Find(number);
    }

    /// <summary>This nation's authorities, by whose names papers are issued.</summary>
    public static AuthorityShelf Authorities(NodeFolder folder) => new(new AccountShelf(folder.DeskFolder));

    /// <summary>Notes that it is read, makes it, and writes it.</summary>
    /// <param name="asked">The file, the language, and what is noted.</param>
    public static async Task<int> Write(
        JointRecord record,
        NodeFolder folder,
        (string Target, string Language, string What) asked,
        Func<IServiceProvider, Task<string>> document,
        CancellationToken stop
    )
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(Languages.TagOf(asked.Language));
        Places.NoteWrittenOut(folder, asked.What);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddLocalization();
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<INodeSight>(new NodeSight(record, TimeProvider.System));
        services.AddSingleton<Moments>();
        await using var provider = services.BuildServiceProvider();
        await Write(asked.Target, await document(provider), PaperPress.Of(folder.DeskFolder), stop);
        Console.WriteLine($"Wrote {asked.Target}.");
        return ParleyCommand.Done;
    }

    private static async Task Write(string target, string html, PaperPress press, CancellationToken stop)
    {
        if (target.EndsWith(".html", StringComparison.OrdinalIgnoreCase))
        {
            await File.WriteAllTextAsync(target, html, new UTF8Encoding(false), stop);
            return;
        }
        if (!press.CanPrint)
        {
            throw new InvalidDataException(
                "This host has no Chromium to make a PDF with. Write --out FILE.html and print it with any browser."
            );
        }
        await File.WriteAllBytesAsync(target, await press.Print(html, stop), stop);
    }
}
