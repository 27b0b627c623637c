using Parley.Cooperation;
using Parley.Cooperation.Requests;

namespace Parley.Node.Requests;

/// <summary>How pages and letters name what a statement is about: a step of joint work or a thing sought; and whether
/// a day it says for a step was said or only proposed.</summary>
public sealed class SaidSteps(Request request)
{
    private readonly IReadOnlyList<WorkStep> steps = WorkSteps.Of(request);

    /// <summary>The word that names an item by its number.</summary>
    public string NameOf(string item) => Find(item) is { Days.IsEmpty: false } ? "step.WorkStep" : "field.sought";

    /// <summary>What is to be done is done or not; what is sought is provided or not.</summary>
    public string OutcomeOf(string item, ItemOutcome outcome) => (Find(item) is null ? "outcome." : "done.") + outcome;

    /// <summary>It is to be done, not to be provided.</summary>
    public bool IsDoing(string item) => Find(item) is not null;

    /// <summary>The steps that belong to the work, were taken on, and are neither done nor dropped.</summary>
    public IEnumerable<WorkStep> Open =>
        steps.Where(step =>
            step is { Days.IsEmpty: false, Agreed: true, Ended: false } && WorkSteps.IsTakenOn(request, step)
        );

    /// <summary>A day named in a note takes effect only once the other side says it too.</summary>
    /// <param name="at">When the note was stated; null while it was not.</param>
    public bool IsProposed(StepMoved moved, PartyCode by, DateTimeOffset? at) =>
        Find(moved.Item) is { } step && !Counts(step, moved.By, by, at);

    /// <summary>The same of a step that a note adds.</summary>
    public bool IsProposed(SoughtItem added, PartyCode by, DateTimeOffset? at) =>
        at is not null && Find(added.Id) is { } step && added.By is { } day
            ? !Counts(step, day, by, at)
            : added.Owner is { } owner && !string.Equals(owner, by.ToString(), StringComparison.Ordinal);

    private WorkStep? Find(string item) =>
        steps.FirstOrDefault(step => string.Equals(step.Id, item, StringComparison.Ordinal));

    private static bool Counts(WorkStep step, DateOnly day, PartyCode by, DateTimeOffset? at) =>
        step.Days.FirstOrDefault(one => one.By == by && one.At == at && one.Day == day) is { } said
            ? said.Counts
            : step.Takers.All(party => party == by || SaidBy(party, step)?.Day == day);

    /// <summary>The day a side said last: of a step the request began with, the maker's first holds for both.</summary>
    private static StepDay? SaidBy(PartyCode party, WorkStep step) =>
        step.Days.LastOrDefault(one => one.By == party || (one.Reason is null && !step.Later));
}
