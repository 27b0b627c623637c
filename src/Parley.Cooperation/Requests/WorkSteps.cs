using System.Collections.Immutable;

namespace Parley.Cooperation.Requests;

/// <summary>
/// The actions wanted and steps of joint work of a request. Its maker names the first; notes of progress add more and
/// move their days. A day counts once every side that takes the step has said it: a side moves its own step alone, a
/// step that both take when both say the same, and what it says of the other's step is proposed.
/// </summary>
public static class WorkSteps
{
    /// <summary>All steps and actions in the order in which they were named, those not agreed yet among them.</summary>
    public static ImmutableArray<WorkStep> Of(Request request)
    {
        var words = WordsOf(request).ToLookup(one => one.Item, one => one.Word, StringComparer.Ordinal);
        return
        [
            .. StepPlan
                .Of(request)
                .Steps.Select(step => step with { Words = [.. words[step.Id].OrderBy(word => word.At)] }),
        ];
    }

    /// <summary>Whether it belongs to what was accepted: an acceptance that names items leaves others out.</summary>
    public static bool IsTakenOn(Request request, WorkStep step) =>
        step.Later
        || request.Accepted is not { What.Items: { IsDefaultOrEmpty: false } items }
        || items.Contains(step.Id, StringComparer.Ordinal);

    private static IEnumerable<(string Item, StepWord Word)> WordsOf(Request request)
    {
        foreach (var note in request.ProgressNotes)
        {
            foreach (var one in note.What.Steps is { IsDefault: false } told ? told : [])
            {
                yield return (
                    one.Item,
                    new StepWord(note.By, note.Officer, note.At, one.State, null, note.What.Text, DoneAt: null)
                );
            }
        }
        foreach (var answer in request.Answers)
        {
            foreach (var one in answer.What.Items)
            {
                yield return (
                    one.Item,
                    new StepWord(answer.By, answer.Officer, answer.At, null, one.Outcome, one.Text, one.DoneAt)
                );
            }
        }
    }
}

/// <summary>The steps of a request with every day that was said for them, as the statements are gone through.</summary>
internal sealed class StepPlan
{
    private readonly Request request;
    private readonly List<string> order = [];
    private readonly Dictionary<string, SoughtItem> what = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<StepDay>> days = new(StringComparer.Ordinal);
    private readonly HashSet<string> later = new(StringComparer.Ordinal);

    private StepPlan(Request request) => this.request = request;

    public static StepPlan Of(Request request)
    {
        var plan = new StepPlan(request);
        plan.Name(Correction.Of(request.Made, request.Made.What.Entries));
        foreach (var corrected in request.Corrections())
        {
            plan.Name(corrected);
        }
        foreach (var note in request.ProgressNotes)
        {
            plan.Note(note);
        }
        return plan;
    }

    /// <summary>Without what was said of how they stand.</summary>
    public IEnumerable<WorkStep> Steps =>
        order.Select(id =>
        {
            var step = new WorkStep(what[id], TakersOf(what[id]), [.. days[id]], [], later.Contains(id));
            return step with { What = what[id] with { By = step.Day?.Day } };
        });

    /// <summary>Whether any note of progress added a step or moved one.</summary>
    public static bool IsPlanned(Request request)
    {
        foreach (var note in request.ProgressNotes)
        {
            if (note.What is { Added: { IsDefaultOrEmpty: false } } or { Moved: { IsDefaultOrEmpty: false } })
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>The entries with the steps as notes of progress left them: added ones stand behind the first steps.
    /// </summary>
    /// <param name="alsoProposed">Those not agreed yet too.</param>
    public ImmutableSortedDictionary<string, Entry> Into(
        ImmutableSortedDictionary<string, Entry> entries,
        bool alsoProposed
    )
    {
        var steps = Steps.ToDictionary(step => step.Id, StringComparer.Ordinal);
        var open = order.Where(id => later.Contains(id) && (alsoProposed || steps[id].Agreed)).ToList();
        foreach (var (item, entry) in entries)
        {
            if (
                entry is not Entry.Sought { Items: { IsDefault: false } rows }
                || !rows.Any(row => row.Owner is not null)
            )
            {
                continue;
            }
            var known = rows.Where(row => !later.Contains(row.Id) || open.Contains(row.Id, StringComparer.Ordinal));
            var more = open.Except(rows.Select(row => row.Id), StringComparer.Ordinal).Select(id => what[id]);
            entries = entries.SetItem(item, new Entry.Sought([.. known.Concat(more).Select(Now)]));
            open = [];
        }
        return entries;

        SoughtItem Now(SoughtItem row) =>
            steps.GetValueOrDefault(row.Id) is { Days.IsEmpty: false } step
                ? row with
                {
                    Owner = step.What.Owner,
                    By = (step.Day ?? step.Days[^1]).Day,
                }
                : row;
    }

    /// <summary>The day this side said last for a step, or, where it said none, the one that counts.</summary>
    public DateOnly? SaidBy(PartyCode party, WorkStep step) =>
        step.Days.LastOrDefault(day => day.By == party)?.Day ?? step.Day?.Day;

    private void Name(Correction said)
    {
        // Once a note has moved a step, its day is a matter of notes alone.
        var moved = request
            .ProgressNotes.SelectMany(note => note.What.Moved is { IsDefault: false } some ? some : [])
            .Select(one => one.Item)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var row in said.Entries.Values.OfType<Entry.Sought>().SelectMany(entry => entry.Items))
        {
            if (row.Owner is null && row.Action is null)
            {
                continue;
            }
            if (!what.ContainsKey(row.Id))
            {
                order.Add(row.Id);
                days[row.Id] = [];
            }
            what[row.Id] = row;
            if (
                row.By is { } day
                && (days[row.Id] is not [.., var last] || (last.Day != day && !moved.Contains(row.Id)))
            )
            {
                days[row.Id].Add(new StepDay(day, said.By, said.Officer, said.At, Reason: null, Counts: true));
            }
        }
    }

    private void Note(Said<RequestStatement.Progress> note)
    {
        foreach (var step in note.What.Added is { IsDefault: false } added ? added : [])
        {
            if (!what.ContainsKey(step.Id))
            {
                order.Add(step.Id);
            }
            // Who takes it is said here; a clarification or a supplement may have put it into other words since.
            what[step.Id] = what.TryGetValue(step.Id, out var reworded) ? reworded with { Owner = step.Owner } : step;
            days[step.Id] = [];
            later.Add(step.Id);
            Say(step.Id, step.By ?? default, note, reason: null);
        }
        foreach (var moved in note.What.Moved is { IsDefault: false } some ? some : [])
        {
            if (what.ContainsKey(moved.Item))
            {
                Say(moved.Item, moved.By, note, moved.Reason);
            }
        }
    }

    private void Say(string id, DateOnly day, Said<RequestStatement.Progress> note, Prose? reason)
    {
        var before = days[id];
        // The days a request is made with were said by its maker and hold for both: it was accepted with them.
        var counts = TakersOf(what[id])
            .All(party => party == note.By || (before.LastOrDefault(one => Holds(one, party))?.Day == day));
        before.Add(new StepDay(day, note.By, note.Officer, note.At, reason, counts));

        bool Holds(StepDay one, PartyCode party) => one.By == party || (one.Reason is null && !later.Contains(id));
    }

    private ImmutableArray<PartyCode> TakersOf(SoughtItem step) =>
        step.Owner switch
        {
            SoughtItem.BothParties => [request.From, request.To],
            null => [request.To],
            var owner when string.Equals(owner, request.From.ToString(), StringComparison.Ordinal) => [request.From],
            _ => [request.To],
        };
}
