using Parley.Cooperation;
using Parley.Exchange;

namespace Parley.Simulation;

/// <summary>
/// What moves deliveries at each node: the sender's turns with their pauses, as <see cref="Dispatch"/> has them, and the
/// receiving end, as <see cref="JointRecord.Receive"/> is.
/// </summary>
internal sealed class Post(World world)
{
    private const long Heartbeat = 20_000;
    private const long Patience = 100_000;
    private const long ShortestPause = 500;

    private readonly Clockwork clock = world.Clock;
    private readonly Trace trace = world.Trace;

    /// <summary>There is something to send, or the peer showed that it is there.</summary>
    public void Wake(Nation nation, PartyCode peer)
    {
        if (nation.Up && nation.Ends.TryGetValue(peer.ToString(), out var end) && !end.InFlight)
        {
            Schedule(nation, end, Math.Max(0, end.NotBefore - clock.Now), greet: end.Failures > 0);
        }
    }

    public void Schedule(Nation nation, LinkEnd end, long pause, bool greet)
    {
        var (life, timer) = (nation.Life, ++end.Timer);
        clock.After(
            pause,
            () =>
            {
                if (nation.Up && nation.Life == life && end.Timer == timer && !end.InFlight)
                {
                    Turn(nation, end, greet);
                }
            }
        );
    }

    /// <summary>A sealed body arrives at a node; the answer goes where it is told, unless the node stops first.
    /// </summary>
    public void Receive(Nation nation, PartyCode from, byte[] body, Action<LinkAnswer> answer)
    {
        var end = nation.Ends[from.ToString()];
        if (body.Length > LinkAnswer.MaxBody)
        {
            answer(Answer(new Problem(413, "too-large", "The body is too large.")));
            return;
        }
        if (world.Mutants.Open(nation, end, body, out var problem) is not { } opened)
        {
            trace.Add(clock.Now, Happening.Answered, nation.Code.ToString(), from.ToString(), problem!.Status);
            answer(Answer(problem));
            return;
        }
        nation.Enter(
            work => world.Mutants.Receive(nation, end, work, opened),
            received =>
            {
                if (received is null)
                {
                    answer(new LinkAnswer(500, default));
                    return;
                }
                world.Watch.Answered(nation, end, opened, received);
                trace.Add(
                    clock.Now,
                    Happening.Answered,
                    nation.Code.ToString(),
                    from.ToString(),
                    received.Problem?.Status ?? 200,
                    received.Reply?.Size ?? -1
                );
                if (received.Problem is not null)
                {
                    answer(Answer(received.Problem));
                    return;
                }
                if (end.Failures > 0)
                {
                    Wake(nation, from);
                }
                answer(new LinkAnswer(200, opened.Reply(Delivery.Write(received.Reply!, received.Statements))));
            },
            tooEarly: world.Mutants.Mutant == Mutant.AnswersBeforeTheCommit
        );
    }

    /// <summary>The answer to a turn is there, or it is known that none will come.</summary>
    public void Answered(Nation nation, LinkEnd end, int life, long turn, Parcelled sent, LinkAnswer? answer)
    {
        if (!nation.Up || nation.Life != life || end.Turn != turn || !end.InFlight)
        {
            return;
        }
        if (answer is null)
        {
            world.Mutants.Silence(end, sent);
            Failed(nation, end);
            return;
        }
        end.Turn++;
        var read = end.Delivering.Read(answer);
        var (before, ahead) = (end.Unsettled, false);
        end.Unsettled = false;
        nation.Enter(
            work =>
            {
                if (!before && !ahead && world.Mutants.Ahead(end, work, sent, read) is { } next)
                {
                    // It leaves while the work that settles the answer is under way.
                    ahead = true;
                    Send(nation, end, next);
                }
                return world.Mutants.Settle(nation, end, work, sent, read);
            },
            settled =>
            {
                trace.Add(
                    clock.Now,
                    Happening.Settled,
                    nation.Code.ToString(),
                    end.Link.Peer.Code.ToString(),
                    settled?.PeerHolds ?? -1,
                    settled?.Problem is null ? 0 : 1
                );
                if (settled is not null)
                {
                    world.Mutants.Take(nation, end, read, settled);
                    world.Watch.Settled(nation, end);
                }
                if (ahead)
                {
                    end.Unsettled = settled is null or { Problem: not null };
                    end.Failures = end.Unsettled ? end.Failures : 0;
                    return;
                }
                if (before || settled is null or { Problem: not null })
                {
                    Failed(nation, end);
                    return;
                }
                end.Failures = read.Reply is null ? end.Failures : 0;
                end.InFlight = false;
                Schedule(nation, end, 0, greet: false);
            }
        );
    }

    private void Turn(Nation nation, LinkEnd end, bool greet)
    {
        end.InFlight = true;
        nation.Enter(
            work => new Next(world.Mutants.Next(end, work, greet)),
            next =>
            {
                if (next is null)
                {
                    Failed(nation, end);
                }
                else if (next.Parcelled is null)
                {
                    end.InFlight = false;
                    Schedule(nation, end, Heartbeat, greet: true);
                }
                else
                {
                    Send(nation, end, next.Parcelled);
                }
            },
            tooEarly: world.Mutants.Mutant == Mutant.SignsBeforeTheCommit
        );
    }

    private void Send(Nation nation, LinkEnd end, Parcelled parcelled)
    {
        var (life, turn) = (nation.Life, ++end.Turn);
        world.Watch.Sealed(nation, end, parcelled);
        var body = end.Delivering.Seal(parcelled);
        trace.Add(
            clock.Now,
            Happening.Departed,
            nation.Code.ToString(),
            end.Link.Peer.Code.ToString(),
            parcelled.From,
            parcelled.End
        );
        world.Wire.Carry(nation, end, life, turn, parcelled, body);
        clock.After(
            Patience,
            () =>
            {
                if (nation.Up && nation.Life == life && end.Turn == turn && end.InFlight)
                {
                    trace.Add(clock.Now, Happening.TimedOut, nation.Code.ToString(), end.Link.Peer.Code.ToString());
                    Answered(nation, end, life, turn, parcelled, null);
                }
            }
        );
    }

    private void Failed(Nation nation, LinkEnd end)
    {
        end.Turn++;
        end.InFlight = false;
        end.Unsettled = false;
        end.NotBefore = clock.Now + ShortestPause;
        var pause = Math.Min(60_000, 1000L << Math.Min(end.Failures++, 10));
        trace.Add(clock.Now, Happening.Paused, nation.Code.ToString(), end.Link.Peer.Code.ToString(), pause);
        Schedule(nation, end, pause * world.Dice.Between(500, 1000) / 1000, greet: true);
    }

    private static LinkAnswer Answer(Problem problem) => new(problem.Status, problem.ToBytes());

    private sealed record Next(Parcelled? Parcelled);
}
