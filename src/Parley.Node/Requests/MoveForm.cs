using System.Collections.Immutable;
using System.Globalization;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;

namespace Parley.Node.Requests;

/// <summary>
/// Turns the form of a move into what is stated. Whether it may be stated, and whether it says enough, the rules of
/// requests decide; nothing of that is known here.
/// </summary>
public static class MoveForm
{
    /// <summary>What an answer names where a request asks for nothing item by item.</summary>
    public const string WholeRequest = "request";

    /// <summary>Decisions leave only after a second officer has released them.</summary>
    public static bool NeedsRelease(RequestMove move) =>
        move is RequestMove.Accept or RequestMove.Refuse or RequestMove.Answer;

    /// <summary>The fields of a move's form that have to be chosen: nothing is stated that nobody chose.</summary>
    public static IReadOnlyList<string> Choices(RequestMove move) =>
        move switch
        {
            RequestMove.RespondFirst => ["will"],
            RequestMove.Extend => ["until.at"],
            RequestMove.Answer => ["final"],
            RequestMove.Rate => ["complete", "usable", "in-form"],
            _ => [],
        };

    /// <summary>Reads the form of a move. What has to be chosen and was not is not to be stated; see
    /// <see cref="Choices"/>.</summary>
    /// <param name="language">The language in which the officer wrote: "en" or "zh".</param>
    public static RequestStatement Read(RequestMove move, RequestSight sight, IFormCollection form, string language)
    {
        var text = DraftForm.ReadProse(form, "text", language);
        var said = text ?? new Prose("", language, Translation: null);
        return move switch
        {
            RequestMove.Acknowledge => new RequestStatement.Acknowledged(text),
            RequestMove.AskClarification => new RequestStatement.ClarificationAsked(Questions(form, language)),
            RequestMove.Clarify => new RequestStatement.Clarified(
                Answers(form, language),
                Corrections(sight, form, language)
            ),
            RequestMove.RespondFirst => new RequestStatement.FirstResponse(
                Choice(form, "will", WillAnswer.Undecided),
                DraftForm.ReadProse(form, "form", language),
                DraftForm.ReadMoment(form["by.at"].ToString(), form["by.zone"].ToString()),
                text
            ),
            RequestMove.Accept => new RequestStatement.Accepted([.. form["item"].OfType<string>()], text),
            RequestMove.Refuse => new RequestStatement.Refused(Grounds(sight, form, language)),
            RequestMove.Consult => new RequestStatement.Consulted(said),
            RequestMove.Extend => new RequestStatement.Extended(
                DraftForm.ReadMoment(form["until.at"].ToString(), form["until.zone"].ToString())
                    ?? DateTimeOffset.UnixEpoch,
                said
            ),
            RequestMove.ReportProgress => new RequestStatement.Progress(said),
            RequestMove.Answer => new RequestStatement.Answered(
                string.Equals(form["final"], "true", StringComparison.Ordinal),
                ItemAnswers(sight, form, language),
                DraftForm.ReadProse(form, "limits", language)
            ),
            RequestMove.Rate => new RequestStatement.AnswerRated(
                Choice(form, "complete", Mark.Partly),
                Choice(form, "usable", Mark.Partly),
                Choice(form, "in-form", Mark.Partly),
                text
            ),
            RequestMove.ReplyToRating => new RequestStatement.RatingReplied(said),
            RequestMove.Withdraw => new RequestStatement.Withdrawn(said),
            RequestMove.Close => new RequestStatement.Closed(text),
            _ => throw new ArgumentOutOfRangeException(nameof(move), move, "Not a known move."),
        };
    }

    /// <summary>What an answer can name: the things sought, or the request as a whole.</summary>
    public static IReadOnlyList<SoughtItem> Answerable(RequestSight sight)
    {
        var sought = sight.Request.Current().Sought.ToList();
        return sought.Count > 0 ? sought : [new SoughtItem(WholeRequest, new Prose("", "en", Translation: null))];
    }

    /// <summary>Items of the request that the open questions are about, and so may be corrected in the reply.</summary>
    public static IReadOnlyList<Item> Correctable(RequestSight sight)
    {
        var asked = sight
            .Request.OpenClarification?.Asked.What.Questions.Select(question => question.Item)
            .ToHashSet(StringComparer.Ordinal);
        return asked is null
            ? []
            : sight.Guidelines.ItemsOf(sight.Request.Kind).Where(item => asked.Contains(item.Id)).ToList();
    }

    private static ImmutableArray<Question> Questions(IFormCollection form, string language)
    {
        var questions = ImmutableArray.CreateBuilder<Question>();
        var about = form["question.item"];
        for (var row = 0; row < Math.Min(form["question.text"].Count, DraftForm.RowsAtMost); row++)
        {
            if (Row(form, "question", row, language) is { } text)
            {
                var item = row < about.Count && about[row] is { Length: > 0 } named ? named : null;
                questions.Add(new Question((questions.Count + 1).ToString(CultureInfo.InvariantCulture), item, text));
            }
        }
        return questions.ToImmutable();
    }

    // By the form, not by the questions open now: what was typed is kept also where they were taken back meanwhile.
    private static ImmutableArray<QuestionAnswer> Answers(IFormCollection form, string language) =>
        [
            .. form
                .Keys.Where(name => name.StartsWith("answer.", StringComparison.Ordinal))
                .Where(name => name.EndsWith(".text", StringComparison.Ordinal))
                .Select(name => name["answer.".Length..^".text".Length])
                .Take(DraftForm.RowsAtMost)
                .Select(id => (Id: id, Text: DraftForm.ReadProse(form, "answer." + id, language)))
                .Where(answer => answer.Text is not null)
                .Select(answer => new QuestionAnswer(answer.Id, answer.Text!)),
        ];

    // Only what was really changed is stated again.
    private static ImmutableSortedDictionary<string, Entry> Corrections(
        RequestSight sight,
        IFormCollection form,
        string language
    )
    {
        var current = sight.Request.Current();
        return DraftForm
            .Read(Correctable(sight), form, language)
            .Where(one => one.Value is not null)
            .Where(one => !DraftMerge.Same(one.Value, current.Entries.GetValueOrDefault(one.Key)))
            .ToImmutableSortedDictionary(one => one.Key, one => one.Value!, StringComparer.Ordinal);
    }

    private static ImmutableArray<GroundGiven> Grounds(RequestSight sight, IFormCollection form, string language) =>
        [
            .. sight
                .Kind.RefusalGrounds.Where(code => form["ground"].Contains(code, StringComparer.Ordinal))
                .Select(code => new GroundGiven(
                    code,
                    DraftForm.ReadProse(form, "reason." + code, language) ?? new Prose("", language, Translation: null)
                )),
        ];

    private static ImmutableArray<ItemAnswer> ItemAnswers(RequestSight sight, IFormCollection form, string language) =>
        [
            .. Answerable(sight)
                .Where(item => form["outcome." + item.Id].ToString().Length > 0)
                .Select(item => new ItemAnswer(
                    item.Id,
                    Choice(form, "outcome." + item.Id, ItemOutcome.NotProvided),
                    DraftForm.ReadProse(form, "item." + item.Id, language)
                )),
        ];

    private static Prose? Row(IFormCollection form, string name, int row, string language)
    {
        var text = (form[name + ".text"][row] ?? "").Trim();
        var translations = form[name + ".translation"];
        var translation = row < translations.Count ? (translations[row] ?? "").Trim() : "";
        return text.Length == 0 && translation.Length == 0
            ? null
            : new Prose(text, language, translation.Length == 0 ? null : translation);
    }

    private static T Choice<T>(IFormCollection form, string name, T otherwise)
        where T : struct, Enum =>
        Enum.TryParse<T>(form[name], out var chosen) && Enum.IsDefined(chosen) ? chosen : otherwise;
}
