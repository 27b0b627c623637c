using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Node.Requests;

namespace Parley.Tests.Samples;

public sealed class SamplesTests
{
    private static readonly PartyCode China = PartyCode.Parse("CN");
    private static readonly PartyCode UnitedStates = PartyCode.Parse("US");

    /// <summary>Two starting days, half a year apart, so that no story depends on the season.</summary>
    public static TheoryData<string> Starts => ["2026-05-06", "2026-10-20"];

    [Fact]
    public void The_model_guidelines_have_no_fault() =>
        Assert.Empty(GuidelinesCheck.Faults(SampleFiles.Guidelines).Select(f => $"{f.Path}: {f.Sentence.En}"));

    [Fact]
    public void The_model_guidelines_know_all_six_kinds_and_six_crime_areas()
    {
        string[] kinds =
        [
            "information",
            "preservation",
            "emergency-disclosure",
            "mutual-legal-assistance",
            "incident-assistance",
            "case-cooperation",
        ];
        Assert.Equal(kinds, SampleFiles.Guidelines.Kinds.Select(k => k.Code), StringComparer.Ordinal);
        Assert.Equal(6, SampleFiles.Guidelines.CrimeAreas.Length);
    }

    [Fact]
    public void Every_model_draft_may_be_made_and_the_incomplete_one_may_not()
    {
        foreach (var file in SampleFiles.In("requests"))
        {
            var findings = Check.Findings(SampleFiles.Draft(file), SampleFiles.Guidelines, UnitedStates, China);
            var blocking = findings.Where(f => f.Blocks).Select(f => $"{f.Item}: {f.Sentence.En}").ToList();
            if (Path.GetFileName(file) is "incomplete.json")
            {
                Assert.True(blocking.Count >= 8, string.Join('\n', blocking));
                continue;
            }
            Assert.True(findings.IsEmpty, $"{file}\n{string.Join('\n', findings.Select(f => f.Sentence.En))}");
        }
    }

    [Theory]
    [MemberData(nameof(Starts))]
    public void Every_story_of_the_half_year_takes_effect_from_its_first_word_to_its_last(string start)
    {
        var day = DateOnly.ParseExact(start, "yyyy-MM-dd", provider: null);
        var end = new DateTimeOffset(day.AddDays(200).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        var refusals = new List<string>();
        foreach (var story in Story.PlayAll(day))
        {
            refusals.AddRange(story.Refusals);
            Assert.True(story.Ends < end, $"{story.Number} ends on {story.Ends:u}.");
        }
        Assert.True(refusals.Count == 0, string.Join('\n', refusals));
    }

    [Fact]
    public void Every_story_of_the_year_before_takes_effect_and_ends_on_the_day_from_which_the_demo_counts()
    {
        var start = new DateOnly(2026, 10, 20);
        var stories = Story.PlayAll(start, "year-before");
        Assert.Equal([China, UnitedStates], stories.Select(s => s.From).Order());
        Assert.Empty(stories.SelectMany(s => s.Refusals));
        foreach (var story in stories)
        {
            // The demo erases them a year after that day.
            Assert.Equal(start.AddDays(-222), DateOnly.FromDateTime(story.Ends.UtcDateTime));
            Assert.Equal(story.Ends, RequestRest.EndedAt(story.Request!));
            Assert.InRange(story.Ends.TimeOfDay, TimeSpan.Zero, TimeSpan.FromHours(4.4));
        }
    }

    [Fact]
    public void The_stories_show_every_certificate_handling_code_and_traffic_light_and_whatever_both_do_alike()
    {
        var stories = Played();
        var answers = stories.SelectMany(s => s.Request!.Answers.Select(a => (s.To, What: a.What))).ToList();
        var certificates = answers.SelectMany(a => a.What.Certificates ?? []).Select(c => c.Form).ToHashSet();
        Assert.Equal(SampleFiles.Guidelines.Certificates!.Value.Select(c => c.Code).Order(), certificates.Order());
        foreach (var asked in (PartyCode[])[China, UnitedStates])
        {
            var given = answers.Where(a => a.To == asked).ToList();
            Assert.True(given.Sum(a => a.What.Certificates?.Length ?? 0) >= 4, $"{asked} gives few certificates.");
            foreach (var code in SampleFiles.Guidelines.HandlingCodes)
            {
                Assert.Contains(given, a => a.What.Handling is { } handling && Is(handling.Code, code.Code));
            }
            Assert.Contains(
                stories,
                s => s.To == asked && s.Request!.Refused?.What.Grounds.Any(g => Is(g.Code, "lack-of-resources")) == true
            );
        }
        Assert.All(
            answers.Where(a => a.What.Handling is { } handling && Is(handling.Code, "H3")),
            a => Assert.NotNull(a.What.UseLimits)
        );
        var lights = stories.Select(s => ((Entry.Plain)s.Request!.Current().Entries["traffic-light"]).Value).Distinct();
        Assert.Equal(SampleFiles.Guidelines.TrafficLights.Select(l => l.Code).Order(), lights.Order());
    }

    [Fact]
    public void An_emergency_disclosure_was_not_validated_and_what_had_come_for_it_was_accounted_for()
    {
        var refused = Assert.Single(
            Played(),
            story => story.Request!.Validated is { What.Outcome: Validation.NotValidated }
        );
        var request = refused.Request!;
        Assert.Equal("emergency-disclosure", request.Kind);
        Assert.NotNull(request.Validated!.What.Note?.Translation);
        var validated = Played().Count(story => story.Request!.Validated is { What.Outcome: Validation.Validated });
        Assert.Equal(3, validated);
    }

    [Fact]
    public void A_request_has_arrived_at_each_side_that_is_like_another_of_other_kind_and_nobody_has_linked_them()
    {
        var stories = Played();
        foreach (var asked in (PartyCode[])[China, UnitedStates])
        {
            var alike = stories
                .Where(s => s.To == asked && s.Request!.Stage is Stage.Made)
                .SelectMany(s =>
                    Duplicates
                        .Of(s.Request!.Current(), stories.Select(o => o.Request!), s.Request.Id)
                        .Select(d => (One: s.Request, Other: stories.Single(o => o.Request!.Id == d.Request).Request!))
                );
            Assert.Contains(
                alike,
                pair =>
                    !Is(pair.One.Kind, pair.Other.Kind)
                    && !pair.One.Current().Names(pair.Other.Id)
                    && !pair.Other.Current().Names(pair.One.Id)
            );
        }
    }

    [Fact]
    public void The_stories_ask_both_ways_and_neither_side_looks_worse()
    {
        var stories = Played();
        foreach (var kind in SampleFiles.Guidelines.Kinds)
        {
            var asked = stories.Where(s => Is(s.Request!.Kind, kind.Code)).CountBy(s => s.To).ToDictionary();
            Assert.InRange(asked[China] - asked[UnitedStates], -1, 1);
        }
        Assert.Equal(Late(stories, China, d => d.Acknowledgement), Late(stories, UnitedStates, d => d.Acknowledgement));
        Assert.Equal(Late(stories, China, d => d.FirstResponse), Late(stories, UnitedStates, d => d.FirstResponse));
        Assert.Equal(Late(stories, China, d => d.Full), Late(stories, UnitedStates, d => d.Full));
        Assert.Equal(
            stories.Count(s => s.To == China && s.Request!.Refused is not null),
            stories.Count(s => s.To == UnitedStates && s.Request!.Refused is not null)
        );
    }

    [Fact]
    public void Poor_marks_are_given_to_both_sides_alike_each_with_its_reason_and_the_other_sides_word()
    {
        var poor = Played()
            .Where(story => story.Request!.Rated is { What: { } rated } && Marks(rated).Any(IsPoor))
            .ToList();
        Assert.InRange(poor.Count, 4, 6);
        Assert.Equal(poor.Count(story => story.To == China), poor.Count(story => story.To == UnitedStates));
        Assert.All(
            poor,
            story =>
            {
                Assert.NotNull(story.Request!.Rated!.What.Comment?.Translation);
                Assert.NotNull(story.Request.RatingReplied);
            }
        );
        Assert.Contains(poor, story => story.To == China && IsPoor(story.Request!.Rated!.What.InForm));
        Assert.Contains(poor, story => story.To == UnitedStates && IsPoor(story.Request!.Rated!.What.InForm));

        static Mark[] Marks(RequestStatement.AnswerRated rated) => [rated.Complete, rated.Usable, rated.InForm];
        static bool IsPoor(Mark mark) => mark is Mark.Partly or Mark.No;
    }

    [Fact]
    public void Every_officer_in_a_story_acts_for_the_party_of_that_officer()
    {
        var parties = SampleFiles.PartyOfPersona();
        foreach (var (persona, party, _) in Played().SelectMany(s => s.Officers))
        {
            Assert.Equal(party, parties[persona]);
        }
    }

    [Fact]
    public void What_two_officers_say_bears_the_one_who_may_release_it()
    {
        var releasers = SampleFiles.Releasers();
        var said = Played().Concat(Story.PlayAll(new DateOnly(2025, 1, 6), "year-before")).SelectMany(s => s.Officers);
        var two = said.Where(one =>
            one.Said is RequestStatement.Made || MoveForm.NeedsRelease(MoveOf(one.Said), one.Said)
        );
        Assert.Empty(two.Where(one => !releasers.Contains(one.Persona)).Select(one => (one.Persona, one.Said)));

        static RequestMove MoveOf(RequestStatement said) =>
            said switch
            {
                RequestStatement.Accepted => RequestMove.Accept,
                RequestStatement.Refused => RequestMove.Refuse,
                RequestStatement.Answered => RequestMove.Answer,
                RequestStatement.UseLimited => RequestMove.LimitUse,
                _ => RequestMove.ReportProgress,
            };
    }

    private static List<Story> Played() => Story.PlayAll(new DateOnly(2026, 5, 6));

    private static int Late(List<Story> stories, PartyCode asked, Func<Deadlines, Deadline> which) =>
        stories
            .Where(s => s.To == asked)
            .Select(s => which(Deadlines.Of(s.Request!, SampleFiles.Guidelines)))
            .Count(d => d.MetAt is { } met && d.Due is { } due && met > due);

    private static bool Is(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);
}
