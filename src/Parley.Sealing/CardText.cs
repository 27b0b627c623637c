using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Parley.Sealing;

/// <summary>Reads the lines of a card, each in its place, nothing more and nothing less.</summary>
internal sealed class CardText
{
    public const string Header = "parley card v1";

    private const string AddressLine = "address ";
    private const int MaxLength = 8 * 1024;
    private const int MaxAddresses = 8;
    private const int MaxFieldLength = 200;

    private readonly string[] lines;
    private int next;
    private string? problem;

    // The text of a note ends in a newline, so the last piece is empty.
    private CardText(string text) => lines = text.Split('\n')[..^1];

    public static bool TryParse(
        string text,
        [NotNullWhen(true)] out Card? card,
        [NotNullWhen(false)] out string? problem
    )
    {
        card = null;
        if (text.Length > MaxLength)
        {
            problem = "The card is longer than 8 KiB.";
            return false;
        }
        if (!SignedNote.TryParse(text, out var note, out problem))
        {
            return false;
        }
        var reader = new CardText(note.Text);
        var read = reader.Read(text);
        problem = reader.problem ?? CheckKeys(read!, note);
        card = problem is null ? read : null;
        return problem is null;
    }

    // Null where a line is not as it must be; the problem then says which.
    private Card? Read(string text)
    {
        Take(Header, value => value.Length == 0);
        var party = Take("party ", IsParty);
        var nameEn = Take("name en ", IsName);
        var nameZh = Take("name zh ", IsName);
        var domain = Take("domain ", IsDomain);
        var addresses = ImmutableArray.Create(Take(AddressLine, IsAddress));
        while (problem is null && addresses.Length < MaxAddresses && NextIsAddress)
        {
            addresses = addresses.Add(
                Take(AddressLine, value => IsAddress(value) && !addresses.Contains(value, StringComparer.Ordinal))
            );
        }
        var sign = Take("sign ", value => IsKey(value, VerifierKey.Ed25519Note, domain));
        var cosign = Take("cosign ", value => IsKey(value, VerifierKey.Cosignature, Card.ReceiptsName(domain)));
        var seal = Take("seal ", value => Notes.TryDecode(value, out var point) && SealingKey.IsPublicKey(point));
        var tls = Take("tls ", TlsPins.IsPin);
        if (problem is null && next != lines.Length)
        {
            problem = "A card ends with its 'tls' line.";
        }
        return problem is not null
            ? null
            : new Card
            {
                Party = party,
                NameEn = nameEn,
                NameZh = nameZh,
                Domain = domain,
                Addresses = addresses,
                SignKey = VerifierKey.Parse(sign),
                CosignKey = VerifierKey.Parse(cosign),
                SealKey = Convert.FromBase64String(seal),
                TlsPin = tls,
                Text = text,
            };
    }

    private bool NextIsAddress => next < lines.Length && lines[next].StartsWith(AddressLine, StringComparison.Ordinal);

    // What follows the prefix on the next line. After the first problem nothing more is looked at.
    private string Take(string prefix, Func<string, bool> isValid)
    {
        if (problem is not null)
        {
            return "";
        }
        var line = next < lines.Length ? lines[next++] : "";
        if (line.StartsWith(prefix, StringComparison.Ordinal) && isValid(line[prefix.Length..]))
        {
            return line[prefix.Length..];
        }
        problem = $"Line {next} of the card must be a valid '{prefix.TrimEnd()}' line.";
        return "";
    }

    private static string? CheckKeys(Card card, SignedNote note) =>
        card.SignKey.PublicKey.Span.SequenceEqual(card.CosignKey.PublicKey.Span)
            ? "The card names one key both to sign and to cosign; they must differ."
        : note.Signatures.Length != 1 || !Notes.Verify(note, card.SignKey)
            ? "The card does not bear the signature of its own sign key, and that alone."
        : null;

    private static bool IsKey(string value, byte algorithm, string name) =>
        VerifierKey.TryParse(value, out var key)
        && key.Algorithm == algorithm
        && string.Equals(key.Name, name, StringComparison.Ordinal);

    private static bool IsParty(string value) =>
        value.Length == 2 && char.IsAsciiLetterUpper(value[0]) && char.IsAsciiLetterUpper(value[1]);

    internal static bool IsName(string value) =>
        value.Length is > 0 and <= MaxFieldLength
        && !char.IsWhiteSpace(value[0])
        && !char.IsWhiteSpace(value[^1])
        && !value.EnumerateRunes().Any(character => IsUnseen(character.Value));

    // Controls, line breaks, and what changes the direction of text or takes no room: with them two names that differ
    // would look alike.
    private static bool IsUnseen(int codepoint) =>
        codepoint
            is <= 0x1F
                or (>= 0x7F and <= 0x9F)
                or 0xAD
                or 0x61C
                or 0x180E
                or (>= 0x200B and <= 0x200F)
                or (>= 0x2028 and <= 0x202E)
                or (>= 0x2060 and <= 0x206F)
                or 0xFEFF
                or (>= 0xFFF9 and <= 0xFFFB)
                or (>= 0xE0000 and <= 0xE007F);

    private static bool IsDomain(string value) =>
        value.Length is > 0 and <= MaxFieldLength / 2
        && value.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.')
        && !value.Split('.').Any(label => label.Length == 0 || label[0] == '-' || label[^1] == '-');

    // The one spelling of scheme, host and port: no path, no user, no default left out.
    private static bool IsAddress(string value) =>
        value.Length <= MaxFieldLength
        && value.All(char.IsAscii)
        && Uri.TryCreate(value, UriKind.Absolute, out var uri)
        && string.Equals(uri.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal)
        && string.Equals(value, $"https://{uri.Host}:{uri.Port}", StringComparison.Ordinal);
}
