using System.Collections.Immutable;
using Parley.Cooperation.Guidelines;

namespace Parley.Cooperation.Requests;

/// <summary>What an officer may do about a request, each the making of one statement.</summary>
public enum RequestMove
{
    Acknowledge,
    AskClarification,
    Clarify,
    Supplement,
    RespondFirst,
    Accept,
    Refuse,
    Consult,
    Extend,
    ReportProgress,
    Answer,
    LimitUse,
    Validate,
    Transfer,
    Rate,
    ReplyToRating,
    Withdraw,
    Close,
}

/// <summary>
/// What a party may state about a request now. Pages show these and nothing else; they ask the same rules that judge
/// the statement when it comes.
/// </summary>
public static class RequestMoves
{
    private static readonly ImmutableArray<RequestMove> All = [.. Enum.GetValues<RequestMove>()];

    /// <summary>The moves open to a party at an instant, in the order of <see cref="RequestMove"/>.</summary>
    public static ImmutableArray<RequestMove> For(
        Request request,
        AgreedGuidelines guidelines,
        PartyCode party,
        DateTimeOffset at
    ) => [.. All.Where(move => RequestRules.MayMove(request, move, guidelines, party, at) is null)];

    /// <summary>The move whose making a statement is; null for the making of the request itself.</summary>
    public static RequestMove? Of(RequestStatement statement) =>
        statement switch
        {
            RequestStatement.Acknowledged => RequestMove.Acknowledge,
            RequestStatement.ClarificationAsked => RequestMove.AskClarification,
            RequestStatement.Clarified => RequestMove.Clarify,
            RequestStatement.Supplemented => RequestMove.Supplement,
            RequestStatement.FirstResponse => RequestMove.RespondFirst,
            RequestStatement.Accepted => RequestMove.Accept,
            RequestStatement.Refused => RequestMove.Refuse,
            RequestStatement.Consulted => RequestMove.Consult,
            RequestStatement.Extended => RequestMove.Extend,
            RequestStatement.Progress => RequestMove.ReportProgress,
            RequestStatement.Answered => RequestMove.Answer,
            RequestStatement.UseLimited => RequestMove.LimitUse,
            RequestStatement.Validated => RequestMove.Validate,
            RequestStatement.Transferred => RequestMove.Transfer,
            RequestStatement.AnswerRated => RequestMove.Rate,
            RequestStatement.RatingReplied => RequestMove.ReplyToRating,
            RequestStatement.Withdrawn => RequestMove.Withdraw,
            RequestStatement.Closed => RequestMove.Close,
            _ => null,
        };
}
