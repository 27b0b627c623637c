using System.Collections.Immutable;
using Parley.Cooperation.Guidelines;

namespace Parley.Cooperation.Requests;

/// <summary>
/// How long data is held that a request for preservation asked for, as the guidelines' terms say: from the day the
/// requested party took it on, longer with each extension that was asked for in time and taken on, and, once a formal
/// request names it, until that one ends [Convention on Cybercrime art. 29(7); Reg. (EU) 2023/1543 art. 11].
/// </summary>
/// <param name="Since">When the requested party accepted or, where it did at once, first answered.</param>
/// <param name="AlarmAt">From when both sides are reminded that it ends, or told that it ended with the formal request
/// that kept it, whose end nobody knew before; null while it lives on.</param>
/// <param name="LapsesAt">When the data need no longer be held; null while a formal request keeps it.</param>
/// <param name="Extensions">How often it was extended.</param>
/// <param name="Formal">The formal request that keeps or kept it, or null.</param>
public sealed record Hold(
    DateTimeOffset Since,
    DateTimeOffset? AlarmAt,
    DateTimeOffset? LapsesAt,
    int Extensions = 0,
    SubjectId? Formal = null
)
{
    /// <summary>Until when both sides are told of its end, where that came with the end of a formal request; else null:
    /// they are until it lapses.</summary>
    public DateTimeOffset? ToldUntil { get; init; }

    private bool EndedWithFormal { get; init; }

    /// <summary>Whether both sides are to be told at an instant that it ends, or has just ended.</summary>
    public bool IsToldAt(DateTimeOffset now) => AlarmAt <= now && now < (ToldUntil ?? LapsesAt);

    /// <summary>The hold of a request, or null where its kind has none, nothing is held, or it extends another's.
    /// </summary>
    /// <param name="guidelines">Those the request lives under.</param>
    /// <param name="naming">All requests that build on this one, in any order, also those that stand no longer; what
    /// others there are is passed over.</param>
    public static Hold? Of(Request request, AgreedGuidelines guidelines, IEnumerable<GuidedRequest> naming)
    {
        if (
            TakenOn(request) is not { } since
            || guidelines.Kind(request.Kind) is not { Hold: { } terms }
            || Extends(request, guidelines)
        )
        {
            return null;
        }
        var calendar = guidelines.CalendarFor(request.To, request.From);
        if (
            Clock.Due(since, terms.AtLeast.CountedBy(calendar), [], calendar) is not { } lapses
            || Clock.Length(terms.AlarmBefore.CountedBy(calendar), calendar) is not { } before
        )
        {
            return null;
        }
        var hold = new Hold(since, AlarmAt: null, lapses);
        foreach (var one in naming.Where(one => BuildsOn(one, request)).OrderBy(one => one.Request.Made.Arrived))
        {
            var other = one.Request;
            if (hold.LapsesAt is not { } until || other.Made.Arrived > until)
            {
                continue;
            }
            hold =
                !string.Equals(other.Kind, request.Kind, StringComparison.Ordinal) ? hold.With(one, until)
                : TakenOn(other) is null ? hold
                : hold with
                {
                    LapsesAt = Clock.Due(until, terms.Extension.CountedBy(calendar), [], calendar),
                    Extensions = hold.Extensions + 1,
                    EndedWithFormal = false,
                };
        }
        return hold.LapsesAt is not { } end ? hold
            : hold.EndedWithFormal ? hold with { AlarmAt = end, ToldUntil = end + before }
            : hold with { AlarmAt = end - before > since ? end - before : since };
    }

    /// <summary>Whether a request of the same side names another in an item that asks for requests of its kind: it
    /// builds on it, and does not merely mention it.</summary>
    public static bool BuildsOn(GuidedRequest one, Request other) =>
        one.Request.From == other.From && Built(one.Request, other.Kind, one.Guidelines).Contains(other.Id);

    /// <summary>Whether there can be a hold at all: by the terms of its kind.</summary>
    public static bool IsMeantFor(Request request, AgreedGuidelines guidelines) =>
        guidelines.Kind(request.Kind) is { Hold: not null };

    /// <summary>The requests that this one builds on, as the guidelines say that it lives under.</summary>
    public static IEnumerable<SubjectId> BuiltOn(Request request, AgreedGuidelines guidelines) =>
        Built(request, guidelines, static kinds => kinds.Length > 0).Distinct();

    /// <summary>The other request that this one extends the hold of, or null.</summary>
    public static SubjectId? Extended(Request request, AgreedGuidelines guidelines) =>
        Built(request, request.Kind, guidelines).Select(id => (SubjectId?)id).FirstOrDefault();

    private static IEnumerable<SubjectId> Built(Request request, string kind, AgreedGuidelines guidelines) =>
        Built(request, guidelines, kinds => kinds.Contains(kind, StringComparer.Ordinal));

    private static IEnumerable<SubjectId> Built(
        Request request,
        AgreedGuidelines guidelines,
        Func<ImmutableArray<string>, bool> asked
    )
    {
        var items = GuidelinesIndex.Of(guidelines).Kind(request.Kind)?.ById;
        return request
            .Current()
            .NamedRequests.Where(named =>
                items?.GetValueOrDefault(named.Item)?.RequestKinds is { IsDefault: false } kinds && asked(kinds)
            )
            .Select(named => named.Id);
    }

    private static bool Extends(Request request, AgreedGuidelines guidelines) =>
        Extended(request, guidelines) is not null;

    /// <summary>A formal request keeps it until that one ends; one that merely mentions it does not.</summary>
    private Hold With(GuidedRequest one, DateTimeOffset lapses)
    {
        var formal = one.Request;
        if (one.Guidelines.Kind(formal.Kind) is not { OnlyCentralAuthorities: true })
        {
            return this;
        }
        var ended =
            formal.FinalAnswer?.At ?? formal.Refused?.At ?? formal.Withdrawn?.Arrived ?? formal.Transferred?.Arrived;
        var later = ended is { } end && end > lapses;
        return this with
        {
            Formal = formal.Id,
            LapsesAt = ended is null || later ? ended : lapses,
            EndedWithFormal = later || (EndedWithFormal && ended is not null),
        };
    }

    private static DateTimeOffset? TakenOn(Request request) =>
        request.Withdrawn is not null || request.Refused is not null
            ? null
            : request.Accepted?.At ?? (request.Answers is [var first, ..] ? first.At : null);
}
