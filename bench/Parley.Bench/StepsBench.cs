using System.Globalization;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Exchange;
using Parley.Node;
using Parley.Node.Storage;

namespace Parley.Bench;

/// <summary>
/// Where the time goes: the processor time of each step of the exchange for one entry, both sides on one thread and no
/// network between. It counts what the processor did and not what was waited for, so that it holds on a busy machine
/// too; the disk's sync is not in it.
/// </summary>
internal sealed class StepsBench(int runs, int together, int entries)
{
    private readonly Dictionary<string, double> spent = [];
    private double last;

    public async Task Run()
    {
        var path = Directory.CreateTempSubdirectory("parley-bench-").FullName;
        Machine.Describe(path);
        var folders = DemoParties(path);
        AgreedVersion guidelines;
        await using (var large = new LargeRecord(folders))
        {
            await large.Open();
            guidelines = await large.Agree();
        }
        Console.WriteLine($"Samples     {runs} of {entries} entries, {together} together; processor time in µs each\n");
        var rounds = new List<Dictionary<string, double>>();
        var thread = new Thread(() => Measure(folders, guidelines, rounds));
        thread.Start();
        thread.Join();
        foreach (var step in rounds[0].Keys.Order(StringComparer.Ordinal))
        {
            Console.WriteLine($"{step, -32} {new Samples(rounds.Select(r => r[step])).Tell("N1")}");
        }
        Console.WriteLine($"{"sum", -32} {new Samples(rounds.Select(r => r.Values.Sum())).Tell("N1")}");
        Directory.Delete(path, recursive: true);
    }

    private static IReadOnlyList<NodeFolder> DemoParties(string path) =>
        Node.Demo.DemoParties.Make(path, anyPorts: true, DateTimeOffset.UtcNow);

    private void Measure(
        IReadOnlyList<NodeFolder> folders,
        AgreedVersion guidelines,
        List<Dictionary<string, double>> rounds
    )
    {
        using var from = new End(folders[1]);
        using var to = new End(folders[0]);
        var requests = new Requests(from.Link.Self.Code, guidelines);
        Deliver(from, to);
        Turn(from, to, requests, entries);
        for (var run = 0; run < runs; run++)
        {
            spent.Clear();
            Turn(from, to, requests, entries);
            rounds.Add([]);
            foreach (var (step, microseconds) in spent)
            {
                rounds[^1].Add(step, microseconds / entries);
            }
        }
    }

    private void Turn(End from, End to, Requests requests, int count)
    {
        for (var done = 0; done < count; done += together)
        {
            from.Books.TryEnter([.. Enumerable.Range(done, together).Select(n => State(from, requests, n))], out _);
            Spend("3 commit what was stated");
            Deliver(from, to);
        }
    }

    private Action<IShelfWork> State(End from, Requests requests, int number) =>
        work =>
        {
            Spend("0 between");
            var now = DateTimeOffset.UtcNow;
            var self = from.Link.Self.Code;
            var prefix = $"{self}-R-{now.Year}-";
            var about = SubjectId.Make(self, "R", now.Year, work.HighestNumber(prefix) + 1);
            var (made, officer) = requests[number];
            var wording = Wording.Of(made);
            Spend("1 number, wording");
            var stating = Outgoing.State(from.Link, work, about, wording, officer, now);
            Spend("2 rule, hash, fold");
            if (stating.Refusal is { } refusal)
            {
                throw new InvalidOperationException(refusal.Sentence.En);
            }
        };

    private void Deliver(End from, End to)
    {
        Parcelled? next = null;
        from.Books.TryEnter([work => next = from.Delivering.Next(work, greet: false)], out _);
        Spend("4 read back, sign");
        if (next is null)
        {
            return;
        }
        var body = from.Delivering.Seal(next);
        Spend("5 seal");
        var opened = Incoming.Open(to.Link, body, out var problem);
        Spend("6 open, verify");
        Received? received = null;
        if (opened is not null)
        {
            to.Books.TryEnter(
                [
                    work =>
                    {
                        received = Incoming.Receive(to.Link, work, opened, DateTimeOffset.UtcNow);
                        Spend("7 rule, hash, fold, cosign");
                    },
                ],
                out _
            );
            Spend("8 commit what was received");
            problem = received!.Problem;
        }
        var answer = problem is not null
            ? new LinkAnswer(problem.Status, problem.ToBytes())
            : new LinkAnswer(200, opened!.Reply(Delivery.Write(received!.Reply!, received.Statements)));
        Spend("9 seal the reply");
        Settle(from, next, answer);
        if (answer.Status != 200)
        {
            // The first delivery of a session asks for its name.
            Deliver(from, to);
        }
    }

    private void Settle(End from, Parcelled next, LinkAnswer answer)
    {
        var answered = from.Delivering.Read(answer);
        Settled? settled = null;
        from.Books.TryEnter(
            [
                work =>
                {
                    settled = from.Delivering.Settle(work, next, answered, TimeProvider.System.GetUtcNow());
                    Spend("A verify the receipt, fold");
                },
            ],
            out _
        );
        Spend("B commit the receipt");
        from.Delivering.Take(answered, settled!);
    }

    private void Spend(string step)
    {
        var now = Processor();
        spent[step] = spent.GetValueOrDefault(step) + now - last;
        last = Processor();
    }

    /// <summary>Microseconds this thread has run on a processor.</summary>
    private static double Processor() =>
        double.Parse(File.ReadAllText("/proc/thread-self/schedstat").Split(' ')[0], CultureInfo.InvariantCulture) / 1e3;

    /// <summary>One node's end of the link, without its threads.</summary>
    private sealed class End : IDisposable
    {
        private readonly SqliteShelf shelf;

        public End(NodeFolder folder)
        {
            shelf = new SqliteShelf(folder.RecordFolder);
            Link = Correspondence.Load(folder.Self(), folder.Peers()[0], shelf);
            Books = new Bookkeeping(shelf);
            Books.Add(Link);
            Delivering = new Delivering(Link);
        }

        public Correspondence Link { get; }

        public Bookkeeping Books { get; }

        public Delivering Delivering { get; }

        public void Dispose() => shelf.Dispose();
    }
}
