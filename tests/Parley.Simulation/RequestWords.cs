using System.Collections.Immutable;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Requests;

namespace Parley.Simulation;

/// <summary>What an officer writes for a move on a request: sound content, each text with the number of the act, so
/// that nothing can be counted twice or lost unseen.</summary>
internal static class RequestWords
{
    public static RequestStatement.Made Make(Draft draft, AgreedVersion cited, Prose text) =>
        new(draft.Kind, draft.Urgency, cited, draft.Language, draft.Entries.SetItem("facts", new Entry.Written(text)));

    public static RequestStatement For(RequestMove move, Request request, Prose text, Dice dice, DateTimeOffset at) =>
        move switch
        {
            RequestMove.Acknowledge => new RequestStatement.Acknowledged(text),
            RequestMove.AskClarification => new RequestStatement.ClarificationAsked([
                .. Enumerable.Range(1, 1 + dice.Below(3)).Select(i => new Question($"{i}", Item(dice), text)),
            ]),
            RequestMove.Clarify => Clarified(request, text, dice),
            RequestMove.RespondFirst => new RequestStatement.FirstResponse(
                dice.Pick(Enum.GetValues<WillAnswer>()),
                text,
                dice.Below(2) == 0 ? null : at.AddHours(dice.Between(1, 200)),
                null
            ),
            RequestMove.Accept => new RequestStatement.Accepted([.. Some(request, dice)], text),
            RequestMove.Refuse => new RequestStatement.Refused([
                new GroundGiven(dice.Below(4) == 0 ? "not-available" : "essential-interests", text),
            ]),
            RequestMove.Consult => new RequestStatement.Consulted(text),
            RequestMove.Extend => new RequestStatement.Extended(at.AddHours(dice.Between(1, 400)), text),
            RequestMove.ReportProgress => new RequestStatement.Progress(text),
            RequestMove.Answer => Answered(request, text, dice),
            RequestMove.Rate => new RequestStatement.AnswerRated(Mark(dice), Mark(dice), Mark(dice), text),
            RequestMove.ReplyToRating => new RequestStatement.RatingReplied(text),
            RequestMove.Withdraw => new RequestStatement.Withdrawn(text),
            _ => new RequestStatement.Closed(text),
        };

    private static string? Item(Dice dice) => dice.Below(2) == 0 ? null : "facts";

    private static Mark Mark(Dice dice) => dice.Pick(Enum.GetValues<Mark>());

    private static IEnumerable<string> Some(Request request, Dice dice) =>
        dice.Below(2) == 0 ? [] : request.Current().Sought.Select(s => s.Id).Take(1);

    private static RequestStatement.Clarified Clarified(Request request, Prose text, Dice dice)
    {
        var asked = request.OpenClarification?.Asked.What.Questions ?? [];
        var entries = Draft.NoEntries;
        if (dice.Below(2) == 0)
        {
            entries = entries.Add("facts", new Entry.Written(text));
        }
        return new([.. asked.Select(q => new QuestionAnswer(q.Id, text))], entries);
    }

    private static RequestStatement.Answered Answered(Request request, Prose text, Dice dice)
    {
        var sought = request.Current().Sought.Select(s => s.Id).ToImmutableArray();
        var final = dice.Below(3) > 0;
        var items = final ? sought : [.. sought.Take(1)];
        return new(
            final,
            [.. items.Select(i => new ItemAnswer(i, dice.Pick(Enum.GetValues<ItemOutcome>()), text))],
            dice.Below(3) == 0 ? text : null
        );
    }
}
