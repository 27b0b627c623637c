using Parley.Cooperation;
using Parley.Exchange;

namespace Parley.Node.Look;

/// <summary>
/// Names and posts of officers as the record has them, "Dana Whitlock 达娜·惠特洛克": a page shows what is in its own
/// language, paper both.
/// </summary>
public static class SignedNames
{
    /// <summary>The node, where no officer did it.</summary>
    public static readonly Bilingual Node = new("Node (automatic)", "节点（自动）");

    /// <summary>The officer's name; of what a node states by itself, that it did.</summary>
    public static string OnPage(Officer officer) =>
        officer == NodeOfficer.Itself ? Node.In(Languages.Short) : OnPage(officer.Name);

    /// <summary>The officer's name and post.</summary>
    public static string WithPost(Officer officer) =>
        officer == NodeOfficer.Itself ? OnPage(officer) : $"{OnPage(officer.Name)} · {OnPage(officer.Role)}";

    /// <summary>The part in the page's language of a text that has an English and then a Chinese one; the whole of any
    /// other.</summary>
    public static string OnPage(string signed)
    {
        var at = 0;
        while (at < signed.Length && !IsChinese(signed[at]))
        {
            at++;
        }
        return at < 2 || at == signed.Length || signed[at - 1] != ' ' ? signed
            : Languages.Short is "zh" ? signed[at..]
            : signed[..(at - 1)];
    }

    private static bool IsChinese(char c) => c is >= '\u4e00' and <= '\u9fff' or >= '\u3400' and <= '\u4dbf';
}
