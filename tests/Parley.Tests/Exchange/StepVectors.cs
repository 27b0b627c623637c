using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange.Formats;
using Parley.Tests.Requests;
using static Parley.Tests.Guidelines.SmallGuidelines;

namespace Parley.Tests.Exchange;

/// <summary>
/// Notes of progress that tell of, add and move the steps of a case under the model guidelines, each with its refusal
/// or none, and what they leave: for another implementation to compute the same.
/// </summary>
internal static class StepVectors
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(ModelPlay.Start.UtcDateTime);

    private static IEnumerable<(PartyCode By, RequestStatement.Progress Note)> Notes =>
        [
            (CN, Note(moved: [Moved("2", 14)])),
            (US, Note(moved: [Moved("2", 16)])),
            (US, Note(moved: [Moved("3", 25)])),
            (CN, Note(moved: [Moved("3", 27)])),
            (US, Note(moved: [Moved("3", 27)])),
            (US, Note(moved: [Moved("3", 27)])),
            (CN, Note(moved: [Moved("9", 27)])),
            (CN, Note(moved: [Moved("1", -2)])),
            (CN, Note(moved: [new StepMoved("1", Today.AddDays(9), Play.Text(" "))])),
            (CN, Note(added: [Step("CN-1", "CN", 5), Step("CN-2", "both", 8)])),
            (CN, Note(added: [Step("CN-1", "CN", 6)])),
            (US, Note(told: [new StepProgress("CN-2", StepState.UnderWay)])),
            (US, Note(told: [new StepProgress("1", StepState.Done)], moved: [Moved("CN-2", 8)])),
            (US, Note(moved: [Moved("1", 30)])),
            (US, Note(added: [Step("US-1", "CN", 12)])),
            (CN, Note(told: [new StepProgress("CN-2", StepState.Dropped)])),
        ];

    public static JsonObject Make()
    {
        var play = new ModelPlay();
        var steps = new Entry.Sought([Step("1", "US", 10), Step("2", "CN", 10), Step("3", "both", 20)]);
        var id = play.Made("case-cooperation", ("items-sought", steps));
        var made = Sought(play[id]);
        play.Then(CN, id, new RequestStatement.Accepted([], Conditions: null));
        var accepted = play.Now;
        var notes = new JsonArray();
        foreach (var (by, note) in Notes)
        {
            var refusal = play.Wait(1).Try(by, id, note);
            notes.Add(
                (JsonNode)
                    new JsonObject
                    {
                        ["by"] = $"{by}",
                        ["at"] = Time(play.Now),
                        ["body"] = Encoding.UTF8.GetString(StatementFormat.Write(note).Body),
                        ["refusal"] = refusal,
                    }
            );
        }
        var deadlines = play.DeadlinesOf(id);
        return new JsonObject
        {
            ["from"] = "US",
            ["to"] = "CN",
            ["made"] = Time(ModelPlay.Start),
            ["sought"] = made,
            ["accepted"] = Time(accepted),
            ["notes"] = notes,
            ["reads"] = Sought(play[id]),
            ["owed"] = new JsonArray([
                .. deadlines.Steps.Select(one => Owed("CN", one)),
                .. deadlines.StepsOfRequester.Select(one => Owed("US", one)),
            ]),
        };
    }

    private static JsonNode Owed(string by, Deadline deadline) =>
        new JsonObject
        {
            ["by"] = by,
            ["step"] = deadline.Taking!.Item,
            ["due"] = Time(deadline.Due!.Value),
            ["met"] = deadline.MetAt is { } met ? Time(met) : null,
            ["ended"] = deadline.OverAt is { } over ? Time(over) : null,
        };

    private static JsonNode Sought(Request request)
    {
        var draft = JsonNode.Parse(DraftFormat.Write(request.Current()))!;
        return draft["entries"]!["items-sought"]!.DeepClone();
    }

    private static RequestStatement.Progress Note(
        StepProgress[]? told = null,
        SoughtItem[]? added = null,
        StepMoved[]? moved = null
    ) =>
        new(
            Play.Text(),
            told is null ? null : [.. told],
            added is null ? null : [.. added],
            moved is null ? null : [.. moved]
        );

    private static SoughtItem Step(string id, string owner, int days) =>
        new(id, Play.Text(), Owner: owner, By: Today.AddDays(days));

    private static StepMoved Moved(string id, int days) => new(id, Today.AddDays(days), Play.Text());

    private static string Time(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
