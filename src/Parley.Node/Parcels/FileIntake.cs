using Microsoft.Extensions.Localization;
using Parley.Cooperation;
using Parley.Cooperation.Parcels;
using Parley.Exchange;

namespace Parley.Node.Parcels;

/// <summary>Takes files that an officer sends to the desk: seals each while it arrives, and says of each that could not
/// be taken why.</summary>
public sealed class FileIntake(IParcelShelf shelf, Quotas quotas, IStringLocalizer<ParcelWords> words)
{
    /// <summary>Reads a form with files and hands on what was sealed.</summary>
    /// <param name="room">How many more there may be.</param>
    /// <param name="keep">Notes a sealed file where it belongs; false where that left meanwhile.</param>
    /// <param name="answer">What follows, given what could not be taken.</param>
    /// <param name="left">The words for what left meanwhile.</param>
    public async Task<IResult> Take(
        HttpContext http,
        PartyCode peer,
        int room,
        Func<Attached, bool> keep,
        Func<IReadOnlyList<string>, IResult> answer,
        string left = "file.left"
    )
    {
        var problems = new List<string>();
        var taken = 0;
        var form = await FilesForm.Read(
            http,
            async file =>
            {
                if (Problem(file, taken >= room) is { } problem)
                {
                    problems.Add(problem);
                    return;
                }
                if (await Seal(file, peer, http.RequestAborted) is not { } parcel)
                {
                    problems.Add(words["file.too-large", file.Name, SizeText(quotas.Usual.MostBytes)]);
                    return;
                }
                if (!keep(new Attached(parcel, null, null)))
                {
                    problems.Add(words[left, Shown(file.Name)]);
                    return;
                }
                taken++;
            }
        );
        if (form is FilesTaken.Forged or FilesTaken.Malformed)
        {
            http.Response.Headers.Connection = "close";
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }
        if (taken == 0 && problems.Count == 0)
        {
            problems.Add(words["file.none-chosen"]);
        }
        return answer(problems);
    }

    public string SizeText(long bytes) => FileSizes.InWords(bytes, words["size.bytes"].Value);

    private Task<Parcel?> Seal(FileComing file, PartyCode peer, CancellationToken cancel) =>
        ParcelSealing.Seal(
            shelf,
            peer,
            file.Bytes,
            file.Name,
            FileKinds.Of(file.MediaType),
            quotas.Usual.MostBytes,
            cancel
        );

    private string? Problem(FileComing file, bool full) =>
        !Parcel.IsName(file.Name) ? words["file.bad-name", Shown(file.Name)].Value
        : full ? words["file.no-room", Shown(file.Name)].Value
        : null;

    private static string Shown(string name) => string.Concat(name.Take(80).Select(c => char.IsControl(c) ? '·' : c));
}
