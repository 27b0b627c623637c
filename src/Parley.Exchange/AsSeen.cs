using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Guidelines;
using Parley.Exchange.Formats;

namespace Parley.Exchange;

/// <summary>
/// Other subjects as the writer of one entry had seen them: what lies below the two sizes, and nothing else.
/// </summary>
internal sealed class AsSeen(Docket docket, IShelfReading shelf, long ours, long theirs) : IAsSeen
{
    public Subject? Find(SubjectId id) => docket.AsSeen(shelf, id, ours, theirs);

    public RequestMadeAs? Request(SubjectId id) => docket.MadeAs(shelf, id, ours, theirs);

    public IReadOnlyList<Agreement> Agreements(string kind) =>
        [
            .. docket
                .AgreementIds.Select(Find)
                .OfType<Agreement>()
                .Where(a => string.Equals(a.Kind, kind, StringComparison.Ordinal)),
        ];

    public AgreedGuidelines? Guidelines(AgreedVersion version) =>
        OwnVersions.Knows(Find(version.Agreement) as Agreement, version)
            ? GuidelinesFormat.Read(
                version.ContentHash,
                () => docket.Entries(shelf, version.Agreement).ContentOf(version.ContentHash)
            )
            : null;
}

/// <summary>One agreement's own versions, and nothing else.</summary>
internal sealed class OwnVersions(Dossier dossier) : IAsSeen
{
    public Subject? Find(SubjectId id) => id == dossier.Id ? dossier.State : null;

    public IReadOnlyList<Agreement> Agreements(string kind) => [];

    public AgreedGuidelines? Guidelines(AgreedVersion version) =>
        Knows(dossier.State as Agreement, version)
            ? GuidelinesFormat.Read(version.ContentHash, () => dossier.ContentOf(version.ContentHash))
            : null;

    /// <summary>The agreement has this version, in this very wording.</summary>
    public static bool Knows(Agreement? agreement, AgreedVersion version) =>
        agreement?.Id == version.Agreement
        && string.Equals(
            agreement.Version(version.Version)?.ContentHash,
            version.ContentHash,
            StringComparison.Ordinal
        );
}
