using Parley.Cooperation;
using Parley.Exchange;
using Parley.Record;
using Parley.Sealing;

namespace Parley.Simulation;

/// <summary>
/// A nation that keeps an honest node in front and, now and then, sends what it should not, sealed and signed with its
/// real keys; or answers with what is not so.
/// </summary>
internal sealed class Liar(World world, Nation self)
{
    private readonly Dice dice = world.Dice.Fork();
    private readonly Dictionary<PartyCode, SendingSession> sessions = [];
    private readonly HashSet<PartyCode> caught = [];
    private int falseAnswers;

    public Nation Self { get; } = self;

    /// <summary>Keys that are on no card.</summary>
    public PartyKeys Stranger => world.Cast.Stranger;

    /// <summary>What was sent and what came of it, for the tests of one lie.</summary>
    public List<string> Diary { get; } = [];

    /// <summary>Now and then a lie; during one, some of its answers are false too.</summary>
    public void Perhaps()
    {
        if (dice.Below(12) == 0)
        {
            falseAnswers = dice.Below(30);
        }
        if (!Self.Up || dice.Below(8) > 0)
        {
            return;
        }
        var victim = dice.Pick([.. world.Nations.Where(n => n != Self)]);
        if (victim.Up)
        {
            Tell(victim, dice.Pick(Lies.All));
        }
    }

    /// <summary>The next so many answers are false.</summary>
    public void LieFor(int answers) => falseAnswers = answers;

    /// <summary>Tells one lie and sees that it does no harm.</summary>
    public void Tell(Nation victim, Lie lie)
    {
        var mine = Self.Ends[victim.Code.ToString()].Link;
        var link = victim.Ends[Self.Code.ToString()].Link;
        if (mine.Ours.Size < link.Theirs.Size)
        {
            return;
        }
        victim.Pump();
        if (!victim.Up || lie.Make(new Occasion(this, mine, link, victim.Now, dice)) is not { } plain)
        {
            return;
        }
        var before = (link.Theirs.Size, link.Ours.Receipted, link.Condition);
        if (Knock(victim, plain) is not { } answer || !victim.Up)
        {
            if (lie.IsFork && victim.Shelf.Divergence(Self.Code) is not null)
            {
                // It stopped between keeping the evidence and answering.
                caught.Add(victim.Code);
            }
            return;
        }
        var problem = answer.Status == 200 ? null : Problem.Read(answer.Status, answer.Body);
        Diary.Add($"{lie.Name}: {problem?.Code ?? "200"}");
        world.Trace.Add(world.Clock.Now, Happening.Lied, Self.Code.ToString(), victim.Code.ToString(), answer.Status);
        if (before.Condition == LinkCondition.Halted || answer.Status == 500)
        {
            return;
        }
        if (lie.IsFork)
        {
            Watch.Hold(
                problem?.Code == "halted" && link.Condition == LinkCondition.Halted,
                $"{lie.Name} was answered with {problem?.Code ?? "200"} and not found."
            );
            caught.Add(victim.Code);
            return;
        }
        var now = (link.Theirs.Size, link.Ours.Receipted, link.Condition);
        Watch.Hold(before == now, $"{lie.Name} had an effect.");
        Watch.Hold(
            lie.Answers.Length == 0
                || lie.Answers.Contains(problem?.Code ?? "ok")
                // It lied about its clock before, and nothing new is taken in from it.
                || (problem?.Code == "clocks-differ" && link.ClocksDiffer),
            $"{lie.Name} was answered with {problem?.Code ?? "ok"}: {problem?.Detail}"
        );
    }

    /// <summary>Answers a delivery falsely, if it is in the mood; else its honest node answers.</summary>
    public bool Answers(PartyCode from, byte[] body, Action<LinkAnswer> answer)
    {
        if (falseAnswers == 0)
        {
            return false;
        }
        falseAnswers--;
        if (FalseAnswers.Make(world, Self, from, body, dice) is not { } lie)
        {
            return false;
        }
        world.Trace.Add(world.Clock.Now, Happening.Lied, Self.Code.ToString(), from.ToString(), -lie.Status);
        answer(lie);
        return true;
    }

    /// <summary>An honest node that was shown two histories has halted, with evidence that convinces anyone.</summary>
    public void Check(Nation honest)
    {
        if (!caught.Contains(honest.Code))
        {
            Watch.Hold(
                honest.Shelf.Divergence(Self.Code) is null,
                $"{honest.Code} accuses {Self.Code}, which told one history."
            );
            return;
        }
        var evidence = honest.Shelf.Divergence(Self.Code);
        var key = Self.Self.Card.CheckpointKeyTo(honest.Code.ToString());
        Watch.Hold(
            evidence is not null
                && Divergence.TryParse(evidence, out var divergence)
                && divergence.Holds()
                && IsSigned(divergence.FirstNote, key)
                && IsSigned(divergence.SecondNote, key),
            $"{honest.Code} holds no evidence that convinces: {evidence}"
        );
        Watch.Hold(
            honest.Ends[Self.Code.ToString()].Link.Condition == LinkCondition.Halted,
            $"{honest.Code} goes on with {Self.Code}."
        );
    }

    /// <summary>Seals a plaintext in a session of its own and hears the answer; null where the node stopped.</summary>
    private LinkAnswer? Knock(Nation victim, byte[] plain)
    {
        var peer = Self.Peers.First(p => p.Code == victim.Code);
        for (var attempt = 0; ; attempt++)
        {
            if (!sessions.TryGetValue(victim.Code, out var session))
            {
                sessions.Add(victim.Code, session = new SendingSession(Self.Self, peer));
            }
            LinkAnswer? answer = null;
            world.Post.Receive(victim, Self.Code, session.Seal(plain), a => answer = a);
            victim.Pump();
            if (answer is not { Status: 410 } || attempt == 2)
            {
                return answer;
            }
            var offered = Problem.Read(410, answer.Body).Session;
            sessions[victim.Code] = new SendingSession(Self.Self, peer, offered);
        }
    }

    private static bool IsSigned(string text, VerifierKey key) =>
        SignedNote.TryParse(text, out var note, out _) && Notes.Verify(note, key);
}
