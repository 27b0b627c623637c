using System.Buffers.Binary;
using System.Text;
using Parley.Cooperation;
using Parley.Sealing;

namespace Parley.Exchange;

/// <summary>
/// The outer form of a delivery (docs/spec/delivery.md, "Seal"): magic, kind, session, sequence, the encapsulated key
/// in the first of a session, then the ciphertext; everything before the ciphertext is authenticated with it.
/// </summary>
internal static class SealedForm
{
    public const int SessionLength = 16;
    public const int KeyLength = 65;
    public const byte First = 1;
    public const byte Further = 2;

    private const int Fixed = 4 + 1 + SessionLength + 8;

    private static ReadOnlySpan<byte> Magic => "PLY1"u8;

    /// <summary>What a reply begins with, before its salt and ciphertext.</summary>
    public static ReadOnlySpan<byte> ReplyMagic => "PLR1"u8;

    public static byte[] Info(PartyCode sender, PartyCode reader) =>
        Encoding.UTF8.GetBytes($"parley delivery v1\n{sender}\n{reader}");

    public static byte[] Head(byte kind, ReadOnlySpan<byte> session, ulong sequence, ReadOnlySpan<byte> key)
    {
        var head = new byte[Fixed + key.Length];
        Magic.CopyTo(head);
        head[4] = kind;
        session.CopyTo(head.AsSpan(5));
        BinaryPrimitives.WriteUInt64BigEndian(head.AsSpan(5 + SessionLength), sequence);
        key.CopyTo(head.AsSpan(Fixed));
        return head;
    }

    /// <summary>Takes the outer form apart; false where it is not one.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> bytes, out Opened opened)
    {
        opened = default;
        var span = bytes.Span;
        if (span.Length <= Fixed || !span[..4].SequenceEqual(Magic) || span[4] is not (First or Further))
        {
            return false;
        }
        var head = span[4] == First ? Fixed + KeyLength : Fixed;
        if (span.Length <= head)
        {
            return false;
        }
        opened = new Opened(
            Convert.ToHexString(span.Slice(5, SessionLength)),
            BinaryPrimitives.ReadUInt64BigEndian(span[(5 + SessionLength)..]),
            span[4] == First ? bytes.Slice(Fixed, KeyLength) : default,
            bytes[..head],
            bytes[head..]
        );
        return true;
    }

    internal readonly record struct Opened(
        string Session,
        ulong Sequence,
        ReadOnlyMemory<byte> Key,
        ReadOnlyMemory<byte> Head,
        ReadOnlyMemory<byte> Ciphertext
    );
}

/// <summary>
/// The session in which this node seals its deliveries to one peer: one key agreement, then many deliveries, one in
/// flight at a time. Its name comes from the reader; the first attempt, under a name of its own, asks for one.
/// </summary>
internal sealed class SendingSession
{
    private const ulong MostDeliveries = 1 << 16;

    private readonly byte[] session;
    private readonly byte[] key;
    private readonly HpkeContext context;
    private readonly ReplySealing replies;
    private byte[] head = [];
    private ulong next;

    /// <summary>Agrees on a key; <paramref name="offered"/> is the name the reader gave, base64, null while none is
    /// known.</summary>
    public SendingSession(Party self, Peer peer, string? offered = null)
    {
        var name = new byte[SealedForm.SessionLength];
        var named =
            offered is not null
            && Convert.TryFromBase64String(offered, name, out var length)
            && length == SealedForm.SessionLength;
        session = named ? name : Chance.Bytes(SealedForm.SessionLength);
        (key, context) = HpkeSender.Start(peer.Card.SealKey.Span, SealedForm.Info(self.Code, peer.Code));
        replies = new ReplySealing(context, key);
    }

    public bool Spent => next >= MostDeliveries;

    public byte[] Seal(ReadOnlySpan<byte> plain)
    {
        var sequence = next++;
        var first = sequence == 0;
        head = SealedForm.Head(first ? SealedForm.First : SealedForm.Further, session, sequence, first ? key : []);
        var body = new byte[head.Length + plain.Length + HpkeContext.Overhead];
        head.CopyTo(body, 0);
        context.Seal(sequence, head, plain, body.AsSpan(head.Length));
        return body;
    }

    /// <summary>The reply to the delivery last sealed, or null where it is none.</summary>
    public byte[]? OpenReply(ReadOnlySpan<byte> reply) =>
        reply.StartsWith(SealedForm.ReplyMagic) ? replies.Open(head, reply[SealedForm.ReplyMagic.Length..]) : null;
}

/// <summary>One session a peer has begun with this node.</summary>
internal sealed class ReceivingSession(string name, HpkeContext context, ReadOnlyMemory<byte> key)
{
    private readonly Lock gate = new();
    private readonly ReplySealing replies = new(context, key.Span);

    /// <summary>Does a delivery belong to this very session, not to another of the same name?</summary>
    public bool Owns(SealedForm.Opened form) =>
        string.Equals(name, form.Session, StringComparison.Ordinal)
        && (form.Key.IsEmpty || form.Key.Span.SequenceEqual(key.Span));

    public byte[]? Open(SealedForm.Opened form)
    {
        lock (gate)
        {
            return context.Open(form.Sequence, form.Head.Span, form.Ciphertext.Span);
        }
    }

    /// <summary>Seals the reply to the delivery with this head.</summary>
    public byte[] Reply(ReadOnlySpan<byte> head, ReadOnlySpan<byte> plain) =>
        [.. SealedForm.ReplyMagic, .. replies.Seal(head, plain)];
}

/// <summary>
/// The session a peer has begun with this node. There is one at a time, under a name this node gave: what was sealed
/// before either node restarted does not open any more. So nothing delayed or repeated reaches a node that was restored
/// since, nor comes from one (docs/spec/delivery.md, "Sessions").
/// </summary>
internal sealed class ReceivingSessions(Party self, Peer peer)
{
    private readonly Lock gate = new();
    private byte[] offered = Chance.Bytes(SealedForm.SessionLength);
    private ReceivingSession? current;

    /// <summary>Opens a delivery and makes what seals its reply; null with the problem where it cannot be opened.
    /// </summary>
    public (byte[] Plain, Func<byte[], byte[]> Reply)? Open(ReadOnlyMemory<byte> bytes, out Problem? problem)
    {
        problem = null;
        if (!SealedForm.TryRead(bytes, out var form))
        {
            problem = Problem.Malformed("The body is not a sealed delivery.");
            return null;
        }
        ReceivingSession? session;
        byte[] name;
        lock (gate)
        {
            session = current?.Owns(form) == true ? current : null;
            name = offered;
        }
        var begins = session is null;
        if (begins && (form.Key.IsEmpty || !IsNamed(form, name)))
        {
            problem = Problem.SessionUnknown(name);
            return null;
        }
        session ??= Begin(form);
        if (session?.Open(form) is not { } plain)
        {
            // Damaged on the way, or of another session under the same name whose beginning came late.
            problem = begins
                ? Problem.Malformed("The delivery does not open with this node's key.")
                : Problem.SessionUnknown(name);
            return null;
        }
        if (begins && !TryHold(session, name))
        {
            problem = Problem.SessionUnknown(offered);
            return null;
        }
        var head = form.Head;
        return (plain, reply => session.Reply(head.Span, reply));
    }

    private ReceivingSession? Begin(SealedForm.Opened form)
    {
        if (!SealingKey.IsPublicKey(form.Key.Span))
        {
            return null;
        }
        var context = HpkeRecipient.Open(self.Keys.Seal, form.Key.Span, SealedForm.Info(peer.Code, self.Code));
        return new ReceivingSession(form.Session, context, form.Key);
    }

    /// <summary>Makes a session the current one, unless another was begun under that name meanwhile.</summary>
    private bool TryHold(ReceivingSession session, byte[] name)
    {
        lock (gate)
        {
            if (!ReferenceEquals(name, offered))
            {
                return false;
            }
            current = session;
            offered = Chance.Bytes(SealedForm.SessionLength);
            return true;
        }
    }

    private static bool IsNamed(SealedForm.Opened form, byte[] name) =>
        string.Equals(form.Session, Convert.ToHexString(name), StringComparison.Ordinal);
}
