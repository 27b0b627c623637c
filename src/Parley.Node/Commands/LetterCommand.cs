using System.CommandLine;
using System.Globalization;
using Parley.Cooperation;
using Parley.Exchange;
using Parley.Node.Paper;

namespace Parley.Node.Commands;

/// <summary>`parley letter ID`: a request, or what was answered to it, as a formal letter on paper.</summary>
internal static class LetterCommand
{
    public static Command Make()
    {
        var data = Places.Data();
        var id = WrittenPaper.Id();
        var entry = new Option<string?>("--entry")
        {
            Description = "Another entry than the request itself, such as CN-17 (party and place in its ledger).",
        };
        var file = WrittenPaper.Out("ID.pdf");
        var language = WrittenPaper.Language();
        var reason = RestrictedUse.Reason();
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
            reason,
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
                        var why = parsed.GetValue(reason);
                        if (!await RestrictedUse.IsGiven(record, letter.Sight.Request, why))
                        {
                            return ParleyCommand.Found;
                        }
                        var what = $"letter {number} {parsed.GetValue(entry)}".TrimEnd();
                        return await WrittenPaper.Write(
                            record,
                            folder,
                            (target, parsed.GetValue(language)!, RestrictedUse.Noted(what, why)),
                            services => PaperPages.Document(services, letter),
                            stop
                        );
                    }
                );
            }
        );
    }

    private static async Task<Letter?> Find(JointRecord record, NodeFolder folder, string number, string? entry)
    {
        if (WrittenPaper.Find(record, folder, number) is not { } sight)
        {
            return null;
        }
        var authorities = WrittenPaper.Authorities(folder);
        if (entry is null)
        {
            return await Letter.Of(record, sight, authorities);
        }
        return
            entry.Split('-') is [var by, var at]
            && PartyCode.TryParse(by, out var writer)
            && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var place)
            ? await Letter.Of(record, sight, authorities, (writer, place))
            : throw new FormatException($"'{entry}' names no entry; write it as US-17.");
    }
}
