using System.Globalization;
using Parley.Cooperation;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;

namespace Parley.Exchange;

/// <summary>What the check of the ciphertexts of one link found.</summary>
/// <param name="Held">How many are here and are what the record names.</param>
/// <param name="Erased">How many were erased on purpose: no damage.</param>
public sealed record VerifiedParcels(int Held, int Erased, IReadOnlyList<VerificationFinding> Findings);

/// <summary>
/// Compares every ciphertext on the disk with what the record names: those this node sent, and those it stated as
/// received. Each is hashed and opened from beginning to end.
/// </summary>
public static class ParcelVerification
{
    /// <summary>Checks the files of one link.</summary>
    public static async Task<VerifiedParcels> Of(Peer self, Peer peer, IShelf shelf, IParcelShelf files)
    {
        var (held, erased) = (0, 0);
        var findings = new List<VerificationFinding>();
        foreach (var named in Named(self.Code, peer.Code, shelf))
        {
            var side = named.By == self.Code ? Side.Ours : Side.Theirs;
            switch (files.PlaceOf(peer.Code, side, named.Parcel.SealedSha256))
            {
                case ParcelPlace.Erased:
                    erased++;
                    break;
                case ParcelPlace.Missing:
                    findings.Add(Finding("parcel-missing", named, "is not here, and was not erased"));
                    break;
                default:
                    await using (var ciphertext = files.Open(peer.Code, side, named.Parcel.SealedSha256)!)
                    {
                        if (await ParcelSealing.Check(ciphertext, named.Parcel, CancellationToken.None) is { } fault)
                        {
                            findings.Add(Finding($"parcel-{fault}", named, "is not what the record names"));
                            break;
                        }
                    }
                    held++;
                    break;
            }
        }
        foreach (var file in ErasedFiles(peer.Code, shelf))
        {
            erased++;
            if (files.PlaceOf(peer.Code, file.Side, file.SealedSha256) is ParcelPlace.Held)
            {
                var sentence = $"The file {file.SealedSha256[..16]}… of an erased request is still here.";
                findings.Add(new VerificationFinding("parcel-not-erased", sentence, null));
            }
        }
        return new VerifiedParcels(held, erased, findings);
    }

    /// <summary>Files that went with an erased request, and that no other has named since.</summary>
    private static IEnumerable<ErasedFile> ErasedFiles(PartyCode peer, IShelf shelf) =>
        shelf
            .ErasedAbove(peer, 0, int.MaxValue)
            .Where(left => left.Settled)
            .SelectMany(left => left.Files)
            .Where(file => shelf.Parcels(peer, file.Side, file.SealedSha256).Count == 0);

    /// <summary>What should lie here: all of our own, and of the peer's what was stated as received.</summary>
    private static IEnumerable<(SubjectId About, PartyCode By, Parcel Parcel)> Named(
        PartyCode self,
        PartyCode peer,
        IShelf shelf
    ) =>
        Enum.GetValues<ParcelStanding>()
            .SelectMany(standing =>
                shelf
                    .Parcels(peer, Side.Ours, standing, int.MaxValue)
                    .Concat(
                        standing is ParcelStanding.Received
                            ? shelf.Parcels(peer, Side.Theirs, standing, int.MaxValue)
                            : []
                    )
            )
            .Select(row => row.About)
            .Distinct()
            .Select(about => (about, SubjectReading.Folded(shelf, self, peer, about).State))
            .SelectMany(one =>
                one.State is Request request
                    ? SentParcel
                        .Of(request)
                        .Where(sent => sent.By == self || sent.Received is not null)
                        .Select(sent => (one.about, sent.By, sent.Parcel))
                    : []
            );

    private static VerificationFinding Finding(
        string code,
        (SubjectId About, PartyCode By, Parcel Parcel) named,
        string what
    ) =>
        new(
            code,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The file {named.Parcel.SealedSha256[..16]}… that {named.By} sent with {named.About} {what}."
            ),
            null
        );
}
