using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Parley.Node.Access;
using Parley.Node.Paper;
using Parley.Node.Requests;
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
    public async Task A_letter_as_pdf_is_refused_for_now_where_nothing_prints(string root)
    {
        var (answered, text) = await Ask($"{root}/requests/{open.Request}/letter.pdf", open.Request);
        Assert.Equal(503, answered);
        if (root.Length > 0)
        {
            Assert.Contains("\"not-now\"", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_there_is_not_is_not_there_either_way() =>
        Assert.Equal(404, (await Ask("/api/v1/requests/US-R-2026-9999/letter.pdf", "US-R-2026-9999")).Status);

    private async Task<(int Status, string Text)> Ask(string path, string number)
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
        var book = open.Node.Services.GetRequiredService<RequestBook>();
        var authorities = open.Node.Services.GetRequiredService<AuthorityShelf>();
        var answer = await PaperPages.Pdf(number, null, null, book, open.Node.Record, authorities, press, turns, http);
        await answer.ExecuteAsync(http);
        return (http.Response.StatusCode, System.Text.Encoding.UTF8.GetString(body.ToArray()));
    }
}
