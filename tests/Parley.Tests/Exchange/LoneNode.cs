using Parley.Cooperation;
using Parley.Exchange;
using Parley.Node.Storage;
using Parley.Record;
using Parley.Tests.Sealing;

namespace Parley.Tests.Exchange;

/// <summary>A delivery under way, and the answer once there is one.</summary>
internal sealed class Flight(Parcelled parcelled, byte[] body)
{
    public Parcelled Parcelled { get; } = parcelled;

    public byte[] Body { get; } = body;

    public bool Arrived { get; set; }

    public LinkAnswer? Answer { get; set; }
}

/// <summary>
/// One node with one link, put together of the same pieces as a real one, without threads and network. What is entered
/// waits until it is committed together; what it sends flies until a test lets it arrive.
/// </summary>
internal sealed class LoneNode(Party self, Peer peer, SqliteShelf shelf)
{
    private readonly List<(Action<IShelfWork> Run, Action Done)> waiting = [];
    private Bookkeeping books = null!;
    private Delivering delivering = null!;

    public Party Self => self;

    public Peer Peer => peer;

    public SqliteShelf Shelf => shelf;

    public Correspondence Link { get; private set; } = null!;

    public Flight? Flight { get; private set; }

    /// <summary>All it stated is receipted, and it has heard so.</summary>
    public bool IsQuiet =>
        waiting.Count == 0
        && Link.Condition == LinkCondition.Open
        && Link.Receipted == Link.OurSize
        && Link.OurSize == Link.Ours.Durable;

    /// <summary>Reads everything from the disk, as at a start: what was not committed is gone.</summary>
    public void Start()
    {
        waiting.Clear();
        Flight = null;
        Link = Correspondence.Load(self, peer, shelf);
        books = new Bookkeeping(shelf);
        books.Add(Link);
        delivering = new Delivering(Link);
    }

    /// <summary>States it where the rules allow it.</summary>
    public void State(SubjectId about, Statement statement, Officer officer, DateTimeOffset now)
    {
        var wording = Wording.Of(statement);
        waiting.Add((work => Outgoing.State(Link, work, about, wording, officer, now), () => { }));
    }

    /// <summary>States it whatever the rules say, as the node of a careless nation would.</summary>
    /// <param name="unseen">Of what it holds, and has not said yet that it saw, it says it saw so many less.</param>
    public void Say(SubjectId about, Statement statement, Officer officer, DateTimeOffset now, int unseen)
    {
        var wording = Wording.Of(statement);
        var by = new Author(officer.Authority, officer.Name, officer.Role);
        waiting.Add(
            (
                work =>
                {
                    var seen = Math.Max(Link.Ours.LastSeen, Link.TheirSize - unseen);
                    var at = Outgoing.Later(now, Link.Ours.LastAt);
                    var salt = new byte[Frame.SaltLength];
                    var frame = Frame.Make(at, seen, about.ToString(), wording.Type, by, null, salt, wording.Body);
                    Outgoing.Append(Link, work, frame, Stated.Of(Side.Ours, Link.OurSize, frame, null), about);
                },
                () => { }
            )
        );
    }

    /// <summary>Commits what waits, all together.</summary>
    public void Commit()
    {
        var together = waiting.ToList();
        waiting.Clear();
        if (books.TryEnter(together.Select(w => w.Run), out var failure) is null)
        {
            throw new InvalidOperationException($"{self.Code} could not enter what waited.", failure);
        }
        together.ForEach(w => w.Done());
    }

    /// <summary>Sends what the other side lacks, or greets where there is nothing.</summary>
    public void Send()
    {
        if (Flight is null && delivering.Next(shelf, greet: true) is { } next)
        {
            Flight = new Flight(next, delivering.Seal(next));
        }
    }

    /// <summary>What flew is lost, wherever it was; it will be sent again.</summary>
    public void Lose() => Flight = null;

    /// <summary>Takes in what the other node sent, with what else waits.</summary>
    public void TakeIn(Flight flight, DateTimeOffset now)
    {
        flight.Arrived = true;
        if (Incoming.Open(Link, flight.Body, out var problem) is not { } opened)
        {
            flight.Answer = new LinkAnswer(problem!.Status, problem.ToBytes());
            return;
        }
        Received? received = null;
        waiting.Add(
            (
                work => received = Incoming.Receive(Link, work, opened, now),
                () =>
                    flight.Answer = received!.Problem is { } refused
                        ? new LinkAnswer(refused.Status, refused.ToBytes())
                        : new LinkAnswer(200, opened.Reply(Delivery.Write(received.Reply!, received.Statements)))
            )
        );
    }

    /// <summary>Takes in the answer to what it sent, if that is there.</summary>
    public void Settle(DateTimeOffset now)
    {
        if (Flight is not { Answer: { } answer } flight)
        {
            return;
        }
        Flight = null;
        var read = delivering.Read(answer);
        Settled? settled = null;
        waiting.Add(
            (
                work => settled = delivering.Settle(work, flight.Parcelled, read, now),
                () => delivering.Take(read, settled!)
            )
        );
        // The next delivery follows from what this one came to.
        Commit();
    }
}
