using Parley.Cooperation;
using Parley.Node.Law;

namespace Parley.Tests.Erasing;

/// <summary>A rule by which everything is kept for so many days.</summary>
internal sealed class KeepsDays(int days) : IKeeping
{
    private readonly KeepingRule rule = new("7.2", new Bilingual("Requests", "请求"), ended => ended.AddDays(days));

    public HashSet<SubjectId> Held { get; } = [];

    public KeepingRule? ForDrafts => null;

    public KeepingRule? For(string kind) => rule;

    public bool IsHeld(PartyCode peer, SubjectId matter) => Held.Contains(matter);
}
