using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Review;
using Parley.Exchange;
using Parley.Exchange.Formats;
using Parley.Node.Access;
using Parley.Node.Law;
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
    public static void MapAgreements(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(
            "/agreements",
            (AgreementBook book) => Show.Page<AgreementListPage>((nameof(AgreementListPage.All), book.All()))
        );
        routes.MapGet(
            "/agreements/{number}",
            (string number, int? older, int? newer, long? again, [AsParameters] AgreementSource source) =>
                Page(number, source, refusal: null, MoveFields.Of(source.CameBack(again)), older, newer)
        );
        routes.MapGet("/agreements/{number}/{version:int}/document.json", Document);
        var releaser = routes.MapGroup("").RequireAuthorization(Rights.Release);
        releaser.MapGet(
            "/agreements/propose",
            (string? number, long? again, [AsParameters] AgreementSource source) =>
                Begin(source.Of(number), source.CameBack(again), source)
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
        AgreementSource source,
        Refusal? refusal,
        MoveFields? fields,
        int? older = null,
        int? newer = null
    ) =>
        source.Of(number) is { } sight
            ? Show.Page<AgreementPage>(
                refusal is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
                (nameof(AgreementPage.Sight), sight),
                (nameof(AgreementPage.Refusal), refusal),
                (nameof(AgreementPage.Filled), fields),
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

    private static IResult Begin(AgreementSight? sight, PreparedAgreement? again, AgreementSource source) =>
        Proposing(sight, source, ProposalFields.Of(again, sight, source.Node), again);

    private static IResult Proposing(
        AgreementSight? sight,
        AgreementSource source,
        ProposalFields fields,
        PreparedAgreement? again,
        Refusal? refusal = null
    ) =>
        Show.Page<ProposePage>(
            refusal is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
            (nameof(ProposePage.Sight), sight),
            (nameof(ProposePage.Peers), source.Record.Peers),
            (nameof(ProposePage.Fields), fields),
            (nameof(ProposePage.Again), again),
            (nameof(ProposePage.Refusal), refusal)
        );

    private static async Task<IResult> Propose([AsParameters] AgreementSource source)
    {
        var (http, record) = (source.Http, source.Record);
        var form = await http.Request.ReadFormAsync();
        var existing = source.Of(form["number"].ToString());
        var again = source.CameBack(form[AgreementForm.AgainField]);
        var document = SentDocument.IsIn(form) ? await SentDocument.Of(form) : SentDocument.Of(again);
        var fields = ProposalFields.Of(form, document ?? SentDocument.Carried(form) ?? SentDocument.Of(again));
        var begins =
            AgreementForm.FromOf(form[AgreementForm.FromField]) ?? DraftForm.ReadMoment(fields.At, fields.Zone);
        if (begins is null && fields.At.Length > 0)
        {
            return Again(AgreementFileRefusals.NoMoment);
        }
        if (document is null)
        {
            return Again(AgreementFileRefusals.NotADocument);
        }
        var place = existing?.Place ?? new AgreementPlace(PeerOf(fields, record), null, AgreementRules.Guidelines);
        var from = begins ?? source.Time.GetUtcNow();
        var version = existing is null ? 1 : existing.Agreement.Latest.Number + 1;
        var hash = StatementFormat.ContentHash(document.Content);
        var asked = new AgreementForm(source.Agreeing, http, "/agreements/propose", Back(existing, again), Again)
        {
            More = [KeyValuePair.Create(AgreementForm.FromField, AgreementForm.FromText(from)), .. document.Fields],
        };
        return await asked.Say(
            place,
            new AgreementStatement.Proposed(place.Kind, version, fields.Title, from, document.Content, hash)
        );

        // A document that nobody could read as one of its kind is not kept: another is to be chosen.
        IResult Again(Refusal refusal) =>
            Proposing(
                existing,
                source,
                fields.Document is { } kept && Unfit(KindOf(existing), kept.Content) is not null
                    ? fields with
                    {
                        Document = null,
                    }
                    : fields,
                refusal == AgreeingRefusals.GoneOnWith ? null : again,
                refusal
            );
    }

    private static string KindOf(AgreementSight? existing) => existing?.Agreement.Kind ?? AgreementRules.Guidelines;

    private static string Back(AgreementSight? existing, PreparedAgreement? again) =>
        QueryHelpers.AddQueryString(
            "/agreements/propose",
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["number"] = existing?.Id,
                [AgreementForm.AgainField] = again is null ? null : FormattableString.Invariant($"{again.Id}"),
            }.Where(one => one.Value is not null)
        );

    private static async Task<IResult> Move(
        string number,
        string move,
        [FromForm] int version,
        [FromForm(Name = "reason.text")] string? reason,
        [FromForm(Name = "reason.translation")] string? translation,
        [FromForm(Name = AgreementForm.AgainField)] string? again,
        [AsParameters] AgreementSource source
    )
    {
        if (source.Of(number) is not { } sight || sight.Agreement.Version(version) is not { } which)
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
                $"/agreements/{number}" + (source.CameBack(again) is { } back ? $"?again={back.Id}" : ""),
                refusal => Page(number, source, refusal, Filled(statement, refusal))
            ).Say(sight.Place, statement);

        MoveFields Filled(AgreementStatement said, Refusal refusal) =>
            new(AgreementLaw.MoveOf(said), version, why.Original, why.Translation ?? "")
            {
                Again = refusal == AgreeingRefusals.GoneOnWith ? null : source.CameBack(again)?.Id,
            };
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

    /// <summary>Why guidelines are neither proposed nor accepted here although they can be read: this version passes
    /// over something they say.</summary>
    internal static Refusal? Unknown(string kind, string content) =>
        string.Equals(kind, AgreementRules.Guidelines, StringComparison.Ordinal)
        && GuidelinesFormat.UnknownMember(content) is { } place
            ? AgreementFileRefusals.UnknownMember(place)
            : null;

    /// <summary>Why guidelines are neither proposed nor accepted here although they can be read: working days of a
    /// party could not be counted by its own calendar.</summary>
    internal static Refusal? Uncounted(string kind, string content, PartyCode self, PartyCode peer) =>
        string.Equals(kind, AgreementRules.Guidelines, StringComparison.Ordinal)
        && GuidelinesFormat.TryRead(content, out var guidelines, out _)
            ? CalendarNeeds.Refuse(guidelines, self, peer)
            : null;

    private static PartyCode PeerOf(ProposalFields fields, JointRecord record) =>
        (
            record.Peers.FirstOrDefault(peer => string.Equals($"{peer.Code}", fields.Peer, StringComparison.Ordinal))
            ?? record.Peers[0]
        ).Code;
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

    public static Refusal UnknownMember(string place) =>
        new(
            "guidelines-not-known-whole",
            $"This node does not know {place} and would pass over it, so the two nodes would rule otherwise. Take it out, "
                + "or bring this node to a version that knows it first.",
            $"本节点不识别 {place}，将予忽略，双方节点的判定可能因此不一致。请删除该内容，或先将本节点升级至可识别该内容的版本。"
        );

    public static Refusal NotGuidelines(string problem) =>
        new("not-guidelines", $"These are no complete guidelines. {problem}", $"这不是完整的准则。{problem}");
}
