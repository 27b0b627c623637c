using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Review;
using Parley.Exchange;
using Parley.Exchange.Formats;
using Parley.Node.Access;
using Parley.Node.Look;
using Parley.Node.Requests;
using Parley.Node.Review;

namespace Parley.Node.Agreements;

/// <summary>
/// Documents both parties must accept: in force, proposed, what changed line by line, and the moves the rules allow.
/// They are decisions, so an officer with the role of releaser states them.
/// </summary>
public static class AgreementPages
{
    /// <summary>The largest document taken from a file, in bytes.</summary>
    private const int FileAtMost = 200 * 1024;

    public static void MapAgreements(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(
            "/agreements",
            (AgreementBook book) => Show.Page<AgreementListPage>((nameof(AgreementListPage.All), book.All()))
        );
        routes.MapGet(
            "/agreements/{number}",
            (string number, int? older, int? newer, AgreementBook book) =>
                Page(number, book, refusal: null, StatusCodes.Status200OK, older, newer)
        );
        routes.MapGet("/agreements/{number}/{version:int}/document.json", Document);
        var releaser = routes.MapGroup("").RequireAuthorization(Rights.Release);
        releaser.MapGet(
            "/agreements/propose",
            (string? number, AgreementBook book, JointRecord record) => Proposing(number, book, record, refusal: null)
        );
        releaser.MapGet(
            "/agreements/model-guidelines.json",
            () =>
                Results.File(
                    Path.Combine(AppContext.BaseDirectory, "samples", "guidelines.json"),
                    "application/json",
                    "guidelines.json"
                )
        );
        releaser.MapPost("/agreements/propose", Propose);
        releaser.MapPost("/agreements/{number}/{move}", Move);
    }

    private static IResult Page(
        string number,
        AgreementBook book,
        Refusal? refusal,
        int status,
        int? older = null,
        int? newer = null
    ) =>
        book.Find(number) is { } sight
            ? Show.Page<AgreementPage>(
                status,
                (nameof(AgreementPage.Sight), sight),
                (nameof(AgreementPage.Refusal), refusal),
                (nameof(AgreementPage.Newer), newer),
                (nameof(AgreementPage.Older), older)
            )
            : Results.NotFound();

    private static IResult Document(string number, int version, AgreementBook book) =>
        book.Find(number) is { } sight && sight.Agreement.Version(version) is { } found
            ? Results.Bytes(
                Encoding.UTF8.GetBytes(AgreementBook.Layout(book.Content(sight, found)) + "\n"),
                "application/json",
                string.Create(CultureInfo.InvariantCulture, $"{number}-{version}.json")
            )
            : Results.NotFound();

    private static IResult Proposing(string? number, AgreementBook book, JointRecord record, Refusal? refusal) =>
        Show.Page<ProposePage>(
            refusal is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
            (nameof(ProposePage.Sight), number is null ? null : book.Find(number)),
            (nameof(ProposePage.Peers), record.Peers),
            (nameof(ProposePage.Refusal), refusal)
        );

    private static async Task<IResult> Propose(
        HttpContext http,
        AgreementBook book,
        JointRecord record,
        TimeProvider time
    )
    {
        var form = await http.Request.ReadFormAsync();
        var number = form["number"].ToString() is { Length: > 0 } text ? text : null;
        var begins = DraftForm.ReadMoment(form["from.at"].ToString(), form["from.zone"].ToString());
        if (begins is null && form["from.at"].ToString().Length > 0)
        {
            return Proposing(number, book, record, AgreementFileRefusals.NoMoment);
        }
        var content = await ContentOf(form);
        if (content is null)
        {
            return Proposing(number, book, record, AgreementFileRefusals.NotADocument);
        }
        var existing = number is null ? null : book.Find(number);
        var kind = existing?.Agreement.Kind ?? AgreementRules.Guidelines;
        var peer = existing?.Peer ?? PeerOf(form, record);
        if ((Unfit(kind, content) ?? Uncounted(kind, content, record.Self.Code, peer)) is { } unfit)
        {
            return Proposing(number, book, record, unfit);
        }
        var from = begins ?? time.GetUtcNow();
        var title = new Bilingual(form["title-en"].ToString().Trim(), form["title-zh"].ToString().Trim());
        var version = existing is null ? 1 : existing.Agreement.Latest.Number + 1;
        var hash = StatementFormat.ContentHash(content);
        var proposed = new AgreementStatement.Proposed(kind, version, title, from, content, hash);
        var officer = http.User.AsOfficer();
        var key = OnceKey.Of(form[OnceField.Name], proposed);
        var stating = existing is null
            ? await record.Open(peer, 'A', proposed, officer, key)
            : await record.State(peer, existing.Agreement.Id, proposed, officer, key);
        return stating.Refusal is { } refusal
            ? Proposing(number, book, record, refusal)
            : Results.LocalRedirect($"/agreements/{stating.About}");
    }

    private static async Task<IResult> Move(
        string number,
        string move,
        [FromForm] int version,
        [FromForm(Name = "reason.text")] string? reason,
        [FromForm(Name = "reason.translation")] string? translation,
        [FromForm(Name = OnceField.Name)] string? once,
        AgreementBook book,
        ReviewBook reviews,
        JointRecord record,
        HttpContext http
    )
    {
        if (book.Find(number) is not { } sight || sight.Agreement.Version(version) is not { } which)
        {
            return Results.NotFound();
        }
        var why = new Prose(
            (reason ?? "").Trim(),
            Languages.Short,
            string.IsNullOrWhiteSpace(translation) ? null : translation.Trim()
        );
        AgreementStatement? statement = move switch
        {
            nameof(AgreementMove.Accept) => new AgreementStatement.Accepted(
                version,
                which.ContentHash,
                why.Original.Length > 0 ? why : null
            ),
            nameof(AgreementMove.Decline) => new AgreementStatement.Declined(version, why),
            nameof(AgreementMove.Withdraw) => new AgreementStatement.Withdrawn(version, why),
            nameof(AgreementMove.End) => new AgreementStatement.Ended(why),
            _ => null,
        };
        if (statement is null)
        {
            return Results.NotFound();
        }
        if (statement is AgreementStatement.Accepted accepted && Unfit(accepted) is { } unfit)
        {
            return Page(number, book, unfit, StatusCodes.Status422UnprocessableEntity);
        }
        var key = OnceKey.Of(once, statement);
        var stating = await record.State(sight.Peer, sight.Agreement.Id, statement, http.User.AsOfficer(), key);
        return stating.Refusal is { } refusal
            ? Page(number, book, refusal, StatusCodes.Status422UnprocessableEntity)
            : Results.LocalRedirect($"/agreements/{number}");

        Refusal? Unfit(AgreementStatement.Accepted accepted) =>
            reviews.MayAccept(sight, which, accepted)
            ?? Uncounted(sight.Agreement.Kind, book.Content(sight, which), record.Self.Code, sight.Peer);
    }

    /// <summary>Why a document is not proposed as one of its kind: nobody could read it as such. Null where one can.
    /// </summary>
    internal static Refusal? Unfit(string kind, string content) =>
        string.Equals(kind, AgreementRules.Guidelines, StringComparison.Ordinal)
        && !GuidelinesFormat.TryRead(content, out _, out var problem)
            ? AgreementFileRefusals.NotGuidelines(problem)
        : string.Equals(kind, ReviewDocument.Kind, StringComparison.Ordinal)
        && !ReviewDocumentFormat.TryRead(content, out _, out var unread)
            ? PublishRefusals.Unreadable(unread)
        : null;

    /// <summary>Why guidelines are neither proposed nor accepted here although they can be read: working days of a
    /// party could not be counted by its own calendar.</summary>
    internal static Refusal? Uncounted(string kind, string content, PartyCode self, PartyCode peer) =>
        string.Equals(kind, AgreementRules.Guidelines, StringComparison.Ordinal)
        && GuidelinesFormat.TryRead(content, out var guidelines, out _)
            ? CalendarNeeds.Refuse(guidelines, self, peer)
            : null;

    private static PartyCode PeerOf(IFormCollection form, JointRecord record)
    {
        var asked = form["peer"].ToString();
        return (
            record.Peers.FirstOrDefault(peer => string.Equals(peer.Code.ToString(), asked, StringComparison.Ordinal))
            ?? record.Peers[0]
        ).Code;
    }

    /// <summary>
    /// The document of the file sent along, on one line, or null where there is none that can be read.
    /// </summary>
    private static async Task<string?> ContentOf(IFormCollection form)
    {
        if (form.Files["document"] is not { Length: > 0 and <= FileAtMost } file)
        {
            return null;
        }
        using var reader = new StreamReader(file.OpenReadStream(), new UTF8Encoding(false, throwOnInvalidBytes: true));
        try
        {
            return StatementFormat.OneLine(await reader.ReadToEndAsync());
        }
        catch (Exception e) when (e is JsonException or DecoderFallbackException)
        {
            return null;
        }
    }
}

/// <summary>Why a file cannot be proposed as an agreement.</summary>
internal static class AgreementFileRefusals
{
    public static readonly Refusal NotADocument = new(
        "not-a-document",
        "Choose a file with the document as JSON, at most 200 KiB. Begin with the file of the version in force.",
        "请选择 JSON 格式的文件，不超过 200 KiB。可以现行版本的文件为基础。"
    );

    public static readonly Refusal NoMoment = new(
        "not-a-moment",
        "Give the date and time from which it is to hold between 1970 and 2999, or leave it empty.",
        "请填写1970年至2999年之间的生效日期和时间，或留空。"
    );

    public static Refusal NotGuidelines(string problem) =>
        new("not-guidelines", $"These are no complete guidelines. {problem}", $"这不是完整的准则。{problem}");
}
