using System.CommandLine;
using Parley.Cooperation;
using Parley.Node.Paper;

namespace Parley.Node.Commands;

/// <summary>`parley certificate ID N`: a certificate that came with an answer, as a sheet to be signed and sealed.
/// </summary>
internal static class CertificateCommand
{
    public static Command Make()
    {
        var data = Places.Data();
        var id = WrittenPaper.Id();
        var sheet = new Argument<int>("N") { Description = "Which of the certificates given to the request: 1, 2 …" };
        var file = WrittenPaper.Out("ID-certificate-N.pdf");
        var language = WrittenPaper.Language();
        var reason = RestrictedUse.Reason();
        var command = new Command(
            "certificate",
            "Write a certificate that came with an answer, in both languages: its text, lines for name and signature, "
                + "room for the seal, the checkpoint and a QR code of the proof. A PDF needs Chromium; HTML does not."
        )
        {
            data,
            id,
            sheet,
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
                        var which = parsed.GetValue(sheet);
                        var name = FormattableString.Invariant($"{number}-certificate-{which}.pdf");
                        var target = parsed.GetValue(file)?.FullName ?? Path.GetFullPath(name);
                        var found = WrittenPaper.Find(record, folder, number) is { } sight
                            ? await Certificate.Of(record, sight, WrittenPaper.Authorities(folder), which)
                            : null;
                        if (found is not { } certificate)
                        {
                            await Console.Error.WriteLineAsync(
                                $"parley: no such request or certificate is held: {number}, {which}."
                            );
                            return ParleyCommand.Found;
                        }
                        var why = parsed.GetValue(reason);
                        if (!await RestrictedUse.IsGiven(record, certificate.Sight.Request, why))
                        {
                            return ParleyCommand.Found;
                        }
                        var what = FormattableString.Invariant($"certificate {number} {which}");
                        return await WrittenPaper.Write(
                            record,
                            folder,
                            (target, parsed.GetValue(language)!, RestrictedUse.Noted(what, why)),
                            services => CertificatePages.Document(services, certificate),
                            stop
                        );
                    }
                );
            }
        );
    }
}
