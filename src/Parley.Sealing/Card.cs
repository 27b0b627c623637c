using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Parley.Sealing;

/// <summary>
/// What one party hands another when they meet: who it is, where its node is, and its public keys, signed by itself.
/// It is trusted only after two officers have compared the <see cref="SafetyNumber"/>. docs/spec/card.md.
/// </summary>
public sealed record Card
{
    /// <summary>Two capital letters.</summary>
    public required string Party { get; init; }

    public required string NameEn { get; init; }

    public required string NameZh { get; init; }

    /// <summary>The name of the party's keys and the beginning of its ledgers' origins: "us.parley.example".</summary>
    public required string Domain { get; init; }

    /// <summary>Where the node is reached, in the order to try: "https://host:port".</summary>
    public required ImmutableArray<string> Addresses { get; init; }

    /// <summary>Signs the card, under the domain, and the checkpoints, under each ledger's origin.</summary>
    public required VerifierKey SignKey { get; init; }

    /// <summary>Signs receipts.</summary>
    public required VerifierKey CosignKey { get; init; }

    /// <summary>What deliveries are sealed to: P-256, 65 bytes uncompressed.</summary>
    public required ReadOnlyMemory<byte> SealKey { get; init; }

    /// <summary>The pin of the node's TLS key.</summary>
    public required string TlsPin { get; init; }

    /// <summary>The card itself: a signed note, exactly as issued.</summary>
    public required string Text { get; init; }

    /// <summary>SHA-256 of the card's bytes: what the first statement of each ledger names.</summary>
    public ReadOnlyMemory<byte> HashBytes => SHA256.HashData(Encoding.UTF8.GetBytes(Text));

    /// <summary>The same in base64.</summary>
    public string Hash => Convert.ToBase64String(HashBytes.Span);

    /// <summary>The name under which a party cosigns.</summary>
    public static string ReceiptsName(string domain) => $"{domain}/receipts";

    /// <summary>
    /// The origin of the ledger this party writes to a reader: domain, slash, the reader's code in lower case.
    /// </summary>
    public string OriginTo(string readerCode) => $"{Domain}/{readerCode.ToLowerInvariant()}";

    /// <summary>The key that must sign the checkpoints of the ledger to a reader.</summary>
    public VerifierKey CheckpointKeyTo(string readerCode) => SignKey.Under(OriginTo(readerCode));

    /// <summary>
    /// Makes and signs a card. Throws <see cref="ArgumentException"/> where a field breaks the format.
    /// </summary>
    public static Card Issue(
        PartyKeys keys,
        string party,
        string nameEn,
        string nameZh,
        string domain,
        IEnumerable<string> addresses
    )
    {
        var signer = keys.Signer(domain);
        var text = new StringBuilder();
        text.Append(CardText.Header).Append('\n');
        text.Append("party ").Append(party).Append('\n');
        text.Append("name en ").Append(nameEn).Append('\n');
        text.Append("name zh ").Append(nameZh).Append('\n');
        text.Append("domain ").Append(domain).Append('\n');
        foreach (var address in addresses)
        {
            text.Append("address ").Append(address).Append('\n');
        }
        text.Append("sign ").Append(signer.VerifierKey).Append('\n');
        text.Append("cosign ").Append(keys.Receipts(domain).VerifierKey).Append('\n');
        text.Append("seal ").Append(Convert.ToBase64String(keys.Seal.PublicKey.Span)).Append('\n');
        text.Append("tls ").Append(keys.TlsPin).Append('\n');
        return TryParse(signer.Sign(text.ToString()).ToString(), out var card, out var problem)
            ? card
            : throw new ArgumentException(problem, nameof(addresses));
    }

    /// <summary>Reads a card and checks its own signature, or says in one sentence what is wrong.</summary>
    public static bool TryParse(
        string text,
        [NotNullWhen(true)] out Card? card,
        [NotNullWhen(false)] out string? problem
    ) => CardText.TryParse(text, out card, out problem);
}
