using System.Collections.Frozen;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Sealing;

namespace Parley.Exchange;

/// <summary>
/// How long data is held is said by a request for preservation and by those that build on it: they extend it, or are
/// the formal request that keeps it. So with the line of one that builds, that of what it builds on is made anew.
/// </summary>
public sealed partial class LineKeeper
{
    /// <summary>As many requests that build on one are read for it: a bound on what one side can pile up.</summary>
    public const int MostBuilding = 100;

    private static readonly FrozenDictionary<SubjectId, FollowedSubject> None = FrozenDictionary<
        SubjectId,
        FollowedSubject
    >.Empty;

    private IReadOnlyList<FollowedSubject> Folded(PartyCode peer, Next next)
    {
        // Each is read at a moment of its own, none before that at which the stretch was read.
        FollowedSubject Read(SubjectId id) => shelf.ReadTogether(now => Fold(now, peer, id, next.Whole));
        var ids = next.Subjects.Where(id => lines.AsOf(peer, id)?.Covers(next.To) != true);
        var changed = Ahead.Of(ids, Read).ToDictionary(one => one.Id);
        // What has no line yet is followed in its turn, and finds then those that build on it.
        var before = changed.Keys.SelectMany(id => lines.BuiltOn(peer, id));
        var touched = before
            .Concat(changed.Values.SelectMany(BuiltOn))
            .Distinct()
            .Where(id => !changed.ContainsKey(id));
        var others = new List<FollowedSubject>();
        foreach (var id in touched)
        {
            // That of how much it was made stays: what else is new of it is followed in its turn too.
            others.AddRange(lines.AsOf(peer, id) is { } asOf ? [Read(id) with { AsOf = asOf }] : []);
        }
        return [.. changed.Values.Concat(others).Select(one => WithBuilding(peer, one, changed, Read))];
    }

    /// <summary>A subject together with the requests that build on it, where that decides anything.</summary>
    /// <param name="changed">What is followed with it, and whose lines say nothing yet.</param>
    private FollowedSubject WithBuilding(
        PartyCode peer,
        FollowedSubject subject,
        IReadOnlyDictionary<SubjectId, FollowedSubject> changed,
        Func<SubjectId, FollowedSubject> read
    )
    {
        if (subject is not { State: Request request, Guidelines: { } terms } || !Hold.IsMeantFor(request, terms))
        {
            return subject;
        }
        var building = changed.Values.Where(one => BuiltOn(one).Contains(subject.Id)).Select(one => one.Id);
        return subject with
        {
            Building =
            [
                .. lines
                    .Building(peer, subject.Id)
                    .Union(building)
                    .Take(MostBuilding)
                    .Select(id => Guided(changed.TryGetValue(id, out var known) ? known : read(id)))
                    .OfType<GuidedRequest>(),
            ],
        };
    }

    private static GuidedRequest? Guided(FollowedSubject subject) =>
        subject is { State: Request request, Guidelines: { } terms } ? new GuidedRequest(request, terms) : null;

    private static IEnumerable<SubjectId> BuiltOn(FollowedSubject subject) =>
        subject is { State: Request request, Guidelines: { } terms } ? Hold.BuiltOn(request, terms) : [];
}
