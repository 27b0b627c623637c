using Parley.Cooperation;
using Parley.Exchange;

namespace Parley.Simulation;

/// <summary>
/// What lists and the review show must be what the record folds to, however often the keeper of lines was stopped; and
/// the same on both nodes.
/// </summary>
internal static class LineInspection
{
    public static void Check(World world)
    {
        foreach (var nation in world.Nations)
        {
            foreach (var peer in nation.Peers)
            {
                UpToDate(nation, peer.Code);
            }
        }
        foreach (var one in world.Nations.Where(n => world.Liar?.Self != n))
        {
            foreach (var other in world.Nations.Where(n => n.Code.CompareTo(one.Code) > 0 && world.Liar?.Self != n))
            {
                Same(one, other);
            }
        }
    }

    private static void UpToDate(Nation nation, PartyCode peer)
    {
        nation.Lines.Calm = true;
        var keeper = new LineKeeper(nation.Code, nation.Shelf, nation.Lines);
        for (var steps = 0; keeper.Step(peer); steps++)
        {
            Watch.Hold(steps < 10_000, $"{nation.Code}: the lines with {peer} do not come to an end.");
        }
        Watch.Hold(keeper.Behind(peer) == 0, $"{nation.Code}: the lines with {peer} are behind.");
        var differing = keeper.Differing(peer);
        Watch.Hold(
            differing.Count == 0,
            $"{nation.Code}: lines are not what the record folds to: {string.Join(", ", differing)}"
        );
    }

    private static void Same(Nation one, Nation other)
    {
        var erased = one.Shelf.Of(other.Code).Erased.Keys.Concat(other.Shelf.Of(one.Code).Erased.Keys).ToHashSet();
        foreach (var id in one.Lines.Kept(other.Code).Where(id => !erased.Contains(id)))
        {
            Watch.Hold(
                string.Equals(one.Lines.Of(other.Code, id), other.Lines.Of(one.Code, id), StringComparison.Ordinal),
                $"{one.Code} and {other.Code} keep other lines of {id}."
            );
        }
    }
}
