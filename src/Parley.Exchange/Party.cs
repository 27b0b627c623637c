using System.Security.Cryptography.X509Certificates;
using Parley.Cooperation;
using Parley.Sealing;

namespace Parley.Exchange;

/// <summary>This node's own party: its card and the keys behind it.</summary>
public sealed class Party
{
    private Party(Card card, PartyKeys keys)
    {
        Card = card;
        Keys = keys;
        Code = PartyCode.Parse(card.Party);
        Name = new Bilingual(card.NameEn, card.NameZh);
    }

    public PartyCode Code { get; }

    public Bilingual Name { get; }

    /// <summary>The card as it is handed to others.</summary>
    public string CardText => Card.Text;

    /// <summary>SHA-256 of the card, base64.</summary>
    public string CardHash => Card.Hash;

    /// <summary>The certificate with its key, for both ends of TLS.</summary>
    public X509Certificate2 TlsCertificate => Keys.Tls;

    internal Card Card { get; }

    internal PartyKeys Keys { get; }

    /// <summary>Makes fresh keys in a folder and the card for them.</summary>
    /// <exception cref="ArgumentException">A name or address does not fit on a card.</exception>
    public static Party Make(
        string keysFolder,
        string code,
        Bilingual name,
        string domain,
        IReadOnlyList<string> addresses,
        DateTimeOffset now
    )
    {
        var keys = PartyKeys.Generate(domain, now);
        var card = Card.Issue(keys, code, name.En, name.Zh, domain, addresses);
        keys.Save(keysFolder);
        return new Party(card, keys);
    }

    /// <summary>A card for keys that have one already, with other addresses or another name, or after its TLS key was
    /// renewed. The domain and all keys that the record is verified by stay.</summary>
    /// <exception cref="ArgumentException">A name or address does not fit on a card.</exception>
    public static string Reissue(string keysFolder, string cardText, Bilingual name, IReadOnlyList<string> addresses)
    {
        using var keys = PartyKeys.Load(keysFolder);
        var card = Peer.Parse(cardText).Card;
        var places = addresses.Count > 0 ? addresses : card.Addresses;
        var fresh = Card.Issue(keys, card.Party, name.En, name.Zh, card.Domain, places);
        return Peer.Parse(fresh.Text).HasKeysOf(Peer.Parse(cardText))
            ? fresh.Text
            : throw new InvalidDataException("The card does not belong to the keys beside it.");
    }

    /// <summary>Puts a fresh key for TLS in the place of the one in a folder; its card must be issued anew then.
    /// </summary>
    public static void RenewTls(string keysFolder, Peer self, DateTimeOffset now) =>
        PartyKeys.RenewTls(keysFolder, self.Card.Domain, now);

    /// <summary>Reads keys from a folder, and the card they belong to.</summary>
    /// <exception cref="InvalidDataException">The card is none, or not of these keys.</exception>
    public static Party Load(string keysFolder, string cardText)
    {
        var keys = PartyKeys.Load(keysFolder);
        var card = Peer.Parse(cardText).Card;
        return
            string.Equals(card.TlsPin, keys.TlsPin, StringComparison.Ordinal)
            && card.SignKey.PublicKey.Span.SequenceEqual(keys.Sign.PublicKey.Span)
            && card.CosignKey.PublicKey.Span.SequenceEqual(keys.Cosign.PublicKey.Span)
            && card.SealKey.Span.SequenceEqual(keys.Seal.PublicKey.Span)
            ? new Party(card, keys)
            : throw new InvalidDataException("The card does not belong to the keys beside it.");
    }

    /// <summary>
    /// The number two officers read to each other by telephone before they admit each other: 12 groups of 5 digits.
    /// </summary>
    public string SafetyNumberWith(Peer peer) => SafetyNumber.Of(Card, peer.Card);
}

/// <summary>Another party, as its card describes it. It is admitted once the safety number was compared.</summary>
public sealed class Peer
{
    private Peer(Card card)
    {
        Card = card;
        Code = PartyCode.Parse(card.Party);
        Name = new Bilingual(card.NameEn, card.NameZh);
        Addresses = [.. card.Addresses.Select(a => new Uri(a))];
    }

    public PartyCode Code { get; }

    public Bilingual Name { get; }

    /// <summary>Where it takes deliveries, each tried in turn.</summary>
    public IReadOnlyList<Uri> Addresses { get; }

    public string CardText => Card.Text;

    public string CardHash => Card.Hash;

    internal Card Card { get; }

    /// <summary>Reads a card and checks its own signature.</summary>
    /// <exception cref="InvalidDataException">It is no card; the message says why.</exception>
    public static Peer Parse(string cardText) =>
        Card.TryParse(cardText, out var card, out var problem)
            ? new Peer(card)
            : throw new InvalidDataException($"This is no card: {problem}");

    /// <summary>The key that signs its checkpoints, as anyone's tools read it (C2SP vkey).</summary>
    public string SignKey => Card.SignKey.ToString();

    /// <summary>The key that signs its receipts, likewise.</summary>
    public string CosignKey => Card.CosignKey.ToString();

    /// <summary>By what it is known on the network: SHA-256 of its TLS key, base64.</summary>
    public string TlsPin => Card.TlsPin;

    /// <summary>
    /// Is this the same party under the same keys to sign, to receipt and to seal? Only addresses, names and the key of
    /// TLS may differ.
    /// </summary>
    public bool HasKeysOf(Peer other) =>
        Code == other.Code
        && string.Equals(Card.Domain, other.Card.Domain, StringComparison.Ordinal)
        && Card.SignKey.PublicKey.Span.SequenceEqual(other.Card.SignKey.PublicKey.Span)
        && Card.CosignKey.PublicKey.Span.SequenceEqual(other.Card.CosignKey.PublicKey.Span)
        && Card.SealKey.Span.SequenceEqual(other.Card.SealKey.Span);

    /// <summary>Do both cards name one domain, or one key?</summary>
    public bool SharesWith(Peer other) =>
        string.Equals(Card.Domain, other.Card.Domain, StringComparison.Ordinal)
        || string.Equals(Card.TlsPin, other.Card.TlsPin, StringComparison.Ordinal)
        || Card.SealKey.Span.SequenceEqual(other.Card.SealKey.Span)
        || IsSame(Card.SignKey, other.Card.SignKey)
        || IsSame(Card.SignKey, other.Card.CosignKey)
        || IsSame(Card.CosignKey, other.Card.SignKey)
        || IsSame(Card.CosignKey, other.Card.CosignKey);

    private static bool IsSame(VerifierKey one, VerifierKey other) =>
        one.PublicKey.Span.SequenceEqual(other.PublicKey.Span);

    /// <summary>Is this the certificate whose key is on the card?</summary>
    public bool IsPinned(X509Certificate2 certificate) =>
        string.Equals(TlsPins.Of(certificate), Card.TlsPin, StringComparison.Ordinal);
}
