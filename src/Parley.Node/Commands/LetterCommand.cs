using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.Extensions.Logging.Abstractions;
using Parley.Cooperation;
using Parley.Exchange;
using Parley.Node.Lines;
using Parley.Node.Look;
using Parley.Node.Paper;
using Parley.Node.Requests;

namespace Parley.Node.Commands;

/// <summary>`parley letter ID`: a request, or what was answered to it, as a formal letter on paper.</summary>
internal static class LetterCommand
{
    public static Command Make()
    {
        var data = Places.Data();
        var id = new Argument<string>("ID") { Description = "Reference number, such as US-R-2026-0012." };
        var entry = new Option<string?>("--entry")
        {
            Description = "Another entry than the request itself, such as CN-17 (party and place in its ledger).",
        };
        var file = new Option<FileInfo?>("--out") { Description = "File to write, .pdf or .html. Default: ID.pdf" };
        var language = new Option<string>("--language")
        {
            Description = "Language of what is not in both: en or zh.",
            DefaultValueFactory = _ => "en",
        };
        language.AcceptOnlyFromAmong("en", "zh");
        var command = new Command(
            "letter",
            "Write a formal letter in both languages: reference, items, room for signature and seal, the checkpoint and "
                + "a QR code of the proof. A PDF needs Chromium on this host; HTML does not."
        )
        {
            data,
            id,
            entry,
            file,
            language,
        };
        return command.Doing(
            (parsed, stop) =>
            {
                var folder = Places.Folder(parsed, data);
                return Places.WithRecord(
                    folder,
                    async (record, _) =>
                    {
                        var number = SubjectId.Parse(parsed.GetValue(id)!).ToString();
                        var target = parsed.GetValue(file)?.FullName ?? Path.GetFullPath($"{number}.pdf");
                        if (await Find(record, folder, number, parsed.GetValue(entry)) is not { } letter)
                        {
                            await Console.Error.WriteLineAsync($"parley: no such request or entry is held: {number}.");
                            return ParleyCommand.Found;
                        }
                        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(
                            Languages.TagOf(parsed.GetValue(language)!)
                        );
                        Places.NoteWrittenOut(folder, $"letter {number} {parsed.GetValue(entry)}".TrimEnd());
                        var html = await Html(record, letter);
                        await Write(target, html, PaperPress.Of(folder.DeskFolder), stop);
                        Console.WriteLine($"Wrote {target}.");
                        return ParleyCommand.Done;
                    }
                );
            }
        );
    }

    private static async Task<Letter?> Find(JointRecord record, NodeFolder folder, string number, string? entry)
    {
        using var lines = new LineShelf(folder.DeskFolder);
        using var keeping = new LineKeeping(record, lines, NullLogger<LineKeeping>.Instance);
        if (new RequestBook(record, new RequestLines(lines), keeping).Find(number) is not { } sight)
        {
            return null;
        }
        if (entry is null)
        {
            return await Letter.Of(record, sight);
        }
        return
            entry.Split('-') is [var by, var at]
            && PartyCode.TryParse(by, out var writer)
            && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var place)
            ? await Letter.Of(record, sight, (writer, place))
            : throw new FormatException($"'{entry}' names no entry; write it as US-17.");
    }

    private static async Task<string> Html(JointRecord record, Letter letter)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddLocalization();
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<INodeSight>(new NodeSight(record, TimeProvider.System));
        services.AddSingleton<Moments>();
        await using var provider = services.BuildServiceProvider();
        return await PaperPages.Document(provider, letter);
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
