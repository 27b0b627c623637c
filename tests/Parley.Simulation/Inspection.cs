using System.Text;
using Parley.Cooperation;
using Parley.Exchange;
using Parley.Exchange.Formats;
using Parley.Record;
using Parley.Sealing;

namespace Parley.Simulation;

/// <summary>What must hold once faults have stopped and the links are quiet.</summary>
internal static class Inspection
{
    public static bool IsQuiet(World world) => Unquiet(world).FirstOrDefault() is null;

    public static string Describe(World world) => string.Join(", ", Unquiet(world));

    public static void Check(World world)
    {
        foreach (var one in world.Nations)
        {
            foreach (var other in world.Nations.Where(n => n.Code.CompareTo(one.Code) > 0))
            {
                Pair(world, one, other);
            }
            OnlyItsOwn(one);
        }
        LineInspection.Check(world);
    }

    private static void Pair(World world, Nation one, Nation other)
    {
        if (world.Liar is null || (world.Liar.Self != one && world.Liar.Self != other))
        {
            Mirror(world, one, other);
            Mirror(world, other, one);
            Alone(one, other);
            Alone(other, one);
            Oblivion.Check(one, other);
            Oblivion.Check(other, one);
            world.Freight.Check(one, other);
            world.Freight.Check(other, one);
            return;
        }
        // A liar's own record is its own affair; the other's must be sound whatever the liar did.
        var honest = world.Liar.Self == one ? other : one;
        Alone(honest, world.Liar.Self);
        world.Liar.Check(honest);
    }

    /// <summary>What one wrote, the other holds: the same bytes, receipts and times, and the same state.</summary>
    private static void Mirror(World world, Nation writer, Nation reader)
    {
        var ours = writer.Shelf.Of(reader.Code);
        var theirs = reader.Shelf.Of(writer.Code);
        var link = $"{writer.Code} to {reader.Code}";
        Watch.Hold(
            ours.Ours.Statements.Count == theirs.Theirs.Statements.Count
                && ours.Ours.Statements.Zip(theirs.Theirs.Statements)
                    .All(p => ErasedEntry.LeafOf(p.First) == ErasedEntry.LeafOf(p.Second)),
            $"{link}: the two copies differ."
        );
        Watch.Hold(
            ours.Ours.Receipts.SequenceEqual(theirs.Theirs.Receipts),
            $"{link}: the receipts differ: {Sizes(ours.Ours.Receipts)} and {Sizes(theirs.Theirs.Receipts)}."
        );
        Watch.Hold(
            ours.Subjects.Count == theirs.Subjects.Count && ours.Subjects.Keys.All(theirs.Subjects.ContainsKey),
            $"{link}: the subjects differ."
        );
        foreach (var (id, view) in ours.Subjects)
        {
            var mirror = theirs.Subjects[id];
            if (ours.Erased.ContainsKey(id) || theirs.Erased.ContainsKey(id))
            {
                continue;
            }
            var (one, other) = (State(writer, reader, id), State(reader, writer, id));
            Watch.Hold(
                one.AsSpan().SequenceEqual(other)
                    && view.Mechanism == mirror.Mechanism
                    && view.ChangedAt == mirror.ChangedAt,
                $"{link}: the state of {id} differs:\n{Text(one)}\n{Text(other)}"
            );
            Watch.Hold(
                view.WithoutEffect.ToHashSet().SetEquals(mirror.WithoutEffect.Select(Mirrored)),
                $"{link}: what is without effect in {id} differs."
            );
        }
        var (oneHash, otherHash) = (StateHash(writer, reader), StateHash(reader, writer));
        Watch.Hold(oneHash == otherHash, $"{link}: the hashes of all states differ.");
        var seen = world.Watch.Of(writer.Code, reader.Code);
        Watch.Hold(
            seen.Shown.Size <= ours.Ours.Durable.Size && ours.Ours.Durable.RootAt(seen.Shown.Size) == seen.Shown.Root(),
            $"{link}: the ledger shrank or changed below a checkpoint that was shown."
        );
        foreach (var told in seen.Told)
        {
            Watch.Hold(
                told.Index < ours.Ours.Durable.Size && ours.Ours.Durable.Leaf(told.Index) == told.Leaf,
                $"{link}: act {told.Index} was told as stated, and is lost."
            );
        }
        NothingTwice(ours.Ours, link);
    }

    /// <summary>What a node can say of its own record, whoever the other is.</summary>
    private static void Alone(Nation nation, Nation other)
    {
        var (shelf, peer) = (nation.Shelf, nation.Peers.First(p => p.Code == other.Code));
        var self = other.Peers.First(p => p.Code == nation.Code);
        foreach (var ledger in RecordVerification.Ledgers(self, peer, shelf))
        {
            Watch.Hold(
                ledger.Findings.Count == 0,
                $"{nation.Code} on {ledger.Writer}: {ledger.Findings.FirstOrDefault()?.Sentence}"
            );
        }
        var stale = RecordVerification.Views(self, peer, shelf).Differing;
        Watch.Hold(stale.Count == 0, $"{nation.Code}: views are stale: {string.Join(", ", stale)}");
        var link = nation.Ends[other.Code.ToString()].Link;
        var before = shelf.Of(other.Code).Subjects.ToDictionary();
        using (var work = shelf.Begin())
        {
            link.Docket.Rebuild(work);
            work.Commit();
        }
        link.Docket.Committed();
        var after = shelf.Of(other.Code).Subjects;
        Watch.Hold(
            before.Count == after.Count
                && before.All(b => after.TryGetValue(b.Key, out var view) && Same(b.Value, view)),
            $"{nation.Code}: rebuilding gives other views."
        );
        using (var work = shelf.Begin())
        {
            foreach (var id in after.Keys)
            {
                Watch.Hold(
                    State(nation, other, id)
                        .AsSpan()
                        .SequenceEqual(StateFormat.Write(link.Docket.Open(work, id).State)),
                    $"{nation.Code}: {id} is read otherwise than it was ruled on."
                );
            }
        }
        Watch.Hold(
            link.AwaitingReceipt.Count <= link.Ours.Size - link.Ours.Receipted,
            $"{nation.Code}: memory holds what is long receipted."
        );
    }

    /// <summary>Nothing of one link is found on another.</summary>
    private static void OnlyItsOwn(Nation nation)
    {
        foreach (var peer in nation.Peers)
        {
            var mark = $" {SubjectId.OfLink('L', nation.Code, peer.Code)} ";
            var link = nation.Shelf.Of(peer.Code);
            foreach (var text in link.Ours.Statements.Concat(link.Theirs.Statements).Select(Text))
            {
                for (var at = text.IndexOf('⟦'); at >= 0; at = text.IndexOf('⟦', at + 1))
                {
                    Watch.Hold(
                        text.AsSpan(at + 3).StartsWith(mark),
                        $"{nation.Code}: what belongs to another link is on that with {peer.Code}."
                    );
                }
            }
        }
    }

    private static void NothingTwice(LedgerShelf ledger, string link)
    {
        var acts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var statement in ledger.Statements.Select(Text))
        {
            var at = statement.IndexOf('⟦');
            if (at >= 0)
            {
                var act = statement[at..statement.IndexOf('⟧')];
                Watch.Hold(acts.Add(act), $"{link}: {act} is there twice.");
            }
        }
    }

    private static IEnumerable<string> Unquiet(World world) => Unsettled(world).Concat(world.Freight.Owed());

    private static IEnumerable<string> Unsettled(World world)
    {
        foreach (var nation in world.Nations)
        {
            if (!nation.Up)
            {
                yield return $"{nation.Code} is down";
                continue;
            }
            foreach (var end in nation.Ends.Values)
            {
                var other = world.Nation(end.Link.Peer.Code);
                var theirs = other.Up ? other.Ends[nation.Code.ToString()].Link : null;
                var lies = world.Liar is not null && (world.Liar.Self == nation || world.Liar.Self == other);
                if (lies && (end.Link.Condition == LinkCondition.Halted || theirs?.Condition == LinkCondition.Halted))
                {
                    continue;
                }
                var ours = end.Link.Ours;
                if (
                    end.Link.Condition != LinkCondition.Open
                    || ours.Receipted != ours.Size
                    || theirs is null
                    || theirs.Theirs.Size != ours.Size
                )
                {
                    yield return $"{nation.Code}→{other.Code} {end.Link.Condition} {ours.Receipted}/{ours.Size}";
                }
            }
        }
    }

    private static string StateHash(Nation nation, Nation other) =>
        RecordReading.StateHash(nation.Shelf, nation.Code, other.Code);

    /// <summary>A subject's state as pages read it.</summary>
    private static byte[] State(Nation nation, Nation other, SubjectId id) =>
        StateFormat.Write(SubjectReading.Folded(nation.Shelf, nation.Code, other.Code, id).State);

    private static bool Same(ShelvedSubject one, ShelvedSubject other) =>
        one.Mechanism == other.Mechanism
        && one.ChangedAt == other.ChangedAt
        && one.WithoutEffect.SequenceEqual(other.WithoutEffect)
        && (one.Parcels ?? []).SequenceEqual(other.Parcels ?? []);

    private static WithoutEffect Mirrored(WithoutEffect w) =>
        w with
        {
            Side = w.Side == Side.Ours ? Side.Theirs : Side.Ours,
        };

    private static string Sizes(IEnumerable<Receipt> receipts) =>
        string.Join(' ', receipts.Select(r => $"{r.Size}@{r.Time:HH:mm:ss}"));

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
