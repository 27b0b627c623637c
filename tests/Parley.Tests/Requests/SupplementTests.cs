using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;
using static Parley.Tests.Guidelines.SmallGuidelines;
using static Parley.Tests.Requests.Play;

namespace Parley.Tests.Requests;

/// <summary>What a requester adds or corrects without having been asked, and files with what else is said.</summary>
public sealed class SupplementTests
{
    private static readonly Attached File = new(
        new Parcel("list.csv", "text/csv", 5, new string('1', 64), new string('2', 64), new string('A', 43)),
        For: null,
        Text: null
    );

    [Fact]
    public void A_supplement_corrects_the_request_and_leaves_every_clock_and_the_ball_alone()
    {
        var play = Made();
        var before = (play.Deadlines.Full.Due, play.Request.Ball, play.Request.Stage);
        play.Then(US, Supplement("facts", Facts("Two accounts.")), hours: 5);
        Assert.Equal("Two accounts.", FactsOf(play.Request));
        Assert.NotEqual("Two accounts.", ((Entry.Written)play.Request.Made.What.Entries["facts"]).Text.Original);
        Assert.Equal(before, (play.Deadlines.Full.Due, play.Request.Ball, play.Request.Stage));
    }

    [Fact]
    public void Of_clarifications_and_supplements_the_last_in_the_record_counts()
    {
        var play = Made().Then(CN, Ask()).Then(CN, Ask());
        play.Then(US, Correct("facts", Facts("First.")));
        play.Then(US, Supplement("facts", Facts("Second.")));
        Assert.Equal("Second.", FactsOf(play.Request));
        play.Then(US, Correct("facts", Facts("Third.")));
        Assert.Equal("Third.", FactsOf(play.Request));
        play.Then(US, Supplement("facts", Facts("Fourth.")), hours: 1);
        Assert.Equal("Fourth.", FactsOf(play.Request));
        Assert.Equal("Third.", FactsOf(play.Request.AsOf(play.Request.Supplements[^1].Given.At)));
    }

    [Fact]
    public void What_is_sought_anew_must_be_answered()
    {
        var more = Parley.Tests.Guidelines.CheckTests.Sought(("1", "Records"), ("2", "Addresses"), ("3", "Payments"));
        var play = Made().Then(US, Supplement("sought", more));
        Assert.Equal("item-unanswered", play.Try(CN, Answer(final: true, "1", "2")));
        play.Then(CN, Answer(final: true, "1", "2", "3"));
    }

    [Fact]
    public void Who_takes_a_step_and_by_when_is_not_changed_by_a_supplement()
    {
        var steps = (Entry.Sought)
            Parley.Tests.Guidelines.CheckTests.Sought(("1", "Records"), ("2", "Addresses"), ("3", "Payments"));
        var owned = steps with { Items = steps.Items.SetItem(2, steps.Items[2] with { Owner = "US" }) };
        var dated = steps with
        {
            Items = steps.Items.SetItem(0, steps.Items[0] with { By = new DateOnly(2026, 4, 1) }),
        };
        Assert.Equal("step-by-supplement", Made().Try(US, Supplement("sought", owned)));
        Assert.Equal("step-by-supplement", Made().Try(US, Supplement("sought", dated)));
    }

    [Fact]
    public void A_step_worded_anew_reads_so_in_the_plan_and_keeps_the_days_said_for_it()
    {
        var play = new ModelPlay();
        var first = DateOnly.FromDateTime(ModelPlay.Start.UtcDateTime).AddDays(10);
        var step = new SoughtItem("cn", Text("Records."), Owner: "CN", By: first);
        var id = play.Made("case-cooperation", ("items-sought", new Entry.Sought([step])));
        play.Then(CN, id, new RequestStatement.Accepted([], Conditions: null));
        var moved = new StepMoved("cn", first.AddDays(5), Text());
        play.Then(CN, id, new RequestStatement.Progress(Text(), Moved: [moved]));
        var anew = step with { Text = Text("Records of May."), By = moved.By };
        play.Then(US, id, Supplement("items-sought", new Entry.Sought([anew])));
        var planned = Assert.Single(WorkSteps.Of(play[id]));
        Assert.Equal(("Records of May.", moved.By), (planned.What.Text.Original, planned.Day!.Day));
        Assert.Equal(CN, planned.Day.By);
        Assert.Equal([first], planned.Former.Select(day => day.Day));
    }

    [Fact]
    public void Supplements_are_bounded()
    {
        var play = Made();
        for (var i = 0; i < 300; i++)
        {
            play.Then(US, new RequestStatement.Supplemented(Text(), Draft.NoEntries));
        }
        Assert.Equal("too-many-notes", play.Try(US, new RequestStatement.Supplemented(Text(), Draft.NoEntries)));
    }

    [Fact]
    public void Files_go_with_a_supplement_a_report_a_consultation_and_a_reply()
    {
        var play = Made().Then(US, new RequestStatement.Supplemented(Text(), Draft.NoEntries, [Named("1")]));
        play.Then(CN, new RequestStatement.Progress(Text(), Parcels: [Named("2")]));
        play.Then(CN, new RequestStatement.Consulted(Text(), [Named("3")]));
        play.Then(US, new RequestStatement.Consulted(Text(), [Named("4")]));
        play.Then(CN, Answer(final: true, "1", "2")).Then(US, Rate());
        play.Then(CN, new RequestStatement.RatingReplied(Text(), [Named("5")]));
        Assert.Equal(
            [(US, "1"), (CN, "3"), (US, "4"), (CN, "2"), (CN, "5")],
            SentParcel.Of(play.Request).Select(sent => (sent.By, sent.Parcel.SealedSha256[..1]))
        );
    }

    [Fact]
    public void A_file_beside_a_report_belongs_to_nothing_in_it_and_has_its_form()
    {
        var named = Named("2") with { For = "1" };
        Assert.Equal("parcel-for-unknown", Made().Try(CN, new RequestStatement.Progress(Text(), Parcels: [named])));
        var unnamed = File with { Parcel = File.Parcel with { Name = "../etc" } };
        Assert.Equal("parcel-name", Made().Try(CN, new RequestStatement.Consulted(Text(), [unnamed])));
        Assert.Equal(
            "parcel-twice",
            Made().Try(US, new RequestStatement.Supplemented(Text(), Draft.NoEntries, [Named("1"), Named("1")]))
        );
    }

    private static Attached Named(string digit) =>
        File with
        {
            Parcel = File.Parcel with { SealedSha256 = new string(digit[0], 64) },
        };

    private static Entry.Written Facts(string text) => new(new Prose(text, "en", "事实。"));

    private static string FactsOf(Request request) => ((Entry.Written)request.Current().Entries["facts"]).Text.Original;
}
