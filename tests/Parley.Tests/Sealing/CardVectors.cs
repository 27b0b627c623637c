using System.Text.Json.Nodes;
using Parley.Sealing;

namespace Parley.Tests.Sealing;

/// <summary>What the two cards of the sample record hash to, and cards that must be refused.</summary>
internal static class CardVectors
{
    public static JsonObject Make(SampleRecord record) =>
        new()
        {
            ["hashes"] = new JsonObject { ["US"] = record.Us.Card.Hash, ["CN"] = record.Cn.Card.Hash },
            ["safetyNumber"] = SafetyNumber.Of(record.Us.Card, record.Cn.Card),
            ["bad"] = VectorMaker.Array(
                Bad(record).Select(JsonNode (bad) => new JsonObject { ["name"] = bad.Name, ["card"] = bad.Card })
            ),
        };

    // All but the last few are signed well: only the field itself is wrong.
    private static IEnumerable<(string Name, string Card)> Bad(SampleRecord record)
    {
        var card = record.Us.Card;
        var text = card.Text[..(card.Text.LastIndexOf("\n\n", StringComparison.Ordinal) + 1)];
        var address = $"address {card.Addresses[0]}\n";
        var edits = new (string Name, string From, string To)[]
        {
            ("another version", "parley card v1", "parley card v2"),
            ("a party in lower case", "party US", "party us"),
            ("a party of three letters", "party US", "party USA"),
            ("no English name", "name en United States\n", ""),
            ("an empty name", "name zh 美国", "name zh "),
            ("a name with a character that takes no room", "name en United States", "name en United\u200b States"),
            ("a name that turns the direction of text around", "name zh 美国", "name zh 美\u202e国"),
            ("names in the other order", "name en United States\nname zh 美国", "name zh 美国\nname en United States"),
            ("a domain in capitals", "domain us.", "domain US."),
            ("a domain with an empty label", "domain us.", "domain us.."),
            ("no address", address, ""),
            ("an address without a port", ":8443", ""),
            ("an address with a path", ":8443", ":8443/x"),
            ("an address that is not https", "https://", "http://"),
            ("an address twice", address, address + address),
            ("nine addresses", address, string.Concat(Enumerable.Range(1, 9).Select(i => $"address https://h{i}:1\n"))),
            ("a sign key of another name", card.SignKey.ToString(), card.SignKey.Under("x.example").ToString()),
            ("one key to sign and to cosign", card.CosignKey.ToString(), SameKey(card)),
            ("a seal key that is no point", Convert.ToBase64String(card.SealKey.Span), NoPoint()),
            ("a seal key in compressed form", Convert.ToBase64String(card.SealKey.Span), Compressed(card)),
            ("a pin of 31 bytes", card.TlsPin, Convert.ToBase64String(new byte[31])),
            ("a line too many", $"tls {card.TlsPin}\n", $"tls {card.TlsPin}\nmore\n"),
        };
        var signer = record.Us.Keys.Signer(card.Domain);
        foreach (var (name, from, to) in edits)
        {
            yield return (name, signer.Sign(text.Replace(from, to, StringComparison.Ordinal)).ToString());
        }
        yield return ("not signed", text);
        yield return ("signed by another", record.Cn.Keys.Signer(card.Domain).Sign(text).ToString());
        yield return ("a name changed after signing", card.Text.Replace("United", "Untied", StringComparison.Ordinal));
        var cosigned = signer.Sign(text).With(record.Cn.Keys.Receipts("x").Cosign(text, SampleRecord.Start));
        yield return ("a second signature", cosigned.ToString());
    }

    private static string SameKey(Card card) =>
        new VerifierKey(Card.ReceiptsName(card.Domain), VerifierKey.Cosignature, card.SignKey.PublicKey).ToString();

    private static string NoPoint()
    {
        var bytes = new byte[65];
        bytes[0] = 4;
        bytes[64] = 1;
        return Convert.ToBase64String(bytes);
    }

    private static string Compressed(Card card) =>
        Convert.ToBase64String([(byte)(2 + (card.SealKey.Span[64] & 1)), .. card.SealKey.Span.Slice(1, 32)]);
}
