using Parley.Cooperation;
using Parley.Exchange;

namespace Parley.Simulation;

/// <summary>
/// The network between the nodes. It loses, repeats (also days later), reorders, delays, damages and parts, each way on
/// its own.
/// </summary>
internal sealed class Wire(World world)
{
    private const long ADay = 86_400_000;

    private readonly Dice dice = world.Dice.Fork();
    private readonly Dictionary<(PartyCode, PartyCode), long> parted = [];
    private readonly List<Action> late = [];
    private readonly Dictionary<(PartyCode, PartyCode), LinkAnswer> old = [];

    /// <summary>Nothing passes this way until then.</summary>
    public void Part(PartyCode from, PartyCode to, long until) => parted[(from, to)] = until;

    /// <summary>Nothing keeps the two ways apart now.</summary>
    public bool Passes(PartyCode from, PartyCode to) => parted.GetValueOrDefault((from, to)) <= world.Clock.Now;

    /// <summary>All ways are open again, and what was held back comes in the next minutes.</summary>
    public void Heal()
    {
        parted.Clear();
        LetLateOnesCome();
    }

    /// <summary>Days have passed: what was repeated arrives.</summary>
    public void LetLateOnesCome()
    {
        foreach (var arrival in late)
        {
            world.Clock.After(dice.Between(0, 60_000), arrival);
        }
        late.Clear();
    }

    /// <summary>Carries a delivery to the peer and its answer back.</summary>
    public void Carry(Nation from, LinkEnd end, int life, long turn, Parcelled sent, byte[] body)
    {
        var to = world.Nation(end.Link.Peer.Code);
        void Back(LinkAnswer? answer) => world.Post.Answered(from, end, life, turn, sent, answer);
        if (IsLost(from.Code, to.Code))
        {
            Lost(from.Code, to.Code);
            return;
        }
        var carried = Damage(from.Code, to.Code, body);
        world.Clock.After(Way(), () => Arrive(from.Code, to, carried, Back));
        if (dice.PerMille(world.Weather.Repeat))
        {
            world.Trace.Add(world.Clock.Now, Happening.Repeated, from.Code.ToString(), to.Code.ToString());
            void Again() => Arrive(from.Code, to, body, _ => { });
            if (dice.Below(3) == 0)
            {
                late.Add(Again);
            }
            else
            {
                world.Clock.After(Way() + dice.Between(0, dice.Below(2) == 0 ? 1_000 : 300_000), Again);
            }
        }
    }

    private void Arrive(PartyCode from, Nation to, byte[] body, Action<LinkAnswer?> back)
    {
        world.Trace.Add(world.Clock.Now, Happening.Arrived, from.ToString(), to.Code.ToString(), body.Length);
        if (!to.Up)
        {
            world.Clock.After(Way(), () => back(null));
            return;
        }
        world.Receive(to, from, body, answer => Return(to.Code, from, answer, back));
    }

    private void Return(PartyCode from, PartyCode to, LinkAnswer answer, Action<LinkAnswer?> back)
    {
        if (IsLost(from, to))
        {
            Lost(from, to);
            return;
        }
        if (answer.Status == 200)
        {
            var body = Damage(from, to, answer.Body.ToArray());
            if (dice.PerMille(world.Weather.Swap) && old.TryGetValue((from, to), out var other))
            {
                world.Trace.Add(world.Clock.Now, Happening.Damaged, from.ToString(), to.ToString(), 2);
                body = other.Body.ToArray();
            }
            old[(from, to)] = answer;
            answer = answer with { Body = body };
        }
        world.Clock.After(Way(), () => back(answer));
    }

    private bool IsLost(PartyCode from, PartyCode to) =>
        dice.PerMille(world.Weather.Drop) || parted.GetValueOrDefault((from, to)) > world.Clock.Now;

    private void Lost(PartyCode from, PartyCode to) =>
        world.Trace.Add(world.Clock.Now, Happening.Lost, from.ToString(), to.ToString());

    private long Way()
    {
        var way = dice.Between(1, 2 * world.Weather.Way);
        return dice.PerMille(world.Weather.SlowDelivery)
            ? way + dice.Between(0, dice.Below(8) == 0 ? ADay / 8 : 90_000)
            : way;
    }

    private byte[] Damage(PartyCode from, PartyCode to, byte[] body)
    {
        if (dice.PerMille(world.Weather.Truncate))
        {
            world.Trace.Add(world.Clock.Now, Happening.Damaged, from.ToString(), to.ToString(), 0);
            return body[..dice.Below(body.Length)];
        }
        if (dice.PerMille(world.Weather.Flip))
        {
            world.Trace.Add(world.Clock.Now, Happening.Damaged, from.ToString(), to.ToString(), 1);
            var flipped = body.ToArray();
            flipped[dice.Below(body.Length)] ^= (byte)(1 << dice.Below(8));
            return flipped;
        }
        return body;
    }
}
