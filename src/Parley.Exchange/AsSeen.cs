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

    public IReadOnlyList<Agreement> Agreements(string kind) =>
        [
            .. docket
                .AgreementIds.Select(Find)
                .OfType<Agreement>()
                .Where(a => string.Equals(a.Kind, kind, StringComparison.Ordinal)),
        ];

    public AgreedGuidelines? Guidelines(AgreedVersion version) =>
        new OwnVersions(Find(version.Agreement) as Agreement).Guidelines(version);
}

/// <summary>One agreement's own versions, and nothing else.</summary>
internal sealed class OwnVersions(Agreement? agreement) : IAsSeen
{
    public Subject? Find(SubjectId id) => id == agreement?.Id ? agreement : null;

    public IReadOnlyList<Agreement> Agreements(string kind) => [];

    public AgreedGuidelines? Guidelines(AgreedVersion version)
    {
        var content = version.Agreement == agreement?.Id ? agreement.Version(version.Version) : null;
        return content is not null && string.Equals(content.ContentHash, version.ContentHash, StringComparison.Ordinal)
            ? GuidelinesFormat.Read(content.Content, content.ContentHash)
            : null;
    }
}
