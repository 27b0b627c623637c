using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Parley.Cooperation.Requests;

namespace Parley.Cooperation.Guidelines;

/// <summary>
/// The forms identifiers have, so that the other side can search for them as they are, and one normal form of each, so
/// that the same one written twice is recognised.
/// </summary>
public static class IdentifierForm
{
    public const string IPv4 = "ipv4";
    public const string IPv6 = "ipv6";
    public const string Domain = "domain";
    public const string Url = "url";
    public const string Email = "email";
    public const string Account = "account";
    public const string Phone = "phone";
    public const string Sha256 = "sha256";
    public const string Wallet = "wallet";
    public const string Other = "other";

    private const int MostCharacters = 2_000;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");
    private static readonly SearchValues<char> IPv6Characters = SearchValues.Create("0123456789abcdefABCDEF:.");
    private static readonly SearchValues<char> PhoneCharacters = SearchValues.Create("0123456789 -()");
    private static readonly SearchValues<char> NotInAMailbox = SearchValues.Create("@<>(),;");
    private static readonly SearchValues<char> Spaces = SearchValues.Create(" \u00a0\u2028\u2029\u3000");

    private static readonly SearchValues<char> LabelCharacters = SearchValues.Create(
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"
    );

    private static readonly SearchValues<char> WalletCharacters = SearchValues.Create(
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ:_"
    );

    /// <summary>The types an identifier may have.</summary>
    public static FrozenSet<string> Types { get; } =
        FrozenSet.Create(StringComparer.Ordinal, IPv4, IPv6, Domain, Url, Email, Account, Phone, Sha256, Wallet, Other);

    /// <summary>Whether a text has characters that nobody sees: controls, line breaks, what turns the direction of text
    /// around or takes no room. With them, two texts that differ would look alike.</summary>
    public static bool HasUnseen(string text)
    {
        foreach (var character in text.EnumerateRunes())
        {
            if (IsUnseen(character.Value))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Whether nobody sees this codepoint; spaces are seen.</summary>
    public static bool IsUnseen(int codepoint) =>
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

    /// <summary>The host of a valid identifier in ASCII, where it is written in other letters, some of which look like
    /// others; null where it has none or is in ASCII as it stands.</summary>
    public static string? AsciiHost(Identifier identifier)
    {
        if (Ascii.IsValid(identifier.Value) || !IsValid(identifier))
        {
            return null;
        }
        var host = identifier.Type switch
        {
            Domain => AsDomain(identifier.Value),
            Email => AsDomain(identifier.Value[(identifier.Value.LastIndexOf('@') + 1)..]),
            Url => new Uri(identifier.Value).IdnHost,
            _ => null,
        };
        return host is null || identifier.Value.Contains(host, StringComparison.OrdinalIgnoreCase) ? null : host;
    }

    /// <summary>Whether the value has the form of its type.</summary>
    public static bool IsValid(Identifier identifier)
    {
        var value = identifier.Value;
        if (string.IsNullOrWhiteSpace(value) || value.Length > MostCharacters || HasUnseen(value))
        {
            return false;
        }
        return identifier.Type switch
        {
            IPv4 => IsIPv4(value),
            IPv6 => AsIPv6(value) is not null,
            Domain => AsDomain(value) is not null,
            Url => AsUrl(value) is not null,
            Email => AsEmail(value) is not null,
            Phone => IsPhone(value),
            Sha256 => value.Length == 64 && !value.AsSpan().ContainsAnyExcept(HexDigits),
            Wallet => value.Length is >= 20 and <= 128 && !value.AsSpan().ContainsAnyExcept(WalletCharacters),
            Account or Other => value.Length <= 300,
            _ => false,
        };
    }

    /// <summary>The value in the one form in which equal identifiers are equal texts; trimmed where it is not valid.
    /// </summary>
    public static string Normal(Identifier identifier) =>
        identifier.Type switch
        {
            IPv6 => AsIPv6(identifier.Value),
            Domain => AsDomain(identifier.Value),
            Url => AsUrl(identifier.Value),
            Email => AsEmail(identifier.Value),
            Phone => string.Concat(identifier.Value.Where(c => char.IsAsciiDigit(c) || c == '+')),
            Sha256 => identifier.Value.ToLowerInvariant(),
            _ => null,
        } ?? identifier.Value.Trim();

    /// <summary>Four numbers to 255 without leading zeros, which some systems read as octal.</summary>
    private static bool IsIPv4(string value)
    {
        var parts = value.Split('.');
        return parts.Length == 4
            && parts.All(p =>
                p.Length is >= 1 and <= 3
                && p.All(char.IsAsciiDigit)
                && (p.Length == 1 || p[0] != '0')
                && int.Parse(p, NumberStyles.None, CultureInfo.InvariantCulture) <= 255
            );
    }

    private static string? AsIPv6(string value) =>
        value.Contains(':', StringComparison.Ordinal)
        && !value.AsSpan().ContainsAnyExcept(IPv6Characters)
        && IPAddress.TryParse(value, out var address)
        && address.AddressFamily == AddressFamily.InterNetworkV6
            ? address.ToString()
            : null;

    /// <summary>A registered name with at least two labels, in ASCII and lower case; Han and other names in their
    /// ASCII form.</summary>
    private static string? AsDomain(string value)
    {
        var ascii = value.TrimEnd('.').ToLowerInvariant();
        if (!Ascii.IsValid(ascii))
        {
            try
            {
                ascii = new IdnMapping().GetAscii(ascii);
            }
            catch (ArgumentException)
            {
                return null;
            }
        }
        var labels = ascii.Split('.');
        return ascii.Length <= 253 && labels.Length >= 2 && labels.All(IsLabel) && !labels[^1].All(char.IsAsciiDigit)
            ? ascii
            : null;
    }

    private static bool IsLabel(string label) =>
        label.Length is >= 1 and <= 63
        && label[0] != '-'
        && label[^1] != '-'
        && !label.AsSpan().ContainsAnyExcept(LabelCharacters);

    private static string? AsUrl(string value) =>
        !value.AsSpan().ContainsAny(Spaces)
        && Uri.TryCreate(value, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https" or "ftp"
        && uri.Host.Length > 0
            ? uri.AbsoluteUri
            : null;

    private static string? AsEmail(string value)
    {
        var at = value.LastIndexOf('@');
        if (at is < 1 or > 64 || value.AsSpan().ContainsAny(Spaces) || AsDomain(value[(at + 1)..]) is not { } domain)
        {
            return null;
        }
        return value.AsSpan(0, at).ContainsAny(NotInAMailbox) ? null : $"{value[..at].ToLowerInvariant()}@{domain}";
    }

    /// <summary>International form: a plus sign, then 7 to 15 digits, grouped as one likes [ITU-T E.164].</summary>
    private static bool IsPhone(string value) =>
        value[0] == '+'
        && !value.AsSpan(1).ContainsAnyExcept(PhoneCharacters)
        && value.Count(char.IsAsciiDigit) is >= 7 and <= 15;
}
