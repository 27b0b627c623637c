using Parley.Cooperation;
using Parley.Cooperation.Requests;

namespace Parley.Node.Requests;

/// <summary>Days of steps that one side proposed, and that wait for the other to say the same.</summary>
public static class ProposedDays
{
    /// <summary>The steps of an open request for which this side proposes a day that does not count yet.</summary>
    public static IReadOnlyList<WorkStep> By(PartyCode party, Request request) =>
        request.Open && request.ProgressNotes.Any(note => note.By == party && NamesDays(note.What))
            ? [.. WorkSteps.Of(request).Where(step => !step.Ended && step.Proposed?.By == party)]
            : [];

    /// <summary>Whether that day can still be agreed: it has not passed everywhere.</summary>
    public static bool IsAhead(WorkStep step, DateTimeOffset now) =>
        step.Proposed is { } proposed && proposed.Day >= DateOnly.FromDateTime(now.UtcDateTime.AddHours(-12));

    /// <summary>A form that agrees: the day that the other side proposes for a step is filled in; null where it
    /// proposes none.</summary>
    /// <param name="own">In which language the officer writes: "en" or "zh".</param>
    public static MoveAttempt? Agreeing(RequestSight sight, string? item, string own, Bilingual reason)
    {
        var step = By(sight.Peer, sight.Request)
            .FirstOrDefault(one => string.Equals(one.Id, item, StringComparison.Ordinal));
        if (step?.Proposed is not { } proposed)
        {
            return null;
        }
        var why = new Prose(reason.In(own), own, reason.In(own is "zh" ? "en" : "zh"));
        var moved = new StepMoved(step.Id, proposed.Day, why);
        return new MoveAttempt(new RequestStatement.Progress(new Prose("", own, Translation: null), Moved: [moved]));
    }

    /// <summary>Where the form opens with that day.</summary>
    public static string Address(string request, string item) =>
        $"/requests/{request}/do/{RequestMove.ReportProgress}?step={Uri.EscapeDataString(item)}";

    private static bool NamesDays(RequestStatement.Progress note) =>
        note is { Added: { IsDefaultOrEmpty: false } } or { Moved: { IsDefaultOrEmpty: false } };
}
