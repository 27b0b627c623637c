namespace Parley.Cooperation.Parcels;

/// <summary>
/// What is stated about a parcel by the party it was sent to: the chain of custody. Its node states these by itself, as
/// soon as the ciphertext is whole and what it opens to was compared with what the sender named.
/// </summary>
public abstract record ParcelStatement : Statement
{
    /// <summary>It is here, whole, and is the file named.</summary>
    /// <param name="SealedSha256">Of the parcel, as the sender named it.</param>
    public sealed record Received(string SealedSha256) : ParcelStatement;

    /// <summary>It is not taken.</summary>
    /// <param name="SealedSha256">Of the parcel, as the sender named it.</param>
    public sealed record Refused(string SealedSha256, ParcelRefusal Reason) : ParcelStatement;
}

/// <summary>Why a parcel is not taken.</summary>
public enum ParcelRefusal
{
    /// <summary>The receiver takes no parcel as large as this.</summary>
    TooLarge,

    /// <summary>The receiver holds as much of this sender as it will.</summary>
    QuotaExceeded,

    /// <summary>What came under its name is not the ciphertext named.</summary>
    OtherCiphertext,

    /// <summary>It does not open with the key named.</summary>
    DoesNotOpen,

    /// <summary>It opens to a file other than the one named.</summary>
    OtherFile,
}
