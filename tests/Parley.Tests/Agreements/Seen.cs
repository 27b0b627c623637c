using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Guidelines;

namespace Parley.Tests.Agreements;

/// <summary>What the writer of a statement had seen, as a test says it.</summary>
internal sealed class Seen(AgreedGuidelines? guidelines, params IEnumerable<Subject> subjects) : IAsSeen
{
    private readonly List<Subject> all = [.. subjects];

    public static readonly Seen Nothing = new(guidelines: null);

    public Subject? Find(SubjectId id) => all.Find(s => s.Id == id);

    public IReadOnlyList<Agreement> Agreements(string kind) =>
        [.. all.OfType<Agreement>().Where(a => string.Equals(a.Kind, kind, StringComparison.Ordinal))];

    public AgreedGuidelines? Guidelines(AgreedVersion version) => guidelines;
}
