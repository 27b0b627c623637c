using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Review;
using Parley.Exchange;
using Parley.Exchange.Formats;
using Parley.Node.Access;
using Parley.Node.Agreements;
using Parley.Node.Look;
using Parley.Node.Paper;

namespace Parley.Node.Review;

/// <summary>The review of timeliness and quality over one period, computed from the joint record.</summary>
public static class ReviewPages
{
    public static void MapReview(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(
            "/review",
            (ReviewBook book, JointRecord record, HttpContext http) => Page(book, record, http, refusal: null)
        );
        routes.MapGet("/review/figures.json", Json);
        routes.MapGet("/review/figures.csv", Csv);
        routes.MapGet("/review/figures.pdf", Pdf);
        routes.MapGet("/reviews/{number}", Document);
        var releaser = routes.MapGroup("").RequireAuthorization(Rights.Release);
        releaser.MapPost("/review", Compare);
        releaser.MapGet(
            "/review/publish",
            (long? again, ReviewBook book, PreparedAgreements prepared, HttpContext http) =>
                Begin(prepared.CameBack(again, http.User.AccountId()), book, http)
        );
        releaser.MapPost("/review/publish", Publish);
    }

    private static ReviewQuery Asked(HttpContext http) => ReviewQuery.Read(http.Request.Query);

    private static IResult Page(ReviewBook book, JointRecord record, HttpContext http, Refusal? refusal) =>
        Show.Page<ReviewPage>(
            refusal is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
            (nameof(ReviewPage.Sight), book.Sight(Asked(http))),
            (nameof(ReviewPage.Peers), record.Peers),
            (nameof(ReviewPage.Refusal), refusal)
        );

    internal static IResult Json(ReviewBook book, HttpContext http) =>
        book.Sight(Asked(http)) is { } sight
            ? Results.Bytes(StateFormat.Figures(sight.Figures).Json, "application/json", "review.json")
            : Results.NotFound();

    internal static IResult Csv(ReviewBook book, HttpContext http) =>
        book.Sight(Asked(http)) is { } sight
            ? Results.Bytes(ReviewExport.Csv(sight.Figures), "text/csv; charset=utf-8", "review.csv")
            : Results.NotFound();

    internal static async Task<IResult> Pdf(ReviewBook book, PaperPress press, PaperTurns turns, HttpContext http)
    {
        if (book.Sight(Asked(http)) is not { } sight)
        {
            return Results.NotFound();
        }
        if (!press.CanPrint)
        {
            return PaperTurns.NothingPrints(http);
        }
        return await turns.Answer(
            http,
            () => PaperDocument.Of<ReviewPaper>(http.RequestServices, nameof(ReviewPaper.Sight), sight),
            "review.pdf"
        );
    }

    private static async Task<IResult> Compare(ReviewBook book, JointRecord record, HttpContext http)
    {
        if (book.Sight(Asked(http)) is not { } sight)
        {
            return Results.NotFound();
        }
        if (PublishRefusals.NotCounted(sight) is { } behind)
        {
            return Page(book, record, http, behind);
        }
        var stated = StateFormat.Stated(sight.Whole);
        var form = await http.Request.ReadFormAsync();
        var key = OnceKey.Of(form[OnceField.Name], stated);
        var about = book.IdOf(sight.Peer.Code);
        var stating = await record.State(sight.Peer.Code, about, stated, http.User.AsOfficer(), key);
        return stating.Refusal is { } refusal
            ? Page(book, record, http, refusal)
            : Results.LocalRedirect(sight.Query.Address());
    }

    /// <summary>With the remarks of what was sent back, where that is gone on with.</summary>
    private static IResult Begin(PreparedAgreement? again, ReviewBook book, HttpContext http) =>
        again is { Said: AgreementStatement.Proposed before }
        && ReviewDocumentFormat.TryRead(before.Content, out var document, out _)
            ? Publishing(book, http, refusal: null, document.Remarks, again.Id)
            : Publishing(book, http, refusal: null, new Bilingual("", ""));

    /// <summary>Where a review that was sent back is gone on with: the same period, with the figures as they are now.
    /// </summary>
    internal static string AnewAddress(PreparedAgreement again, AgreementStatement.Proposed before)
    {
        if (!ReviewDocumentFormat.TryRead(before.Content, out var document, out _))
        {
            return "/review";
        }
        var asked = new ReviewQuery { Link = $"{again.Peer}", Period = (document.Figures.From, document.Figures.To) };
        return QueryHelpers.AddQueryString(
            asked.Address("/review/publish"),
            AgreementForm.AgainField,
            FormattableString.Invariant($"{again.Id}")
        );
    }

    private static IResult Publishing(
        ReviewBook book,
        HttpContext http,
        Refusal? refusal,
        Bilingual remarks,
        long? again = null
    ) =>
        book.Sight(Asked(http) with { Only = new ReviewFilter(null, null, null, null) }) is { } sight
            ? Show.Page<PublishPage>(
                refusal is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
                (nameof(PublishPage.Sight), sight),
                (nameof(PublishPage.Refusal), refusal),
                (nameof(PublishPage.Remarks), remarks),
                (nameof(PublishPage.Again), again)
            )
            : Results.NotFound();

    private static async Task<IResult> Publish(
        [FromForm(Name = "remarks-en")] string? english,
        [FromForm(Name = "remarks-zh")] string? chinese,
        [FromForm(Name = AgreementForm.FromField)] string? begins,
        [FromForm(Name = AgreementForm.AgainField)] string? again,
        ReviewBook book,
        PreparedAgreements prepared,
        TimeProvider time,
        Agreeing agreeing,
        HttpContext http
    )
    {
        var remarks = new Bilingual((english ?? "").Trim(), (chinese ?? "").Trim());
        if (book.Sight(Asked(http)) is not { } sight)
        {
            return Results.NotFound();
        }
        if ((PublishRefusals.NothingIn(sight) ?? PublishRefusals.Of(sight, remarks)) is { } unfit)
        {
            return Again(unfit);
        }
        var now = AgreementForm.FromOf(begins) ?? time.GetUtcNow();
        var address = sight.Query.Address("/review/publish");
        var asked = new AgreementForm(agreeing, http, address, address, Again)
        {
            Done = about => $"/reviews/{about}",
            More = [KeyValuePair.Create(AgreementForm.FromField, AgreementForm.FromText(now))],
        };
        var place = new AgreementPlace(sight.Peer.Code, null, ReviewDocument.Kind);
        return await asked.Say(place, ProposalOf(sight, remarks, now));

        IResult Again(Refusal refusal) => Publishing(book, http, refusal, remarks, Back(refusal));

        long? Back(Refusal refusal) =>
            refusal != AgreeingRefusals.GoneOnWith && long.TryParse(again, CultureInfo.InvariantCulture, out var id)
                ? prepared.CameBack(id, http.User.AccountId())?.Id
                : null;
    }

    /// <summary>The review of a period as the agreement by which it is published.</summary>
    internal static AgreementStatement.Proposed ProposalOf(ReviewSight sight, Bilingual remarks, DateTimeOffset now)
    {
        var content = ReviewDocumentFormat.Write(new ReviewDocument(sight.Whole, sight.Hash, remarks));
        return new AgreementStatement.Proposed(
            ReviewDocument.Kind,
            Version: 1,
            Title(sight.Whole),
            now,
            content,
            StatementFormat.ContentHash(content)
        );
    }

    private static IResult Document(string number, int? version, AgreementBook agreements, ReviewBook book) =>
        ReviewDocumentSight.Of(number, version, agreements, book) is { } shown
            ? Show.Page<ReviewDocumentPage>(
                (nameof(ReviewDocumentPage.Sight), shown.Sight),
                (nameof(ReviewDocumentPage.Version), shown.Version),
                (nameof(ReviewDocumentPage.Judged), shown.Judged)
            )
            : Results.NotFound();

    /// <summary>The reviews of just this period that wait here for their release.</summary>
    internal static IReadOnlyList<PreparedAgreement> WaitingFor(ReviewSight sight, PreparedAgreements prepared) =>
        prepared
            .All()
            .Where(one =>
                one.Peer == sight.Peer.Code
                && one.Said is AgreementStatement.Proposed { Kind: ReviewDocument.Kind } said
                && ReviewDocumentFormat.TryRead(said.Content, out var document, out _)
                && (document.Figures.From, document.Figures.To) == (sight.Whole.From, sight.Whole.To)
            )
            .ToList();

    /// <summary>What a review of these figures is called, with its first and last day.</summary>
    internal static Bilingual Title(ReviewFigures figures)
    {
        var (from, to) = (figures.From.UtcDateTime, figures.To.UtcDateTime.AddDays(-1));
        return new Bilingual(
            FormattableString.Invariant($"Review of timeliness and quality, {from:d MMM yyyy} to {to:d MMM yyyy}"),
            FormattableString.Invariant($"{from:yyyy年M月d日}至{to:yyyy年M月d日}时效与质量评估")
        );
    }
}

/// <summary>Why a review is not proposed for publishing.</summary>
internal static class PublishRefusals
{
    public static Refusal? Of(ReviewSight sight, Bilingual remarks) =>
        !sight.IsOver ? PeriodNotOver
        : NotCounted(sight) is { } behind ? behind
        : Math.Max(remarks.En.Length, remarks.Zh.Length) > ReviewDocument.LongestRemarks ? RemarksTooLong
        : (remarks.En.Length == 0) != (remarks.Zh.Length == 0) ? RemarksInOneLanguage
        : null;

    /// <summary>While entries of the record are not counted, its figures are neither stated nor published.</summary>
    public static Refusal? NotCounted(ReviewSight sight) => sight.Behind > 0 ? Behind : null;

    public static readonly Refusal FiguresDiffer = new(
        "review-figures-differ",
        "These figures are not those of this node. Compare both records first, or give the reason for accepting them.",
        "所列数据与本节点不一致。请先比对双方记录，或说明接受的理由。"
    );

    public static Refusal Unreadable(string problem) =>
        new(
            "review-unreadable",
            $"This node cannot read it as a review, so it cannot be accepted here. {problem}",
            $"本节点无法将其作为评估读取，不能接受。{problem}"
        );

    public static readonly Refusal NotOwnFigures = new(
        "review-figures-not-own",
        "These figures are not those of this node, or no longer are. Take it back, open the review again and publish "
            + "it as it stands now.",
        "所列数据与本节点现有数据不一致。请撤回，重新打开评估后按现有数据公布。"
    );

    /// <summary>Officers are not offered to publish that there was nothing; a program that does so says just that.
    /// </summary>
    public static Refusal? NothingIn(ReviewSight sight) => sight.Whole.Requests == 0 ? NothingInIt : null;

    private static readonly Refusal NothingInIt = new(
        "review-empty",
        "No request falls into this period, so there is nothing to publish. Choose another period.",
        "该期间没有请求，无可公布的内容。请另选期间。"
    );

    private static readonly Refusal PeriodNotOver = new(
        "review-period-not-over",
        "The period is not over, so its figures may still change. Publish it after its last day.",
        "评估期间尚未结束，数据仍可能变化。请在期末之后发布。"
    );

    private static readonly Refusal Behind = new(
        "review-lists-behind",
        "Some entries of the record are not counted yet. Open the review again in a moment.",
        "部分记录尚未计入。请稍后重新打开评估。"
    );

    private static readonly Refusal RemarksTooLong = new(
        "review-remarks-too-long",
        "Shorten the remarks to 8,000 characters in each language.",
        "请将各语言的说明缩短至八千字符以内。"
    );

    private static readonly Refusal RemarksInOneLanguage = new(
        "review-remarks-in-one-language",
        "The remarks are published in both languages. Write them in English and in Chinese, or in neither.",
        "说明以两种语言发布。请同时填写英文和中文，或均留空。"
    );
}
