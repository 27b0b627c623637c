using Parley.Cooperation;
using Parley.Node.Access;

namespace Parley.Node.Api;

/// <summary>What happens, as programs are told of it.</summary>
public enum EventKind
{
    /// <summary>The other side has made a request.</summary>
    RequestArrived,

    /// <summary>It has answered, or refused.</summary>
    AnswerArrived,

    /// <summary>It said anything else about a request.</summary>
    WordArrived,

    /// <summary>A file it sent is here, whole.</summary>
    FileArrived,

    /// <summary>It said something about an agreement or a review.</summary>
    AgreementArrived,

    /// <summary>This party stated what one officer states alone.</summary>
    Stated,

    /// <summary>This party stated what a second person released.</summary>
    Released,

    /// <summary>The other side has receipted what this party stated.</summary>
    Receipted,

    /// <summary>Half the time of something owed has run.</summary>
    ClockHalf,

    /// <summary>The time of something owed is over, and it is still owed.</summary>
    ClockOver,

    /// <summary>A draft or a prepared decision was sent back to who wrote it, and waits to be mended.</summary>
    SentBack,

    /// <summary>Half the time for which data is preserved has run.</summary>
    HoldHalf,

    /// <summary>A preservation lapses soon: the alarm that the guidelines set.</summary>
    HoldEnding,

    /// <summary>A preservation has lapsed: the data need no longer be held.</summary>
    HoldOver,

    /// <summary>A request was erased here by a rule of keeping: what programs hold of it is theirs to erase too.
    /// </summary>
    RequestErased,
}

/// <summary>One event. It names things and holds no content.</summary>
/// <param name="Id">Its place among the events of this node.</param>
/// <param name="About">Null where a draft of this node is meant.</param>
/// <param name="By">Who said it; of a clock, who owes it; of a preservation, who holds the data; of what was erased, this
/// party.</param>
/// <param name="Place">Of the entry in the ledger of <paramref name="By"/>; null where no entry is meant.</param>
/// <param name="Type">The entry's type; of a decision that was sent back, what it was to state.</param>
/// <param name="Step">What is owed, where a clock is meant.</param>
public sealed record FeedEvent(
    long Id,
    DateTimeOffset At,
    EventKind Kind,
    PartyCode Peer,
    SubjectId? About,
    PartyCode By,
    long? Place,
    string? Type,
    string? Step
)
{
    /// <summary>The draft that is meant, or null.</summary>
    public long? Draft { get; init; }

    /// <summary>What was prepared about an agreement and is meant, or null.</summary>
    public long? Prepared { get; init; }

    /// <summary>The decision that came back and is meant, by its id as a half-written step; null: none, or an event of
    /// before this was kept. It is not told.</summary>
    public long? HalfWritten { get; init; }

    /// <summary>The kind of what an entry says; null where it concerns the link alone.</summary>
    /// <param name="ours">This party stated it.</param>
    /// <param name="released">Another officer than who prepared it let it leave: a request leaves in no other way.
    /// </param>
    public static EventKind? KindOf(string type, char letter, bool ours, bool released) =>
        (ours, letter, type) switch
        {
            (_, 'L', _) => null,
            (true, _, "parcel.received") => EventKind.FileArrived,
            (true, _, "request.made") => EventKind.Released,
            (true, _, _) => released ? EventKind.Released : EventKind.Stated,
            (false, 'R', "request.made") => EventKind.RequestArrived,
            (false, 'R', "request.answered" or "request.refused") => EventKind.AnswerArrived,
            (false, 'R', _) => EventKind.WordArrived,
            _ => EventKind.AgreementArrived,
        };

    /// <summary>As programs are told of it, by whichever way.</summary>
    public object Told() =>
        new
        {
            Kind,
            At,
            Peer,
            About,
            By,
            Index = Place,
            Type,
            Step,
            Draft,
            Prepared,
            Address = Draft is { } draft ? DraftCalls.AddressOf(draft)
            : Kind is EventKind.SentBack && Type?.StartsWith("agreement.", StringComparison.Ordinal) == true
                ? PreparedAgreementCalls.Address
            : About?.Letter switch
            {
                'R' => RequestTold.AddressOf($"{About}"),
                'A' => $"{TokenPages.Api}/agreements/{About}",
                _ => $"{TokenPages.Api}/review",
            },
        };
}
