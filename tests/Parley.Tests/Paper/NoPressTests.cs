using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Parley.Node.Access;
using Parley.Node.Paper;
using Parley.Node.Requests;
using Parley.Node.Review;
using Parley.Tests.Node;
using Parley.Tests.Sealing;

namespace Parley.Tests.Paper;

/// <summary>A host without a browser prints nothing, and says so; the letter itself is there to be printed elsewhere.
/// </summary>
public sealed class NoPressTests(OpenNode open) : IClassFixture<OpenNode>
{
    [Theory]
    [InlineData("/api/v1")]
    [InlineData("")]
    public async Task A_letter_as_pdf_is_refused_where_nothing_prints(string root) =>
        IsRefused(await Ask($"{root}/requests/{open.Request}/letter.pdf", Letter(open.Request)), root);

    [Theory]
    [InlineData("/api/v1")]
    [InlineData("")]
    public async Task So_is_a_review(string root) =>
        IsRefused(
            await Ask(
                $"{root}/review/figures.pdf",
                (press, turns, http) =>
                    ReviewPages.Pdf(open.Node.Services.GetRequiredService<ReviewBook>(), press, turns, http)
            ),
            root
        );

    [Fact]
    public async Task What_there_is_not_is_not_there_either_way() =>
        Assert.Equal(404, (await Ask("/api/v1/requests/US-R-2026-9999/letter.pdf", Letter("US-R-2026-9999"))).Status);

    /// <summary>Told in words what to do instead, and not to come again.</summary>
    private static void IsRefused((int Status, string Text, string? Again) answered, string root)
    {
        Assert.Equal((503, null), (answered.Status, answered.Again));
        Assert.Contains(
            root.Length > 0 ? "\"nothing-prints\"" : "This node cannot make a PDF",
            answered.Text,
            StringComparison.Ordinal
        );
    }

    private Func<PaperPress, PaperTurns, HttpContext, Task<IResult>> Letter(string number) =>
        (press, turns, http) =>
            PaperPages.Pdf(
                number,
                null,
                null,
                open.Node.Services.GetRequiredService<RequestBook>(),
                open.Node.Record,
                open.Node.Services.GetRequiredService<AuthorityShelf>(),
                press,
                turns,
                http
            );

    private async Task<(int Status, string Text, string? Again)> Ask(
        string path,
        Func<PaperPress, PaperTurns, HttpContext, Task<IResult>> pdf
    )
    {
        using var folder = new TemporaryFolder();
        var press = new PaperPress(folder.Path, browser: null);
        using var turns = new PaperTurns(press);
        await using var scope = open.Node.Services.CreateAsyncScope();
        using var body = new MemoryStream();
        var account = new AccountShelf(open.Folder.DeskFolder).FindBySignInName("reader")!;
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider, User = SessionClaims.Of(account) };
        (http.Request.Scheme, http.Request.Host, http.Request.Path) = ("http", new HostString("localhost"), path);
        http.Response.Body = body;
        var answer = await pdf(press, turns, http);
        await answer.ExecuteAsync(http);
        var again = http.Response.Headers.RetryAfter.ToString() is { Length: > 0 } seconds ? seconds : null;
        return (http.Response.StatusCode, System.Text.Encoding.UTF8.GetString(body.ToArray()), again);
    }
}
