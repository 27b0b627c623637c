using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Node.Requests;
using Parley.Tests.Guidelines;
using static Parley.Tests.Guidelines.SmallGuidelines;

namespace Parley.Tests.Requests;

/// <summary>A search looks in everything that was asked and said, in both languages.</summary>
public sealed class SearchTests
{
    private static readonly Prose Said = new("The host moved to Rotterdam.", "en", "主机已迁至鹿特丹。");

    public static TheoryData<string, RequestStatement> Sayings =>
        new()
        {
            { "note", new RequestStatement.Acknowledged(Said) },
            { "clarification", new RequestStatement.ClarificationAsked([new Question("1", null, Said)]) },
            { "first response", new RequestStatement.FirstResponse(WillAnswer.Yes, Said, By: null, Note: null) },
            { "acceptance", new RequestStatement.Accepted([], Said) },
            { "refusal", new RequestStatement.Refused([new GroundGiven("law", Said)]) },
            { "consultation", new RequestStatement.Consulted(Said) },
            { "extension", new RequestStatement.Extended(Play.Start.AddDays(9), Said) },
            { "progress", new RequestStatement.Progress(Said) },
            { "answer", new RequestStatement.Answered(false, [new("1", ItemOutcome.Provided, Said)], UseLimits: null) },
            { "limits", new RequestStatement.Answered(true, [], Said) },
            { "limits set later", new RequestStatement.UseLimited(Said) },
            { "validation", new RequestStatement.Validated(Validation.Validated, "An authority", "4/2026", Said) },
            { "transfer", new RequestStatement.Transferred(SubjectId.Parse("US-R-2026-0009"), Said) },
            { "rating", new RequestStatement.AnswerRated(Mark.Fully, Mark.Fully, Mark.Fully, Said) },
            { "reply", new RequestStatement.RatingReplied(Said) },
            { "withdrawal", new RequestStatement.Withdrawn(Said) },
            { "closing", new RequestStatement.Closed(Said) },
        };

    [Theory]
    [MemberData(nameof(Sayings))]
    public void What_either_side_said_is_found_in_both_languages(string what, RequestStatement statement)
    {
        var sight = Sight(After(statement));
        Assert.True(RequestText.Holds(sight, "rotterdam"), what);
        Assert.True(RequestText.Holds(sight, "主机"), what);
        Assert.False(RequestText.Holds(sight, "主机 Marseille"), what);
    }

    [Theory]
    [InlineData("诈骗")]
    [InlineData("certificate")]
    [InlineData("Ada Fenwick")]
    public void What_was_chosen_from_a_list_is_found_by_its_name(string search)
    {
        var play = new ModelPlay();
        var id = play.Made("mutual-legal-assistance");
        var form = ModelPlay.Model.Certificate("business-records")!;
        var given = new CertificateGiven(
            form.Code,
            [.. form.Fields.Select(field => new BlankFilled(field.Id, new Bilingual("Ada Fenwick", "艾达")))]
        );
        var handling = new Handling("H1", "TLP:AMBER", "A", "1");
        play.Then(CN, id, play.Answer(id) with { Handling = handling, Certificates = [given] });
        var sight = new RequestSight(play[id], CN, ModelPlay.Model, play.DeadlinesOf(id), Ours: true);
        Assert.True(RequestText.Holds(sight, search), search);
    }

    [Fact]
    public void The_ground_of_a_refusal_is_found_by_its_name()
    {
        var play = new ModelPlay();
        var id = play.Made("information");
        play.Then(CN, id, new RequestStatement.Refused([new GroundGiven("lack-of-resources", Said)]));
        var sight = new RequestSight(play[id], CN, ModelPlay.Model, play.DeadlinesOf(id), Ours: true);
        Assert.True(RequestText.Holds(sight, "lack of resources"));
    }

    [Fact]
    public void The_answer_to_a_question_is_found()
    {
        var asked = After(new RequestStatement.ClarificationAsked([new Question("1", null, Play.Text())]));
        var given = new RequestStatement.Clarified([new QuestionAnswer("1", Said)], Draft.NoEntries);
        Assert.True(RequestText.Holds(Sight(asked.After(given, Act(US))), "鹿特丹"));
    }

    [Theory]
    [InlineData("US-R-2026-0001")]
    [InlineData("pay@supplier.example")]
    [InlineData("an officer")]
    [InlineData("Information")]
    [InlineData("说明　主机")]
    [InlineData("ＵＳ－Ｒ－２０２６－０００１")]
    [InlineData("鹿特")]
    public void Numbers_identifiers_officers_and_kinds_are_found_however_they_are_typed(string search)
    {
        var request = After(new RequestStatement.Progress(Said))
            .After(new RequestStatement.Progress(Play.Text()), Act(CN));
        Assert.True(RequestText.Holds(Sight(request), search));
    }

    [Theory]
    [InlineData("?q=US-R-2026-0001", "all")]
    [InlineData("?q=US-R-2026-0001&view=open", "open")]
    [InlineData("", "open")]
    [InlineData("?view=nowhere", "open")]
    public void A_search_without_a_view_is_over_everything(string address, string view) =>
        Assert.Equal(view, Read(address).View);

    [Fact]
    public void The_address_of_a_filter_reads_as_the_same_filter()
    {
        var filter = Read("?q=%E4%B8%BB%E6%9C%BA&kind=information&stage=Made&page=2");
        Assert.Equal(filter, Read(new Uri("http://node.example" + filter.Address()).Query));
    }

    internal static RequestFilter Read(string query) =>
        RequestFilter.Read(new QueryCollection(QueryHelpers.ParseQuery(query)));

    internal static RequestSight Sight(Request request, bool ours = true) =>
        new(request, ours ? CN : US, All, Deadlines.Of(request, All), ours);

    private static Request After(RequestStatement statement) => Play.Made().Request.After(statement, Act(CN));

    private static Act Act(PartyCode by) =>
        Play.ActBy(by, Play.Start.AddHours(1), Play.Start.AddHours(2), Play.SeenByAll);
}
