using System.Collections.Immutable;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;

namespace Parley.Simulation;

/// <summary>What an officer writes for a move on a request: sound content, each text with the number of the act, so
/// that nothing can be counted twice or lost unseen.</summary>
internal static class RequestWords
{
    /// <param name="before">A request that it carries on; null: none.</param>
    /// <param name="files">What goes with it.</param>
    public static RequestStatement.Made Make(
        Draft draft,
        AgreedVersion cited,
        Prose text,
        Request? before,
        IReadOnlyList<Attached> files
    )
    {
        var entries = draft.Entries.SetItem("facts", new Entry.Written(text));
        entries = files.Count == 0 ? entries : entries.SetItem("files", new Entry.Parcels([.. files]));
        if (before is not null && draft.Kind is "mutual-legal-assistance")
        {
            entries = entries.SetItem("converted-from", new Entry.Several([before.Id.ToString()]));
        }
        return new(draft.Kind, draft.Urgency, cited, draft.Language, entries);
    }

    /// <param name="files">What an officer sends along with an answer.</param>
    /// <param name="goals">Requests as which this one might go on.</param>
    public static RequestStatement For(
        RequestMove move,
        Request request,
        IReadOnlyList<Request> goals,
        Prose text,
        Dice dice,
        DateTimeOffset at,
        Func<IReadOnlyList<Attached>> files
    ) =>
        move switch
        {
            RequestMove.Acknowledge => new RequestStatement.Acknowledged(text),
            RequestMove.AskClarification => new RequestStatement.ClarificationAsked([
                .. Enumerable.Range(1, 1 + dice.Below(3)).Select(i => new Question($"{i}", Item(dice), text)),
            ]),
            RequestMove.Clarify => Clarified(request, text, dice),
            RequestMove.Supplement => new RequestStatement.Supplemented(text, Corrected(text, dice), Some(files())),
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
            RequestMove.Consult => new RequestStatement.Consulted(text, dice.Below(4) == 0 ? Some(files()) : null),
            RequestMove.Extend => new RequestStatement.Extended(at.AddHours(dice.Between(1, 400)), text),
            RequestMove.ReportProgress => new RequestStatement.Progress(
                text,
                Steps(request, dice),
                Added(request, text, dice, at),
                Moved(request, text, dice, at)
            ),
            RequestMove.LimitUse => new RequestStatement.UseLimited(text),
            RequestMove.Validate => new RequestStatement.Validated(
                dice.Pick(Enum.GetValues<Validation>()),
                text.Original,
                dice.Below(2) == 0 ? text.Original : null,
                dice.Below(4) == 0 ? null : text
            ),
            RequestMove.Transfer => new RequestStatement.Transferred(
                goals.Count == 0 ? request.Id : dice.Pick(goals).Id,
                text
            ),
            RequestMove.Answer => Answered(request, text, dice) with { Parcels = Some(files()) },
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
        return new([.. asked.Select(q => new QuestionAnswer(q.Id, text))], Corrected(text, dice));
    }

    // Now and then nothing, the facts anew, or something that the guidelines do not know.
    private static ImmutableSortedDictionary<string, Entry> Corrected(Prose text, Dice dice) =>
        dice.Below(5) switch
        {
            0 or 1 => Draft.NoEntries,
            2 or 3 => Draft.NoEntries.Add("facts", new Entry.Written(text)),
            _ => Draft.NoEntries.Add("no-such-item", new Entry.Written(text)),
        };

    private static ImmutableArray<Attached>? Some(IReadOnlyList<Attached> files) => files is [] ? null : [.. files];

    private static RequestStatement.Answered Answered(Request request, Prose text, Dice dice)
    {
        var sought = request.Current().Sought.Select(s => s.Id).ToImmutableArray();
        var final = dice.Below(3) > 0;
        var items = final ? sought : [.. sought.Take(1)];
        return new(
            final,
            [.. items.Select(i => new ItemAnswer(i, dice.Pick(Enum.GetValues<ItemOutcome>()), text))],
            dice.Below(3) == 0 ? text : null,
            Handling: dice.Below(3) == 0
                ? new Handling("H1", dice.Below(8) == 0 ? "TLP:PURPLE" : "TLP:AMBER", "A", "1")
                : null
        );
    }

    private static ImmutableArray<StepProgress>? Steps(Request request, Dice dice) =>
        dice.Below(2) == 0
            ? null
            :
            [
                .. request
                    .Current()
                    .Sought.Take(2)
                    .Select(s => new StepProgress(s.Id, dice.Pick(Enum.GetValues<StepState>()))),
            ];

    /// <summary>A step for one side or both, now and then under a number that is taken.</summary>
    private static ImmutableArray<SoughtItem>? Added(Request request, Prose text, Dice dice, DateTimeOffset at) =>
        dice.Below(3) > 0 || WorkSteps.Of(request).All(step => step.Days.IsEmpty)
            ? null
            :
            [
                new SoughtItem(
                    $"S-{dice.Below(12)}",
                    text,
                    Owner: dice.Pick([SoughtItem.BothParties, $"{request.From}", $"{request.To}"]),
                    By: Day(dice, at)
                ),
            ];

    /// <summary>Another day for some step: its own, the other's, one of both; at times the day that is proposed.
    /// </summary>
    private static ImmutableArray<StepMoved>? Moved(Request request, Prose text, Dice dice, DateTimeOffset at)
    {
        var steps = WorkSteps.Of(request).Where(step => !step.Days.IsEmpty).ToList();
        if (steps.Count == 0 || dice.Below(2) == 0)
        {
            return null;
        }
        var step = dice.Pick(steps);
        var day = step.Proposed is { } proposed && dice.Below(2) == 0 ? proposed.Day : Day(dice, at);
        return [new StepMoved(step.Id, day, text)];
    }

    private static DateOnly Day(Dice dice, DateTimeOffset at) =>
        DateOnly.FromDateTime(at.UtcDateTime).AddDays((int)dice.Between(-2, 40));
}
