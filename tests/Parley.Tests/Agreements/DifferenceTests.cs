using Parley.Cooperation.Agreements;
using Parley.Tests.Guidelines;

namespace Parley.Tests.Agreements;

/// <summary>What changed between two versions, line by line.</summary>
public sealed class DifferenceTests
{
    [Fact]
    public void Equal_documents_differ_in_nothing() =>
        Assert.All(Difference.Between("a\nb\nc\n", "a\r\nb\r\nc"), l => Assert.Equal(LineChange.Same, l.Change));

    [Fact]
    public void A_changed_line_is_one_removed_and_one_added_between_lines_that_stay() =>
        Assert.Equal(
            [
                new DifferenceLine(LineChange.Same, 1, 1, "{"),
                new DifferenceLine(LineChange.Removed, 2, null, "  \"full\": \"7d\""),
                new DifferenceLine(LineChange.Added, null, 2, "  \"full\": \"5d\""),
                new DifferenceLine(LineChange.Same, 3, 3, "}"),
            ],
            Difference.Between("{\n  \"full\": \"7d\"\n}", "{\n  \"full\": \"5d\"\n}")
        );

    [Fact]
    public void From_nothing_everything_is_added()
    {
        Assert.Equal([LineChange.Added, LineChange.Added], Difference.Between("", "a\nb").Select(l => l.Change));
        Assert.Empty(Difference.Between("", ""));
    }

    [Fact]
    public void Either_document_can_be_read_off_the_difference() =>
        Choices.Hold(
            500,
            choices =>
            {
                var (older, newer) = (AnyLines(choices, 40), AnyLines(choices, 40));
                return Reads(older, newer);
            }
        );

    [Fact]
    public void Large_documents_are_compared_in_bounded_time_and_still_read_off()
    {
        var older = Enumerable.Range(0, 30_000).Select(i => i % 3 == 0 ? $"line {i}" : "}").ToArray();
        var newer = older.Where((_, i) => i % 100 != 0).Append("the end").ToArray();
        Assert.True(Reads(older, newer));
        Assert.True(Reads([.. Enumerable.Repeat("same", 20_000)], [.. Enumerable.Repeat("other", 20_000)]));
        Assert.True(Reads(older, [.. older.Reverse()]));
    }

    private static bool Reads(string[] older, string[] newer)
    {
        var lines = Difference.Between(string.Join('\n', older), string.Join('\n', newer));
        return lines.Where(l => l.Older is not null).Select(l => l.Text).SequenceEqual(older, StringComparer.Ordinal)
            && lines.Where(l => l.Newer is not null).Select(l => l.Text).SequenceEqual(newer, StringComparer.Ordinal)
            && lines
                .Where(l => l.Older is not null)
                .Select(l => l.Older!.Value)
                .SequenceEqual(Enumerable.Range(1, older.Length))
            && lines
                .Where(l => l.Newer is not null)
                .Select(l => l.Newer!.Value)
                .SequenceEqual(Enumerable.Range(1, newer.Length));
    }

    private static string[] AnyLines(Choices choices, int most) =>
        [.. Enumerable.Range(0, choices.Below(most)).Select(_ => $"{(char)('a' + choices.Below(6))}")];
}
