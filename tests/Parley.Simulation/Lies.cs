using Parley.Exchange;
using Parley.Record;
using Parley.Sealing;

namespace Parley.Simulation;

/// <summary>One thing a liar may deliver.</summary>
/// <param name="IsFork">It shows two histories: it must be found at once, with evidence.</param>
/// <param name="Make">The plaintext, or null where there is nothing yet to lie about.</param>
/// <param name="Answers">The codes it may be answered with; "ok" is a reply. Empty: any.</param>
internal sealed record Lie(string Name, bool IsFork, Func<Occasion, byte[]?> Make, params string[] Answers);

/// <summary>Everything a liar delivers, each with what must come of it.</summary>
internal static class Lies
{
    private const long Exact = 1L << 53;

    public static IReadOnlyList<Lie> All { get; } =
    [
        new("a replay", false, Replay, "ok"),
        new("a rollback, right as far as it goes", false, Rollback, "ok"),
        new("another statement at a place already delivered", true, OtherStatement),
        new("another statement and more after it", true, OtherStatementAndMore),
        new("another root for what is held", true, t => t.Held == 0 ? null : Empty(t, t.Held)),
        new("another root for a beginning of what is held", true, t => t.Held < 2 ? null : Empty(t, t.Held - 1)),
        new("a fork below what is carried", false, ForkBelow, "root-mismatch"),
        new("a root that is nobody's", false, t => Extended(t, t.Statement(), wrongRoot: true), "root-mismatch"),
        new("a statement that has seen less", false, SeenLess, "seen-went-back"),
        new("a statement that has seen the impossible", false, SeenImpossible, "seen-impossible", "recovering"),
        new("a statement that is older", false, Older, "time-went-back"),
        new("a statement from the future", false, t => Extended(t, t.Statement(t.Now.AddDays(1))), "clock-ahead"),
        new("a statement about nothing", false, t => Extended(t, Swapped(t, "-R-", "-r-")), "statement-malformed"),
        new("a statement that is no JSON", false, t => Extended(t, "hello"u8.ToArray()), "statement-malformed"),
        new("a statement of another version", false, OtherVersion, "statement-malformed"),
        new("a statement with a name twice", false, TwiceNamed, "statement-malformed"),
        new("a statement too deep", false, TooDeep, "statement-malformed"),
        new("a statement too long", false, t => Extended(t, TooLong(t)), "statement-malformed"),
        new("an empty statement", false, t => Extended(t, []), "statement-malformed"),
        new("more statements than a delivery carries", false, TooMany, "malformed"),
        new("more bytes than a delivery carries", false, TooLarge, "malformed"),
        new("a gap", false, t => Occasion.Deliver(t.Held + 5, t.Sign(t.Held + 5, default).ToString()), "gap"),
        new("a gap as wide as numbers go", false, WidestGap, "gap", "malformed"),
        new(
            "a beginning below zero",
            false,
            t => Occasion.Deliver(-1, t.Sign(t.Held, default).ToString()),
            "malformed"
        ),
        new("a checkpoint signed by a stranger", false, Stranger, "wrong-signature"),
        new("a checkpoint signed with the key of receipts", false, WrongKey, "wrong-signature"),
        new("a checkpoint with a spoilt signature", false, Spoilt, "wrong-signature", "malformed"),
        new("a checkpoint of another ledger", false, OtherLedger, "malformed"),
        new("a checkpoint of a size not carried", false, OtherSize, "malformed"),
        new("a checkpoint with lines of its own", false, ExtraLines, "malformed"),
        new("a checkpoint that is no note", false, t => Occasion.Deliver(t.Held, "hello\n"), "malformed"),
        new("no header", false, _ => Occasion.Raw("hello\n"), "malformed"),
        new("half a header", false, _ => Occasion.Raw("{\"from\":0,\"holds\":"), "malformed"),
        new(
            "a header with a number for a text",
            false,
            _ => Occasion.Raw("{\"from\":\"0\",\"holds\":0}\n"),
            "malformed"
        ),
        new("nothing", false, _ => [], "malformed"),
    ];

    private static byte[] Extended(Occasion t, byte[] statement, bool wrongRoot = false)
    {
        var history = t.Prefix(t.Held);
        history.Append(Tree.LeafHash(statement));
        var root = wrongRoot ? Tree.LeafHash("no"u8) : history.Root();
        return Occasion.Deliver(t.Held, t.Sign(t.Held + 1, root).ToString(), statement);
    }

    private static byte[]? Replay(Occasion t)
    {
        if (t.Held == 0)
        {
            return null;
        }
        var from = t.Dice.Below((int)t.Held);
        var shelf = t.Liar.Self.Shelf.Of(t.Victim.Self.Code).Ours.Statements;
        var statements = shelf.Skip(from).Take((int)t.Held - from).Take(Delivery.MaxStatements).ToArray();
        var end = from + statements.Length;
        var note = t.Sign(end, t.Mine.Ours.Tree.RootAt(end)).ToString();
        return Occasion.Deliver(from, note, [.. statements.Select(s => s.ToArray())]);
    }

    private static byte[]? Rollback(Occasion t)
    {
        if (t.Held < 2)
        {
            return null;
        }
        var size = 1 + t.Dice.Below((int)t.Held - 1);
        return Occasion.Deliver(size, t.Sign(size, t.Mine.Ours.Tree.RootAt(size)).ToString());
    }

    private static byte[]? OtherStatement(Occasion t)
    {
        if (t.Held == 0)
        {
            return null;
        }
        var at = t.Dice.Below((int)t.Held);
        return t.Deliver(t.Prefix(at), at, t.Statement());
    }

    private static byte[]? OtherStatementAndMore(Occasion t)
    {
        if (t.Held == 0)
        {
            return null;
        }
        var at = t.Dice.Below((int)t.Held);
        var more = (int)t.Held - at + 2;
        return more > Delivery.MaxStatements
            ? null
            : t.Deliver(t.Prefix(at), at, [.. Enumerable.Range(0, more).Select(_ => t.Statement())]);
    }

    private static byte[] Empty(Occasion t, long size) =>
        Occasion.Deliver(size, t.Sign(size, Tree.LeafHash("no"u8)).ToString());

    private static byte[]? ForkBelow(Occasion t)
    {
        if (t.Held == 0)
        {
            return null;
        }
        var history = t.Prefix(t.Held - 1);
        history.Append(Tree.LeafHash(t.Statement()));
        return t.Deliver(history, t.Held, t.Statement());
    }

    private static byte[]? SeenLess(Occasion t) =>
        t.Victim.Theirs.LastSeen == 0 ? null : Extended(t, t.Statement(seen: t.Victim.Theirs.LastSeen - 1));

    private static byte[] SeenImpossible(Occasion t) =>
        Extended(t, t.Statement(seen: t.Dice.Below(2) == 0 ? Exact : t.Victim.Ours.Size + 1));

    private static byte[]? Older(Occasion t) =>
        t.Held == 0 ? null : Extended(t, t.Statement(at: t.Victim.Theirs.LastAt.AddMilliseconds(-1)));

    private static byte[] Swapped(Occasion t, string what, string with) =>
        Occasion.Raw(System.Text.Encoding.UTF8.GetString(t.Statement()).Replace(what, with, StringComparison.Ordinal));

    private static byte[] OtherVersion(Occasion t) => Extended(t, Swapped(t, "\"parley\":1", "\"parley\":2"));

    private static byte[] TwiceNamed(Occasion t) =>
        Extended(t, Swapped(t, "\"body\":{}", "\"body\":{\"a\":1,\"a\":2}"));

    private static byte[] TooDeep(Occasion t)
    {
        var deep = new string('[', 20) + new string(']', 20);
        return Extended(t, Swapped(t, "\"body\":{}", $"\"body\":{{\"a\":{deep}}}"));
    }

    private static byte[] TooLong(Occasion t) =>
        Swapped(t, "\"body\":{}", $"\"body\":{{\"a\":\"{new string('a', Frame.MaxLength)}\"}}");

    private static byte[] TooMany(Occasion t) =>
        t.Deliver(t.Prefix(t.Held), t.Held, [.. Enumerable.Range(0, 257).Select(_ => t.Statement())]);

    private static byte[] TooLarge(Occasion t)
    {
        var large = Swapped(t, "\"body\":{}", $"\"body\":{{\"a\":\"{new string('a', 250_000)}\"}}");
        return t.Deliver(t.Prefix(t.Held), t.Held, large, large, large, large, large);
    }

    private static byte[] WidestGap(Occasion t) => Occasion.Deliver(Exact, t.Sign(Exact, default).ToString());

    private static byte[] Stranger(Occasion t)
    {
        var signer = t.Liar.Stranger.Signer(t.Mine.Ours.Origin);
        return Occasion.Deliver(t.Held, signer.Sign(Text(t, t.Held)).ToString());
    }

    private static byte[] WrongKey(Occasion t)
    {
        var signer = new NoteSigner(t.Mine.Ours.Origin, t.Mine.Self.Keys.Cosign);
        return Occasion.Deliver(t.Held, signer.Sign(Text(t, t.Held)).ToString());
    }

    private static byte[] Spoilt(Occasion t)
    {
        var note = t.Sign(t.Held, t.Mine.Ours.Tree.RootAt(t.Held)).ToString().ToCharArray();
        var at = note.Length - 8;
        note[at] = note[at] == 'A' ? 'B' : 'A';
        return Occasion.Deliver(t.Held, new string(note));
    }

    private static byte[] OtherLedger(Occasion t)
    {
        // The same keys, the name of another ledger; then the right name over the wrong text.
        var text = new Checkpoint("other.parley.example/xx", t.Held, t.Mine.Ours.Tree.RootAt(t.Held)).ToText();
        return Occasion.Deliver(t.Held, t.Mine.Signer.Sign(text).ToString());
    }

    private static byte[] OtherSize(Occasion t) =>
        Occasion.Deliver(t.Held, t.Sign(t.Held + 1, t.Mine.Ours.Tree.RootAt(t.Held)).ToString());

    private static byte[] ExtraLines(Occasion t) =>
        Occasion.Deliver(t.Held, t.Mine.Signer.Sign(Text(t, t.Held) + "more\n").ToString());

    private static string Text(Occasion t, long size) =>
        new Checkpoint(t.Mine.Ours.Origin, size, t.Mine.Ours.Tree.RootAt(size)).ToText();
}
