using System.Globalization;
using System.Security.Cryptography;

namespace Parley.Sealing;

/// <summary>
/// Twelve groups of five digits made from both cards. Two officers read it to each other by telephone; where all groups
/// agree, nobody has put himself between the two parties.
/// </summary>
public static class SafetyNumber
{
    private const int Groups = 12;
    private const int BytesPerGroup = 5;

    /// <summary>The number of two cards, the same whichever comes first: "01234 56789 …".</summary>
    public static string Of(Card one, Card other)
    {
        var (lower, upper) = string.CompareOrdinal(one.Party, other.Party) <= 0 ? (one, other) : (other, one);
        byte[] input = [.. "parley safety number v1\n"u8, .. lower.HashBytes.Span, .. upper.HashBytes.Span];
        var digest = SHA512.HashData(input);
        var groups = new string[Groups];
        for (var i = 0; i < Groups; i++)
        {
            ulong number = 0;
            foreach (var part in digest.AsSpan(i * BytesPerGroup, BytesPerGroup))
            {
                number = (number << 8) | part;
            }
            groups[i] = (number % 100_000).ToString("D5", CultureInfo.InvariantCulture);
        }
        return string.Join(' ', groups);
    }
}
