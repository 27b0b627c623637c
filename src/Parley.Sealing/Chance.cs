using System.Security.Cryptography;

namespace Parley.Sealing;

/// <summary>Chance, for salts and session names that nobody may guess, and for pauses that must not fall together.
/// </summary>
public static class Chance
{
    public static byte[] Bytes(int length) => RandomNumberGenerator.GetBytes(length);

    /// <summary>A number between the two, evenly spread; not for secrets.</summary>
    public static double Between(double low, double high) => low + (Random.Shared.NextDouble() * (high - low));
}
