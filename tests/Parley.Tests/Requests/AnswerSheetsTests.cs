using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Node.Requests;
using Parley.Tests.Agreements;
using static Parley.Tests.Guidelines.SmallGuidelines;

namespace Parley.Tests.Requests;

/// <summary>Several sheets of one certificate in the form of an answer.</summary>
public sealed class AnswerSheetsTests
{
    private const string Code = "witness-questioning";

    private static readonly CertificateForm Form = ModelPlay.Model.Certificate(Code)!;

    private readonly ModelPlay play = new();
    private readonly SubjectId id;
    private readonly RequestSight sight;

    public AnswerSheetsTests()
    {
        id = play.Made("mutual-legal-assistance");
        var request = play[id];
        sight = new RequestSight(request, US, ModelPlay.Model, Deadlines.Of(request, ModelPlay.Model), Ours: false);
    }

    [Fact]
    public void A_form_begins_with_one_empty_sheet_of_each_certificate_asked_for_and_a_draft_of_before_keeps_its_one()
    {
        Assert.Equal([(Code, 1), ("business-records", 1)], Places(Fields()));
        Assert.All(AnswerSheets.Of(sight, Fields()), sheet => Assert.True(sheet.IsEmpty));
        var before = Fields(($"cert.{Code}.witness.en", "A. Penhallow"));
        var sheet = AnswerSheets.Of(sight, before)[0];
        Assert.Equal(new Bilingual("A. Penhallow", "A. Penhallow"), sheet.Value("witness"));
        Assert.Equal($"cert.{Code}.witness.en", sheet.Name(Form.Fields.First(field => field.Id is "witness"), "en"));
    }

    [Fact]
    public void A_sheet_is_added_moved_and_taken_out_and_keeps_what_it_says()
    {
        var two = Press(Filled(Fields(), 0, "First"), AnswerSheets.ToAdd(Form));
        two = Filled(two, 1, "Second");
        Assert.Equal([(Code, 1), (Code, 2), ("business-records", 1)], Places(two));
        Assert.Equal(["First", "Second"], Witnesses(two));
        var turned = Press(two, AnswerSheets.ToRaise(Sheets(two)[1]));
        Assert.Equal(["Second", "First"], Witnesses(turned));
        Assert.Equal(["First", "Second"], Witnesses(Press(turned, AnswerSheets.ToLower(Sheets(turned)[0]))));
        Assert.Equal(["Second", "First"], Witnesses(Press(turned, AnswerSheets.ToRaise(Sheets(turned)[0]))));
        var one = Press(turned, AnswerSheets.ToRemove(Sheets(turned)[1]));
        Assert.Equal(["Second"], Witnesses(one));
        Assert.DoesNotContain(one, field => field.Value.Contains("First", StringComparer.Ordinal));
        var none = Press(one, AnswerSheets.ToRemove(Sheets(one)[0]));
        Assert.True(Assert.Single(Sheets(none)).IsEmpty);
    }

    [Theory]
    [InlineData("add")]
    [InlineData("add none")]
    [InlineData("remove witness-questioning 77")]
    [InlineData("up witness-questioning 1")]
    [InlineData("burn witness-questioning 1")]
    public void A_button_that_names_nothing_changes_nothing(string value)
    {
        var form = Filled(Fields(), 0, "First");
        var after = Press(form, value);
        Assert.Equal(["First"], Witnesses(after));
        Assert.False(after.ContainsKey(AnswerSheets.Button));
    }

    [Fact]
    public void An_answer_takes_as_many_sheets_as_the_rules_allow_and_no_more()
    {
        IFormCollection form = Fields();
        for (var i = 0; i < AnswerContent.MostCertificates + 3; i++)
        {
            form = Press(form, AnswerSheets.ToAdd(Form));
        }
        Assert.Equal(AnswerContent.MostCertificates, AnswerSheets.Of(sight, form).Count);
        var keys = form[AnswerSheets.OrderOf(Form)];
        Assert.Equal(keys.Count, keys.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void The_sheets_are_stated_in_their_order_and_shown_again_from_what_was_prepared()
    {
        var form = Press(Filled(Fields(), 0, "First"), AnswerSheets.ToAdd(Form));
        form = Press(Filled(form, 1, "Second"), AnswerSheets.ToRaise(Sheets(Filled(form, 1, "Second"))[1]));
        var said = AnswerForm.Read(sight, form, "en", null);
        Assert.Equal(["Second", "First"], said.Certificates!.Value.Select(one => one.ByField()["witness"].En));
        var again = AnswerSheets.Of(sight, new MoveAttempt(said)).Where(sheet => sheet.Form.Code is Code).ToList();
        Assert.Equal([1, 2], again.Select(sheet => sheet.Number));
        Assert.Equal(["Second", "First"], again.Select(sheet => sheet.Value("witness")!.En));
        Assert.Equal(
            [(1, 2), (2, 2)],
            Enumerable.Range(0, 2).Select(at => AnswerContent.SheetOf(said.Certificates.Value, at))
        );
    }

    [Fact]
    public void What_lacks_on_a_sheet_is_said_with_its_number_and_at_its_field()
    {
        var form = Press(Filled(Fields(), 0, "First"), AnswerSheets.ToAdd(Form));
        form = Filled(form, 1, "Second", but: "place");
        var certificates = AnswerForm.Read(sight, form, "en", null).Certificates;
        var answer = play.Answer(id) with { Certificates = certificates };
        var refusal = AnswerRefusal(answer)!;
        Assert.Equal("certificate-blank", refusal.Code);
        Assert.Contains("sheet 2, lacks “Place”", refusal.Sentence.En, StringComparison.Ordinal);
        Assert.Contains("第 2 份缺少“地点”", refusal.Sentence.Zh, StringComparison.Ordinal);
        var sheet = Sheets(form)[1];
        Assert.Equal(
            sheet.Id(Form.Fields.First(field => field.Id is "place"), "en"),
            MoveErrors.Of(refusal, sight, answer, form).Field
        );
        var alone = answer with { Certificates = [certificates!.Value[1]] };
        Assert.DoesNotContain("sheet", AnswerRefusal(alone)!.Sentence.En, StringComparison.Ordinal);
    }

    [Fact]
    public void What_two_officers_fill_in_on_different_sheets_is_brought_together()
    {
        var before = Filled(Press(Fields(), AnswerSheets.ToAdd(Form)), 0, "First");
        var theirs = Press(Filled(before, 1, "Second"), AnswerSheets.ToAdd(Form));
        var mine = Press(Filled(before, 0, "The first"), AnswerSheets.ToAdd(Form));
        mine = Filled(mine, 2, "Fourth");
        var both = Merged(before, Filled(theirs, 2, "Third"), mine)!;
        Assert.Equal(["The first", "Second", "Third", "Fourth"], Witnesses(both));
    }

    [Fact]
    public void Where_both_change_one_sheet_or_one_takes_it_out_each_keeps_their_own()
    {
        var before = Filled(Filled(Press(Fields(), AnswerSheets.ToAdd(Form)), 0, "First"), 1, "Second");
        var theirs = Filled(before, 1, "Second as they have it");
        Assert.Null(Merged(before, theirs, Filled(before, 1, "Second as we have it")));
        Assert.Null(Merged(before, theirs, Press(before, AnswerSheets.ToRemove(Sheets(before)[1]))));
        Assert.Null(Merged(before, With(before, "language", "zh"), Filled(before, 0, "Other")));
        Assert.Null(Merged(before, With(before, "translatedBy", "A"), With(before, "translatedBy", "B")));
        var moved = Press(before, AnswerSheets.ToRaise(Sheets(before)[1]));
        Assert.Equal(["Second as they have it", "First"], Witnesses(Merged(before, theirs, moved)!));
        var out1 = Press(before, AnswerSheets.ToRemove(Sheets(before)[0]));
        Assert.Equal(["Second as they have it"], Witnesses(Merged(before, theirs, out1)!));
    }

    private static IFormCollection? Merged(IFormCollection before, IFormCollection theirs, IFormCollection mine) =>
        MoveDraftMerge.Of(Text(before), Text(theirs), Text(mine)) is { } both
            ? Parley.Node.Look.FormFields.Read(both)
            : null;

    private static string Text(IFormCollection form) => MoveDraftPlace.FieldsOf(form);

    private Refusal? AnswerRefusal(RequestStatement.Answered answer)
    {
        var officer = new Officer("cn-central-authority", "An Officer", "liaison");
        var seen = new Seen(ModelPlay.Model, [Play.InForce, play[id]]);
        var act = new Act(CN, US, officer, play.Now, play.Now.AddMinutes(1), id, Exercise: null, seen);
        return RequestRules.Next(play[id], answer, act).Refusal;
    }

    private List<AnswerSheet> Sheets(IFormCollection form) =>
        AnswerSheets.Of(sight, form).Where(sheet => sheet.Form.Code is Code).ToList();

    private IEnumerable<(string, int)> Places(IFormCollection form) =>
        AnswerSheets.Of(sight, form).Select(sheet => (sheet.Form.Code, sheet.Number));

    private IEnumerable<string?> Witnesses(IFormCollection form) =>
        Sheets(form).Select(sheet => sheet.Value("witness")?.En);

    private IFormCollection Press(IFormCollection form, string button) =>
        AnswerSheets.Moved(sight, With(WithOrder(form), AnswerSheets.Button, button));

    /// <summary>As the page sends it: with the keys of its sheets.</summary>
    private IFormCollection WithOrder(IFormCollection form) =>
        AnswerSheets
            .Of(sight, form)
            .GroupBy(sheet => sheet.Form)
            .Aggregate(
                form,
                (all, sheets) => With(all, AnswerSheets.OrderOf(sheets.Key), [.. sheets.Select(one => one.Key)])
            );

    private IFormCollection Filled(IFormCollection form, int at, string witness, string? but = null)
    {
        var sheet = Sheets(form)[at];
        foreach (var field in Form.Fields.Where(field => !string.Equals(field.Id, but, StringComparison.Ordinal)))
        {
            var value = field.Id is "witness" ? witness : "—";
            form = With(With(form, sheet.Name(field, "en"), value), sheet.Name(field, "zh"), value);
        }
        return WithOrder(form);
    }

    private static FormCollection Fields(params (string Name, string Value)[] fields) =>
        new(fields.ToDictionary(one => one.Name, one => new StringValues(one.Value), StringComparer.Ordinal));

    private static FormCollection With(IFormCollection form, string name, params string[] values) =>
        new(
            form.Where(one => !string.Equals(one.Key, name, StringComparison.Ordinal))
                .Append(KeyValuePair.Create(name, new StringValues(values)))
                .ToDictionary(one => one.Key, one => one.Value, StringComparer.Ordinal)
        );
}
