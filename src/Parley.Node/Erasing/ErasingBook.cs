using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Law;
using Parley.Node.Lines;

namespace Parley.Node.Erasing;

/// <summary>Requests that fall due together, because one names the other.</summary>
/// <param name="DueAt">When the last of them is due.</param>
/// <param name="Rule">Under which rule the last of them is due.</param>
/// <param name="Held">An officer has said that one of them is kept longer.</param>
public sealed record FallingDue(
    PartyCode Peer,
    IReadOnlyList<SubjectId> Together,
    DateTimeOffset DueAt,
    KeepingRule Rule,
    bool Held
);

/// <summary>What was looked at of a link.</summary>
/// <param name="Due">What is due of it, or null.</param>
/// <param name="Read">How many requests were read for it, at least one.</param>
internal readonly record struct LookedAt(FallingDue? Due, int Read);

/// <summary>
/// Finds what is to be erased by the rules of keeping, and when. Which requests come into question is chosen by their
/// lines; when one came to its end is read from the record.
/// </summary>
public sealed class ErasingBook(JointRecord record, RequestLines requests, EndedLines ended, IKeeping keeping)
{
    /// <summary>A request that hangs together with more than these is kept: nobody could look through them.</summary>
    private const int MostTogether = 200;

    private const int AtOnce = 200;

    /// <summary>How far a period, counted in years and months, may differ with where it begins.</summary>
    private static readonly TimeSpan Uneven = TimeSpan.FromDays(5);

    /// <summary>What falls due until an instant, what is due first first; of each link so much at most, so that one
    /// takes no other's place.</summary>
    public IReadOnlyList<FallingDue> Until(DateTimeOffset until, int most) =>
        [
            .. record
                .Peers.SelectMany(peer =>
                    LookThrough(peer.Code, until).Select(one => one.Due).OfType<FallingDue>().Take(most)
                )
                .OrderBy(due => due.DueAt)
                .Take(most),
        ];

    /// <summary>Looks through everything of a link that may be due, one group after the other, as far as it is asked.
    /// </summary>
    internal IEnumerable<LookedAt> LookThrough(PartyCode peer, DateTimeOffset until)
    {
        var seen = new HashSet<SubjectId>();
        foreach (var kind in ended.Kinds())
        {
            if (keeping.For(kind) is not { } rule)
            {
                continue;
            }
            // None that was made later ended early enough.
            var madeBefore = until - (rule.DueAfter(until) - until) + Uneven;
            foreach (var place in ended.Of(peer, kind, madeBefore, AtOnce).Where(place => !seen.Contains(place.Id)))
            {
                var before = seen.Count;
                var due = Together(place, seen);
                yield return new LookedAt(due?.DueAt <= until ? due : null, seen.Count - before + 1);
            }
        }
    }

    /// <summary>With what a request falls due, and when; null while it or one that it hangs together with is open or
    /// kept without end.</summary>
    public FallingDue? Of(Place place) => Together(place, []);

    private FallingDue? Together(Place place, HashSet<SubjectId> seen)
    {
        var together = new List<SubjectId>();
        var waiting = new Queue<SubjectId>([place.Id]);
        (DateTimeOffset At, KeepingRule Rule)? last = null;
        var (kept, held) = (false, false);
        while (waiting.TryDequeue(out var id) && together.Count < MostTogether)
        {
            if (together.Contains(id) || record.Reading.Find(place.Peer, id) is not Request request)
            {
                continue;
            }
            together.Add(id);
            seen.Add(id);
            held |= keeping.IsHeld(place.Peer, id);
            if (RequestRest.EndedAt(request) is { } end && keeping.For(request.Kind) is { } rule)
            {
                var due = rule.DueAfter(end);
                last = last is { } known && known.At >= due ? known : (due, rule);
            }
            else
            {
                kept = true;
            }
            // One more than are looked through: where there are so many, all are kept.
            var others = requests.Naming(place.Peer, id.ToString(), MostTogether + 1).Select(other => other.Id);
            foreach (var other in RequestRest.Named(request).Concat(others))
            {
                waiting.Enqueue(other);
            }
        }
        return kept || waiting.Any(id => !together.Contains(id)) || last is not { } due2
            ? null
            : new FallingDue(place.Peer, together, due2.At, due2.Rule, held);
    }
}
