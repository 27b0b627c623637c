using System.Collections.Immutable;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Node.Requests;
using static Parley.Tests.Guidelines.SmallGuidelines;
using static Parley.Tests.Requests.Play;

namespace Parley.Tests.Requests;

/// <summary>What each of the six kinds does differently, under the model guidelines.</summary>
public sealed class KindTests
{
    private static readonly RequestStatement.Validated Validated = new(
        Validation.Validated,
        "A court",
        Reference: null,
        Note: null
    );

    [Fact]
    public void What_goes_between_central_authorities_is_said_by_nobody_else()
    {
        var play = new ModelPlay();
        var draft = ModelPlay.Draft("mutual-legal-assistance");
        var id = SubjectId.Make(US, "R", 2026, 1);
        Assert.Equal("only-central-authorities", play.Make(id, draft, "us-cyber-police"));
        Assert.Null(play.Make(id, draft));
        Assert.Equal("only-central-authorities", play.Try(CN, id, Acknowledge(), "cn-cyber-police"));
        Assert.Equal("only-central-authorities", play.Try(CN, id, Acknowledge(), "us-central-authority"));
        Assert.Null(play.Try(CN, id, Acknowledge()));
    }

    [Fact]
    public void Other_kinds_are_said_by_any_authority()
    {
        var play = new ModelPlay();
        var id = SubjectId.Make(US, "R", 2026, 1);
        Assert.Null(play.Make(id, ModelPlay.Draft("preservation"), "us-cyber-police"));
        Assert.Null(play.Try(CN, id, Acknowledge(), "cn-cyber-police"));
    }

    [Fact]
    public void What_was_asked_in_an_emergency_is_validated_once_by_the_requester_within_48_hours_of_asking()
    {
        var play = new ModelPlay();
        var id = play.Made("emergency-disclosure");
        Assert.Equal(ModelPlay.Start.AddHours(48), play.DeadlinesOf(id).NextOfRequester!.Due);
        Assert.Equal("only-the-requester", play.Try(CN, id, Validated));
        Assert.Equal("authority-missing", play.Try(US, id, Validated with { Authority = " " }));
        var not = Validated with { Outcome = Validation.NotValidated };
        Assert.Equal("restriction-missing", play.Try(US, id, not));
        play.Then(US, id, not with { Note = Text("Deleted.") }, hours: 49);
        Assert.Equal("already-validated", play.Try(US, id, Validated));
        Assert.Equal(DeadlineState.MetLate, play.DeadlinesOf(id).Validation.StateAt(play.Now));
    }

    [Fact]
    public void What_came_in_an_emergency_is_restricted_once_its_validation_is_late_and_until_it_is_there()
    {
        var play = new ModelPlay();
        var id = play.Made("emergency-disclosure");
        play.Then(CN, id, play.Answer(id));
        Assert.False(Restricted(ModelPlay.Start.AddHours(48)));
        Assert.True(Restricted(ModelPlay.Start.AddHours(48).AddSeconds(1)));
        play.Then(US, id, Validated, hours: 50);
        Assert.False(Restricted(play.Now));

        bool Restricted(DateTimeOffset at) => UseLock.Restricted(play[id], play.DeadlinesOf(id), at);
    }

    [Fact]
    public void Nothing_is_validated_where_nothing_was_given_or_the_kind_does_not_ask_for_it()
    {
        var play = new ModelPlay();
        var information = play.Made("information");
        Assert.Equal("no-validation", play.Try(US, information, Validated));
        var emergency = play.Made("emergency-disclosure");
        play.Then(CN, emergency, Refuse("risk-not-shown"));
        Assert.Equal(DeadlineState.Lapsed, play.DeadlinesOf(emergency).Validation.StateAt(play.Now.AddDays(9)));
    }

    [Fact]
    public void The_use_of_an_answer_may_be_limited_for_96_hours_by_who_gave_it()
    {
        var play = new ModelPlay();
        var id = play.Made("emergency-disclosure");
        var limited = new RequestStatement.UseLimited(Text("Only to find the person."));
        Assert.Equal("nothing-to-limit", play.Try(CN, id, limited));
        play.Then(CN, id, play.Answer(id));
        Assert.Equal("only-the-requested-party", play.Try(US, id, limited));
        Assert.Null(play.Wait(96).Try(CN, id, limited));
        Assert.Equal("limits-too-late", play.Wait(0.1).Try(CN, id, limited));
        Assert.Single(play[id].UseLimited);
    }

    [Fact]
    public void A_request_that_needs_a_court_order_goes_on_as_the_formal_one_and_both_name_each_other()
    {
        var play = new ModelPlay();
        var police = play.Made("information");
        play.Then(CN, police, Refuse("needs-court-order"));
        var unlinked = play.Made("mutual-legal-assistance");
        var goesOn = new RequestStatement.Transferred(unlinked, Text());
        Assert.Equal("only-the-requester", play.Try(CN, police, goesOn));
        Assert.Equal("transfer-not-named", play.Try(US, police, goesOn));
        var unknown = SubjectId.Make(US, "R", 2026, 99);
        Assert.Equal("transfer-unknown", play.Try(US, police, goesOn with { To = unknown }));
        Assert.Equal("transfer-unknown", play.Try(US, police, goesOn with { To = police }));
        var formal = play.Made("mutual-legal-assistance", ("converted-from", new Entry.Several([police.ToString()])));
        play.Then(US, police, goesOn with { To = formal });
        Assert.Equal(Stage.Transferred, play[police].Stage);
        Assert.Equal("request-transferred", play.Try(US, police, Withdraw()));
        Assert.Null(play.Try(US, police, Close()));
        Assert.Equal(Stage.Made, play[formal].Stage);
    }

    [Fact]
    public void Only_a_kind_the_guidelines_name_carries_a_request_on()
    {
        var play = new ModelPlay();
        var police = play.Made("information");
        var other = play.Made("information", ("related-requests", new Entry.Several([police.ToString()])));
        var goesOn = new RequestStatement.Transferred(other, Text());
        Assert.Equal("transfer-of-other-kind", play.Try(US, police, goesOn));
        var formal = play.Made("mutual-legal-assistance");
        Assert.Equal("no-conversion", play.Try(US, formal, goesOn));
    }

    [Fact]
    public void A_link_to_another_request_must_be_of_the_kind_it_says()
    {
        var play = new ModelPlay();
        var information = play.Made("information");
        var draft = ModelPlay.Draft(
            "mutual-legal-assistance",
            ("linked-preservation", new Entry.Several([information.ToString()]))
        );
        Assert.Equal("related-request", play.Make(SubjectId.Make(US, "R", 2026, 50), draft));
        var preservation = play.Made("preservation");
        draft = draft.With("linked-preservation", new Entry.Several([preservation.ToString()]));
        Assert.Null(play.Make(SubjectId.Make(US, "R", 2026, 51), draft));
    }

    [Fact]
    public void Joint_work_is_reported_by_both_sides_each_by_its_own_time()
    {
        var play = new ModelPlay();
        var id = play.Made("case-cooperation");
        var note = new RequestStatement.Progress(Text(), [new StepProgress("1", StepState.UnderWay)]);
        Assert.Equal(play.Now.AddDays(30), play.DeadlinesOf(id).OwnProgress.Due);
        play.Then(US, id, note, hours: 10);
        Assert.Equal(play.Now.AddDays(30), play.DeadlinesOf(id).OwnProgress.Due);
        Assert.True(play.DeadlinesOf(id).Progress.Due < play.DeadlinesOf(id).OwnProgress.Due);
        Assert.Equal("item-not-sought", play.Try(CN, id, note with { Steps = [new("9", StepState.Done)] }));
        Assert.Equal(
            "item-not-sought",
            play.Try(CN, id, note with { Steps = [new("1", StepState.Done), new("1", StepState.Dropped)] })
        );
    }

    [Fact]
    public void A_final_answer_is_rated_within_fourteen_days_of_its_arrival()
    {
        var play = new ModelPlay();
        var id = play.Made("information");
        Assert.Equal(DeadlineState.NotStarted, play.DeadlinesOf(id).Rating.StateAt(play.Now));
        play.Then(CN, id, play.Answer(id));
        Assert.Equal(play.Now.AddMinutes(1).AddDays(14), play.DeadlinesOf(id).NextOfRequester!.Due);
        play.Then(US, id, Rate());
        Assert.Null(play.DeadlinesOf(id).NextOfRequester);
    }

    [Fact]
    public void An_answer_says_when_an_action_was_taken_never_that_it_will_be()
    {
        var play = new ModelPlay();
        var id = play.Made("incident-assistance");
        var answer = play.Answer(id);
        var late = answer.Items[0] with { DoneAt = play.Now.AddHours(1) };
        Assert.Equal("done-later", play.Try(CN, id, answer with { Items = answer.Items.SetItem(0, late) }));
        var done = answer.Items[0] with { DoneAt = play.Now };
        Assert.Null(play.Try(CN, id, answer with { Items = answer.Items.SetItem(0, done) }));
    }

    [Fact]
    public void Handling_and_certificates_of_an_answer_are_those_the_guidelines_know()
    {
        var play = new ModelPlay();
        var id = play.Made("mutual-legal-assistance");
        var answer = play.Answer(id);
        var handling = new Handling("H1", "TLP:AMBER", "A", "1");
        Assert.Equal("handling-unknown", play.Try(CN, id, answer with { Handling = handling with { Code = "H9" } }));
        var form = ModelPlay.Model.Certificate("business-records")!;
        var given = new CertificateGiven(form.Code, [.. form.Fields.Select(f => new BlankFilled(f.Id, Both("—")))]);
        Assert.Equal("certificate-unknown", Answered(given with { Form = "none" }));
        Assert.Equal("certificate-blank", Answered(given with { Blanks = given.Blanks.RemoveAt(0) }));
        Assert.Equal(
            "certificate-blank",
            Answered(given with { Blanks = given.Blanks.SetItem(0, new("name", new("A", " "))) })
        );
        Assert.Equal("certificate-blank", Answered(given with { Blanks = given.Blanks.Add(given.Blanks[0]) }));
        Assert.Equal("certificate-unknown", Answered(given with { Blanks = given.Blanks.Add(new("more", Both("x"))) }));
        Assert.Null(Answered(given));

        string? Answered(CertificateGiven certificate) =>
            play.Try(CN, id, answer with { Handling = handling, Certificates = [certificate] });
    }

    [Fact]
    public void A_certificate_reads_with_its_blanks_filled_and_open_ones_as_a_line()
    {
        var form = ModelPlay.Model.Certificate("business-records")!;
        var text = form.Filled(
            new Dictionary<string, Bilingual>(StringComparer.Ordinal) { ["name"] = new("Ada Fenwick", "艾达") },
            "en"
        );
        Assert.Contains("I, Ada Fenwick, ____________ of ____________, certify", text, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "{",
            form.Filled(ImmutableDictionary<string, Bilingual>.Empty, "zh"),
            StringComparison.Ordinal
        );
    }
}
