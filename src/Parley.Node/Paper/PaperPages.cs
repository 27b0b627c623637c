using Parley.Cooperation;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Erasing;
using Parley.Node.Law;
using Parley.Node.Look;
using Parley.Node.Requests;

namespace Parley.Node.Paper;

/// <summary>Letters: on a page, to be printed by the browser, and as a PDF where the host can make one.</summary>
public static class PaperPages
{
    public static void MapPaper(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/requests/{number}/letter", Page).WithMetadata(new Does(LawAct.Print));
        routes.MapGet("/requests/{number}/letter.pdf", Pdf).WithMetadata(new Does(LawAct.Print));
    }

    /// <summary>The letter as a document that needs nothing beside it.</summary>
    public static Task<string> Document(IServiceProvider services, Letter letter) =>
        PaperDocument.Of<LetterPaper>(services, nameof(LetterPaper.Letter), letter);

    /// <summary>The letter alone, as a file that needs nothing beside it.</summary>
    internal static async Task<IResult> Alone(
        string number,
        string? by,
        long? index,
        RequestBook book,
        JointRecord record,
        AuthorityShelf authorities,
        HttpContext http
    ) =>
        await Find(number, by, index, book, record, authorities) is { } letter && UseHeaders.Set(http, letter.Sight)
            ? Results.Text(await Document(http.RequestServices, letter), "text/html; charset=utf-8")
            : ErasedPages.Instead(record, number, http, StatusCodes.Status410Gone) ?? Results.NotFound();

    private static async Task<IResult> Page(
        string number,
        string? by,
        long? index,
        RequestBook book,
        JointRecord record,
        AuthorityShelf authorities,
        PaperPress press,
        HttpContext http
    ) =>
        await Find(number, by, index, book, record, authorities) is { } letter
            ? Show.Page<LetterPage>((nameof(LetterPage.Letter), letter), (nameof(LetterPage.Pdf), press.CanPrint))
            : ErasedPages.Instead(record, number, http, StatusCodes.Status410Gone) ?? Results.NotFound();

    internal static async Task<IResult> Pdf(
        string number,
        string? by,
        long? index,
        RequestBook book,
        JointRecord record,
        AuthorityShelf authorities,
        PaperPress press,
        PaperTurns turns,
        HttpContext http
    )
    {
        if (await Find(number, by, index, book, record, authorities) is not { } letter)
        {
            return ErasedPages.Instead(record, number, http, StatusCodes.Status410Gone) ?? Results.NotFound();
        }
        if (!press.CanPrint)
        {
            return PaperTurns.NothingPrints(http);
        }
        UseHeaders.Set(http, letter.Sight);
        return await turns.Answer(http, () => Document(http.RequestServices, letter), $"{number}.pdf");
    }

    private static async Task<Letter?> Find(
        string number,
        string? by,
        long? index,
        RequestBook book,
        JointRecord record,
        AuthorityShelf authorities
    )
    {
        if (book.Find(number) is not { } sight)
        {
            return null;
        }
        if (by is null && index is null)
        {
            return await Letter.Of(record, sight, authorities);
        }
        return PartyCode.TryParse(by, out var writer) && index is { } place
            ? await Letter.Of(record, sight, authorities, (writer, place))
            : null;
    }
}
