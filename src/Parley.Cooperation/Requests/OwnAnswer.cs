namespace Parley.Cooperation.Requests;

/// <summary>
/// What a party asks of its own officers and programs before an answer is stated: what is given is evaluated, and
/// restrictions are put into words. To every node an answer without handling is handled as the request, and such
/// answers stand in records; so this is asked where an answer is made, and never of what has come.
/// </summary>
public static class OwnAnswer
{
    /// <summary>The handling code that means other restrictions, as stated [Europol].</summary>
    public const string OtherRestrictions = "H3";

    public static Refusal? Refuse(RequestStatement statement) =>
        statement is not RequestStatement.Answered answer || !Gives(answer) ? null
        : answer.Handling is null ? NotEvaluated
        : string.Equals(answer.Handling.Code, OtherRestrictions, StringComparison.Ordinal) && answer.UseLimits is null
            ? RestrictionsUnsaid
        : null;

    private static bool Gives(RequestStatement.Answered answer) =>
        !answer.Items.IsDefault
        && answer.Items.Any(item => item.Outcome is ItemOutcome.Provided or ItemOutcome.PartlyProvided);

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
