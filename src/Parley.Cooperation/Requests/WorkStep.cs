using System.Collections.Immutable;

namespace Parley.Cooperation.Requests;

/// <summary>
/// An action wanted, or a step of joint work: who takes it, by which day, and what each side last said of it. It is
/// folded from the statements of the request and from nothing else, so both sides see the same.
/// </summary>
/// <param name="What">As it now reads; its day is the one that counts, or null while none does.</param>
/// <param name="Takers">The sides that take it: one, or both.</param>
/// <param name="Days">Every day that was said for it, in order; empty where it has none.</param>
/// <param name="Words">Everything that was said of how it stands, in order.</param>
/// <param name="Later">It was added after the request was made.</param>
public sealed record WorkStep(
    SoughtItem What,
    ImmutableArray<PartyCode> Takers,
    ImmutableArray<StepDay> Days,
    ImmutableArray<StepWord> Words,
    bool Later
)
{
    public string Id => What.Id;

    /// <summary>The day that counts: the last that every side that takes the step has said. Null while none does.
    /// </summary>
    public StepDay? Day => Days.LastOrDefault(day => day.Counts);

    /// <summary>The day last said, while it does not count yet; null where none waits.</summary>
    public StepDay? Proposed => Days is [.., { Counts: false } last] && last.Day != Day?.Day ? last : null;

    /// <summary>The days that counted before, in order.</summary>
    public IEnumerable<StepDay> Former => Days.Where(day => day.Counts && day.Day != Day!.Day);

    /// <summary>It belongs to the work: it has a day that counts, or needs none.</summary>
    public bool Agreed => Days.IsEmpty || Day is not null;

    /// <summary>What a side last said of it; null where it has said nothing.</summary>
    public StepWord? LastOf(PartyCode party) => Words.LastOrDefault(word => word.By == party);

    /// <summary>What was last said of it by either side; null where nothing was.</summary>
    public StepWord? Last => Words.MaxBy(word => word.At);

    /// <summary>From which word on a side has not to take it any more: it did, or dropped it. Null while it has.
    /// </summary>
    public StepWord? EndedBy(PartyCode party)
    {
        StepWord? end = null;
        foreach (var word in Words.Where(word => word.By == party))
        {
            end = word.Ends ? end ?? word : null;
        }
        return end;
    }

    /// <summary>No side has to take it any more.</summary>
    public bool Ended => Takers.All(party => EndedBy(party) is not null);
}

/// <summary>A day said for a step.</summary>
/// <param name="By">The side that said it.</param>
/// <param name="Reason">Why it was moved; null where the step began with it.</param>
/// <param name="Counts">Every side that takes the step has said this day.</param>
public sealed record StepDay(
    DateOnly Day,
    PartyCode By,
    Officer Officer,
    DateTimeOffset At,
    Prose? Reason,
    bool Counts
);

/// <summary>What one side said of how a step stands, in a note of progress or in an answer.</summary>
/// <param name="State">In a note; null in an answer.</param>
/// <param name="Outcome">In an answer; null in a note.</param>
/// <param name="Note">What was said with it.</param>
/// <param name="DoneAt">When the action was taken, where an answer says so.</param>
public sealed record StepWord(
    PartyCode By,
    Officer Officer,
    DateTimeOffset At,
    StepState? State,
    ItemOutcome? Outcome,
    Prose? Note,
    DateTimeOffset? DoneAt
)
{
    /// <summary>It was taken.</summary>
    public bool IsDone => State is StepState.Done || Outcome is ItemOutcome.Provided or ItemOutcome.NothingFound;

    /// <summary>It has not to be taken any more: it was, or it is given up.</summary>
    public bool Ends => IsDone || State is StepState.Dropped || Outcome is ItemOutcome.NotProvided;
}
