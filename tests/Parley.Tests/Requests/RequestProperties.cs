using System.Collections.Immutable;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Tests.Guidelines;
using static Parley.Tests.Guidelines.SmallGuidelines;
using static Parley.Tests.Requests.Play;

namespace Parley.Tests.Requests;

/// <summary>What holds of any sequence of statements and any draft, however strange.</summary>
public sealed class RequestProperties
{
    private static readonly string[] Strings =
    [
        "",
        "1",
        "2",
        "facts",
        "sought",
        "true",
        "US-R-2026-0001",
        "\u0000",
        "😀汉",
    ];

    [Fact]
    public void Any_sequence_of_statements_is_taken_or_refused_and_deadlines_always_compute() =>
        Choices.Hold(
            1_000,
            choices =>
            {
                var kind = choices.Of("information", "incident", "formal");
                Subject? state = Made(kind).Request;
                var at = Start;
                while (choices.Left)
                {
                    at = at.AddMinutes(choices.Below(3_000));
                    var act = ActBy(
                        choices.Yes() ? US : CN,
                        at,
                        choices.Yes(5) ? null : at.AddMinutes(choices.Below(100)),
                        SeenByAll
                    );
                    var (next, refusal) = RequestRules.Next(state, AnyStatement(choices, at), act);
                    if (refusal is not null ? !ReferenceEquals(next, state) : next is not Request)
                    {
                        return false;
                    }
                    state = next;
                    if (!Holds((Request)state!, at))
                    {
                        return false;
                    }
                }
                return true;
            }
        );

    [Fact]
    public void What_a_page_offers_is_refused_for_its_content_only() =>
        Choices.Hold(
            300,
            choices =>
            {
                var play = Made(choices.Of("information", "formal"));
                while (choices.Left)
                {
                    var by = choices.Yes() ? US : CN;
                    var statement = AnyStatement(choices, play.Now);
                    var offered = play.Wait(choices.Below(50)).Moves(by);
                    var (_, refusal) = RequestRules.Next(
                        play.State,
                        statement,
                        ActBy(by, play.Now, play.Now, SeenByAll)
                    );
                    if (refusal is null && !offered.Contains(RequestMoves.Of(statement)!.Value))
                    {
                        return false;
                    }
                    play.Take(ActBy(by, play.Now, play.Now.AddMinutes(1), SeenByAll), statement);
                }
                return true;
            }
        );

    [Fact]
    public void Any_draft_can_be_checked() =>
        Choices.Hold(
            1_000,
            choices =>
            {
                var draft = Draft.Empty(
                    choices.Of("information", "incident", "formal", ""),
                    choices.Of("urgent", "routine", ""),
                    choices.Of("en", "zh", "", "x")
                );
                while (choices.Left)
                {
                    var item = choices.Yes(5) ? choices.Of(Strings) : choices.Of([.. All.ItemsOf("information")]).Id;
                    draft = draft.With(item, AnyEntry(choices));
                }
                var findings = Check.Findings(draft, All, US, CN);
                var share = Check.CompletenessPercent(draft, All, US, CN);
                _ = SubjectLine.Of(draft, All, "zh");
                return share is >= 0 and <= 100
                    && findings.Any(f => f.Blocks) == (Check.FirstBlocking(draft, All, US, CN) is not null)
                    && findings.All(f => f.Sentence.En.Length > 0 && f.Sentence.Zh.Length > 0);
            }
        );

    private static bool Holds(Request request, DateTimeOffset at)
    {
        var deadlines = Deadlines.Of(request, All);
        foreach (var deadline in deadlines.All)
        {
            _ = deadline.StateAt(at);
            if (deadline.Due < deadline.StartsAt || deadline.ElapsedPerMille(at) < 0)
            {
                return false;
            }
        }
        return (request.Ball is null) == (request.Stage is Stage.Closed)
            && (request.Open || (deadlines.Next is null) || deadlines.Next.Step is not DeadlineStep.Full);
    }

    private static RequestStatement AnyStatement(Choices choices, DateTimeOffset at) =>
        choices.Below(17) switch
        {
            0 => Acknowledge(),
            1 => choices.Yes() ? Ask() : Ask("1", "2"),
            2 => choices.Yes() ? Clarify() : Clarify("2", "1"),
            3 => Correct(choices.Of(Strings), AnyEntry(choices)),
            4 => Respond(choices.Yes() ? null : at.AddHours(choices.Below(100) - 20)),
            5 => choices.Yes() ? Accept() : Accept(choices.Of(Strings)),
            6 => Refuse(choices.Of("not-available", "essential-interests", "whim")),
            7 => new RequestStatement.Consulted(AnyProse(choices)),
            8 => Extend(at.AddHours(choices.Below(1_000) - 20)),
            9 => new RequestStatement.Progress(AnyProse(choices)),
            10 => Answer(choices.Yes(), "1", "2"),
            11 => Answer(choices.Yes(3), choices.Of(Strings)),
            12 => choices.Yes() ? Rate() : new RequestStatement.RatingReplied(AnyProse(choices)),
            13 => choices.Yes(4) ? Withdraw() : Acknowledge(),
            14 => choices.Yes(4) ? Close() : new RequestStatement.RatingReplied(AnyProse(choices)),
            15 => Supplement(choices.Of(Strings), AnyEntry(choices)),
            _ => new RequestStatement.Answered(choices.Yes(), [], AnyProse(choices)),
        };

    private static Prose AnyProse(Choices choices) =>
        new(
            choices.Yes(4) ? choices.Of(Strings) : "A word.",
            choices.Yes(4) ? choices.Of(Strings) : "en",
            choices.Yes() ? null : choices.Of(Strings)
        );

    private static Entry AnyEntry(Choices choices) =>
        choices.Below(7) switch
        {
            0 => new Entry.Plain(choices.Of(Strings)),
            1 => new Entry.YesNo(choices.Yes()),
            2 => new Entry.Several([choices.Of(Strings), choices.Of(Strings)]),
            3 => new Entry.Written(AnyProse(choices)),
            4 => new Entry.Range(Start.AddHours(choices.Below(10)), Start.AddHours(choices.Below(10))),
            5 => new Entry.Identifiers([
                new Identifier(choices.Of([.. IdentifierForm.Types, ""]), choices.Of(Strings)),
            ]),
            _ => new Entry.Sought([new SoughtItem(choices.Of(Strings), AnyProse(choices))]),
        };
}
