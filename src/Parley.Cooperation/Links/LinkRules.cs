using System.Collections.Immutable;

namespace Parley.Cooperation.Links;

/// <summary>What may be stated about the link, and by whom.</summary>
public static class LinkRules
{
    public static (Subject? State, Refusal? Refusal) Next(Subject? state, LinkStatement statement, Act act)
    {
        if (state is not null and not Link)
        {
            return (state, Subjects.AnotherMechanism);
        }
        if (!string.Equals(act.About.Letter, "L", StringComparison.Ordinal))
        {
            return (state, WrongId);
        }
        var link = (Link?)state ?? new Link(act.About, Empty);
        if (link.Opened.ContainsKey(act.By.ToString()))
        {
            return (state, AlreadyOpened);
        }
        return (link.After(statement, act), null);
    }

    private static readonly ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>> Empty =
        ImmutableSortedDictionary.Create<string, ImmutableSortedDictionary<string, string>>(StringComparer.Ordinal);

    private static readonly Refusal WrongId = new(
        "link-id-wrong",
        "A link is opened under the number of the link, such as CN-L-US. Use that number.",
        "开通链路须使用链路编号，例如 CN-L-US。请使用该编号。"
    );

    private static readonly Refusal AlreadyOpened = new(
        "link-already-opened",
        "This party has already opened the link. To replace keys, meet again with new cards.",
        "本方已开通此链路。如需更换密钥，请凭新名片重新会面确认。"
    );
}
