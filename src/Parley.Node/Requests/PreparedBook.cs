using Parley.Cooperation;
using Parley.Exchange;

namespace Parley.Node.Requests;

/// <summary>
/// The decisions that wait, as the record knows them: one that has left is settled, even where the node stopped before
/// it could note that.
/// </summary>
public sealed class PreparedBook(PreparedShelf shelf, JointRecord record)
{
    /// <summary>All that wait, the oldest first.</summary>
    public IReadOnlyList<PreparedMove> All() => shelf.All().Where(Waits).ToList();

    public PreparedMove? Find(long id) => All().FirstOrDefault(one => one.Id == id);

    public IReadOnlyList<PreparedMove> About(SubjectId about) => All().Where(one => one.About == about).ToList();

    private bool Waits(PreparedMove move)
    {
        if (record.Reading.StatedUnder(move.Peer, move.Key) is null)
        {
            return true;
        }
        shelf.Settle(move.Id);
        return false;
    }
}
