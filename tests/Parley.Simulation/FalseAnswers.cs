using System.Text;
using Parley.Cooperation;
using Parley.Exchange;
using Parley.Record;
using Parley.Sealing;

namespace Parley.Simulation;

/// <summary>What a liar answers to a delivery: refusals that are not so, receipts that are none, what was never
/// written.</summary>
internal static class FalseAnswers
{
    public static LinkAnswer? Make(World world, Nation self, PartyCode from, byte[] body, Dice dice)
    {
        var link = self.Ends[from.ToString()].Link;
        switch (dice.Below(8))
        {
            case 0:
                return new LinkAnswer(dice.Pick((int[])[400, 401, 403, 413, 422, 423, 425, 429, 500, 503]), default);
            case 1:
                return Clear(new Problem(409, "gap", "", dice.Pick((long[])[-1, 0, 1, 2, link.Theirs.Size, 1L << 60])));
            case 2:
                var name = dice.Below(2) == 0 ? null : Convert.ToBase64String(Chance.Bytes(dice.Pick((int[])[3, 16])));
                return Clear(new Problem(410, "session-unknown", "", Session: name));
            case 3:
                return new LinkAnswer(200, Encoding.UTF8.GetBytes("PLR1 and nothing more"));
            default:
                return Sealed(world, link, body, dice);
        }
    }

    private static LinkAnswer? Sealed(World world, Correspondence link, byte[] body, Dice dice)
    {
        if (
            link.Sessions.Open(body, out _) is not { } opened
            || !Delivery.TryRead(opened.Plain, out DeliveryHeader header, out var statements, out _)
        )
        {
            return null;
        }
        var end = header.From + statements.Count;
        var note = header.Checkpoint[..(header.Checkpoint.IndexOf("\n\n", StringComparison.Ordinal) + 1)];
        var cosigner = link.Cosigner;
        var stranger = world.Cast.Stranger.Receipts(link.Self.Card.Domain);
        var other = new Checkpoint(link.Theirs.Origin, end, Tree.LeafHash("no"u8)).ToText();
        var at = Clockwork.Start.AddDays(1);
        ReplyHeader reply = dice.Below(10) switch
        {
            0 => new(end, []),
            1 => new(end, [new(end, stranger.Cosign(note, at).ToLine())]),
            2 => new(end, [new(end, cosigner.Cosign(other, at).ToLine())]),
            3 => new(end, [new(end, "— not a line")]),
            4 => new(0, []),
            8 => new(end, [new(end, cosigner.Cosign(note, DateTimeOffset.UnixEpoch).ToLine())]),
            5 => new(end + 7, []),
            6 => new(
                end + 1,
                [],
                link.Signer.Sign(new Checkpoint(link.Theirs.Origin, end + 1, default).ToText()).ToString()
            ),
            7 => new(end, [new(end + 3, cosigner.Cosign(note, at).ToLine()), new(-1, "x")]),
            _ => new(end, [.. Enumerable.Repeat(new ReceiptLine(end, "x"), 300)]),
        };
        var lines = dice.Below(2) == 0 ? (ReadOnlyMemory<byte>[])[] : ["{}"u8.ToArray()];
        return new LinkAnswer(200, opened.Reply(Delivery.Write(reply, lines)));
    }

    private static LinkAnswer Clear(Problem problem) => new(problem.Status, problem.ToBytes());
}
