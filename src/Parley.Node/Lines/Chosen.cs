using Parley.Cooperation;
using Parley.Cooperation.Requests;

namespace Parley.Node.Lines;

/// <summary>A subject of one link.</summary>
public readonly record struct Place(PartyCode Peer, SubjectId Id);

/// <summary>What a choice among lines found.</summary>
/// <param name="Total">How many fit; where that is <see cref="RequestLines.MostCounted"/>, so many or more.</param>
public sealed record Chosen(IReadOnlyList<Place> Places, int Total);

/// <summary>The requests somebody has inside this node, which alone are chosen, or which are left out.</summary>
public sealed record HeldPlaces(IReadOnlyCollection<Place> Places, bool Except);

/// <summary>How many open requests there are by whose turn it is, and on how many a side has let its time run out.
/// </summary>
public sealed record OpenCounts(int WithUs, int WithThem, int OverdueUs, int OverdueThem);

/// <summary>What the desk needs of a request that waits for this party.</summary>
/// <param name="Urgency">Code of the guidelines.</param>
/// <param name="Validates">This party owes the validation of what it asked in an emergency.</param>
internal readonly record struct WaitingLine(
    long Id,
    bool WithUs,
    Stage Stage,
    long DueAt,
    long? HalfAt,
    string Urgency,
    bool Validates
);
