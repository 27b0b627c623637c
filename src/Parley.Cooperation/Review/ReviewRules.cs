namespace Parley.Cooperation.Review;

/// <summary>What may be stated about a review: each party its own figures of a period that is over.</summary>
public static class ReviewRules
{
    /// <summary>
    /// Periods one link holds: forty years of months and more, and a bound on what a peer can pile up.
    /// </summary>
    private const int MostPeriods = 1_000;

    /// <summary>Parts of the figures whose hashes one statement names, and the characters of a name.</summary>
    private const int MostParts = 40;
    private const int LongestPart = 40;

    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Shortest = TimeSpan.FromDays(1);

    /// <summary>Ten years, leap days and all.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3_653);

    /// <summary>Whether a review may be of this period: from the year 2000 on, a day at least, ten years at most.
    /// </summary>
    public static bool IsPeriod(DateTimeOffset from, DateTimeOffset to) =>
        from >= Earliest && to - from >= Shortest && to - from <= Longest;

    public static (Subject? State, Refusal? Refusal) Next(Subject? state, ReviewStatement statement, Act act)
    {
        var status = state as ReviewStatus ?? ReviewStatus.Empty(act.About, act.Exercise);
        return MayState(status, statement, act) is { } refusal
            ? (state, refusal)
            : (After(status, statement, act), null);
    }

    /// <summary>The status with figures that the rules allowed.</summary>
    public static ReviewStatus After(ReviewStatus? status, ReviewStatement statement, Act act) =>
        (status ?? ReviewStatus.Empty(act.About, act.Exercise)).After(statement, act);

    /// <summary>Why the figures may not be stated, or null where they may.</summary>
    public static Refusal? MayState(ReviewStatus status, ReviewStatement statement, Act act)
    {
        if (!string.Equals(status.Exercise, act.Exercise, StringComparison.Ordinal))
        {
            return Subjects.ExerciseDiffers;
        }
        if (statement is not ReviewStatement.Computed computed || !AreFigures(computed))
        {
            return NotFigures;
        }
        if (computed.From >= computed.To)
        {
            return PeriodBackwards;
        }
        if (!IsPeriod(computed.From, computed.To))
        {
            return PeriodOutOfBounds;
        }
        if (computed.To > act.At)
        {
            return PeriodNotOver;
        }
        return status.Periods.Count >= MostPeriods && status.Period(computed.From, computed.To) is null
            ? TooManyPeriods
            : null;
    }

    private static bool AreFigures(ReviewStatement.Computed computed) =>
        computed.Requests >= 0
        && IsHash(computed.FiguresHash)
        && computed.Parts is not { Count: > MostParts }
        && computed.Parts?.All(part => part.Key.Length is > 0 and <= LongestPart && IsHash(part.Value)) != false;

    private static bool IsHash(string text) =>
        text.Length == 64 && text.All(c => char.IsAsciiDigit(c) || c is >= 'a' and <= 'f');

    private static readonly Refusal PeriodBackwards = new(
        "review-period-backwards",
        "The period ends before it begins. Correct its first and last day.",
        "评估期间的结束早于开始。请更正起止日期。"
    );

    private static readonly Refusal PeriodOutOfBounds = new(
        "review-period-out-of-bounds",
        "A period begins in 2000 or later and is a day to ten years long. Correct its first and last day.",
        "评估期间须始于2000年或以后，长度为一天至十年。请更正起止日期。"
    );

    private static readonly Refusal PeriodNotOver = new(
        "review-period-not-over",
        "The period is not over, so its figures may still change. State them after its last day.",
        "评估期间尚未结束，数据仍可能变化。请在期末之后提交。"
    );

    private static readonly Refusal TooManyPeriods = new(
        "review-too-many-periods",
        "This link holds figures of as many periods as it may. Compute one of those periods again instead.",
        "本链路保存的评估期间已达上限。请改为重新计算其中一个期间。"
    );

    private static readonly Refusal NotFigures = new(
        "review-figures-malformed",
        "The figures or their hash are not well formed. Compute the review again and state the result as it is.",
        "数据或其哈希值格式不正确。请重新计算评估并原样提交结果。"
    );
}
