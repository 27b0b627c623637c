using Parley.Cooperation.Guidelines;

namespace Parley.Cooperation.Requests;

/// <summary>Why something may not be stated about a request at all now, each with what to do instead.</summary>
internal static class RequestRefusals
{
    public static readonly Refusal NoSuchRequest = new(
        "no-such-request",
        "No request with this number has been made. Check the number on the request's page.",
        "尚无此编号的请求。请在请求页面查对编号。"
    );

    public static readonly Refusal AlreadyMade = new(
        "request-already-made",
        "A request with this number has been made. Give the new request the next free number.",
        "此编号的请求已经提出。请为新请求使用下一个可用编号。"
    );

    public static readonly Refusal GuidelinesUnknown = new(
        "guidelines-not-agreed",
        "The guidelines cited are not agreed between the two sides in this wording. Cite the version shown as in "
            + "force.",
        "所引准则并非双方以此文本达成的协议。请引用显示为生效的版本。"
    );

    public static readonly Refusal GuidelinesNotInForce = new(
        "guidelines-not-in-force",
        "The version of the guidelines cited is not the one in force. Check the draft under the version in force "
            + "and make the request again.",
        "所引准则版本并非现行版本。请按现行版本核对草稿后重新提出请求。"
    );

    public static readonly Refusal GuidelinesUnreadable = new(
        "guidelines-not-readable",
        "The guidelines this request cites cannot be read as valid guidelines. Agree a corrected version first.",
        "此请求所引准则无法作为有效准则读取。请先就更正后的版本达成一致。"
    );

    public static readonly Refusal NoCalendar = new(
        "no-calendar-of-requested-party",
        "The guidelines count working days but hold no working calendar of the requested party. Propose "
            + "guidelines with its calendar.",
        "准则以工作日计时，但未载明被请求方的工作日历。请提出载有该日历的准则。"
    );

    public static readonly Refusal OnlyTheRequester = new(
        "only-the-requester",
        "Only the party that made the request may say this. State where it stands instead: progress, "
            + "clarification, answer.",
        "只有请求方可以办理此步骤。请改为通报进展、要求澄清或作出答复。"
    );

    public static readonly Refusal OnlyTheRequestedParty = new(
        "only-the-requested-party",
        "Only the party that was asked may say this. To change what is wanted, answer its questions or withdraw "
            + "the request.",
        "只有被请求方可以办理此步骤。如需更改请求内容，请答复其问题或撤回请求。"
    );

    public static readonly Refusal OnlyTheParties = new(
        "only-the-parties",
        "Only the party that made this request and the party that was asked may speak to it.",
        "只有此请求的请求方和被请求方可以就其发言。"
    );

    public static readonly Refusal Closed = new(
        "request-closed",
        "The request is closed. If something is still needed, make a new request and name this one as related.",
        "请求已办结。如仍有需要，请提出新请求并注明与本请求相关。"
    );

    public static readonly Refusal AtRest = new(
        "request-at-rest",
        "The request came to its end so long ago that nothing said about it has effect any more. If something is still "
            + "needed, make a new request and name this one as related.",
        "此请求早已终结，就其所作的任何表示均不再生效。如仍有需要，请提出新请求并注明与本请求相关。"
    );

    public static readonly Refusal IsWithdrawn = new(
        "request-withdrawn",
        "The request was withdrawn; nothing more is expected. The requester may only close it.",
        "请求已撤回，无需再作任何处理。请求方仅可将其办结。"
    );

    public static readonly Refusal IsRefused = new(
        "request-refused",
        "The request was refused; its reasons stand in the record. Close it, or make a new request that meets them.",
        "请求已被拒绝，理由已记录在案。请办结，或提出能够消除这些理由的新请求。"
    );

    public static readonly Refusal IsAnswered = new(
        "request-answered",
        "The final answer was given. The requester may rate it and close the request; for anything more, make a "
            + "new one.",
        "已作出最终答复。请求方可以评价并办结；如需更多，请提出新请求。"
    );

    public static readonly Refusal StillOpen = new(
        "request-still-open",
        "The request is still open. Wait for the answer, withdraw the request, or carry it on as another first.",
        "请求尚未办结。请等待答复，或先撤回请求、将其转为其他请求。"
    );

    public static readonly Refusal TooManyNotes = new(
        "too-many-notes",
        "This request holds 300 questions, consultations and reports of progress. Answer it, or take the matter to the "
            + "other side by another channel.",
        "本请求的澄清、协商和进展通报已达三百条。请作出答复，或通过其他渠道与对方联系。"
    );

    public static readonly Refusal AlreadyAcknowledged = new(
        "already-acknowledged",
        "The request was already acknowledged. Report progress or give the first response instead.",
        "请求已签收。请改为通报进展或作出初步答复。"
    );

    public static readonly Refusal NothingAsked = new(
        "no-clarification-open",
        "The requested party has no question open. What is wanted stays as made; to change it, withdraw and ask anew.",
        "被请求方没有待答问题。请求内容维持原样；如需更改，请撤回后重新提出。"
    );

    public static readonly Refusal AlreadyResponded = new(
        "first-response-given",
        "The first response was already given, by itself or by a decision or an answer. Report progress instead.",
        "已作出初步答复（或已以决定、答复代之）。请改为通报进展。"
    );

    public static readonly Refusal AlreadyAccepted = new(
        "already-accepted",
        "The request was already accepted or answered in part. Go on with the answer.",
        "请求已受理或已部分答复。请继续作出答复。"
    );

    public static readonly Refusal PartlyAnswered = new(
        "answered-in-part",
        "Part of the request was answered. Give a final answer that says for each remaining item why it is not "
            + "provided.",
        "请求已部分答复。请作出最终答复，并逐项说明其余事项不予提供的理由。"
    );

    public static readonly Refusal ConsultFirst = new(
        "consult-before-refusal",
        "A request of this kind is refused, in whole or in part, only after consultation. Open a consultation on "
            + "conditions first.",
        "此类请求须经协商方可全部或部分拒绝。请先就附条件提供协助进行协商。"
    );

    /// <summary>The requester has not said its word on the consultation.</summary>
    public static Refusal ConsultationUnanswered(Guidelines.Span within) =>
        new(
            "consultation-unanswered",
            "The requester has not answered the consultation yet. "
                + $"Wait for its word, or until the agreed {within.InWords().En} have passed.",
            $"请求方尚未就协商作出回应。请等待其回应，或待商定的{within.InWords().Zh}期限届满。"
        );

    public static readonly Refusal ConsultationNotOpened = new(
        "consultation-not-opened",
        "The requested party opens a consultation; the requester replies to it. Wait until it is opened.",
        "协商由被请求方发起，请求方予以回应。请等待其发起。"
    );

    public static readonly Refusal NoExtension = new(
        "no-extension",
        "The guidelines allow no extension for this kind of request. Answer in part in time and report progress.",
        "准则不允许此类请求延期。请按时部分答复并通报进展。"
    );

    public static readonly Refusal ExtensionUsed = new(
        "extension-used",
        "The time was already extended as often as the guidelines allow. Answer in part and report progress.",
        "延期次数已达准则上限。请先部分答复并通报进展。"
    );

    public static readonly Refusal NothingToExtend = new(
        "nothing-to-extend",
        "No time for the full answer is running, so there is nothing to extend. Accept the request first, or "
            + "report progress.",
        "尚无正在计算的完整答复期限，无从延期。请先受理请求，或通报进展。"
    );

    public static readonly Refusal ExtensionTooLate = new(
        "extension-too-late",
        "The time has run out; an extension must be stated before. Report progress and answer as soon as you can.",
        "期限已过，延期须在期满前提出。请通报进展并尽快答复。"
    );

    public static readonly Refusal AlreadyRated = new(
        "already-rated",
        "The answer was already rated. Close the request when nothing more is open.",
        "答复已评价。如无未尽事宜，请办结。"
    );

    public static readonly Refusal NothingToRate = new(
        "nothing-to-rate",
        "Only a final answer is rated. Wait for it.",
        "只有最终答复可以评价。请等待最终答复。"
    );

    public static readonly Refusal NothingToReplyTo = new(
        "no-rating-to-reply-to",
        "There is no rating to reply to, or it was replied to already.",
        "没有可供回应的评价，或已作出回应。"
    );

    public static readonly Refusal OnlyCentralAuthorities = new(
        "only-central-authorities",
        "This kind of request goes between central authorities only. Hand it to your central authority.",
        "此类请求仅限中央机关之间往来。请转交本方中央机关办理。"
    );

    public static readonly Refusal NoLaterLimits = new(
        "no-later-limits",
        "The guidelines let the use of an answer be limited with the answer itself only for this kind. State limits "
            + "with a further answer, or consult.",
        "准则规定此类请求只能随答复一并限制使用。请在后续答复中说明，或进行协商。"
    );

    public static readonly Refusal NothingToLimit = new(
        "nothing-to-limit",
        "Nothing was given yet whose use could be limited. State the limits with the answer.",
        "尚未提供任何内容，无从限制使用。请随答复说明限制。"
    );

    public static readonly Refusal LimitsTooLate = new(
        "limits-too-late",
        "The time in which the use could still be limited has run out. Consult with the other side instead.",
        "限制使用的期限已过。请改为与对方协商。"
    );

    public static readonly Refusal NoValidation = new(
        "no-validation",
        "The guidelines ask for no later validation of this kind of request.",
        "准则不要求对此类请求进行事后确认。"
    );

    public static readonly Refusal AlreadyValidated = new(
        "already-validated",
        "What the competent authority decided was already stated.",
        "主管机关的决定已经通报。"
    );

    public static readonly Refusal NoConversion = new(
        "no-conversion",
        "The guidelines name no kind as which a request of this kind could go on. Make a new request and name this "
            + "one as related.",
        "准则未规定此类请求可以转为其他种类。请提出新请求并注明与本请求相关。"
    );

    public static Refusal IsTransferred(SubjectId to) =>
        new(
            "request-transferred",
            $"The matter goes on as {to}. Speak to it there; the requester may only close this one.",
            $"此事项已转为 {to} 继续办理。请在该请求中处理；请求方仅可将本请求办结。"
        );

    /// <summary>With the steps that a note adds the request would not pass the check; the first finding says it.
    /// </summary>
    public static Refusal NoteNotPassed(Finding finding) =>
        new(
            "check-not-passed",
            $"The note does not meet the guidelines. {finding.Sentence.En}",
            $"通报不符合准则。{finding.Sentence.Zh}"
        );

    /// <summary>The check found what keeps the request from being made; the first finding says it.</summary>
    public static Refusal NotPassed(Finding finding) =>
        new(
            "check-not-passed",
            $"The request does not meet the guidelines. {finding.Sentence.En}",
            $"请求不符合准则。{finding.Sentence.Zh}"
        );
}
