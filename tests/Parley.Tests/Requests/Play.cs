using System.Collections.Immutable;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Tests.Agreements;
using Parley.Tests.Guidelines;
using static Parley.Tests.Guidelines.SmallGuidelines;

namespace Parley.Tests.Requests;

/// <summary>
/// One request between Washington, which asks, and Beijing, which is asked, told as a test tells it. Every statement
/// arrives a minute after it was made unless the test says otherwise.
/// </summary>
internal sealed class Play
{
    public static readonly DateTimeOffset Start = new(2026, 3, 4, 14, 0, 0, TimeSpan.Zero);
    public static readonly SubjectId Id = SubjectId.Parse("US-R-2026-0001");
    public static readonly AgreedVersion Cited = new(SubjectId.Parse("CN-A-2026-0001"), 1, new string('a', 64));
    private static readonly Officer Someone = new("office", "An Officer", "liaison");

    public static readonly Agreement InForce = new(
        Cited.Agreement,
        "guidelines",
        Exercise: null,
        [
            AgreementVersion.Of(
                new AgreementStatement.Proposed("guidelines", 1, Both("Guidelines"), Start, "{}", Cited.ContentHash),
                ActBy(CN, Start, null, Seen.Nothing)
            ) with
            {
                Accepted = Said.Of(
                    new AgreementStatement.Accepted(1, Cited.ContentHash),
                    ActBy(US, Start, null, Seen.Nothing)
                ),
            },
        ],
        Ended: null
    );

    public static readonly IAsSeen SeenByAll = new Seen(All, InForce);

    private readonly List<(PartyCode By, RequestStatement Statement, DateTimeOffset At)> story = [];
    private AgreedGuidelines guidelines = All;

    public Subject? State { get; private set; }

    public DateTimeOffset Now { get; private set; } = Start;

    public Request Request => (Request)State!;

    public Deadlines Deadlines => Deadlines.Of(Request, guidelines);

    /// <summary>A request of one kind that has just been made.</summary>
    /// <param name="under">The guidelines it lives under; null: the small ones as they are.</param>
    public static Play Made(string kind = "information", string urgency = "routine", AgreedGuidelines? under = null)
    {
        var play = new Play { guidelines = under ?? All };
        Assert.Null(play.Try(US, Make(kind, urgency)));
        return play;
    }

    /// <summary>A request of any kind about which some things were said, as far as the rules allowed them.</summary>
    public static Play AtRandom(Choices choices)
    {
        var play = choices.Yes(3) ? Made(urgency: "urgent") : Made(choices.Of("information", "incident", "formal"));
        RequestStatement[] some =
        [
            Acknowledge(),
            Ask(),
            Clarify(),
            Respond(),
            Accept(),
            Answer(choices.Yes(), "1", "2"),
            Refuse("not-available"),
            Withdraw(),
            Rate(),
            Close(),
        ];
        for (var i = choices.Below(8); i > 0; i--)
        {
            play.Try(choices.Yes(3) ? US : CN, choices.Of(some), choices.Below(80));
        }
        return play;
    }

    /// <summary>Waits, then states; the rules must allow it.</summary>
    public Play Then(PartyCode by, RequestStatement statement, double hours = 1)
    {
        Assert.Null(Try(by, statement, hours));
        return this;
    }

    /// <summary>Waits, then states, and hears what the rules say.</summary>
    public string? Try(PartyCode by, RequestStatement statement, double hours = 1)
    {
        Now += TimeSpan.FromHours(story.Count == 0 ? 0 : hours);
        story.Add((by, statement, Now));
        return Take(ActBy(by, Now, Now.AddMinutes(1), new Seen(guidelines, InForce)), statement);
    }

    /// <summary>Takes a statement in with the circumstances given.</summary>
    public string? Take(Act act, RequestStatement statement)
    {
        var before = State;
        (State, var refusal) = RequestRules.Next(before, statement, act);
        if (refusal is not null)
        {
            Assert.Same(before, State);
            Assert.EndsWith(".", refusal.Sentence.En, StringComparison.Ordinal);
            Assert.EndsWith("。", refusal.Sentence.Zh, StringComparison.Ordinal);
        }
        return refusal?.Code;
    }

    public Play Wait(double hours)
    {
        Now += TimeSpan.FromHours(hours);
        return this;
    }

    public ImmutableArray<RequestMove> Moves(PartyCode party) => RequestMoves.For(Request, guidelines, party, Now);

    public static Act ActBy(PartyCode by, DateTimeOffset at, DateTimeOffset? received, IAsSeen seen) =>
        new(by, by == US ? CN : US, Someone, at, received, Id, Exercise: null, seen);

    public static RequestStatement.Made Make(string kind = "information", string urgency = "routine")
    {
        var entries = string.Equals(kind, "information", StringComparison.Ordinal)
            ? CheckTests.Good.Entries
            : CheckTests.Good.Entries.RemoveRange(["identifiers", "range"]);
        if (string.Equals(urgency, "urgent", StringComparison.Ordinal))
        {
            entries = entries.SetItem("ground", new Entry.Plain("loss-imminent"));
        }
        return new RequestStatement.Made(kind, urgency, Cited, "en", entries);
    }

    public static Prose Text(string text = "A word on it.") => new(text, "en", "说明。");

    public static RequestStatement.Acknowledged Acknowledge() => new(Note: null);

    public static RequestStatement.ClarificationAsked Ask(params string[] questions) =>
        new([.. questions.DefaultIfEmpty("1").Select(q => new Question(q, "facts", Text()))]);

    public static RequestStatement.Clarified Clarify(params string[] questions) =>
        new([.. questions.DefaultIfEmpty("1").Select(q => new QuestionAnswer(q, Text()))], Draft.NoEntries);

    public static RequestStatement.Clarified Correct(string item, Entry entry) =>
        Clarify() with
        {
            Entries = Draft.NoEntries.Add(item, entry),
        };

    /// <summary>An item corrected without having been asked.</summary>
    public static RequestStatement.Supplemented Supplement(string item, Entry entry) =>
        new(Text(), Draft.NoEntries.Add(item, entry));

    public static RequestStatement.FirstResponse Respond(DateTimeOffset? by = null) =>
        new(WillAnswer.Yes, Text(), by, Note: null);

    public static RequestStatement.Accepted Accept(params string[] items) => new([.. items], Conditions: null);

    public static RequestStatement.Refused Refuse(params string[] codes) =>
        new([.. codes.Select(c => new GroundGiven(c, Text()))]);

    public static RequestStatement.Extended Extend(DateTimeOffset until) => new(until, Text());

    public static RequestStatement.Answered Answer(bool final, params string[] items) =>
        new(final, [.. items.Select(i => new ItemAnswer(i, ItemOutcome.Provided, Text()))], UseLimits: null);

    public static RequestStatement.AnswerRated Rate() => new(Mark.Fully, Mark.Mostly, Mark.Fully, Comment: null);

    public static RequestStatement.Withdrawn Withdraw() => new(Text());

    public static RequestStatement.Closed Close() => new(Note: null);
}
