using System.Collections.Frozen;
using Microsoft.Extensions.Localization;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Node.Look;
using Parley.Node.Parcels;

namespace Parley.Node.Requests;

/// <summary>What is wrong with the form of a move, each sentence at the field it is about.</summary>
internal static class MoveErrors
{
    /// <summary>No further draft is kept of this request.</summary>
    internal static readonly Refusal TooMany = new(
        "too-many-drafts",
        $"{MoveDraftShelf.MostOfOne} half-written steps lie on this request already. Discard one, then save.",
        $"本请求已有{MoveDraftShelf.MostOfOne}份未写完的步骤。请删除其中一份后再保存。"
    );

    private static readonly FrozenDictionary<string, string> FieldOf = new Dictionary<string, string>(
        StringComparer.Ordinal
    )
    {
        ["text-missing"] = "text",
        ["answer-not-evaluated"] = "handling-code",
        ["restrictions-unsaid"] = "limits",
        ["date-not-ahead"] = "by",
        ["answer-day-unsaid"] = "by",
        ["answer-form-unsaid"] = "form",
        ["part-unexplained"] = "text",
        ["question-missing"] = "question-0",
        ["authority-missing"] = "authority",
        ["restriction-missing"] = "text",
        ["transfer-unknown"] = "to",
        ["transfer-of-other-kind"] = "to",
        ["transfer-not-named"] = "to",
        ["no-steps"] = "added",
        ["too-many-steps"] = "added",
        ["step-unknown"] = "moved",
        ["step-ended"] = "moved",
        ["day-unchanged"] = "moved",
        ["move-without-reason"] = "moved",
        ["extension-not-later"] = "until",
        ["extension-too-long"] = "until",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Choices the officer has not made, and a date that is none: they are asked for, never filled in or left
    /// out.</summary>
    public static IReadOnlyList<FieldError> Unchosen(
        RequestMove move,
        IFormCollection form,
        IStringLocalizer<RequestWords> words
    ) =>
        MoveForm
            .Choices(move)
            .Where(name => form[name].ToString().Length == 0)
            .Select(name => new FieldError(FirstOf(name), words["choose." + name]))
            .Concat(
                move is RequestMove.Answer
                    ? AnswerForm
                        .Unevaluated(form)
                        .Select(name => new FieldError(name.Replace('.', '-'), words["choose." + name]))
                        .Concat(AnswerForm.Unsaid(form, words))
                    : []
            )
            .Concat(Undated(form) ? [new FieldError("by", words["date.none"])] : [])
            .Concat(Unannounced(move, form))
            .Concat(NoneAccepted(move, form) ? [new FieldError("items", words["choose.item"])] : [])
            .DistinctBy(error => error.Field, StringComparer.Ordinal)
            .ToList();

    /// <summary>Whoever will answer says in what form and by when: both are asked for at once.</summary>
    private static IEnumerable<FieldError> Unannounced(RequestMove move, IFormCollection form) =>
        move is RequestMove.RespondFirst && form["will"].ToString().Length > 0
            ? OwnAnswer
                .Unannounced(MoveForm.FirstResponse(form, "en"))
                .Select(one => new FieldError(FieldOf[one.Code], one.Sentence.In(Languages.Short)))
            : [];

    /// <summary>The form asked which items are accepted, and none is: that is no acceptance.</summary>
    internal static bool NoneAccepted(RequestMove move, IFormCollection form) =>
        move is RequestMove.Accept
        && form.ContainsKey("has." + MoveForm.AcceptedItem)
        && !form.ContainsKey(MoveForm.AcceptedItem);

    /// <summary>A file that was chosen is not ready any more: what it was to go with does not leave without it unless
    /// the officer has seen that.</summary>
    public static FieldError FileGone(IStringLocalizer<RequestWords> words) =>
        new(FileChoice.Place, words["file.gone"]);

    /// <summary>What was corrected otherwise since the form was shown: whoever sends it sees both first.</summary>
    public static IEnumerable<FieldError> Overtaken(
        RequestMove move,
        RequestSight sight,
        IFormCollection form,
        IStringLocalizer<RequestWords> words
    ) => Corrected.Overtaken(move, sight, form).Select(item => Overtaken(item, sight, words));

    /// <summary>The same of what was written without a form.</summary>
    public static IEnumerable<FieldError> Overtaken(
        RequestStatement? said,
        int? seen,
        RequestSight sight,
        IStringLocalizer<RequestWords> words
    ) => Corrected.Overtaken(said, seen, sight).Select(item => Overtaken(item, sight, words));

    private static FieldError Overtaken(Item item, RequestSight sight, IStringLocalizer<RequestWords> words) =>
        new(
            "item-" + item.Id,
            words[
                "corrected.meanwhile",
                item.Label.In(Languages.Short),
                SignedNames.OnPage(sight.Request.LastCorrected(item.Id)!.Value.By)
            ]
        );

    private static bool Undated(IFormCollection form) =>
        form["by.at"].ToString() is { Length: > 0 } at && DraftForm.ReadMoment(at, form["by.zone"].ToString()) is null;

    /// <summary>A sheet of a certificate that says nothing, beside another of its form: it is filled in or taken out,
    /// so that sheets are numbered alike here and in the answer.</summary>
    public static IEnumerable<FieldError> EmptySheets(
        RequestMove move,
        RequestSight sight,
        IFormCollection form,
        IStringLocalizer<RequestWords> words
    ) =>
        move is RequestMove.Answer
            ? AnswerSheets
                .Of(sight, form)
                .GroupBy(sheet => sheet.Form.Code, StringComparer.Ordinal)
                .Where(sheets => sheets.Count() > 1)
                .SelectMany(sheets => sheets.Where(sheet => sheet.IsEmpty))
                .Select(sheet => new FieldError(
                    sheet.Id(sheet.Form.Fields[0], "en"),
                    words["sheet.empty", sheet.Form.Name.In(Languages.Short), sheet.Number]
                ))
            : [];

    /// <summary>The refusal, at the field it is about as far as one can be named.</summary>
    /// <param name="form">What was filled in, where a sheet of it is meant.</param>
    public static FieldError Of(
        Refusal refusal,
        RequestSight sight,
        RequestStatement said,
        IFormCollection? form = null
    )
    {
        var field = (refusal.Code, said) switch
        {
            ("ground-missing" or "ground-unknown-here", _) => "ground-" + sight.Kind.RefusalGrounds.FirstOrDefault(),
            ("ground-without-reason", RequestStatement.Refused refused) => "reason-"
                + refused.Grounds.FirstOrDefault(one => string.IsNullOrWhiteSpace(one.Reason.Original))?.Code,
            ("nothing-given", RequestStatement.Answered answered) => FirstOf("outcome." + answered.Items[0].Item),
            ("answer-empty" or "item-unanswered", RequestStatement.Answered answered) => FirstOf(
                "outcome." + Unanswered(sight, answered)
            ),
            ("outcome-without-text", RequestStatement.Answered answered) => "item-"
                + answered.Items.FirstOrDefault(one => string.IsNullOrWhiteSpace(one.Text?.Original))?.Item,
            ("certificate-blank", RequestStatement.Answered) when OpenBlank(sight, form) is { } blank => blank,
            ("question-unanswered", RequestStatement.Clarified clarified) => "answer-" + Open(sight, clarified),
            ("check-not-passed", RequestStatement.Progress) => "added",
            ("day-out-of-bounds", RequestStatement.Progress progress) => progress.Added is { IsEmpty: false }
                ? "added"
                : "moved",
            _ => FieldOf.GetValueOrDefault(refusal.Code, "move"),
        };
        return new FieldError(field, refusal.Sentence.In(Languages.Short));
    }

    /// <summary>The field of the first blank left open on a sheet that was begun.</summary>
    private static string? OpenBlank(RequestSight sight, IFormCollection? form) =>
        form is null
            ? null
            : AnswerSheets
                .Of(sight, form)
                .Where(sheet => !sheet.IsEmpty)
                .Select(sheet => sheet.Open is { } field ? sheet.Id(field, "en") : null)
                .FirstOrDefault(id => id is not null);

    /// <summary>The id of the first option of a choice, to which the focus goes.</summary>
    public static string FirstOf(string choice) =>
        choice switch
        {
            "until.at" => "until",
            "to" => "to",
            _ => choice + "-0",
        };

    /// <summary>The item the rules name: not answered here, nor before, and accepted where only some were.</summary>
    private static string? Unanswered(RequestSight sight, RequestStatement.Answered answered) =>
        MoveForm
            .Answerable(sight)
            .Select(item => item.Id)
            .Except(answered.Items.Select(one => one.Item), StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .MinBy(item => Settled(sight.Request, item));

    /// <summary>Whether nothing more has to be said of an item.</summary>
    private static bool Settled(Request request, string item) =>
        request
            .Answers.SelectMany(given => given.What.Items.Select(one => one.Item))
            .Contains(item, StringComparer.Ordinal)
        || (
            request.Accepted is { What.Items: { IsDefaultOrEmpty: false } accepted }
            && !accepted.Contains(item, StringComparer.Ordinal)
        );

    private static string? Open(RequestSight sight, RequestStatement.Clarified clarified) =>
        sight
            .Request.OpenClarification?.Asked.What.Questions.Select(question => question.Id)
            .Except(clarified.Answers.Select(one => one.Question), StringComparer.Ordinal)
            .FirstOrDefault();
}
