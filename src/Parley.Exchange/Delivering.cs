using Parley.Sealing;

namespace Parley.Exchange;

/// <summary>An answer as it was read, before it is settled.</summary>
internal sealed record Answered(ReplyHeader? Reply, IReadOnlyList<ReadOnlyMemory<byte>> Statements, Problem? Problem);

/// <summary>
/// One node's deliveries to one peer, without threads, clocks or wires: what goes out next, how it is sealed, and what
/// the answer means. One delivery is in flight at a time. <see cref="Dispatch"/> carries it over the network.
/// </summary>
internal sealed class Delivering(Correspondence link)
{
    private SendingSession? session;
    private bool rewound;
    private bool unknown;
    private long receipted = link.Receipted;

    /// <summary>How many of our statements the peer holds, as far as we know.</summary>
    public long PeerHolds { get; private set; } = link.Receipted;

    /// <summary>The next delivery, or null when there is nothing to say.</summary>
    /// <param name="greet">An empty one is made even so: the heartbeat.</param>
    public Parcelled? Next(IShelfReading shelf, bool greet) => Outgoing.Next(link, shelf, PeerHolds, greet);

    /// <summary>
    /// What goes out while the answer to the one before is brought to the disk; null where that answer is not the plain
    /// one. It bears what is on the disk already and nothing else: if that work fails, the receipts come again, for the
    /// header says which are held.
    /// </summary>
    public Parcelled? Ahead(IShelfReading shelf, Parcelled sent, Answered answer)
    {
        var plain =
            link is { Condition: LinkCondition.Open, ClocksDiffer: false }
            && answer.Reply?.Size == sent.End
            && sent.End > sent.From
            && sent.End >= link.Receipted;
        return plain && link.Ours.Durable > sent.End ? Outgoing.Next(link, shelf, sent.End, greet: false) : null;
    }

    /// <summary>What may follow an answer at once; null where that brought nothing forward. It is found in the same
    /// work, and counts only once that is on the disk.</summary>
    public Parcelled? After(IShelfReading shelf, Settled settled) =>
        settled.Problem is null ? Outgoing.Next(link, shelf, settled.PeerHolds, greet: false) : null;

    public byte[] Seal(Parcelled next)
    {
        session = session is { Spent: false } ? session : new SendingSession(link.Self, link.Peer);
        return session.Seal(Delivery.Write(next.Header, next.Statements));
    }

    /// <summary>Opens the answer to the delivery last sealed. Needs no ledger.</summary>
    public Answered Read(LinkAnswer answer)
    {
        if (answer.Status != 200)
        {
            return new Answered(null, [], Problem.Read(answer.Status, answer.Body));
        }
        var plain = session?.OpenReply(answer.Body.Span);
        if (plain is null || !Delivery.TryRead(plain, out ReplyHeader reply, out var statements, out _))
        {
            session = null;
            return new Answered(null, [], new Problem(200, "unreadable", "The answer was not sealed in this session."));
        }
        return new Answered(reply, statements, null);
    }

    /// <summary>Settles an answer inside a work; it counts with <see cref="Take"/>, once that is on the disk.</summary>
    public Settled Settle(IShelfWork work, Parcelled sent, Answered answer, DateTimeOffset now)
    {
        if (answer.Reply is { } reply)
        {
            return Outgoing.Settle(link, work, sent, reply, answer.Statements, now);
        }
        var problem = answer.Problem!;
        switch (problem)
        {
            case { Status: 410 } when !unknown:
                return new Settled(PeerHolds, null);
            case { Status: 409, Size: { } size } when size >= 0 && size < sent.From:
                var before = link.Condition;
                var forward = Outgoing.Confirm(link, size) != before || !rewound;
                if (Outgoing.LacksErased(link, work, size))
                {
                    return new Settled(size, LinkRefusals.PeerLacksErased.En);
                }
                // A peer that loses again and again what it had receipted is met with growing pauses.
                return new Settled(size, forward ? null : $"{problem.Code}: {problem.Detail}");
            default:
                return new Settled(PeerHolds, $"{problem.Code}: {problem.Detail}");
        }
    }

    /// <summary>The work in which an answer was settled is on the disk.</summary>
    public void Take(Answered answer, Settled settled)
    {
        rewound = answer.Problem is { Status: 409 } || (rewound && link.Receipted == receipted);
        receipted = link.Receipted;
        PeerHolds = settled.PeerHolds;
        unknown = answer.Problem is { Status: 410 };
        if (unknown)
        {
            session = new SendingSession(link.Self, link.Peer, answer.Problem!.Session);
        }
    }
}
