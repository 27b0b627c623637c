using System.Net;
using Parley.Cooperation.Requests;

namespace Parley.Cooperation.Guidelines;

/// <summary>
/// By what two identifiers are compared: the same mailbox, address or wallet is recognised whatever officers called it
/// and however they wrote it. It only finds what may be alike; nobody is asked for another by it.
/// </summary>
internal static class IdentifierKey
{
    private const int FewestOfANumber = 8;

    private static readonly string[] SelfChecked = ["bc1", "tb1", "ltc1", "0x"];

    /// <summary>The types that a loose one is tried as, the narrowest first.</summary>
    private static readonly string[] Narrower =
    [
        IdentifierForm.IPv4,
        IdentifierForm.IPv6,
        IdentifierForm.Email,
        IdentifierForm.Sha256,
        IdentifierForm.Url,
        IdentifierForm.Domain,
    ];

    public static (string Type, string Value) Of(Identifier identifier)
    {
        var one = identifier with { Value = identifier.Value.Trim() };
        if (one.Type is IdentifierForm.Account or IdentifierForm.Other)
        {
            one = Narrower.Select(type => one with { Type = type }).FirstOrDefault(IdentifierForm.IsValid) ?? one;
        }
        var normal = IdentifierForm.Normal(one);
        return one.Type switch
        {
            IdentifierForm.IPv6 when IPAddress.TryParse(normal, out var address) && address.IsIPv4MappedToIPv6 => (
                IdentifierForm.IPv4,
                address.MapToIPv4().ToString()
            ),
            IdentifierForm.Wallet when IsOfOneCase(normal) => (one.Type, normal.ToLowerInvariant()),
            IdentifierForm.Account or IdentifierForm.Other => (one.Type, Loose(normal)),
            _ => (one.Type, normal),
        };
    }

    /// <summary>Forms of addresses in which upper and lower case say the same, or only check themselves.</summary>
    private static bool IsOfOneCase(string wallet) =>
        SelfChecked.Any(start => wallet.StartsWith(start, StringComparison.OrdinalIgnoreCase));

    /// <summary>A hash is written in either case, and a long number in groups.</summary>
    private static string Loose(string value)
    {
        if (value.Length is 32 or 40 && value.All(char.IsAsciiHexDigit))
        {
            return value.ToLowerInvariant();
        }
        var joined = string.Concat(value.Where(c => c is not (' ' or '-')));
        var isNumber =
            joined.Count(char.IsAsciiDigit) >= FewestOfANumber
            && joined.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c));
        return isNumber ? joined : value;
    }
}
