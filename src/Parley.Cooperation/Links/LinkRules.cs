using System.Collections.Immutable;

namespace Parley.Cooperation.Links;

/// <summary>What may be stated about the link, and by whom.</summary>
public static class LinkRules
{
    public static (Subject? State, Refusal? Refusal) Next(Subject? state, LinkStatement statement, Act act)
    {
        var link = state as Link ?? new Link(act.About, Empty);
        if (link.Opened.ContainsKey(act.By.ToString()))
        {
            return (state, AlreadyOpened);
        }
        return (link.After(statement, act), null);
    }

    private static readonly ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>> Empty =
        ImmutableSortedDictionary.Create<string, ImmutableSortedDictionary<string, string>>(StringComparer.Ordinal);

    private static readonly Refusal AlreadyOpened = new(
        "link-already-opened",
        "This party has already opened the link. To replace keys, meet again with new cards.",
        "我方已开通此链路。如需更换密钥，请凭新名片重新会面确认。"
    );
}
