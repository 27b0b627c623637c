using System.Collections.Immutable;
using System.Globalization;
using Parley.Cooperation.Guidelines;

namespace Parley.Cooperation.Requests;

/// <summary>
/// What a note of progress may say of the steps of a request: how they stand, which come to them, and to which day they
/// move.
/// </summary>
internal static class StepContent
{
    /// <summary>Steps that one request holds, whatever the guidelines allow: a bound on what can be piled up.</summary>
    private const int MostSteps = 300;

    /// <summary>A day farther away is a slip of the pen.</summary>
    private const int MostDaysAhead = 3_653;

    public static Refusal? Refuse(
        Request request,
        RequestStatement.Progress note,
        AgreedGuidelines guidelines,
        Act act
    ) =>
        RefuseTold(request, note.Steps ?? [])
        ?? RefuseAdded(request, note.Added ?? [], guidelines, act)
        ?? RefuseMoved(request, note.Moved ?? [], guidelines, act);

    private static Refusal? RefuseTold(Request request, ImmutableArray<StepProgress> steps)
    {
        if (steps.IsDefaultOrEmpty)
        {
            return null;
        }
        var left = AnswerContent.Answerable(request);
        foreach (var step in steps)
        {
            if (!left.Remove(step.Item))
            {
                return ContentRefusals.NotSought(step.Item);
            }
        }
        return null;
    }

    /// <summary>With the new ones among its steps the request still passes the check of the guidelines.</summary>
    private static Refusal? RefuseAdded(
        Request request,
        ImmutableArray<SoughtItem> added,
        AgreedGuidelines guidelines,
        Act act
    )
    {
        if (added.IsDefaultOrEmpty)
        {
            return null;
        }
        var draft = request.Clarified();
        draft = draft with { Entries = StepPlan.Of(request).Into(draft.Entries, alsoProposed: true) };
        var (item, steps) = draft
            .Entries.Select(one => (one.Key, Entry: one.Value as Entry.Sought))
            .FirstOrDefault(one => one.Entry is { } entry && entry.Items.Any(row => row.Owner is not null));
        if (steps is null)
        {
            return WorkStepRefusals.None;
        }
        if (draft.Sought.Count() + added.Length > MostSteps)
        {
            return WorkStepRefusals.TooMany;
        }
        foreach (var step in added)
        {
            if (RequestContent.Written(step.Text, guidelines) is { } refusal)
            {
                return refusal;
            }
            if (step.By is { } day && !IsAhead(day, act.At))
            {
                return WorkStepRefusals.DayOutOfBounds(step.Id, day);
            }
        }
        var after = draft with { Entries = draft.Entries.SetItem(item, new Entry.Sought([.. steps.Items, .. added])) };
        return Check.FirstBlocking(after, guidelines, request.From, request.To) is { } finding
            ? RequestRefusals.NoteNotPassed(finding)
            : null;
    }

    private static Refusal? RefuseMoved(
        Request request,
        ImmutableArray<StepMoved> moved,
        AgreedGuidelines guidelines,
        Act act
    )
    {
        if (moved.IsDefaultOrEmpty)
        {
            return null;
        }
        var plan = StepPlan.Of(request);
        var left = WorkSteps
            .Of(request)
            .Where(step => !step.Days.IsEmpty)
            .ToDictionary(s => s.Id, StringComparer.Ordinal);
        foreach (var one in moved)
        {
            if (!left.Remove(one.Item, out var step))
            {
                return WorkStepRefusals.Unknown(one.Item);
            }
            if (step.Ended)
            {
                return WorkStepRefusals.Ended(one.Item);
            }
            if (!IsAhead(one.By, act.At))
            {
                return WorkStepRefusals.DayOutOfBounds(one.Item, one.By);
            }
            if (plan.SaidBy(act.By, step) == one.By)
            {
                return WorkStepRefusals.DayUnchanged(one.Item);
            }
            if (string.IsNullOrWhiteSpace(one.Reason.Original))
            {
                return WorkStepRefusals.WithoutReason(one.Item);
            }
            if (RequestContent.Written(one.Reason, guidelines) is { } refusal)
            {
                return refusal;
            }
        }
        return null;
    }

    /// <summary>The day has not ended yet somewhere on earth, and is not absurdly far away.</summary>
    private static bool IsAhead(DateOnly day, DateTimeOffset at)
    {
        var first = DateOnly.FromDateTime(at.UtcDateTime.AddHours(-12));
        return day >= first && day.DayNumber - first.DayNumber <= MostDaysAhead;
    }
}

/// <summary>Why steps are not added or moved, each with how to mend it.</summary>
internal static class WorkStepRefusals
{
    public static readonly Refusal None = new(
        "no-steps",
        "This request has no steps of joint work to which one could be added. Say it in the text of the note.",
        "本请求没有可予增补的协作步骤。请在通报正文中说明。"
    );

    public static readonly Refusal TooMany = new(
        "too-many-steps",
        "A request holds at most 300 steps. Make a further request for what comes beyond.",
        "一项请求最多包含300个步骤。其余事项请另行提出请求。"
    );

    public static Refusal Unknown(string item) =>
        new(
            "step-unknown",
            $"“{Shown(item)}” is no step with a day of this request, or is moved twice. Name each such step once.",
            $"“{Shown(item)}”不是本请求中设有日期的步骤，或重复列出。请将每个步骤各列一次。"
        );

    public static Refusal Ended(string item) =>
        new(
            "step-ended",
            $"Step {Shown(item)} is done or dropped; its day is not moved any more. Add a new step where one is needed.",
            $"步骤 {Shown(item)} 已完成或不再进行，其日期不再变更。如有需要，请增补新步骤。"
        );

    public static Refusal DayOutOfBounds(string item, DateOnly day) =>
        new(
            "day-out-of-bounds",
            $"The day {Shown(day)} of step {Shown(item)} has passed or is more than ten years away. Name another.",
            $"步骤 {Shown(item)} 的日期 {Shown(day)} 已过，或超出十年。请另行填写。"
        );

    public static Refusal DayUnchanged(string item) =>
        new(
            "day-unchanged",
            $"Step {Shown(item)} has this day already, or your side has proposed it. Name another, or leave it as it is.",
            $"步骤 {Shown(item)} 已定为该日期，或者本方已提议该日期。请填写其他日期，或不作变更。"
        );

    public static Refusal WithoutReason(string item) =>
        new(
            "move-without-reason",
            $"Step {Shown(item)} is moved without a reason. Say in a sentence why.",
            $"步骤 {Shown(item)} 变更日期未说明理由。请用一句话说明。"
        );

    private static string Shown(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>What came from outside is shown short, so that a sentence stays a sentence.</summary>
    private static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
