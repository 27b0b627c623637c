namespace Parley.Sealing;

/// <summary>
/// The encodings that must not serve as an Ed25519 public key: points of small order, and second spellings.
/// </summary>
internal static class Ed25519Points
{
    // The y coordinates of the eight points whose order divides eight, little-endian.
    private static readonly byte[][] SmallOrder =
    [
        Convert.FromHexString("0000000000000000000000000000000000000000000000000000000000000000"),
        Convert.FromHexString("0100000000000000000000000000000000000000000000000000000000000000"),
        Convert.FromHexString("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
        Convert.FromHexString("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
        Convert.FromHexString("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
    ];

    // 2^255 - 19: a y at or above it has a smaller spelling.
    private static readonly byte[] Prime = Convert.FromHexString(
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"
    );

    public static bool IsWeak(ReadOnlySpan<byte> key)
    {
        // The top bit is the sign of x and says nothing about the order.
        Span<byte> y = stackalloc byte[Ed25519.PublicKeyLength];
        key.CopyTo(y);
        y[^1] &= 0x7F;
        if (!IsBelow(y, Prime))
        {
            return true;
        }
        foreach (var small in SmallOrder)
        {
            if (y.SequenceEqual(small))
            {
                return true;
            }
        }
        return false;
    }

    private static bool IsBelow(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        for (var i = left.Length - 1; i >= 0; i--)
        {
            if (left[i] != right[i])
            {
                return left[i] < right[i];
            }
        }
        return false;
    }
}
