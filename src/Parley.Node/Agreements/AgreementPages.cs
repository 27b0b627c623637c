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
/// They are decisions, so an officer with the role of releaser states them; and where the nation's law asks for more,
/// another releases what that officer prepared.
/// </summary>
public static class AgreementPages
{
    /// <summary>The largest document taken from a file, in bytes.</summary>
    private const int FileAtMost = 200 * 1024;

    /// <summary>The document as the second look carries it on.</summary>
    private const string ContentField = "content";

    /// <summary>Names what was sent back and is gone on with.</summary>
    internal const string AgainField = "again";

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
            (string? number, long? again, [AsParameters] AgreementSource source) =>
                Proposing(number, source, refusal: null, source.CameBack($"{again}"))
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
        routes.MapPreparedAgreements();
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

    private static IResult Proposing(
        string? number,
        AgreementSource source,
        Refusal? refusal,
        PreparedAgreement? again
    ) =>
        Show.Page<ProposePage>(
            refusal is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
            (nameof(ProposePage.Sight), number is null ? null : source.Book.Find(number)),
            (nameof(ProposePage.Peers), source.Record.Peers),
            (nameof(ProposePage.Again), again),
            (nameof(ProposePage.Refusal), refusal)
        );

    private static async Task<IResult> Propose([AsParameters] AgreementSource source)
    {
        var (http, book, record) = (source.Http, source.Book, source.Record);
        var form = await http.Request.ReadFormAsync();
        var number = form["number"].ToString() is { Length: > 0 } text ? text : null;
        var again = source.CameBack(form[AgainField]);
        var begins =
            AgreementForm.FromOf(form[AgreementForm.FromField])
            ?? DraftForm.ReadMoment(form["from.at"].ToString(), form["from.zone"].ToString());
        if (begins is null && form["from.at"].ToString().Length > 0)
        {
            return Again(AgreementFileRefusals.NoMoment);
        }
        var content =
            IsWithoutFile(form) && again is { Said: AgreementStatement.Proposed before }
                ? before.Content
                : await ContentOf(form);
        if (content is null)
        {
            return Again(AgreementFileRefusals.NotADocument);
        }
        var existing = number is null ? null : book.Find(number);
        var place = existing?.Place ?? new AgreementPlace(PeerOf(form, record), null, AgreementRules.Guidelines);
        var from = begins ?? source.Time.GetUtcNow();
        var title = new Bilingual(form["title-en"].ToString().Trim(), form["title-zh"].ToString().Trim());
        var version = existing is null ? 1 : existing.Agreement.Latest.Number + 1;
        var hash = StatementFormat.ContentHash(content);
        var back = existing is null ? "/agreements/propose" : $"/agreements/propose?number={existing.Id}";
        var asked = new AgreementForm(source.Agreeing, http, "/agreements/propose", back, Again)
        {
            More =
            [
                KeyValuePair.Create(AgreementForm.FromField, AgreementForm.FromText(from)),
                KeyValuePair.Create(ContentField, content),
            ],
        };
        return await asked.Say(place, new AgreementStatement.Proposed(place.Kind, version, title, from, content, hash));

        IResult Again(Refusal refusal) => Proposing(number, source, refusal, again);
    }

    private static async Task<IResult> Move(
        string number,
        string move,
        [FromForm] int version,
        [FromForm(Name = "reason.text")] string? reason,
        [FromForm(Name = "reason.translation")] string? translation,
        [AsParameters] AgreementSource source
    )
    {
        if (source.Book.Find(number) is not { } sight || sight.Agreement.Version(version) is not { } which)
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
        return statement is null
            ? Results.NotFound()
            : await new AgreementForm(
                source.Agreeing,
                source.Http,
                $"/agreements/{number}/{move}",
                $"/agreements/{number}",
                refusal => Page(number, source.Book, refusal, StatusCodes.Status422UnprocessableEntity)
            ).Say(sight.Place, statement);
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

    private static bool IsWithoutFile(IFormCollection form) =>
        form[ContentField].ToString().Length == 0 && form.Files["document"] is null or { Length: 0 };

    private static PartyCode PeerOf(IFormCollection form, JointRecord record)
    {
        var asked = form["peer"].ToString();
        return (
            record.Peers.FirstOrDefault(peer => string.Equals(peer.Code.ToString(), asked, StringComparison.Ordinal))
            ?? record.Peers[0]
        ).Code;
    }

    /// <summary>
    /// The document of the file sent along, or as the second look carries it on, on one line; null where there is none
    /// that can be read.
    /// </summary>
    private static async Task<string?> ContentOf(IFormCollection form)
    {
        try
        {
            if (form[ContentField].ToString() is { Length: > 0 and <= FileAtMost } carried)
            {
                return StatementFormat.OneLine(carried);
            }
            if (form.Files["document"] is not { Length: > 0 and <= FileAtMost } file)
            {
                return null;
            }
            var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
            using var reader = new StreamReader(file.OpenReadStream(), strict);
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
