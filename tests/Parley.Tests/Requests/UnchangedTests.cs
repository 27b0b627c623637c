using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Requests;
using static Parley.Tests.Guidelines.SmallGuidelines;

namespace Parley.Tests.Requests;

/// <summary>What an officer does not change on a form stays as it stood, and nobody signs another's work.</summary>
public sealed class UnchangedTests
{
    private static readonly Prose Chinese = new(
        "主机已迁。\n请保全。",
        "zh",
        "The host moved.\nHold it.",
        "Li",
        "Wang"
    );

    [Theory]
    [InlineData("zh", "en")]
    [InlineData("zh", "zh")]
    [InlineData("en", "en")]
    [InlineData("en", "zh")]
    public void Where_nothing_was_changed_nothing_is_restated(string written, string page)
    {
        var sight = Asked(written);
        var form = Shown(sight);
        form["language"] = page;
        form["answer.1.text"] = "是。";
        var said = Clarified(sight, form);
        Assert.Empty(said.Entries);
        Assert.Equal(page, said.Answers.Single().Text.Language);
    }

    [Fact]
    public void What_was_changed_is_restated_in_the_language_of_the_request_and_the_rest_keeps_its_translator()
    {
        var sight = Asked("zh");
        var form = Shown(sight);
        form["language"] = "en";
        form["translatedBy"] = "Zhao";
        form["items-sought.text"] = new([form["items-sought.text"][0], "另一步骤。"]);
        form["items-sought.translation"] = new([form["items-sought.translation"][0], "Another step."]);
        form["items-sought.owner"] = new(["US", "both"]);
        form["items-sought.by"] = new(["2026-04-01", "2026-04-02"]);
        var said = Clarified(sight, form);
        Assert.Equal(["items-sought"], said.Entries.Keys);
        var steps = ((Entry.Sought)said.Entries["items-sought"]).Items;
        Assert.Equal((Chinese, "US"), (steps[0].Text, steps[0].Owner));
        Assert.Equal(new Prose("另一步骤。", "zh", "Another step.", "Zhao"), steps[1].Text);
    }

    [Fact]
    public void What_a_colleague_corrected_while_the_form_was_open_is_not_taken_back_by_it()
    {
        var play = new ModelPlay();
        var id = play.Made("information");
        var form = Shown(Sight(), RequestMove.Supplement);
        form[Corrected.Field] = $"{play[id].TimesCorrected}";
        var corrected = Draft.NoEntries.Add("own-reference", new Entry.Plain("ANOTHER/1"));
        play.Then(US, id, new RequestStatement.Supplemented(Play.Text(), corrected));
        form["purpose.text"] = "To find the account’s holder.";
        Assert.Equal(["purpose"], Said().Entries.Keys);
        // A form that does not tell what it showed is taken as it is.
        form.Remove(Corrected.Field);
        Assert.Equal(["own-reference", "purpose"], Said().Entries.Keys);

        RequestSight Sight() => new(play[id], CN, ModelPlay.Model, play.DeadlinesOf(id), Ours: true);

        RequestStatement.Supplemented Said() =>
            (RequestStatement.Supplemented)
                MoveForm.Read(RequestMove.Supplement, Sight(), new FormCollection(form), "en");
    }

    [Fact]
    public void What_both_corrected_is_shown_to_the_later_one_before_it_leaves()
    {
        var play = new ModelPlay();
        var id = play.Made("information");
        var form = Shown(Sight(), RequestMove.Supplement);
        form[Corrected.Field] = "0";
        form["own-reference"] = "MINE/1";
        form["purpose.text"] = "To find the account’s holder.";
        Assert.Empty(Overtaken());
        var prepared = Prepared(RequestMoveSaid());
        var theirs = Draft.NoEntries.Add("own-reference", new Entry.Plain("THEIRS/1"));
        play.Then(US, id, new RequestStatement.Supplemented(Play.Text(), theirs));
        Assert.Equal(["own-reference"], Overtaken());
        Assert.Equal(["own-reference"], Corrected.Overtaken(prepared, Sight()).Select(item => item.Id));
        // By what its author saw it goes, not by when it was put by.
        var late = prepared with
        {
            At = DateTimeOffset.MaxValue,
        };
        Assert.Empty(Corrected.Overtaken(late, Sight()));
        Assert.Equal(["own-reference"], Corrected.Overtaken(late with { Seen = 0 }, Sight()).Select(item => item.Id));
        Assert.Empty(Corrected.Overtaken(prepared with { Seen = 1 }, Sight()));
        Assert.NotNull(Sight().Request.LastCorrected("own-reference"));
        Assert.Null(Sight().Request.LastCorrected("purpose"));
        // Shown again it tells of both, and what is then sent was meant.
        form[Corrected.Field] = "1";
        Assert.Empty(Overtaken());
        Assert.Equal(["own-reference", "purpose"], RequestMoveSaid().Entries.Keys);
        // What both corrected alike is nothing to ask about.
        (form[Corrected.Field], form["own-reference"]) = ("0", "THEIRS/1");
        Assert.Empty(Overtaken());

        RequestSight Sight() => new(play[id], CN, ModelPlay.Model, play.DeadlinesOf(id), Ours: true);

        IEnumerable<string> Overtaken() =>
            Corrected.Overtaken(RequestMove.Supplement, Sight(), new FormCollection(form)).Select(item => item.Id);

        RequestStatement.Supplemented RequestMoveSaid() =>
            (RequestStatement.Supplemented)
                MoveForm.Read(RequestMove.Supplement, Sight(), new FormCollection(form), "en");

        PreparedMove Prepared(RequestStatement said) =>
            new(1, CN, id, RequestMove.Supplement, said, OnceKey.Of("one"), "a", "A", ["a"], play[id].Made.At);
    }

    [Fact]
    public void A_row_added_takes_a_number_of_its_own_and_the_others_keep_theirs()
    {
        var item = ModelPlay.Model.ItemsOf("case-cooperation").First(one => one.Owned);
        var before = new Entry.Sought([new SoughtItem("7", Chinese), new SoughtItem("1", Play.Text())]);
        var read = new Entry.Sought([
            new SoughtItem("1", Chinese with { TranslatedBy = null }),
            new SoughtItem("2", Play.Text()),
            new SoughtItem("3", Play.Text()),
        ]);
        var kept = (Entry.Sought)Unchanged.Of(item, read, before)!;
        Assert.Equal(["7", "1", "2"], kept.Items.Select(row => row.Id));
        Assert.Equal("Li", kept.Items[0].Text.TranslatedBy);
    }

    [Fact]
    public void A_time_left_alone_keeps_its_seconds_and_its_offset()
    {
        var item = ModelPlay.Model.ItemsOf("information").First(one => one.Type is ItemType.Range);
        var from = DateTimeOffset.Parse("2026-02-03T04:05:06+09:00", CultureInfo.InvariantCulture);
        var before = new Entry.Range(from, from.AddHours(1));
        var shown = from.AddSeconds(-6).ToUniversalTime();
        Assert.Same(before, Unchanged.Of(item, new Entry.Range(shown, shown.AddHours(1)), before));
        Assert.NotSame(before, Unchanged.Of(item, new Entry.Range(shown, shown.AddHours(2)), before));
    }

    private static RequestStatement.Clarified Clarified(RequestSight sight, Dictionary<string, StringValues> fields)
    {
        var form = new FormCollection(fields);
        var language = MoveForm.LanguageOf(form, sight);
        return (RequestStatement.Clarified)MoveForm.Read(RequestMove.Clarify, sight, form, language);
    }

    /// <summary>A request for case cooperation of which every item is asked back, made in a language.</summary>
    private static RequestSight Asked(string language)
    {
        var steps = new Entry.Sought([
            new SoughtItem("1", Chinese with { Language = language }, null, "US", new DateOnly(2026, 4, 1)),
        ]);
        var play = new ModelPlay();
        var draft = ModelPlay.Draft("case-cooperation", ("items-sought", steps)) with { Language = language };
        var id = SubjectId.Make(US, "R", 2026, 1);
        Assert.Null(play.Make(id, draft));
        var items = ModelPlay.Model.ItemsOf("case-cooperation").Select(item => item.Id).ToList();
        var questions = items.Select((item, at) => new Question($"{at + 1}", item, Play.Text()));
        play.Then(CN, id, new RequestStatement.ClarificationAsked([.. questions]));
        return new RequestSight(play[id], CN, ModelPlay.Model, play.DeadlinesOf(id), Ours: true);
    }

    /// <summary>The form as a browser sends it back untouched: its lines end as those of forms do.</summary>
    private static Dictionary<string, StringValues> Shown(RequestSight sight, RequestMove move = RequestMove.Clarify)
    {
        var form = new Dictionary<string, StringValues>(StringComparer.Ordinal);
        foreach (var item in Corrected.Items(move, sight))
        {
            form["has." + item.Id] = "1";
            Fill(form, item.Id, sight.Request.Current().Entries.GetValueOrDefault(item.Id), item.Type);
        }
        return form;
    }

    private static void Fill(Dictionary<string, StringValues> form, string id, Entry? entry, ItemType type)
    {
        switch (entry)
        {
            case Entry.Written written:
                (form[id + ".text"], form[id + ".translation"]) = (Sent(written.Text.Original), Sent(written.Text));
                break;
            case Entry.Plain plain when type is ItemType.Moment:
                var at = DateTimeOffset.Parse(plain.Value, CultureInfo.InvariantCulture).ToUniversalTime();
                (form[id + ".at"], form[id + ".zone"]) = (DraftForm.LocalText(at), "UTC");
                break;
            case Entry.Plain plain:
                form[id] = plain.Value;
                break;
            case Entry.YesNo yes:
                form[id] = yes.Value ? "true" : "false";
                break;
            case Entry.Several several:
                form[id] =
                    type is ItemType.Requests
                        ? string.Join("\r\n", several.Values)
                        : new StringValues([.. several.Values.Reverse()]);
                break;
            case Entry.Range range:
                form[id + ".from"] = DraftForm.LocalText(range.From.ToUniversalTime());
                form[id + ".to"] = DraftForm.LocalText(range.To.ToUniversalTime());
                form[id + ".zone"] = "UTC";
                break;
            case Entry.Identifiers all:
                form[id + ".type"] = new([.. all.Values.Select(one => one.Type), "ipv4"]);
                form[id + ".value"] = new([.. all.Values.Select(one => one.Value), ""]);
                break;
            case Entry.Sought sought:
                form[id + ".text"] = new([.. sought.Items.Select(row => Sent(row.Text.Original))]);
                form[id + ".translation"] = new([.. sought.Items.Select(row => Sent(row.Text))]);
                form[id + ".action"] = new([.. sought.Items.Select(row => row.Action)]);
                form[id + ".owner"] = new([.. sought.Items.Select(row => row.Owner)]);
                form[id + ".by"] = new([
                    .. sought.Items.Select(row => row.By?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
                ]);
                break;
        }
    }

    private static string Sent(Prose text) => Sent(text.Translation ?? "");

    private static string Sent(string text) => text.ReplaceLineEndings("\r\n") + "\r\n";
}
