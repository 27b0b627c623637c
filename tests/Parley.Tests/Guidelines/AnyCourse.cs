using System.Collections.Immutable;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using static Parley.Tests.Guidelines.SmallGuidelines;

namespace Parley.Tests.Guidelines;

/// <summary>One thing said in the course of a request.</summary>
internal sealed record CourseStep(PartyCode By, RequestStatement What, DateTimeOffset At, DateTimeOffset Arrived);

/// <summary>
/// A request under guidelines that were drawn, and what was said about it: questions and clarifications, extensions,
/// decisions, in any order the rules allow, by any hour of the day, on its way for a while.
/// </summary>
internal sealed class AnyCourse
{
    private readonly Choices choices;
    private readonly List<CourseStep> told = [];

    public AnyCourse(Choices choices)
    {
        this.choices = choices;
        var any = AnyDraft.Of(choices);
        Guidelines = any.Guidelines;
        Now = Requests.Play.Start + Quarters(700);
        var draft = any.Draft;
        var version = Requests.Play.Cited;
        Assert.Null(
            Say(US, new RequestStatement.Made(draft.Kind, draft.Urgency, version, draft.Language, draft.Entries))
        );
        for (var left = choices.Below(16); left > 0 && Request.Closed is null; left--)
        {
            Step();
        }
        Now = told.Max(step => step.Arrived) + Quarters(2_000);
    }

    public AgreedGuidelines Guidelines { get; }

    public RequestKind Kind => Guidelines.Kind(Request.Kind)!;

    public Request Request => (Request)state!;

    /// <summary>When nothing more is said, and the pages are looked at.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>What was said and had effect, in order.</summary>
    public IReadOnlyList<CourseStep> Told => told;

    /// <summary>Extensions that were tried, with what stood before and what the rules said.</summary>
    public List<(
        IReadOnlyList<CourseStep> Before,
        RequestStatement.Extended What,
        DateTimeOffset At,
        string? Code
    )> Tried { get; } = [];

    private Subject? state;

    private Prose Text => new("说明。", Guidelines.Languages[0], Translation: null);

    private TimeSpan Quarters(int below) => SlowClock.Quarter * choices.Below(below);

    private void Step()
    {
        Now += Quarters(choices.Of(3, 60, 600));
        var by = choices.Yes(3) ? US : CN;
        if (by == CN && Request.Open && choices.Yes(3))
        {
            Extend();
            return;
        }
        var open = RequestMoves.For(Request, Guidelines, by, Now);
        if (open.IsEmpty)
        {
            return;
        }
        var clarify = open.Contains(RequestMove.Clarify) && choices.Yes();
        var move = clarify ? RequestMove.Clarify : choices.Of(open);
        // What ends it comes late, or nothing would be left to count.
        var ends = move is RequestMove.Withdraw or RequestMove.Refuse or RequestMove.Close or RequestMove.Answer;
        if ((!ends || choices.Yes(3)) && Statement(move) is { } statement)
        {
            Assert.Null(Say(by, statement));
        }
    }

    private void Extend()
    {
        var due = Deadlines.Of(Request, Guidelines).Full.DueIfResumedAt(Now) ?? Now;
        var said = new RequestStatement.Extended((choices.Yes() ? due : Now) + Quarters(choices.Of(9, 900)), Text);
        var before = told.ToList();
        Tried.Add((before, said, Now, Say(CN, said)));
    }

    private string? Say(PartyCode by, RequestStatement statement)
    {
        var arrived = Now + Quarters(choices.Of(1, 30));
        (state, var refusal) = RequestRules.Next(state, statement, DrawnRequest.Act(Guidelines, by, Now, arrived));
        if (refusal is null)
        {
            told.Add(new CourseStep(by, statement, Now, arrived));
        }
        return refusal?.Code;
    }

    private RequestStatement? Statement(RequestMove move) =>
        move switch
        {
            RequestMove.Acknowledge => new RequestStatement.Acknowledged(Note: null),
            RequestMove.AskClarification => new RequestStatement.ClarificationAsked([new Question("1", null, Text)]),
            RequestMove.Clarify => new RequestStatement.Clarified([new QuestionAnswer("1", Text)], Draft.NoEntries),
            RequestMove.RespondFirst => new RequestStatement.FirstResponse(WillAnswer.Yes, Text, By: null, Note: null),
            RequestMove.Accept => new RequestStatement.Accepted([], Conditions: null),
            RequestMove.Refuse => Kind.RefusalGrounds.IsEmpty
                ? null
                : new RequestStatement.Refused([new GroundGiven(Kind.RefusalGrounds[0], Text)]),
            RequestMove.Consult => new RequestStatement.Consulted(Text),
            RequestMove.ReportProgress => new RequestStatement.Progress(Text),
            RequestMove.Answer => Answer(choices.Yes()),
            RequestMove.LimitUse => new RequestStatement.UseLimited(Text),
            RequestMove.Validate => new RequestStatement.Validated(Validation.Validated, "A court", null, null),
            RequestMove.Rate => Requests.Play.Rate(),
            RequestMove.ReplyToRating => new RequestStatement.RatingReplied(Text),
            RequestMove.Withdraw => new RequestStatement.Withdrawn(Text),
            RequestMove.Close => Requests.Play.Close(),
            _ => null,
        };

    private RequestStatement.Answered Answer(bool final)
    {
        // A part may be held back where that needs no consultation.
        var outcome =
            !final && !(Kind is { RefusalInPart: true, ConsultBeforeRefusal: true }) && choices.Yes(3)
                ? ItemOutcome.NotProvided
                : ItemOutcome.Provided;
        var items = Request.Current().Sought.Select(item => new ItemAnswer(item.Id, outcome, Text));
        return new RequestStatement.Answered(final, final ? [.. items] : [.. items.Take(1)], UseLimits: null);
    }
}
