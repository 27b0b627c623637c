using System.Globalization;
using Parley.Node.Bridge;

namespace Parley.Node.Together;

/// <summary>
/// What notices say: that something waits, how many matters, and where the pages are, in both languages. Nothing else:
/// no number, no name, no content, for mail is read by many.
/// </summary>
public static class NoticeText
{
    /// <summary>That something waits.</summary>
    /// <param name="language">The language that comes first: "en" or "zh".</param>
    public static ShortMail Waiting(string to, int matters, string address, string language)
    {
        var count = matters.ToString(CultureInfo.InvariantCulture);
        return Mail(
            to,
            language,
            matters == 1
                ? $"Something waits for you at the node: 1 matter.\n{address}"
                : $"Something waits for you at the node: {count} matters.\n{address}",
            $"节点上有事项待您处理，共 {count} 项。\n{address}"
        );
    }

    /// <summary>That an address is to be confirmed, with the link.</summary>
    public static ShortMail Confirming(string to, string link, string language) =>
        Mail(
            to,
            language,
            "Somebody asked that notices of a Parley node be sent to this address. If it was you, sign in at the node "
                + $"and open this link within two days. If not, do nothing.\n{link}",
            $"有人请求将 Parley 节点的提醒发送至本邮箱。如系本人操作，请登录节点，并在两日内打开以下链接；否则请忽略本邮件。\n{link}"
        );

    private static ShortMail Mail(string to, string language, string english, string chinese) =>
        new(
            to,
            "Parley: something waits",
            "（有事项待处理）",
            string.Equals(language, "zh", StringComparison.Ordinal)
                ? $"{chinese}\n\n{english}\n"
                : $"{english}\n\n{chinese}\n"
        );
}
