using System.Collections.Concurrent;
using Dapper;
using Parley.Cooperation;
using Parley.Exchange;
using Parley.Node.Access;

namespace Parley.Node.Settings;

/// <summary>
/// How much of each linked party's statements is taken: the usual, unless an operator set it. It is asked with every
/// delivery, so what was read once is remembered.
/// </summary>
public sealed class StatementQuotas(AccountShelf shelf)
{
    private readonly ConcurrentDictionary<PartyCode, StatementLimits> known = new();

    /// <summary>What is taken of a party now.</summary>
    public StatementLimits Of(PartyCode peer) => known.GetOrAdd(peer, Read);

    /// <summary>Sets it for one party; the usual again takes what was set away. It is written down, or not done.
    /// </summary>
    public void Set(PartyCode peer, StatementLimits limits, SecurityEvents events, Doer by)
    {
        using (var db = shelf.Open())
        using (var work = db.BeginTransaction())
        {
            db.Execute(
                limits == StatementLimits.Usual
                    ? "DELETE FROM statement_quota WHERE peer = @peer"
                    : """
                    INSERT INTO statement_quota (peer, most_a_day, most_held) VALUES (@peer, @MostADay, @MostHeld)
                    ON CONFLICT (peer) DO UPDATE SET most_a_day = @MostADay, most_held = @MostHeld
                    """,
                new
                {
                    peer = peer.ToString(),
                    limits.MostADay,
                    limits.MostHeld,
                },
                work
            );
            var more = FormattableString.Invariant($"statements {limits.MostADay} {limits.MostHeld}");
            events.Line(by, SecurityAct.QuotaSet, peer.ToString(), more)(db, work);
            work.Commit();
        }
        known[peer] = limits;
    }

    private StatementLimits Read(PartyCode peer)
    {
        using var db = shelf.Open();
        var set = db.QuerySingleOrDefault<(long Day, long Held)?>(
            "SELECT most_a_day, most_held FROM statement_quota WHERE peer = @peer",
            new { peer = peer.ToString() }
        );
        return set is { } found ? new StatementLimits(found.Day, found.Held) : StatementLimits.Usual;
    }
}
