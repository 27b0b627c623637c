using System.Globalization;
using System.Text;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange.Formats;
using Parley.Node.Demo;

namespace Parley.Tests.Samples;

/// <summary>The files that the stories' answers bring.</summary>
public sealed class StoryFilesTests
{
    private static readonly StoryDates Dates = new(new DateOnly(2026, 10, 20), _ => SubjectId.Parse("CN-R-2026-0001"));

    [Fact]
    public void Every_certified_answer_of_both_sides_brings_the_files_of_each_item_it_provides()
    {
        var bringing = new List<PartyCode>();
        foreach (var (story, step, answered) in Answers())
        {
            if (answered.Certificates is not { Length: > 0 })
            {
                continue;
            }
            var files = story.Files.Where(file => file.Step == step).ToList();
            foreach (var item in answered.Items.Where(item => item.Outcome is ItemOutcome.Provided))
            {
                Assert.True(
                    files.Exists(file => string.Equals(file.For, item.Item, StringComparison.Ordinal)),
                    $"Story {story.Number}, step {step}: item {item.Item} brings no file."
                );
            }
            bringing.Add(story.Then[step - 1].By);
        }
        Assert.Equal(["CN", "US"], bringing.Distinct().Order().Select(one => one.ToString()));
    }

    [Fact]
    public void Every_file_is_there_is_small_or_made_and_is_described_in_both_languages()
    {
        foreach (var story in Parley.Node.Demo.Story.ReadAll(Path.Combine(SampleFiles.Folder, "half-year")))
        {
            foreach (var file in story.Files)
            {
                Assert.NotEmpty(file.Text.Translation!);
                var bytes =
                    file.Made?.Make(file.Name, Dates)
                    ?? Encoding.UTF8.GetBytes(Dates.Fill(File.ReadAllText(Path.Combine(story.Folder, file.Name))));
                Assert.NotEmpty(bytes);
                Assert.DoesNotContain('{', Encoding.UTF8.GetString(bytes));
            }
        }
    }

    [Fact]
    public void A_made_table_has_the_rows_its_answer_counts_and_is_always_the_same()
    {
        var table = new MadeTable(112, "{moment-60 09:00 UTC}", 111, "no,at,of", "{n},{at},{of},{amount}", ["a", "b"]);
        var lines = Encoding.UTF8.GetString(table.Make("one", Dates)).TrimEnd('\n').Split('\n');
        Assert.Equal(113, lines.Length);
        Assert.StartsWith("1,2026-08-21 09:00:00,", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("112,2026-08-26 00:00:00,", lines[^1], StringComparison.Ordinal);
        Assert.All(lines[1..], line => Assert.InRange(decimal.Parse(line.Split(',')[3], Invariant), 20, 9000));
        Assert.Equal(table.Make("one", Dates), table.Make("one", Dates));
        Assert.NotEqual(table.Make("one", Dates), table.Make("another", Dates));
    }

    private static CultureInfo Invariant => CultureInfo.InvariantCulture;

    private static IEnumerable<(Parley.Node.Demo.Story Story, int Step, RequestStatement.Answered Said)> Answers() =>
        from story in Parley.Node.Demo.Story.ReadAll(Path.Combine(SampleFiles.Folder, "half-year"))
        from step in story.Then.Index()
        where string.Equals(step.Item.Type, "request.answered", StringComparison.Ordinal)
        let said = StatementFormat.Read(step.Item.Type, Encoding.UTF8.GetBytes(Dates.Fill(step.Item.Body)))
        select (story, step.Index + 1, (RequestStatement.Answered)said);
}
