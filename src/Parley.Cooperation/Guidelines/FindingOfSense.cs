namespace Parley.Cooperation.Guidelines;

/// <summary>Advice on what fits its item and yet makes little sense.</summary>
internal static partial class FindingOf
{
    public static Finding Clashes(Item item, Clash clash) =>
        new(
            item.Id,
            Severity.Advice,
            "clashes",
            new Bilingual($"“{item.Label.En}”: {clash.Why.En}", $"“{item.Label.Zh}”：{clash.Why.Zh}")
        );

    public static Finding Passed(Item item) =>
        Make(
            item,
            Severity.Advice,
            "already-passed",
            "has already passed. Check the date and the time.",
            "已经过去。请核对日期和时间。"
        );

    public static Finding BeyondHold(Item item, HoldTerms hold) =>
        Make(
            item,
            Severity.Advice,
            "beyond-hold",
            $"is later than the data would be held: {hold.AtLeast.InWords().En}, extended by {hold.Extension.InWords().En}. "
                + "Give an earlier date.",
            $"晚于数据保全的最长期限（{hold.AtLeast.InWords().Zh}，可延长{hold.Extension.InWords().Zh}）。请填写更早的日期。"
        );
}
