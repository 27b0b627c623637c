using System.Globalization;
using Parley.Sealing;

namespace Parley.Verify;

/// <summary>Facts that more than one check states.</summary>
internal static class Facts
{
    public static Fact SafetyNumber(Card one, Card other)
    {
        var number = Sealing.SafetyNumber.Of(one, other);
        return new Fact($"Safety number of the two cards: {number}", $"两张节点身份卡的安全码：{number}");
    }

    /// <summary>An instant as both languages write it here: UTC, to the second.</summary>
    public static string Time(DateTimeOffset time) => time.ToString("u", CultureInfo.InvariantCulture);
}
