using Parley.Cooperation;
using Parley.Exchange.Formats;
using Parley.Record;

namespace Parley.Exchange;

/// <summary>
/// Names one act of an officer, so that it is stated once however often it is sent: a form submitted twice, a release
/// clicked again after the node stopped in between. It stays at the node; nothing of it is in the record.
/// </summary>
public sealed record OnceKey
{
    /// <summary>At most so many characters.</summary>
    public const int MaxLength = 128;

    private OnceKey(string text) => Text = text;

    public string Text { get; }

    /// <summary>The key of a matter that may leave once, whatever it says by then: a draft, a prepared decision.
    /// </summary>
    /// <exception cref="ArgumentException">It is empty or too long.</exception>
    public static OnceKey Of(string matter) =>
        matter is { Length: > 0 and <= MaxLength }
            ? new OnceKey(matter)
            : throw new ArgumentException($"A key has 1 to {MaxLength} characters.", nameof(matter));

    /// <summary>The key of what a form said: the same form sent twice is one act, sent again with other words it is
    /// another.</summary>
    /// <param name="form">What the form itself bears, made when it was shown; null or empty: no key.</param>
    public static OnceKey? Of(string? form, Statement statement)
    {
        if (form is not { Length: > 0 and <= 32 })
        {
            return null;
        }
        var (type, body) = StatementFormat.Write(statement);
        return new OnceKey($"{form} {Hash.Of([.. System.Text.Encoding.UTF8.GetBytes(type), .. body]).ToHex()}");
    }

    /// <summary>States under a key: what was stated under it before is told again instead.</summary>
    internal static Stating State(Correspondence link, IShelfWork work, OnceKey? key, Func<Stating> state)
    {
        var peer = link.Peer.Code;
        if (key is not null && work.StatedUnder(peer, key) is { } before)
        {
            return before;
        }
        var stating = state();
        if (key is not null && stating.Refusal is null)
        {
            work.Keep(peer, key, stating);
        }
        return stating;
    }
}
