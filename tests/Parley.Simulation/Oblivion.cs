using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange;

namespace Parley.Simulation;

/// <summary>
/// Years go by, and nations erase what has come to rest, each for itself and at any moment: while deliveries fly, disks
/// fail and nodes stop. Afterwards both records must be as alike as ever.
/// </summary>
internal sealed class Oblivion(World world)
{
    /// <summary>Apart from the other dice, so that plays without it stay as they are.</summary>
    private readonly Dice dice = new(world.Play.Seed ^ 0x0B11);

    /// <summary>How many requests were erased.</summary>
    public long Erased { get; private set; }

    public void Perhaps(Nation nation)
    {
        if (!world.Play.Erases)
        {
            return;
        }
        if (dice.Below(6) == 0)
        {
            world.Clock.Jump(dice.Between(1, 200) * 86_400_000L);
            world.Wire.LetLateOnesCome();
        }
        if (!nation.Up || dice.Below(2) == 0)
        {
            return;
        }
        foreach (var end in nation.Ends.Values)
        {
            nation.Enter(work => Erase(nation, end.Link, work), gone => Settle(nation, end.Link, gone ?? []));
        }
    }

    /// <summary>Erases one request that may be, with all that hang together with it.</summary>
    private List<ErasedSubject> Erase(Nation nation, Correspondence link, IShelfWork work)
    {
        var peer = link.Peer.Code;
        var requests = work.SubjectIds(peer)
            .Select(id => link.Docket.Open(work, id).State)
            .OfType<Request>()
            .ToDictionary(r => r.Id);
        foreach (var request in requests.Values)
        {
            var together = Together(request.Id, requests);
            if (world.Play.Mutant == Mutant.ErasesTooEarly && !request.Open)
            {
                Erasing.CarryOut(link, work, together, "1", nation.Now);
            }
            if (Erasing.Erase(link, work, together, "1", nation.Now) is null)
            {
                world.Misfortune.ForgetBackups();
                return [.. together.Select(id => work.Erased(peer, id)!)];
            }
        }
        return [];
    }

    private void Settle(Nation nation, Correspondence link, List<ErasedSubject> gone)
    {
        var peer = link.Peer.Code;
        foreach (var left in gone)
        {
            Erased++;
            world.Trace.Add(world.Clock.Now, Happening.Erased, nation.Code.ToString(), left.Id.ToString());
            foreach (var file in left.Files.Where(f => nation.Shelf.Parcels(peer, f.Side, f.SealedSha256).Count == 0))
            {
                nation.Box.Erase(peer, file.Side, file.SealedSha256);
            }
        }
    }

    private static HashSet<SubjectId> Together(SubjectId first, Dictionary<SubjectId, Request> requests)
    {
        var together = new HashSet<SubjectId>();
        var waiting = new Queue<SubjectId>([first]);
        while (waiting.TryDequeue(out var id))
        {
            if (!requests.TryGetValue(id, out var request) || !together.Add(id))
            {
                continue;
            }
            foreach (var other in RequestRest.Named(request).Concat(Naming(id, requests.Values)))
            {
                waiting.Enqueue(other);
            }
        }
        return together;
    }

    private static IEnumerable<SubjectId> Naming(SubjectId id, IEnumerable<Request> requests) =>
        requests.Where(r => RequestRest.Named(r).Contains(id)).Select(r => r.Id);

    /// <summary>Nothing of what was erased is on the disk, and what is left says whose it was.</summary>
    public static void Check(Nation nation, Nation other)
    {
        var link = nation.Shelf.Of(other.Code);
        foreach (var (id, left) in link.Erased)
        {
            var kept = nation.Shelf.About(other.Code, id);
            var theirs = other.Shelf.About(nation.Code, id);
            Watch.Hold(kept.Count == theirs.Count, $"{nation.Code}: an entry of {id} is lost.");
            var made = kept.First(s => (s.Side == Side.Ours ? nation.Code : other.Code) == id.Opener);
            Watch.Hold(
                ErasedEntry.TryRead(made.Bytes, out _) && left.Number > 0,
                $"{nation.Code}: {id} is erased, and its words are there."
            );
            Watch.Hold(!link.StatedOnce.Values.Any(s => s.About == id), $"{nation.Code}: a key of {id} is there.");
        }
    }
}
