using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Api;
using Parley.Node.Erasing;
using Parley.Node.Law;
using Parley.Node.Look;
using Parley.Node.Requests;

namespace Parley.Node.Paper;

/// <summary>Certificates that came with answers: on a page, to be printed by the browser, and as a PDF where the host
/// can make one; for people and programs.</summary>
public static class CertificatePages
{
    public static void MapCertificates(this IEndpointRouteBuilder routes)
    {
        var sheets = routes.MapGroup("/requests/{number}/certificates").WithMetadata(new Does(LawAct.Print));
        sheets.MapGet("/{sheet:int}", Page);
        sheets.MapGet("/{sheet:int}.pdf", Pdf);
    }

    public static void MapCertificateReads(this RouteGroupBuilder reads)
    {
        reads.MapGet("/requests/{number}/certificates", All);
        var sheets = reads.MapGroup("/requests/{number}/certificates").WithMetadata(new Does(LawAct.Print));
        sheets.MapGet("/{sheet:int}", Alone);
        sheets.MapGet("/{sheet:int}.pdf", Pdf);
    }

    /// <summary>The sheet as a document that needs nothing beside it.</summary>
    public static Task<string> Document(IServiceProvider services, Certificate certificate) =>
        PaperDocument.Of<CertificatePaper>(services, nameof(CertificatePaper.Certificate), certificate);

    private static async Task<IResult> Page(
        string number,
        int sheet,
        RequestBook book,
        JointRecord record,
        AuthorityShelf authorities,
        PaperPress press,
        HttpContext http
    )
    {
        var all = book.Find(number) is { } sight ? await Certificate.All(record, sight, authorities) : [];
        return sheet > 0 && all.ElementAtOrDefault(sheet - 1) is { } certificate
            ? Show.Page<CertificatePage>(
                (nameof(CertificatePage.Certificate), certificate),
                (nameof(CertificatePage.All), all.Count),
                (nameof(CertificatePage.Pdf), press.CanPrint)
            )
            : ErasedPages.Instead(record, number, http, StatusCodes.Status410Gone) ?? Results.NotFound();
    }

    private static async Task<IResult> Pdf(
        string number,
        int sheet,
        RequestBook book,
        JointRecord record,
        AuthorityShelf authorities,
        PaperPress press,
        PaperTurns turns,
        HttpContext http
    )
    {
        if (await Find(number, sheet, book, record, authorities) is not { } certificate)
        {
            return ErasedPages.Instead(record, number, http, StatusCodes.Status410Gone) ?? Results.NotFound();
        }
        if (!press.CanPrint)
        {
            return PaperTurns.NothingPrints(http);
        }
        UseHeaders.Set(http, certificate.Sight);
        var name = FormattableString.Invariant($"{number}-certificate-{sheet}.pdf");
        return await turns.Answer(http, () => Document(http.RequestServices, certificate), name);
    }

    private static async Task<IResult> Alone(
        string number,
        int sheet,
        RequestBook book,
        JointRecord record,
        AuthorityShelf authorities,
        HttpContext http
    ) =>
        await Find(number, sheet, book, record, authorities) is { } certificate
        && UseHeaders.Set(http, certificate.Sight)
            ? Results.Text(await Document(http.RequestServices, certificate), "text/html; charset=utf-8")
            : ErasedPages.Instead(record, number, http, StatusCodes.Status410Gone) ?? Results.NotFound();

    private static async Task<IResult> All(
        string number,
        RequestBook book,
        JointRecord record,
        AuthorityShelf authorities,
        HttpContext http
    )
    {
        _ = new ApiQuery(http);
        if (book.Find(number) is not { } sight)
        {
            return ErasedPages.Instead(record, number, http)
                ?? ApiProblems.OfStatus(StatusCodes.Status404NotFound).Answer();
        }
        var all = await Certificate.All(record, sight, authorities);
        var blank = BlankCertificate.Of(sight).Select(form => form.Code).ToHashSet(StringComparer.Ordinal);
        return ApiAnswer.Of(
            new
            {
                Asked = CertificateAsked
                    .Of(sight)
                    .Select(one => new
                    {
                        Form = one.Form.Code,
                        one.Form.Name,
                        one.Given,
                        Blank = blank.Contains(one.Form.Code)
                            ? $"{RequestTold.AddressOf(number)}/certificates/blank/{one.Form.Code}"
                            : null,
                    }),
                Certificates = all.Select(one => new
                {
                    one.Number,
                    Form = one.Form.Code,
                    one.Form.Name,
                    Sheet = one.Sheet.Number,
                    Sheets = one.Sheet.Of,
                    one.Entry.By,
                    one.Entry.Index,
                    one.Entry.At,
                    Receipted = one.Proof is not null,
                    Address = FormattableString.Invariant($"{RequestTold.AddressOf(number)}/certificates/{one.Number}"),
                    Pdf = FormattableString.Invariant($"{RequestTold.AddressOf(number)}/certificates/{one.Number}.pdf"),
                }),
            }
        );
    }

    private static async Task<Certificate?> Find(
        string number,
        int sheet,
        RequestBook book,
        JointRecord record,
        AuthorityShelf authorities
    ) => book.Find(number) is { } sight ? await Certificate.Of(record, sight, authorities, sheet) : null;
}
