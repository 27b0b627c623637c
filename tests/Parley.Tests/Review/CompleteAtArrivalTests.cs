using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Cooperation.Review;
using Parley.Tests.Guidelines;
using Parley.Tests.Requests;
using static Parley.Tests.Guidelines.SmallGuidelines;
using static Parley.Tests.Requests.Play;

namespace Parley.Tests.Review;

/// <summary>Which requests count as complete when they arrived.</summary>
public sealed class CompleteAtArrivalTests
{
    /// <summary>Translated, and nobody is named who did it.</summary>
    private static readonly Entry Unsigned = new Entry.Written(new Prose("Facts.", "en", "事实。"));

    private static readonly Entry Untranslated = CheckTests.Text("Facts.", translation: null);

    [Fact]
    public void A_request_in_which_nothing_is_found_was_complete() => Assert.Equal(1, Complete(With()));

    [Fact]
    public void One_that_lacks_a_translation_or_says_what_was_not_asked_for_was_not()
    {
        Assert.Equal(0, Complete(With(("facts", Untranslated))));
        Assert.Equal(0, Complete(With(("confidential-why", CheckTests.Text("An arrest.", "抓捕。")))));
    }

    [Fact]
    public void Whoever_is_not_named_for_a_translation_can_be_asked_for_at_any_time_and_takes_nothing_from_it()
    {
        Assert.Equal(1, Complete(With(("facts", Unsigned))));
        // It does not make up for what is lacking beside it.
        Assert.Equal(0, Complete(With(("facts", Unsigned), ("sought", Wanted(translation: null)))));
        Assert.Equal(1, Complete(With(("facts", Unsigned), ("sought", Wanted("登录记录")))));
    }

    [Fact]
    public void It_counts_as_it_was_made_whatever_was_added_later()
    {
        var later = With(("facts", Untranslated)).Then(CN, Ask()).Then(US, Correct("facts", Unsigned));
        Assert.Equal(0, Complete(later));
        var worse = With().Then(CN, Ask()).Then(US, Correct("facts", Untranslated));
        Assert.Equal(1, Complete(worse));
    }

    [Fact]
    public void Those_that_were_complete_are_counted_out_of_all()
    {
        var row = Figures(With(), With(("facts", Untranslated)), With(("facts", Unsigned))).Rows[0];
        Assert.Equal((3, 2), (row.Requests, row.CompleteAtArrival));
    }

    private static Entry Wanted(string? translation) =>
        new Entry.Sought([new SoughtItem("1", new Prose("Sign-in addresses", "en", translation))]);

    /// <summary>A request in which nothing is found, made with other entries in some places.</summary>
    private static Play With(params (string Item, Entry Entry)[] others)
    {
        var play = new Play();
        var entries = others.Aggregate(CheckTests.Good, (draft, one) => draft.With(one.Item, one.Entry)).Entries;
        Assert.Null(play.Try(US, Make() with { Entries = entries }));
        return play;
    }

    private static int Complete(Play play)
    {
        var row = Figures(play).Rows[0];
        Assert.Equal(1, row.Requests);
        return row.CompleteAtArrival;
    }

    private static ReviewFigures Figures(params Play[] plays) =>
        ReviewMeasures.Figures(plays.Select(p => (p.Request, All)), Start, Start.AddDays(60));
}
