namespace Parley.Cooperation.Requests;

/// <summary>
/// What a party asks of its own officers and programs before an answer is announced or stated: whoever will answer says
/// in what form and by when [Dir. 2013/40/EU art. 13], who accepts a part says why not the rest, what is given is
/// evaluated, and restrictions are put into words.
/// Records hold answers that say less, and every node understands them; so this is asked where it is said, and never of
/// what has come.
/// </summary>
public static class OwnAnswer
{
    /// <summary>The handling code that means other restrictions, as stated [Europol].</summary>
    public const string OtherRestrictions = "H3";

    /// <summary>What is missing in a statement about a request; null where nothing is.</summary>
    public static Refusal? Refuse(Request request, RequestStatement statement) =>
        statement switch
        {
            RequestStatement.FirstResponse first => Unannounced(first).FirstOrDefault(),
            RequestStatement.Accepted { Conditions: null } s when !Withholding.AcceptsAll(request, s) =>
                PartUnexplained,
            RequestStatement.Answered answer when Gives(answer) => Unevaluated(answer),
            _ => null,
        };

    /// <summary>What a first response that promises an answer leaves open of it.</summary>
    public static IEnumerable<Refusal> Unannounced(RequestStatement.FirstResponse first) =>
        first.Will is WillAnswer.Yes or WillAnswer.Partly
            ?
            [
                .. first.By is null ? [DayUnsaid] : Array.Empty<Refusal>(),
                .. first.Form is null ? [FormUnsaid] : Array.Empty<Refusal>(),
            ]
            : [];

    private static Refusal? Unevaluated(RequestStatement.Answered answer) =>
        answer.Handling is null ? NotEvaluated
        : string.Equals(answer.Handling.Code, OtherRestrictions, StringComparison.Ordinal) && answer.UseLimits is null
            ? RestrictionsUnsaid
        : null;

    private static bool Gives(RequestStatement.Answered answer) =>
        !answer.Items.IsDefault
        && answer.Items.Any(item => item.Outcome is ItemOutcome.Provided or ItemOutcome.PartlyProvided);

    private static readonly Refusal DayUnsaid = new(
        "answer-day-unsaid",
        "Say by when you expect to answer. Where that cannot be said yet, choose “Not decided yet”.",
        "请注明预计何时答复。如尚不能确定，请选择“尚未决定”。"
    );

    private static readonly Refusal FormUnsaid = new(
        "answer-form-unsaid",
        "Say in what form you will answer, such as a letter, copies of records or files.",
        "请注明以何种形式答复，例如函件、记录副本或文件。"
    );

    private static readonly Refusal PartUnexplained = new(
        "part-unexplained",
        "Some items are accepted, others not. Say why the others are not, or on what conditions they would be.",
        "仅受理部分事项。请说明其余事项不予受理的理由，或在何种条件下可予受理。"
    );

    private static readonly Refusal NotEvaluated = new(
        "answer-not-evaluated",
        "Say how what is given is to be handled, and how far source and information are trusted.",
        "请注明所提供内容的处理要求，并评定来源和信息的可信程度。"
    );

    private static readonly Refusal RestrictionsUnsaid = new(
        "restrictions-unsaid",
        "The handling code H3 means restrictions as stated. State them under limits on use.",
        "处理代码 H3 表示按所述限制使用。请在使用限制中写明。"
    );
}
