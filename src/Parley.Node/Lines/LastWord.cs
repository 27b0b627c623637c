using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Node.Requests;

namespace Parley.Node.Lines;

/// <summary>
/// The last thing the other side said about a request that officers are told of, while this party has said nothing
/// since: a request, a question or a clarification, a supplement, a consultation, an extension, an answer or a part of
/// it, a refusal, a limit of use, a validation, a rating, a withdrawal.
/// </summary>
/// <param name="Text">What it was and when it was said, which tells it from any other of the same request:
/// "request.clarification-asked 1790000000000".</param>
/// <param name="CameAt">When it arrived.</param>
internal sealed record LastWord(string Text, long CameAt)
{
    private const string Prefix = "type.";

    /// <summary>Null where there is none.</summary>
    public static LastWord? Of(IReadOnlyList<Spoken> spoken, PartyCode peer)
    {
        if (spoken.Where(one => one.By == peer && IsToldOf(one.What)).MaxBy(one => one.At) is not { } last)
        {
            return null;
        }
        // Both are times of this party's clock: what it said while the other's word was still on its way is no reply.
        return spoken.Any(one => one.By != peer && one.At >= last.Came)
            ? null
            : new LastWord(
                FormattableString.Invariant($"{last.Type[Prefix.Length..]} {RequestLine.Milliseconds(last.At)}"),
                RequestLine.Milliseconds(last.Came)
            );
    }

    private static bool IsToldOf(RequestStatement said) =>
        said
            is RequestStatement.Made
                or RequestStatement.ClarificationAsked
                or RequestStatement.Clarified
                or RequestStatement.Supplemented
                or RequestStatement.Consulted
                or RequestStatement.Extended
                or RequestStatement.Answered
                or RequestStatement.Refused
                or RequestStatement.UseLimited
                or RequestStatement.Validated
                or RequestStatement.AnswerRated
                or RequestStatement.Withdrawn;
}
