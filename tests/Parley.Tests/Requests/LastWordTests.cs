using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Node.Lines;
using Parley.Node.Requests;
using static Parley.Tests.Guidelines.SmallGuidelines;
using static Parley.Tests.Requests.Play;

namespace Parley.Tests.Requests;

/// <summary>Of what the other side said last an officer is told by e-mail, each word once, until this side has spoken.
/// </summary>
public sealed class LastWordTests
{
    public static TheoryData<string, RequestStatement[]> Told { get; } =
        new()
        {
            { "request.clarification-asked", [Ask()] },
            { "answered-in-part", [Accept(), Answer(false, "1")] },
            { "answered-finally", [Answer(true, "1", "2")] },
            { "request.refused", [Refuse("not-available")] },
            { "request.consulted", [new RequestStatement.Consulted(Text())] },
            { "request.extended", [Accept(), Extend(Start.AddDays(12))] },
        };

    [Theory]
    [MemberData(nameof(Told))]
    public void The_requester_is_told_of(string word, RequestStatement[] said)
    {
        var play = Made();
        Assert.Null(Word(play, of: CN));
        foreach (var one in said)
        {
            play.Then(CN, one);
        }
        Assert.Equal($"{word} {RequestLine.Milliseconds(play.Now)}", Word(play, of: CN)!.Text);
        Assert.Equal(RequestLine.Milliseconds(play.Now.AddMinutes(1)), Word(play, of: CN)!.CameAt);
    }

    [Fact]
    public void Whoever_is_asked_is_told_of_the_request_of_what_makes_it_clear_and_of_its_withdrawal()
    {
        var play = Made();
        Assert.Equal($"request.made {RequestLine.Milliseconds(Start)}", Word(play, of: US)!.Text);
        play.Then(CN, Ask());
        Assert.Null(Word(play, of: US));
        play.Then(US, Clarify());
        Assert.StartsWith("request.clarified ", Word(play, of: US)!.Text, StringComparison.Ordinal);
        play.Then(CN, Accept());
        Assert.Null(Word(play, of: US));
        play.Then(US, Withdraw());
        Assert.StartsWith("request.withdrawn ", Word(play, of: US)!.Text, StringComparison.Ordinal);
        // That it was closed too changes nothing of that.
        var before = Word(play, of: US);
        Assert.Equal(before, Word(play.Then(US, Close()), of: US));
    }

    [Fact]
    public void The_requester_is_told_of_a_later_limit_of_use()
    {
        var play = new ModelPlay();
        var id = play.Made("emergency-disclosure");
        play.Then(CN, id, play.Answer(id));
        play.Then(US, id, Rate());
        play.Then(CN, id, new RequestStatement.UseLimited(Text()));
        var word = LastWord.Of([.. Spoken.Of(play[id])], CN)!;
        Assert.StartsWith("request.use-limited ", word.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_gave_data_in_an_emergency_is_told_whether_it_was_validated_and_how_it_was_rated()
    {
        var play = new ModelPlay();
        var id = play.Made("emergency-disclosure");
        play.Then(CN, id, play.Answer(id));
        play.Then(US, id, new RequestStatement.Validated(Validation.NotValidated, "A court", null, Text("Deleted.")));
        Assert.StartsWith("request.validated ", LastOf(play, id).Text, StringComparison.Ordinal);
        play.Then(US, id, Rate());
        Assert.StartsWith("request.answer-rated ", LastOf(play, id).Text, StringComparison.Ordinal);

        static LastWord LastOf(ModelPlay play, SubjectId id) => LastWord.Of([.. Spoken.Of(play[id])], US)!;
    }

    [Fact]
    public void Two_questions_are_two_words()
    {
        var play = Made().Then(CN, Ask("1"));
        var first = Word(play, of: CN);
        play.Then(US, Clarify("1"));
        Assert.Null(Word(play, of: CN));
        play.Then(CN, Ask("2"));
        Assert.NotEqual(first!.Text, Word(play, of: CN)!.Text);
    }

    [Fact]
    public void A_receipt_a_decision_to_take_it_on_and_a_note_of_progress_are_not_told()
    {
        var play = Made().Then(CN, Acknowledge()).Then(CN, Respond()).Then(CN, Accept());
        play.Then(CN, new RequestStatement.Progress(Text()));
        Assert.Null(Word(play, of: CN));
    }

    [Fact]
    public void What_was_said_while_the_others_word_was_on_its_way_is_no_reply_to_it()
    {
        // What makes it clear arrives a minute after it was said.
        var play = Made().Then(CN, Ask()).Then(US, Clarify());
        play.Then(CN, new RequestStatement.Progress(Text()), hours: 0.5 / 60);
        Assert.StartsWith("request.clarified ", Word(play, of: US)!.Text, StringComparison.Ordinal);
    }

    private static LastWord? Word(Play play, Cooperation.PartyCode of) =>
        RequestLine.Of(play.Request, All, of, []).Word;
}
