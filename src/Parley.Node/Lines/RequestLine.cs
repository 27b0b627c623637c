using System.Collections.Immutable;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Node.Law;
using Parley.Node.Requests;

namespace Parley.Node.Lines;

/// <summary>Whose turn it is.</summary>
internal enum Turn
{
    Nobody,
    Ours,
    Theirs,
}

/// <summary>
/// What lists, the desk and saved views need of one request to choose and sort it; what they show of it is read from
/// the record. Times are milliseconds since 1970, UTC.
/// </summary>
/// <param name="Ours">This party asks.</param>
/// <param name="HeardAt">When the other side last said something about it.</param>
/// <param name="DueAt">Of what the asked party owes next; <see cref="NoDue"/> where it owes nothing.</param>
/// <param name="OwnDueAt">The same of this party.</param>
/// <param name="TheirDueAt">The same of the other side.</param>
/// <param name="RestAt">From when nothing more can be said; <see cref="NoDue"/> while there is no such time.</param>
/// <param name="HalfAt">From when half of the first of this party's clocks has run; null where none runs.</param>
/// <param name="HoldHalf">When half of the time has run for which data is held; null where nothing is held, where it
/// was extended, and while a formal request keeps it.</param>
/// <param name="HoldAlarm">From when its end is told of, with all that builds on the request.</param>
/// <param name="HoldLapses">When it ends.</param>
/// <param name="HoldToldUntil">Until when its end is told of.</param>
/// <param name="OwnClocks">See <see cref="OwnClock"/>.</param>
/// <param name="TheirClocks">What the other side owes: see <see cref="TheirClock"/>.</param>
/// <param name="Word">Null where there is nothing to tell of.</param>
/// <param name="Marks">See <see cref="MatterMarks"/>.</param>
/// <param name="Proposed">The other side proposes a day for a step: see <see cref="ProposedDays"/>.</param>
internal sealed record RequestLine(
    MeasuredGroup Group,
    string? Exercise,
    bool Ours,
    Stage Stage,
    Turn Turn,
    long MadeAt,
    long ChangedAt,
    long? HeardAt,
    long DueAt,
    long OwnDueAt,
    long TheirDueAt,
    long RestAt,
    long? HalfAt,
    long? HoldHalf,
    long? HoldAlarm,
    long? HoldLapses,
    long? HoldToldUntil,
    string OwnClocks,
    string TheirClocks,
    LastWord? Word,
    string Marks,
    bool Proposed
)
{
    /// <summary>Later than any time that is meant, so that what is not due comes last.</summary>
    public const long NoDue = 9_007_199_254_740_991;

    /// <summary>The line of a request.</summary>
    /// <param name="building">The requests that build on it.</param>
    public static RequestLine Of(
        Request request,
        AgreedGuidelines guidelines,
        PartyCode peer,
        IReadOnlyList<GuidedRequest> building
    )
    {
        var deadlines = Deadlines.Of(request, guidelines);
        var hold = Hold.Of(request, guidelines, building);
        var made = request.Made.What;
        var spoken = Spoken.Of(request).ToList();
        var ours = request.From != peer;
        var (own, theirs) = ours
            ? (deadlines.NextOfRequester, deadlines.Next)
            : (deadlines.Next, deadlines.NextOfRequester);
        var clocks = OwnClock.Write(ours ? deadlines.OfRequester : deadlines.All);
        return new RequestLine(
            new MeasuredGroup(
                request.From,
                request.To,
                made.Kind,
                made.Urgency,
                RequestMeasures.AreaOf(new Draft(made.Kind, made.Urgency, made.Language, made.Entries))
            ),
            request.Exercise,
            ours,
            request.Stage,
            request.Ball is not { } ball ? Turn.Nobody
                : ball == peer ? Turn.Theirs
                : Turn.Ours,
            Milliseconds(request.Made.At),
            Milliseconds(request.LastStatedAt),
            spoken.Where(one => one.By == peer).Select(one => (long?)Milliseconds(one.At)).Max(),
            DueOf(deadlines.Next),
            DueOf(own),
            DueOf(theirs),
            RequestRest.Since(request) is { } rest ? Milliseconds(rest) : NoDue,
            OwnClock.Read(clocks).Select(one => (long?)one.HalfAt).Min(),
            hold is { LapsesAt: { } end, Extensions: 0 } ? Milliseconds(hold.Since + ((end - hold.Since) / 2)) : null,
            hold?.AlarmAt is { } alarm ? Milliseconds(alarm) : null,
            hold?.LapsesAt is { } lapses ? Milliseconds(lapses) : null,
            (hold?.ToldUntil ?? hold?.LapsesAt) is { } told ? Milliseconds(told) : null,
            clocks,
            TheirClock.Write(ours ? deadlines.All : deadlines.OfRequester),
            LastWord.Of(spoken, peer),
            MatterMarks.Of(Matter.Of(request, guidelines, ours)),
            ProposedDays.By(peer, request).Count > 0
        );
    }

    /// <summary>The numbers of the requests it names, and its identifiers as they are compared.</summary>
    public static (ImmutableArray<string> Names, ImmutableArray<BorneIdentifier> Identifiers) Mentions(Request request)
    {
        var reads = request.Current();
        var stands = request.Refused is null && request.Withdrawn is null;
        var names = stands ? reads.NamedRequests.Select(named => named.Id.ToString()) : [];
        return (
            [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            [.. BorneIdentifier.Of(reads)]
        );
    }

    private static long DueOf(Deadline? owed) => owed?.Due is { } due ? Milliseconds(due) : NoDue;

    public static long Milliseconds(DateTimeOffset at) => at.ToUnixTimeMilliseconds();
}
