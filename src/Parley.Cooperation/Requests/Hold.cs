using Parley.Cooperation.Guidelines;

namespace Parley.Cooperation.Requests;

/// <summary>
/// How long data is held that a request for preservation asked for, as the guidelines' terms say: from the day the
/// requested party took it on.
/// </summary>
/// <param name="Since">When the requested party accepted or, where it did at once, first answered.</param>
/// <param name="AlarmAt">From when both sides are reminded that it ends.</param>
/// <param name="LapsesAt">When the data need no longer be held, unless that is extended by a further request.</param>
public sealed record Hold(DateTimeOffset Since, DateTimeOffset AlarmAt, DateTimeOffset LapsesAt)
{
    /// <summary>The hold of a request, or null where its kind has none or nothing is held.</summary>
    public static Hold? Of(Request request, AgreedGuidelines guidelines)
    {
        var taken = request.Accepted?.At ?? (request.Answers is [var first, ..] ? first.At : null);
        if (
            request.Withdrawn is not null
            || request.Refused is not null
            || guidelines.Kind(request.Kind) is not { Hold: { } terms }
            || taken is not { } since
        )
        {
            return null;
        }
        var calendar = guidelines.CalendarOf(request.To);
        if (
            Clock.Due(since, terms.AtLeast, [], calendar) is not { } lapses
            || Clock.Length(terms.AlarmBefore, calendar) is not { } before
        )
        {
            return null;
        }
        return new Hold(since, lapses - before > since ? lapses - before : since, lapses);
    }
}
