using Parley.Cooperation;

namespace Parley.Node.Erasing;

/// <summary>
/// What a node keeps about requests beside the record: drafts, decisions that wait, files made ready, notes. When a
/// request is erased, each of these is told, and forgets it. It may be told several times.
/// </summary>
public interface IKeptBeside
{
    void Erase(PartyCode peer, SubjectId request);
}
