using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;

namespace Parley.Node.Requests;

/// <summary>One request as the pages see it: with the guidelines it lives under and what is owed on it.</summary>
/// <param name="Peer">The party at the other end of the link.</param>
/// <param name="Ours">This party asks; else this party is asked.</param>
public sealed record RequestSight(
    Request Request,
    PartyCode Peer,
    AgreedGuidelines Guidelines,
    Deadlines Deadlines,
    bool Ours
)
{
    public string Id => Request.Id.ToString();

    public RequestKind Kind => Guidelines.Kind(Request.Kind)!;

    public Urgency Urgency => Guidelines.UrgencyOf(Request.Urgency)!;

    /// <summary>This party is to act next.</summary>
    public bool WithUs => Request.Ball is { } ball && ball != Peer;

    /// <summary>What falls due next, or null when nothing is owed.</summary>
    public Deadline? Next => Deadlines.Next;

    /// <summary>How long data is held that was asked to be preserved; null where nothing is.</summary>
    public Hold? Hold => Hold.Of(Request, Guidelines);

    public bool HoldEndsSoonAt(DateTimeOffset now) => Hold is { } hold && hold.AlarmAt <= now && now < hold.LapsesAt;

    /// <summary>The requests by which a hold goes on: of the same party, made before it ends, and naming this one.
    /// </summary>
    public IReadOnlyList<RequestSight> GoesOnWith(IEnumerable<RequestSight> all) =>
        Hold is { } hold
            ? all.Where(one =>
                    one.Request.From == Request.From
                    && one.Request.Made.At < hold.LapsesAt
                    && one.Names.Contains(Id, StringComparer.Ordinal)
                )
                .ToList()
            : [];

    /// <summary>The numbers of other requests that this one names, while it still stands.</summary>
    public IEnumerable<string> Names =>
        Request.Refused is null && Request.Withdrawn is null ? NamedIn(Request.Current(), Guidelines) : [];

    /// <summary>The numbers of requests that what is asked names.</summary>
    public static IEnumerable<string> NamedIn(Draft draft, AgreedGuidelines guidelines) =>
        guidelines
            .ItemsOf(draft.Kind)
            .Where(item => item.Type is ItemType.Requests)
            .Select(item => draft.Entries.GetValueOrDefault(item.Id))
            .OfType<Entry.Several>()
            .SelectMany(entry => entry.Values);

    public bool OverdueAt(DateTimeOffset now) => Next?.StateAt(now) is DeadlineState.Overdue;

    /// <summary>In a few words what it is about.</summary>
    public string Gist(string language) => SubjectLine.Matter(Request.Current(), language);
}
