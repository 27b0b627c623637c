using System.Collections.Immutable;
using System.Globalization;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;

namespace Parley.Node.Requests;

/// <summary>Turns the form of a note of progress into what is stated: how the steps stand, which move, which come.
/// </summary>
public static class ProgressForm
{
    public static RequestStatement.Progress Read(
        RequestSight sight,
        IFormCollection form,
        Prose text,
        string language
    ) => new(text, Told(sight, form), Added(sight, form, language), Moved(sight, form, language));

    /// <summary>The item of the form that holds steps of joint work; null where the request has none.</summary>
    public static Item? StepsItem(RequestSight sight)
    {
        var entries = sight.Request.Current().Entries;
        return sight
            .Guidelines.ItemsOf(sight.Request.Kind)
            .FirstOrDefault(item => item.Owned && entries.GetValueOrDefault(item.Id) is Entry.Sought);
    }

    /// <summary>What this side tells the standing of: of steps and actions those that it takes, alone or with the
    /// other.</summary>
    public static IReadOnlyList<SoughtItem> Tellable(RequestSight sight)
    {
        var steps = WorkSteps.Of(sight.Request).ToDictionary(step => step.Id, StringComparer.Ordinal);
        return sight
            .Request.Current()
            .Sought.Where(one => steps.GetValueOrDefault(one.Id)?.Takers.Contains(SelfOf(sight)) ?? true)
            .ToList();
    }

    private static PartyCode SelfOf(RequestSight sight) => sight.Ours ? sight.Request.From : sight.Request.To;

    /// <summary>The steps whose day can still be said.</summary>
    public static IReadOnlyList<WorkStep> Movable(RequestSight sight) =>
        WorkSteps.Of(sight.Request).Where(step => !step.Days.IsEmpty && !step.Ended).ToList();

    private static ImmutableArray<StepProgress>? Told(RequestSight sight, IFormCollection form)
    {
        var told = sight
            .Request.Current()
            .Sought.Where(item => form["step." + item.Id].ToString().Length > 0)
            .Select(item => new StepProgress(item.Id, MoveForm.Choice(form, "step." + item.Id, StepState.UnderWay)))
            .ToImmutableArray();
        return told.IsEmpty ? null : told;
    }

    /// <summary>Each side numbers its own, so that of two notes that cross neither takes the other's number.</summary>
    private static ImmutableArray<SoughtItem>? Added(RequestSight sight, IFormCollection form, string language)
    {
        if (
            StepsItem(sight) is not { } item
            || DraftForm.Sought(form, DraftForm.FieldOf(item.Id), language) is not { } read
        )
        {
            return null;
        }
        var self = SelfOf(sight);
        var taken = WorkSteps
            .Of(sight.Request)
            .Select(step => step.Id)
            .Concat(sight.Request.Current().Sought.Select(one => one.Id))
            .ToHashSet(StringComparer.Ordinal);
        var free = Enumerable
            .Range(1, taken.Count + read.Items.Length)
            .Select(number => string.Create(CultureInfo.InvariantCulture, $"{self}-{number}"))
            .Where(id => !taken.Contains(id))
            .ToList();
        return [.. read.Items.Select((step, at) => step with { Id = free[at] })];
    }

    // By the form, not by the steps that can be moved now: what was typed is kept also where one was done meanwhile.
    private static ImmutableArray<StepMoved>? Moved(RequestSight sight, IFormCollection form, string language)
    {
        var steps = WorkSteps.Of(sight.Request).ToDictionary(step => step.Id, StringComparer.Ordinal);
        var moved = form
            .Keys.Where(name => name.StartsWith("move.", StringComparison.Ordinal))
            .Where(name =>
                name.EndsWith(".by", StringComparison.Ordinal) || name.EndsWith(".text", StringComparison.Ordinal)
            )
            .Select(name => name["move.".Length..name.LastIndexOf('.')])
            .Distinct(StringComparer.Ordinal)
            .Take(DraftForm.RowsAtMost)
            .Select(id => (Id: id, Day: form[$"move.{id}.by"].ToString(), Why: Reason(form, id, language)))
            .Where(one => one.Day.Length > 0 || one.Why is not null)
            .Select(one => new StepMoved(
                one.Id,
                DayOf(one.Day, steps.GetValueOrDefault(one.Id)),
                one.Why ?? new Prose("", language, Translation: null)
            ))
            .ToImmutableArray();
        return moved.IsEmpty ? null : moved;
    }

    private static Prose? Reason(IFormCollection form, string id, string language) =>
        DraftForm.ReadProse(form, "move." + id, language);

    /// <summary>A reason without a day is no move, which the rules say; what is no day is out of bounds.</summary>
    private static DateOnly DayOf(string typed, WorkStep? step) =>
        typed.Length == 0 ? step?.Day?.Day ?? default
        : DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
        : default;
}
