using Parley.Cooperation;
using Parley.Exchange;

namespace Parley.Node.Erasing;

/// <summary>
/// Erases in the record what is due and is not held, link by link, each at a pace of its own: it goes on behind what
/// was looked at last, so that nothing refused or held, however much of it there is, keeps it from what comes after,
/// and no link from another.
/// </summary>
/// <param name="mostRead">So many requests of a link are read at once.</param>
internal sealed class DueErasing(JointRecord record, ErasingBook book, ILogger log, int mostRead = 2_000)
{
    private const int MostErased = 100;

    /// <summary>Where each link is gone on with, and before when none is begun anew.</summary>
    private readonly Dictionary<PartyCode, (IEnumerator<LookedAt>? Left, DateTimeOffset NotBefore)> links = [];

    /// <summary>Does a part of it for each link.</summary>
    /// <param name="pause">After everything of a link was looked at, until it is looked at again.</param>
    /// <returns>Whether there is more to look at.</returns>
    public async Task<bool> Run(DateTimeOffset now, TimeSpan pause)
    {
        var more = false;
        foreach (var peer in record.Peers.Select(peer => peer.Code))
        {
            more |= await Run(peer, now, pause);
        }
        return more;
    }

    private async Task<bool> Run(PartyCode peer, DateTimeOffset now, TimeSpan pause)
    {
        links.Remove(peer, out var at);
        if (at.Left is null && now < at.NotBefore)
        {
            links[peer] = at;
            return false;
        }
        var left = at.Left ?? book.LookThrough(peer, now).GetEnumerator();
        for (var (read, erased) = (0, 0); read < mostRead && erased < MostErased; read += left.Current.Read)
        {
            if (!left.MoveNext())
            {
                left.Dispose();
                links[peer] = (null, now + pause);
                return false;
            }
            erased += left.Current.Due is { Held: false } due ? await Erase(due) : 0;
        }
        links[peer] = (left, now);
        return true;
    }

    /// <summary>How many were erased.</summary>
    private async Task<int> Erase(FallingDue due)
    {
        // Where something could still change it is not at rest yet: asked again the next time.
        if (await record.Erase(due.Peer, due.Together, due.Rule.Id) is { } refusal)
        {
            log.LogDebug("{Request} is not erased yet: {Code}.", due.Together[0], refusal.Code);
            return 0;
        }
        return due.Together.Count;
    }
}
