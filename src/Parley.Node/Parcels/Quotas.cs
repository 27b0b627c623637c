using Dapper;
using Parley.Cooperation;
using Parley.Exchange;
using Parley.Node.Access;

namespace Parley.Node.Parcels;

/// <summary>
/// How much is taken of each linked party: what node.json says for all, unless an operator set it for one. It counts
/// from the next file on.
/// </summary>
public sealed class Quotas(AccountShelf shelf, ParcelLimits usual)
{
    /// <summary>What is taken of a party where nothing is set for it.</summary>
    public ParcelLimits Usual => usual;

    /// <summary>What is taken of a party now.</summary>
    public ParcelLimits Of(PartyCode peer)
    {
        using var db = shelf.Open();
        var set = db.QuerySingleOrDefault<Row>(
            "SELECT most_bytes, most_held FROM quota WHERE peer = @peer",
            new { peer = peer.ToString() }
        );
        return set is null ? usual : new ParcelLimits(set.most_bytes, set.most_held);
    }

    /// <summary>Sets it for one party; the usual again takes what was set away. It is written down, or not done.
    /// </summary>
    public void Set(PartyCode peer, ParcelLimits limits, SecurityEvents events, Doer by)
    {
        using var db = shelf.Open();
        using var work = db.BeginTransaction();
        db.Execute(
            limits == usual
                ? "DELETE FROM quota WHERE peer = @peer"
                : """
                INSERT INTO quota (peer, most_bytes, most_held) VALUES (@peer, @MostBytes, @MostHeld)
                ON CONFLICT (peer) DO UPDATE SET most_bytes = @MostBytes, most_held = @MostHeld
                """,
            new
            {
                peer = peer.ToString(),
                limits.MostBytes,
                limits.MostHeld,
            },
            work
        );
        var more = FormattableString.Invariant($"{limits.MostBytes} {limits.MostHeld}");
        events.Line(by, SecurityAct.QuotaSet, peer.ToString(), more)(db, work);
        work.Commit();
    }

#pragma warning disable IDE1006 // One name for a column and its property.
    private sealed class Row
    {
        public long most_bytes { get; init; }
        public long most_held { get; init; }
    }
#pragma warning restore IDE1006
}
