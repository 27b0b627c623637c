using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Node.Desk;

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
    /// <summary>How long data is held that was asked to be preserved; null where nothing is.</summary>
    public Hold? Hold { get; init; }

    /// <summary>The requests that name this one, while they still stand.</summary>
    public IReadOnlyList<GuidedRequest> Naming { get; init; } = [];

    public string Id => Request.Id.ToString();

    public RequestKind Kind => Guidelines.Kind(Request.Kind)!;

    public Urgency Urgency => Guidelines.UrgencyOf(Request.Urgency)!;

    /// <summary>How urgent it is; null where it takes its ordinary course.</summary>
    public Haste? Haste => Haste.Of(Guidelines, Request.Urgency);

    /// <summary>This party is to act next.</summary>
    public bool WithUs => Request.Ball is { } ball && ball != Peer;

    /// <summary>What the requested party owes next, or null when it owes nothing.</summary>
    public Deadline? Next => Deadlines.Next;

    /// <summary>What this party owes next, or null when it owes nothing.</summary>
    public Deadline? OwnNext => Ours ? Deadlines.NextOfRequester : Deadlines.Next;

    /// <summary>What the other side owes next, or null when it owes nothing.</summary>
    public Deadline? TheirNext => Ours ? Deadlines.Next : Deadlines.NextOfRequester;

    /// <summary>What is told of it in a list: what is overdue, else what the requested party owes next, else the
    /// requester.</summary>
    public Deadline? ToldAt(DateTimeOffset now) =>
        new[] { Next, Deadlines.NextOfRequester }.FirstOrDefault(one => one?.StateAt(now) is DeadlineState.Overdue)
        ?? Next
        ?? Deadlines.NextOfRequester;

    /// <summary>What this party is to be reminded of: what it owes next, unless half of the time for something else has
    /// run and of that not.</summary>
    public Deadline? PressingAt(DateTimeOffset now)
    {
        if (OwnNext is not { } next || next.ReminderAt(now) is not Reminder.None)
        {
            return OwnNext;
        }
        return (Ours ? Deadlines.OfRequester : Deadlines.All)
                .Where(one => one.Owed && one.ReminderAt(now) is Reminder.Half)
                .MinBy(one => one.Due)
            ?? next;
    }

    public bool HoldIsToldAt(DateTimeOffset now) => Hold?.IsToldAt(now) == true;

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

    /// <summary>The codes by which it is to be handled: "H2", "TLP:AMBER".</summary>
    public IReadOnlyList<string> Marks => HandlingWords.Marks(Request, Guidelines);

    /// <summary>Its use was limited beyond the purpose it states.</summary>
    public bool Limited => HandlingWords.Limits(Request, Guidelines).Any();

    /// <summary>In a few words what it is about.</summary>
    public string Gist(string language) => SubjectLine.Matter(Request.Current(), language);
}
