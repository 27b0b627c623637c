using System.Buffers.Text;
using Parley.Cooperation;
using Parley.Cooperation.Parcels;
using Parley.Sealing;

namespace Parley.Exchange;

/// <summary>
/// Seals files into parcels and opens them again, for the pages: nothing of a file ever lies on the disk in the clear.
/// </summary>
public static class ParcelSealing
{
    /// <summary>Seals a file while it is read, and keeps its ciphertext.</summary>
    /// <param name="most">The most bytes taken.</param>
    /// <returns>What a statement names it by; null where the file is larger.</returns>
    /// <exception cref="IOException">The disk, or what the file is read from, failed; nothing of it is
    /// kept.</exception>
    public static async Task<Parcel?> Seal(
        IParcelShelf shelf,
        PartyCode peer,
        Stream file,
        string name,
        string mediaType,
        long most,
        CancellationToken cancel
    )
    {
        var key = ParcelSeal.NewKey();
        using var part = shelf.Begin(peer);
        SealedFile? made = null;
        try
        {
            made = await ParcelSeal.Seal(file, part.Bytes, key, most, cancel);
            if (made is null)
            {
                return null;
            }
            part.Keep(made.SealedSha256);
        }
        finally
        {
            if (made is null)
            {
                part.Drop();
            }
        }
        return new Parcel(name, mediaType, made.Size, made.Sha256, made.SealedSha256, Base64Url.EncodeToString(key));
    }

    /// <summary>Bytes of the ciphertext of a file of a size.</summary>
    public static long SealedLength(long size) => ParcelSeal.SealedLength(size);

    /// <summary>Opens a stretch of a file; every byte was authenticated before it is written.</summary>
    /// <exception cref="InvalidDataException">The ciphertext is not that of this parcel.</exception>
    public static Task Open(
        Stream ciphertext,
        Parcel parcel,
        long from,
        long length,
        Stream to,
        CancellationToken cancel
    ) => ParcelOpening.Open(ciphertext, parcel.Size, KeyOf(parcel), from, length, to, cancel);

    /// <summary>What is wrong with a ciphertext that is held, as a word; null where it is what was named.</summary>
    public static async Task<string?> Check(Stream ciphertext, Parcel parcel, CancellationToken cancel) =>
        await ParcelOpening.Check(
            ciphertext,
            new SealedFile(parcel.Size, parcel.Sha256, parcel.SealedSha256),
            KeyOf(parcel),
            cancel
        ) switch
        {
            null => null,
            ParcelFault.OtherCiphertext => "other-ciphertext",
            ParcelFault.DoesNotOpen => "does-not-open",
            _ => "other-file",
        };

    internal static byte[] KeyOf(Parcel parcel) => Base64Url.DecodeFromChars(parcel.Key);
}
