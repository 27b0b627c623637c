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
                .Agreements.Select(Find)
                .OfType<Agreement>()
                .Where(a => string.Equals(a.Kind, kind, StringComparison.Ordinal)),
        ];

    public AgreedGuidelines? Guidelines(AgreedVersion version)
    {
        var agreement = Find(version.Agreement) as Agreement;
        var content = agreement?.Versions.FirstOrDefault(v =>
            v.Number == version.Version && string.Equals(v.ContentHash, version.ContentHash, StringComparison.Ordinal)
        );
        return content is null ? null : GuidelinesFormat.Read(content.Content, content.ContentHash);
    }
}
