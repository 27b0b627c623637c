using System.Text;
using System.Text.Json;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Exchange.Formats;

namespace Parley.Simulation;

/// <summary>
/// Lines in memory, on a disk of their own that can stop before or after it has kept some. Each line is the state and
/// what the review counts of it.
/// </summary>
internal sealed class MemoryLines : ILines
{
    private readonly Dictionary<PartyCode, LinesReached> reached = [];
    private readonly Dictionary<
        (PartyCode Peer, SubjectId Id),
        (string Text, Followed AsOf, SubjectId[] BuiltOn)
    > kept = [];

    /// <summary>Apart from the other dice: when lines are followed, and whether that is cut short, decides nothing
    /// else.</summary>
    public Dice Dice { get; set; } = new(0);

    /// <summary>Nothing goes wrong any more.</summary>
    public bool Calm { get; set; }

    public LinesReached Reached(PartyCode peer) => reached.GetValueOrDefault(peer, LinesReached.Nothing);

    public Followed? AsOf(PartyCode peer, SubjectId id) =>
        kept.TryGetValue((peer, id), out var line) ? line.AsOf : null;

    public IReadOnlyCollection<SubjectId> BuiltOn(PartyCode peer, SubjectId id) =>
        kept.GetValueOrDefault((peer, id)).BuiltOn ?? [];

    public IReadOnlyCollection<SubjectId> Building(PartyCode peer, SubjectId id) =>
        [.. kept.Where(k => k.Key.Peer == peer && k.Value.BuiltOn.Contains(id)).Select(k => k.Key.Id)];

    public void Keep(PartyCode peer, IReadOnlyList<FollowedSubject> subjects, LinesReached reached)
    {
        var fate = Calm ? 8 : Dice.Below(8);
        if (fate == 0)
        {
            throw new NodeCrashedException();
        }
        foreach (var subject in subjects)
        {
            kept[(peer, subject.Id)] = (
                Line(subject),
                subject.AsOf,
                subject is { State: Request request, Guidelines: { } terms } ? [.. Hold.BuiltOn(request, terms)] : []
            );
        }
        this.reached[peer] = reached;
        if (fate == 1)
        {
            throw new NodeCrashedException();
        }
    }

    public bool Matches(PartyCode peer, FollowedSubject subject) =>
        string.Equals(kept.GetValueOrDefault((peer, subject.Id)).Text, Line(subject), StringComparison.Ordinal);

    public IReadOnlyCollection<SubjectId> Kept(PartyCode peer) =>
        [.. kept.Keys.Where(k => k.Peer == peer).Select(k => k.Id)];

    public void Forget(PartyCode peer)
    {
        reached.Remove(peer);
        foreach (var id in Kept(peer))
        {
            kept.Remove((peer, id));
        }
    }

    /// <summary>The line of a subject; "" where none is kept.</summary>
    public string Of(PartyCode peer, SubjectId id) => kept.GetValueOrDefault((peer, id)).Text ?? "";

    private static string Line(FollowedSubject subject)
    {
        var measures = subject is { State: Request request, Guidelines: { } guidelines }
            ? JsonSerializer.Serialize(RequestMeasures.Of(request, guidelines))
                + JsonSerializer.Serialize(Hold.Of(request, guidelines, subject.Building))
            : "";
        var left = subject.Erased is { } erased ? $"erased {JsonSerializer.Serialize(erased.Measures)}" : "";
        return Encoding.UTF8.GetString(StateFormat.Write(subject.State)) + measures + left;
    }
}
