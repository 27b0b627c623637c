using System.Collections.Immutable;
using System.Globalization;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;
using Parley.Node.Parcels;

namespace Parley.Node.Requests;

/// <summary>
/// Turns the form of a move into what is stated. Whether it may be stated, and whether it says enough, the rules of
/// requests decide; nothing of that is known here.
/// </summary>
public static class MoveForm
{
    /// <summary>What an answer names where a request asks for nothing item by item.</summary>
    public const string WholeRequest = "request";

    /// <summary>The field of an acceptance that names an item.</summary>
    public const string AcceptedItem = "item";

    /// <summary>Decisions leave only after a second officer has released them.</summary>
    public static bool NeedsRelease(RequestMove move) =>
        move is RequestMove.Accept or RequestMove.Refuse or RequestMove.Answer or RequestMove.LimitUse;

    /// <summary>So does what changes the request itself or hands over files.</summary>
    public static bool NeedsRelease(RequestMove move, RequestStatement said) =>
        NeedsRelease(move)
        || SentParcel.NamedIn(said).Any()
        || said
            is RequestStatement.Clarified { Entries.Count: > 0 }
                or RequestStatement.Supplemented { Entries.Count: > 0 };

    /// <summary>Whether files may go with a move.</summary>
    public static bool TakesFiles(RequestMove move) =>
        move
            is RequestMove.Clarify
                or RequestMove.Supplement
                or RequestMove.Consult
                or RequestMove.ReportProgress
                or RequestMove.Answer
                or RequestMove.Validate
                or RequestMove.ReplyToRating;

    /// <summary>The fields of a move's form that have to be chosen: nothing is stated that nobody chose.</summary>
    public static IReadOnlyList<string> Choices(RequestMove move) =>
        move switch
        {
            RequestMove.RespondFirst => ["will"],
            RequestMove.Extend => ["until.at"],
            RequestMove.Answer => ["final"],
            RequestMove.Validate => ["outcome"],
            RequestMove.Transfer => ["to"],
            RequestMove.Rate => ["complete", "usable", "in-form"],
            _ => [],
        };

    /// <summary>Reads the form of a move. What has to be chosen and was not is not to be stated; see
    /// <see cref="Choices"/>.</summary>
    /// <param name="language">The language in which the officer wrote: "en" or "zh".</param>
    /// <param name="ready">The files made ready; of them go those that were chosen.</param>
    public static RequestStatement Read(
        RequestMove move,
        RequestSight sight,
        IFormCollection form,
        string language,
        IReadOnlyList<Attached>? ready = null
    )
    {
        var text = DraftForm.ReadProse(form, "text", language);
        var files = FileChoice.Of(form, ready);
        var said = text ?? new Prose("", language, Translation: null);
        return move switch
        {
            RequestMove.Acknowledge => new RequestStatement.Acknowledged(text),
            RequestMove.AskClarification => new RequestStatement.ClarificationAsked(Questions(form, language)),
            RequestMove.Clarify => new RequestStatement.Clarified(
                Answers(form, language),
                Corrected.Read(move, sight, form),
                files
            ),
            RequestMove.Supplement => new RequestStatement.Supplemented(said, Corrected.Read(move, sight, form), files),
            RequestMove.RespondFirst => FirstResponse(form, language),
            RequestMove.Accept => new RequestStatement.Accepted(Accepted(sight, form), text),
            RequestMove.Refuse => new RequestStatement.Refused(Grounds(sight, form, language)),
            RequestMove.Consult => new RequestStatement.Consulted(said, files),
            RequestMove.Extend => new RequestStatement.Extended(
                DraftForm.ReadMoment(form["until.at"].ToString(), form["until.zone"].ToString())
                    ?? DateTimeOffset.UnixEpoch,
                said
            ),
            RequestMove.ReportProgress => ProgressForm.Read(sight, form, said, language) with { Parcels = files },
            RequestMove.Answer => AnswerForm.Read(sight, form, language, files),
            RequestMove.LimitUse => new RequestStatement.UseLimited(said),
            RequestMove.Validate => new RequestStatement.Validated(
                Choice(form, "outcome", Validation.NotValidated),
                form["authority"].ToString().Trim(),
                form["reference"].ToString().Trim() is { Length: > 0 } reference ? reference : null,
                text,
                files
            ),
            RequestMove.Transfer => new RequestStatement.Transferred(
                SubjectId.TryParse(form["to"], out var to) ? to : sight.Request.Id,
                said
            ),
            RequestMove.Rate => new RequestStatement.AnswerRated(
                Choice(form, "complete", Mark.Partly),
                Choice(form, "usable", Mark.Partly),
                Choice(form, "in-form", Mark.Partly),
                text
            ),
            RequestMove.ReplyToRating => new RequestStatement.RatingReplied(said, files),
            RequestMove.Withdraw => new RequestStatement.Withdrawn(said),
            RequestMove.Close => new RequestStatement.Closed(text),
            _ => throw new ArgumentOutOfRangeException(nameof(move), move, "Not a known move."),
        };
    }

    /// <summary>The items that are accepted; none where all are: the whole request.</summary>
    private static ImmutableArray<string> Accepted(RequestSight sight, IFormCollection form)
    {
        var chosen = form[AcceptedItem].OfType<string>().ToImmutableArray();
        return sight.Request.Current().Sought.All(one => chosen.Contains(one.Id, StringComparer.Ordinal)) ? [] : chosen;
    }

    /// <summary>Whether, in what form and by when it will be answered.</summary>
    internal static RequestStatement.FirstResponse FirstResponse(IFormCollection form, string language) =>
        new(
            Choice(form, "will", WillAnswer.Undecided),
            DraftForm.ReadProse(form, "form", language),
            DraftForm.ReadMoment(form["by.at"].ToString(), form["by.zone"].ToString()),
            DraftForm.ReadProse(form, "text", language)
        );

    /// <summary>The language in which the officer wrote, as the form says it; else the first agreed.</summary>
    public static string LanguageOf(IFormCollection form, RequestSight sight) =>
        sight.Guidelines.Languages.FirstOrDefault(one => string.Equals(one, form["language"], StringComparison.Ordinal))
        ?? sight.Guidelines.Languages[0];

    /// <summary>The language a form begins in: that of the page, in which its officer writes.</summary>
    public static string BeginsIn(RequestSight sight, string page) =>
        sight.Guidelines.Languages.Contains(page, StringComparer.Ordinal) ? page : sight.Guidelines.Languages[0];

    /// <summary>What an answer can name: the things sought, or the request as a whole.</summary>
    public static IReadOnlyList<SoughtItem> Answerable(RequestSight sight)
    {
        var sought = sight.Request.Current().Sought.ToList();
        return sought.Count > 0 ? sought : [new SoughtItem(WholeRequest, new Prose("", "en", Translation: null))];
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

    private static ImmutableArray<GroundGiven> Grounds(RequestSight sight, IFormCollection form, string language) =>
        [
            .. sight
                .Kind.RefusalGrounds.Where(code => form["ground"].Contains(code, StringComparer.Ordinal))
                .Select(code => new GroundGiven(
                    code,
                    DraftForm.ReadProse(form, "reason." + code, language) ?? new Prose("", language, Translation: null)
                )),
        ];

    private static Prose? Row(IFormCollection form, string name, int row, string language)
    {
        var text = DraftForm.RowText(form, name + ".text", row);
        return DraftForm.ProseOf(form, text, DraftForm.RowText(form, name + ".translation", row), language);
    }

    internal static T Choice<T>(IFormCollection form, string name, T otherwise)
        where T : struct, Enum =>
        Enum.TryParse<T>(form[name], out var chosen) && Enum.IsDefined(chosen) ? chosen : otherwise;
}
