using System.Collections.Immutable;

namespace Parley.Cooperation.Links;

/// <summary>What may be stated about the link, and by whom.</summary>
public static class LinkRules
{
    public static (Subject? State, Refusal? Refusal) Next(Subject? state, LinkStatement statement, Act act)
    {
        var link = state as Link;
        return link?.Opened.ContainsKey(act.By.ToString()) == true
            ? (state, AlreadyOpened)
            : (After(link, statement, act), null);
    }

    /// <summary>The link with a statement that the rules allowed.</summary>
    public static Link After(Link? link, LinkStatement statement, Act act) =>
        (link ?? new Link(act.About, Empty)).After(statement, act);

    private static readonly ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>> Empty =
        ImmutableSortedDictionary.Create<string, ImmutableSortedDictionary<string, string>>(StringComparer.Ordinal);

    private static readonly Refusal AlreadyOpened = new(
        "link-already-opened",
        "This party has already opened the link. To replace keys, meet again with new cards.",
        "我方已开通此链路。如需更换密钥，请凭新的节点身份卡重新会面确认。"
    );
}
