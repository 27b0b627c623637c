using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Cooperation.Review;
using Parley.Node.Review;
using Parley.Tests.Node;
using static Parley.Tests.Guidelines.SmallGuidelines;
using static Parley.Tests.Requests.Play;

namespace Parley.Tests.Review;

/// <summary>An expert sorts the tables of a review by any of their columns, and what has no value stands last.
/// </summary>
public sealed partial class SortedTablesTests(OpenNode node) : IClassFixture<OpenNode>
{
    [Theory]
    // In the order of the codes until a column is chosen.
    [InlineData("", "a b c d all")]
    // Half of them on time, all, none decided yet, and none on time.
    [InlineData("full-on-time", "d a b c all")]
    [InlineData("-full-on-time", "b a d c all")]
    // An hour, a day and an hour, nothing that took time, and an hour and a half.
    [InlineData("full-median", "a d b c all")]
    [InlineData("-full-median", "b d a c all")]
    // Two, one, one and three requests: what is alike stays in its order.
    [InlineData("requests", "b c a d all")]
    [InlineData("-requests", "d a b c all")]
    public async Task Rows_are_sorted_by_a_share_a_time_or_a_number_and_those_without_one_come_last(
        string sort,
        string order
    )
    {
        var page = await Table(Read($"?sort={sort}"));
        var tables = page.Split("<tbody>")[1..];
        Assert.All(tables, table => Assert.Equal(order, OrderOf(table.Split("</tbody>")[0])));
        Assert.Equal(ReviewColumn.Tables.Count, tables.Length);
    }

    [Theory]
    [InlineData("full-median", "ascending", "-full-median", "↑")]
    [InlineData("-full-median", "descending", "full-median", "↓")]
    public async Task The_column_that_sorts_says_how_and_leads_to_the_other_way_round(
        string sort,
        string said,
        string other,
        string arrow
    )
    {
        var heads = Heads().Matches(await Table(Read($"?link=US&by=kind&sort={sort}")));
        var sorted = Assert.Single(heads, head => head.Value.Contains("aria-sort", StringComparison.Ordinal)).Value;
        Assert.Contains($"aria-sort=\"{said}\"", sorted, StringComparison.Ordinal);
        Assert.Contains($"sort={other}#", sorted, StringComparison.Ordinal);
        Assert.Contains(arrow, WebUtility.HtmlDecode(sorted), StringComparison.Ordinal);
        // Every other column would be sorted from its greatest.
        var others = heads.Where(head => !head.Value.Contains("aria-sort", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(others);
        Assert.All(others, head => Assert.Contains("sort=-", head.Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task On_paper_nothing_is_sorted_and_nothing_can_be()
    {
        var page = await Table(query: null);
        Assert.Equal("a b c d all", OrderOf(page.Split("<tbody>")[1].Split("</tbody>")[0]));
        Assert.DoesNotContain("aria-sort", page, StringComparison.Ordinal);
        Assert.DoesNotContain("sort=", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_sorts_from_its_greatest_first_then_from_its_least_and_another_from_its_greatest_again()
    {
        var (share, time) = (ReviewColumn.Find("full-on-time")!, ReviewColumn.Find("full-median")!);
        var asked = Read("?link=US&kind=formal&by=month");
        Assert.Equal((null, false), (asked.Sort, asked.Descending));
        var once = asked.SortedBy(share);
        var twice = once.SortedBy(share);
        var thrice = twice.SortedBy(share);
        Assert.Equal((share, true), (once.Sort, once.Descending));
        Assert.Equal((share, false), (twice.Sort, twice.Descending));
        Assert.Equal((share, true), (thrice.Sort, thrice.Descending));
        Assert.Equal((time, true), (once.SortedBy(time).Sort, once.SortedBy(time).Descending));
        Assert.Equal((time, true), (twice.SortedBy(time).Sort, twice.SortedBy(time).Descending));
        // The rest stays as it was asked, and the address says it all.
        Assert.Equal(asked, twice with { Sort = null });
        Assert.All([once, twice], query => Assert.Equal(query, Read(query.Address()["/review".Length..])));
        Assert.EndsWith("sort=-full-on-time", once.Address(), StringComparison.Ordinal);
        Assert.EndsWith("sort=full-on-time", twice.Address(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_there_is_not_sorts_nothing() => Assert.Null(Read("?sort=-no-such-column").Sort);

    private static ReviewQuery Read(string address) =>
        ReviewQuery.Read(new QueryCollection(QueryHelpers.ParseQuery(address)));

    /// <summary>Kinds of which the shares and times are known.</summary>
    private static IReadOnlyList<ReviewRow> Rows()
    {
        var tally = new ReviewTally(Start, Start.AddDays(9));
        Count("a", new MeasuredStep(MeasuredEnd.OnTime, null, 3_600), new MeasuredStep(MeasuredEnd.Late, null, 7_200));
        Count("b", new MeasuredStep(MeasuredEnd.OnTime, null, 90_000));
        Count("c", new MeasuredStep(MeasuredEnd.Owed, null, null));
        var late = new MeasuredStep(MeasuredEnd.Late, null, 5_400);
        Count("d", late, late, late);
        return tally.Figures().Rows;

        void Count(string kind, params MeasuredStep[] full)
        {
            foreach (var step in full)
            {
                tally
                    .Of(new MeasuredGroup(US, CN, kind, "routine", null))
                    .Add(Start, complete: true, default(MeasuredPhase) with { Full = step });
            }
        }
    }

    private async Task<string> Table(ReviewQuery? query)
    {
        await using var scope = node.Node.Services.CreateAsyncScope();
        var log = scope.ServiceProvider.GetRequiredService<ILoggerFactory>();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, log);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var given = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                [nameof(FiguresTable.Rows)] = Rows(),
                [nameof(FiguresTable.Query)] = query,
                [nameof(FiguresTable.Name)] = (Func<ReviewCut, string, Bilingual?>)((_, _) => null),
                [nameof(FiguresTable.Ground)] = (Func<string, Bilingual?>)(_ => null),
            };
            var table = await renderer.RenderComponentAsync<FiguresTable>(ParameterView.FromDictionary(given));
            return table.ToHtmlString();
        });
    }

    /// <summary>The kinds in the order of their rows, and "all" for the row of all.</summary>
    private static string OrderOf(string rows) =>
        string.Join(
            ' ',
            rows.Split("<tr")[1..]
                .Select(row =>
                    row.Contains("is-all", StringComparison.Ordinal) ? "all" : Named().Match(row).Groups["name"].Value
                )
        );

    [GeneratedRegex("<th scope=\"row\">(?<name>[^<]*)</th>", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Named();

    [GeneratedRegex("<th scope=\"col\" class=\"num\".*?</th>", RegexOptions.Singleline, 1_000)]
    private static partial Regex Heads();
}
