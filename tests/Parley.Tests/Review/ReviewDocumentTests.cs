using System.Text;
using System.Text.Json;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Cooperation.Review;
using Parley.Exchange.Formats;
using Parley.Node.Review;
using Parley.Tests.Samples;
using static Parley.Tests.Guidelines.SmallGuidelines;
using static Parley.Tests.Requests.Play;

namespace Parley.Tests.Review;

/// <summary>A review as a document that both publish, and as a table for other programs.</summary>
public sealed class ReviewDocumentTests
{
    private static readonly ReviewFigures Figures = ReviewMeasures.Figures(
        [(Made().Request, All), (Made().Then(CN, Refuse("lack-of-resources")).Request, All)],
        Start,
        Start.AddDays(60)
    );

    private static readonly ReviewDocument Document = new(
        Figures,
        StateFormat.Figures(Figures).Hash,
        new Bilingual("Answers came sooner.", "答复加快。")
    );

    [Fact]
    public void What_is_published_fits_the_schema_and_reads_as_it_was_written()
    {
        var content = ReviewDocumentFormat.Write(Document);
        using var json = JsonDocument.Parse(content);
        using var schema = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(SampleFiles.Folder, "..", "docs", "schemas", "review.schema.json"))
        );
        Assert.Empty(new Schema(schema.RootElement).Faults(json.RootElement));
        Assert.True(ReviewDocumentFormat.TryRead(content, out var read, out var problem), problem);
        Assert.Equal(Document.FiguresHash, StateFormat.Figures(read.Figures).Hash);
        Assert.Equal(Document.Remarks, read.Remarks);
    }

    [Theory]
    [InlineData("\"requests\":2", "\"requests\":3")]
    [InlineData("\"edition\":4", "\"edition\":1")]
    [InlineData("\"edition\":4", "\"edition\":3")]
    [InlineData("\"edition\":4", "\"edition\":5")]
    [InlineData("\"only\":null", "\"only\":{\"asking\":\"US\"}")]
    [InlineData("\"figures\"", "\"numbers\"")]
    public void A_document_that_is_not_of_its_own_figures_is_none(string written, string instead)
    {
        var content = ReviewDocumentFormat.Write(Document);
        Assert.Contains(written, content, StringComparison.Ordinal);
        Assert.False(ReviewDocumentFormat.TryRead(content.Replace(written, instead), out _, out var problem));
        Assert.NotEmpty(problem);
    }

    [Fact]
    public void What_was_published_by_the_edition_before_is_read_and_its_bytes_are_those_of_that_day()
    {
        var former = new ReviewTally(Start, Start.AddDays(60));
        foreach (var play in new[] { Made(), Made().Then(CN, Refuse("lack-of-resources")) })
        {
            former.Add(RequestMeasures.Of(play.Request, All)!);
        }
        var figures = former.Figures(edition: ReviewFigures.Oldest);
        var json = Encoding.UTF8.GetString(StateFormat.Figures(figures).Json);
        Assert.DoesNotContain("requester", json, StringComparison.Ordinal);
        var rest = Figures with { Edition = 2, Rows = [.. Figures.Rows.Select(row => row with { Requester = null })] };
        Assert.Equal(Encoding.UTF8.GetString(StateFormat.Figures(rest).Json), json);
        var content = ReviewDocumentFormat.Write(
            Document with
            {
                Figures = figures,
                FiguresHash = StateFormat.Figures(figures).Hash,
            }
        );
        Assert.True(ReviewDocumentFormat.TryRead(content, out var read, out var problem), problem);
        Assert.Equal(2, read.Figures.Edition);
        using var published = JsonDocument.Parse(content);
        using var schema = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(SampleFiles.Folder, "..", "docs", "schemas", "review.schema.json"))
        );
        Assert.Empty(new Schema(schema.RootElement).Faults(published.RootElement));
    }

    [Fact]
    public void A_table_has_a_line_for_each_row_and_nothing_a_table_program_would_run()
    {
        var evil = Figures with { Rows = [.. Figures.Rows.Select(row => row with { Code = "=cmd|calc" })] };
        var lines = Encoding.UTF8.GetString(ReviewExport.Csv(evil)).Trim().Split('\n');
        Assert.Equal(evil.Rows.Length + 1, lines.Length);
        Assert.All(lines, line => Assert.DoesNotContain(",=", line, StringComparison.Ordinal));
        Assert.Equal(lines[0].Split(',').Length, lines[1].Split(',').Length);
    }
}
