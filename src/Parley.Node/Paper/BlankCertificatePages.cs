using Parley.Exchange;
using Parley.Node.Erasing;
using Parley.Node.Law;
using Parley.Node.Look;
using Parley.Node.Requests;

namespace Parley.Node.Paper;

/// <summary>Empty sheets of the certificates that a request asks for: on a page, to be printed by the browser, and as a
/// PDF where the host can make one; for people and programs.</summary>
public static class BlankCertificatePages
{
    public static void MapBlankCertificates(this IEndpointRouteBuilder routes)
    {
        var sheets = routes.MapGroup("/requests/{number}/certificates/blank").WithMetadata(new Does(LawAct.Print));
        sheets.MapGet("/{form}", Page);
        sheets.MapGet("/{form}/pdf", Pdf);
    }

    public static void MapBlankCertificateReads(this RouteGroupBuilder reads)
    {
        var sheets = reads.MapGroup("/requests/{number}/certificates/blank").WithMetadata(new Does(LawAct.Print));
        sheets.MapGet("/{form}", Alone);
        sheets.MapGet("/{form}/pdf", Pdf);
    }

    private static IResult Page(
        string number,
        string form,
        RequestBook book,
        JointRecord record,
        PaperPress press,
        HttpContext http
    ) =>
        Find(number, form, book, record) is { } blank
            ? Show.Page<BlankCertificatePage>(
                (nameof(BlankCertificatePage.Blank), blank),
                (nameof(BlankCertificatePage.Pdf), press.CanPrint)
            )
            : Missing(record, number, http);

    private static async Task<IResult> Alone(
        string number,
        string form,
        RequestBook book,
        JointRecord record,
        HttpContext http
    ) =>
        Find(number, form, book, record) is { } blank && UseHeaders.Set(http, blank.Sight)
            ? Results.Text(await Document(http.RequestServices, blank), "text/html; charset=utf-8")
            : Missing(record, number, http);

    private static async Task<IResult> Pdf(
        string number,
        string form,
        RequestBook book,
        JointRecord record,
        PaperPress press,
        PaperTurns turns,
        HttpContext http
    )
    {
        if (Find(number, form, book, record) is not { } blank)
        {
            return Missing(record, number, http);
        }
        if (!press.CanPrint)
        {
            return PaperTurns.NothingPrints(http);
        }
        UseHeaders.Set(http, blank.Sight);
        return await turns.Answer(http, () => Document(http.RequestServices, blank), $"{number}-{form}.pdf");
    }

    private static Task<string> Document(IServiceProvider services, BlankCertificate blank) =>
        PaperDocument.Of<BlankCertificatePaper>(services, nameof(BlankCertificatePaper.Blank), blank);

    private static BlankCertificate? Find(string number, string form, RequestBook book, JointRecord record) =>
        book.Find(number) is { } sight ? BlankCertificate.Find(record, sight, form) : null;

    private static IResult Missing(JointRecord record, string number, HttpContext http) =>
        ErasedPages.Instead(record, number, http, StatusCodes.Status410Gone) ?? Results.NotFound();
}
