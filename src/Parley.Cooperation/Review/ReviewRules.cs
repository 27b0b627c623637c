using System.Collections.Immutable;

namespace Parley.Cooperation.Review;

/// <summary>What may be stated about a review: each party its own figures of one period that is over.</summary>
public static class ReviewRules
{
    /// <summary>The letter in the ids of reviews: "CN-V-2026-0001".</summary>
    public const string Letter = "V";

    public static (Subject? State, Refusal? Refusal) Next(Subject? state, ReviewStatement statement, Act act)
    {
        if (state is not null and not ReviewStatus)
        {
            return (state, Subjects.AnotherMechanism);
        }
        if (statement is not ReviewStatement.Computed computed)
        {
            return (state, NotAReview);
        }
        var status = (ReviewStatus?)state;
        if (MayState(status, computed, act) is { } refusal)
        {
            return (state, refusal);
        }
        status ??= new ReviewStatus(act.About, act.Exercise, computed.From, computed.To, NoneYet);
        return (status.After(statement, act), null);
    }

    /// <summary>Why the figures may not be stated, or null where they may.</summary>
    public static Refusal? MayState(ReviewStatus? status, ReviewStatement.Computed statement, Act act)
    {
        if (status is null && !string.Equals(act.About.Letter, Letter, StringComparison.Ordinal))
        {
            return NotAReview;
        }
        if (status is null && act.About.Opener != act.By && act.About.Opener != act.Other)
        {
            return NotAReview;
        }
        if (status is not null && !string.Equals(status.Exercise, act.Exercise, StringComparison.Ordinal))
        {
            return Subjects.ExerciseDiffers;
        }
        if (statement.From >= statement.To)
        {
            return PeriodBackwards;
        }
        if (statement.To > act.At)
        {
            return PeriodNotOver;
        }
        if (status is not null && (status.From != statement.From || status.To != statement.To))
        {
            return OtherPeriod;
        }
        return statement.Requests < 0 || !IsHash(statement.FiguresHash) ? NotFigures : null;
    }

    private static bool IsHash(string text) =>
        text.Length == 64 && text.All(c => char.IsAsciiDigit(c) || c is >= 'a' and <= 'f');

    private static readonly ImmutableSortedDictionary<string, Said<ReviewStatement.Computed>> NoneYet =
        ImmutableSortedDictionary.Create<string, Said<ReviewStatement.Computed>>(StringComparer.Ordinal);

    private static readonly Refusal NotAReview = new(
        "review-id-wrong",
        "The figures of a review are stated under the number of a review, such as CN-V-2026-0001. Use the number the review page shows.",
        "评估数据须列于评估编号之下，例如 CN-V-2026-0001。请使用评估页面显示的编号。"
    );

    private static readonly Refusal PeriodBackwards = new(
        "review-period-backwards",
        "The period ends before it begins. Correct its first and last day.",
        "评估期间的结束早于开始。请更正起止日期。"
    );

    private static readonly Refusal PeriodNotOver = new(
        "review-period-not-over",
        "The period is not over, so its figures may still change. State them after its last day.",
        "评估期间尚未结束，数据仍可能变化。请在期末之后提交。"
    );

    private static readonly Refusal OtherPeriod = new(
        "review-other-period",
        "This review is of another period. Begin a new review for this period.",
        "此评估针对另一期间。请为该期间新建评估。"
    );

    private static readonly Refusal NotFigures = new(
        "review-figures-malformed",
        "The figures or their hash are not well formed. Compute the review again and state the result as it is.",
        "数据或其哈希值格式不正确。请重新计算评估并原样提交结果。"
    );
}
