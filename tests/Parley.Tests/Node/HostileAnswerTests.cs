using System.Text;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Exchange;
using Parley.Exchange.Formats;
using Parley.Node;
using Parley.Record;
using Parley.Sealing;

namespace Parley.Tests.Node;

/// <summary>
/// A peer that answers deliveries with anything but the truth: the node believes nothing, does not turn in circles,
/// says what is wrong, and goes on as soon as it is answered honestly.
/// </summary>
public sealed class HostileAnswerTests(HostileAnswerTests.Line line) : IClassFixture<HostileAnswerTests.Line>
{
    private const string AReceipt = """{"size":1,"line":"x"}""";

    private static readonly Dictionary<string, Func<PlayedReader, Delivered, Played>> Answers = new(
        StringComparer.Ordinal
    )
    {
        ["nothing"] = (_, _) => new Played(200, []),
        ["chance"] = (_, _) => new Played(200, Chance.Bytes(500)),
        ["the magic and chance"] = (_, _) => new Played(200, [.. "PLR1"u8, .. Chance.Bytes(500)]),
        ["a page"] = (_, _) => new Played(200, "<html><body>It works!</body></html>"u8.ToArray()),
        ["4 MiB"] = (_, _) => new Played(200, new byte[4 * 1024 * 1024]),
        ["no JSON"] = (_, d) => new Played(200, d.Seal("all is well\n")),
        ["no line"] = (_, d) => new Played(200, d.Seal("{}")),
        ["null"] = (_, d) => new Played(200, d.Seal("null\n")),
        ["receipts null"] = (_, d) => new Played(200, d.Seal("{\"size\":0,\"cosignatures\":null}\n")),
        ["receipts of nulls"] = (_, d) => new Played(200, d.Seal("{\"size\":0,\"cosignatures\":[null]}\n")),
        ["very deep JSON"] = (_, d) => new Played(200, d.Seal(new string('[', 50_000) + "\n")),
        ["size -1"] = (_, d) => PlayedReader.Reply(d, -1, null),
        ["size null"] = (_, d) => PlayedReader.Reply(d, "null", null),
        ["size 2^63"] = (_, d) => PlayedReader.Reply(d, "9223372036854775808", null),
        ["that it holds nothing"] = (_, d) => PlayedReader.Reply(d, 0, null),
        ["that it holds all, without a receipt"] = (_, d) => PlayedReader.Reply(d, d.End, null),
        ["that it holds more than was written"] = (_, d) => PlayedReader.Reply(d, d.End + 5, null),
        ["that it holds 2^63 - 1"] = (_, d) => PlayedReader.Reply(d, long.MaxValue, null),
        ["a receipt that is no line"] = (_, d) => PlayedReader.Reply(d, d.End, "received with thanks"),
        ["a receipt by a stranger"] = (r, d) => PlayedReader.Reply(d, d.End, Stranger(r, d)),
        ["a receipt of something else"] = (r, d) =>
            PlayedReader.Reply(d, d.End, r.Cosign(r.Sign("us.parley.example/cn", d.End, Tree.EmptyRoot))),
        ["a receipt for another size"] = (r, d) => PlayedReader.Reply(d, d.End, r.Cosign(d.Checkpoint), d.End - 1),
        ["a receipt for 2^63 - 1"] = (r, d) => PlayedReader.Reply(d, d.End, r.Cosign(d.Checkpoint), long.MaxValue),
        ["a receipt from the day after tomorrow"] = (r, d) => Dated(r, d, TimeProvider.System.GetUtcNow().AddDays(2)),
        ["a receipt of the year 8999"] = (r, d) => Dated(r, d, new DateTimeOffset(8999, 1, 1, 0, 0, 0, TimeSpan.Zero)),
        ["300 receipts"] = (r, d) =>
            new Played(
                200,
                d.Seal(
                    $"{{\"size\":{d.End},\"cosignatures\":[{string.Join(',', Enumerable.Repeat(AReceipt, 300))}]}}\n"
                )
            ),
        ["a record of ours that is none"] = (_, d) =>
            PlayedReader.Reply(d, d.End + 1, null, more: ",\"yours\":\"all is well\""),
        ["a record of ours signed by itself"] = (r, d) =>
            PlayedReader.Reply(
                d,
                d.End + 1,
                null,
                more: $",\"yours\":{Quoted(r.Sign("cn.parley.example/us", d.End + 1, Tree.EmptyRoot))}"
            ),
        ["our own checkpoint with statements we never made"] = (_, d) =>
            new Played(
                200,
                d.Seal(
                    $"{{\"size\":{d.End + 1},\"cosignatures\":[],\"yours\":{Quoted(d.Checkpoint)}}}\n"
                        + $"{new SaidText().Text}\n"
                )
            ),
        ["that the session is unknown"] = (_, _) => Problem(410, "session-unknown"),
        ["a session with a name that is none"] = (_, _) => Problem(410, "session-unknown", ",\"session\":\"!!\""),
        ["another session each time"] = (_, _) =>
            Problem(410, "session-unknown", $",\"session\":{Quoted(Convert.ToBase64String(Chance.Bytes(16)))}"),
        ["a gap at 0"] = (_, _) => Problem(409, "gap", ",\"size\":0"),
        ["a gap at -1"] = (_, _) => Problem(409, "gap", ",\"size\":-1"),
        ["a gap far beyond"] = (_, _) => Problem(409, "gap", ",\"size\":9000000000"),
        ["a gap nowhere"] = (_, _) => Problem(409, "gap"),
        ["busy"] = (_, _) => Problem(429, "busy"),
        ["halted"] = (_, _) => Problem(423, "halted"),
        ["a fault of its own"] = (_, _) => new Played(500, "oh no"u8.ToArray()),
        ["a way elsewhere"] = (_, _) => new Played(302, [], "https://127.0.0.1:1/exchange/v1/deliveries"),
        ["a status nobody knows"] = (_, _) => new Played(799, []),
        ["a problem that clears the screen"] = (_, _) => Problem(422, "x\\u001b[2J", detail: "\\u001b]0;\\u0007\\n"),
        ["a problem of 1 MiB"] = (_, _) => Problem(422, new string('x', 1024 * 1024)),
        ["a problem of nulls"] = (_, _) => new Played(422, "{\"status\":null,\"code\":null}"u8.ToArray()),
    };

    public static TheoryData<string> Names => [.. Answers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_false_answer_is_not_believed_and_not_asked_for_in_circles(string answer)
    {
        // What comes before the statement is answered honestly: a clock that is days ahead would be believed, and
        // nothing be stated.
        var held = line.Size;
        line.Reader.Answer = d => line.Size > held ? Answers[answer](line.Reader, d) : line.Reader.Honestly(d);
        var before = line.Reader.Count;
        var size = await line.State();
        await TwoFolders.Until(() => line.Now.Problem is not null, "the node says what is wrong");
        // A node that turned in circles would ask some hundred times meanwhile.
        await Task.Delay(100);

        var asked = line.Reader.Count - before;
        Assert.True(asked <= 6, $"asked {asked} times");
        Assert.Equal(1, line.Now.Waiting);
        Assert.Equal(LinkCondition.Open, line.Now.Condition);
        Assert.Equal(size, line.Size);
        Assert.DoesNotContain(line.Now.Problem!, char.IsControl);
        Assert.True(line.Now.Problem!.Length < 1000, line.Now.Problem);
        await line.Recovers(size);
    }

    [Fact]
    public async Task A_receipt_older_than_the_one_before_is_not_believed()
    {
        line.Reader.Answer = d =>
        {
            var old = line.Reader.Cosign(d.Checkpoint, TimeProvider.System.GetUtcNow().AddDays(-1));
            return PlayedReader.Reply(d, d.End, old);
        };
        var size = await line.State();
        await TwoFolders.Until(() => line.Now.Problem is not null, "the node says what is wrong");
        Assert.Equal(1, line.Now.Waiting);
        await line.Recovers(size);
    }

    [Fact]
    public async Task An_answer_repeated_from_before_is_not_taken_for_a_new_one()
    {
        Played? old = null;
        line.Reader.Answer = d => old = line.Reader.Honestly(d);
        await line.Recovers(await line.State(), line.Reader.Answer);
        line.Reader.Answer = _ => old!;
        var size = await line.State();
        await TwoFolders.Until(() => line.Now.Problem is not null, "the node says what is wrong");
        Assert.Equal(1, line.Now.Waiting);
        await line.Recovers(size);
    }

    private static Played Dated(PlayedReader reader, Delivered delivered, DateTimeOffset at) =>
        PlayedReader.Reply(delivered, delivered.End, reader.Cosign(delivered.Checkpoint, at));

    private static string Quoted(string text) => System.Text.Json.JsonSerializer.Serialize(text);

    private static string Stranger(PlayedReader reader, Delivered delivered)
    {
        using var key = Ed25519Key.Generate();
        return reader.Cosign(delivered.Checkpoint, key: key);
    }

    private static Played Problem(int status, string code, string more = "", string detail = "x") =>
        new(
            status,
            Encoding.UTF8.GetBytes($"{{\"status\":{status},\"code\":\"{code}\",\"detail\":\"{detail}\"{more}}}")
        );

    /// <summary>A running node that delivers to a reader played by the test.</summary>
    public sealed class Line : IAsyncLifetime
    {
        private readonly TwoFolders folders = new();
        private int stated;

        internal PlayedReader Reader { get; private set; } = null!;

        internal RunningNode Node { get; private set; } = null!;

        internal LinkState Now => Node.Record.StateOf(TwoFolders.US);

        /// <summary>How many statements the node has made.</summary>
        internal long Size => Node.Record.SizesOf(TwoFolders.US).Ours;

        public async ValueTask InitializeAsync()
        {
            Reader = new PlayedReader(folders.Us, folders.Cn);
            await Reader.Start();
            Node = await RunningNode.Start(folders.Cn, TimeProvider.System);
            await Recovers(1);
        }

        public async ValueTask DisposeAsync()
        {
            await Node.DisposeAsync();
            await Reader.DisposeAsync();
            folders.Dispose();
        }

        /// <summary>States something a node may state at any time; the ledger's size then.</summary>
        internal async Task<long> State()
        {
            var proposed = new AgreementStatement.Proposed(
                $"rehearsal-{++stated}",
                1,
                new Bilingual("Rehearsal", "演练"),
                new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
                "{}",
                StatementFormat.ContentHash("{}")
            );
            var officer = new Officer("cn-cyber-police", "An Invented Officer", "liaison");
            var stating = await Node.Record.Open(TwoFolders.US, 'A', proposed, officer);
            Assert.True(stating.Refusal is null, stating.Refusal?.Sentence.En);
            return stating.Index + 1;
        }

        /// <summary>Answers honestly from now on, and waits until everything is receipted.</summary>
        internal async Task Recovers(long size, Func<Delivered, Played>? answer = null)
        {
            Reader.Answer = answer ?? Reader.Honestly;
            await TwoFolders.Until(
                () =>
                {
                    Node.Record.Hurry();
                    return Now is { Condition: LinkCondition.Open, Waiting: 0, Problem: null } && Size == size;
                },
                "an honest answer is believed"
            );
            Assert.Equal(size, Reader.Held.Count);
        }
    }
}
