using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Parley.Node.Access;
using Parley.Node.Desk;
using Parley.Node.Parcels;
using Parley.Tests.Api;
using Parley.Tests.Desk;
using Parley.Tests.Node;
using static Parley.Tests.Parcels.Stretches;

namespace Parley.Tests.Parcels;

/// <summary>Files that a page brings in stretches, and what becomes of those that nobody goes on with.</summary>
public sealed class UploadPageTests(OpenNode open) : IClassFixture<OpenNode>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_script_of_a_page_goes_on_where_it_was_and_the_form_gives_it_up_without_script()
    {
        using var drafter = await open.SignedIn(Role.Drafter);
        var page = $"/requests/{open.Request}/files";
        var proof = await Proof(drafter, page);
        var (uploads, begins) = ($"{page}/uploads", Hash(Bytes[..1000]));
        var asked = Begins("page.bin", 1000, modified: 5, begins);
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await Ask(drafter, HttpMethod.Post, uploads, null, Json(asked))).StatusCode
        );
        using var begun = await Ask(drafter, HttpMethod.Post, uploads, proof, Json(asked));
        Assert.Equal(HttpStatusCode.Created, begun.StatusCode);
        var place = begun.Headers.Location!.OriginalString;
        using var forged = await Ask(drafter, HttpMethod.Patch, place, null, Part(Bytes[..300], 0));
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        using var away = open.Browser();
        using var ended = await Ask(away, HttpMethod.Patch, place, proof, Part(Bytes[..300], 0));
        Assert.Equal(HttpStatusCode.Unauthorized, ended.StatusCode);
        using var part = await Ask(drafter, HttpMethod.Patch, place, proof, Part(Bytes[..300], 0));
        Assert.Equal(HttpStatusCode.NoContent, part.StatusCode);
        Assert.Contains("30 %", await drafter.GetStringAsync(page, Cancel), StringComparison.Ordinal);

        // The page was loaded anew, and the same file chosen again; one changed since is another.
        using var same = await Ask(drafter, HttpMethod.Post, uploads, proof, Json(asked));
        var told = JsonDocument.Parse(await same.Content.ReadAsStringAsync(Cancel)).RootElement;
        Assert.Equal((300, Id(place)), (told.GetProperty("offset").GetInt32(), told.GetProperty("upload").GetString()));
        using var changed = await Ask(
            drafter,
            HttpMethod.Post,
            uploads,
            proof,
            Json(Begins("page.bin", 1000, modified: 6, begins))
        );
        var another = changed.Headers.Location!.OriginalString;
        Assert.NotEqual(place, another);
        using var whole = await Ask(drafter, HttpMethod.Patch, place, proof, Part(Bytes[300..1000], 300));
        Assert.Equal(HttpStatusCode.Created, whole.StatusCode);
        Assert.Equal("""{"state":"attached"}""", await whole.Content.ReadAsStringAsync(Cancel));
        var list = await drafter.GetStringAsync(page, Cancel);
        Assert.Contains(Hash(Bytes[..1000]), list, StringComparison.Ordinal);
        Assert.Contains($"{another}/cancel", list, StringComparison.Ordinal);

        using var given = await OpenDesk.Answer(drafter, list, $"{another}/cancel");
        Assert.Equal(HttpStatusCode.Found, given.StatusCode);
        Assert.DoesNotContain("/cancel", await drafter.GetStringAsync(page, Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_come_lies_nowhere_in_the_clear_and_is_let_go_of_after_a_day()
    {
        using var program = ProgramNodes.Program(open.Node, "drafter");
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("a marker of half a file ", 9000)));
        var place = await Begin(program, $"requests/{open.Request}/files/uploads", "half.txt", text.Length + 1);
        Assert.Equal(204, (await Bring(program, place, text, 0)).Status);
        foreach (var file in Directory.GetFiles(open.Folder.Path, "*", SearchOption.AllDirectories))
        {
            if (!file.EndsWith("running", StringComparison.Ordinal))
            {
                await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                var bytes = new byte[stream.Length];
                await stream.ReadExactlyAsync(bytes, Cancel);
                Assert.True(bytes.AsSpan().IndexOf("a marker of half"u8) < 0, file);
            }
        }
        var services = open.Node.Services;
        var later = new LaterClock(TimeSpan.FromHours(23));
        var shelf = new UploadShelf(
            services.GetRequiredService<DeskDatabase>(),
            services.GetRequiredService<DeskOptions>(),
            later
        );
        shelf.Sweep();
        Assert.Equal(text.Length, (await program.Get(place)).Json.GetProperty("offset").GetInt64());
        later.Ahead = TimeSpan.FromHours(25);
        shelf.Sweep();
        Assert.Equal(404, (await program.Get(place)).Status);
        Assert.False(System.IO.File.Exists(Path.Combine(open.Folder.DeskFolder, "uploads", Id(place))));
    }

    private static HttpContent Part(byte[] bytes, long offset) => Typed(new ByteArrayContent(bytes), offset);

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static async Task<HttpResponseMessage> Ask(
        HttpClient browser,
        HttpMethod method,
        string address,
        string? proof,
        HttpContent content
    )
    {
        using var asked = new HttpRequestMessage(method, address) { Content = content };
        if (proof is not null)
        {
            asked.Headers.Add("RequestVerificationToken", proof);
        }
        return await browser.SendAsync(asked, Cancel);
    }

    private static async Task<string> Proof(HttpClient browser, string page)
    {
        const string mark = "name=\"__RequestVerificationToken\" value=\"";
        var html = await browser.GetStringAsync(page, Cancel);
        var from = html.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
        return html[from..html.IndexOf('"', from)];
    }

    private sealed class LaterClock(TimeSpan ahead) : TimeProvider
    {
        public TimeSpan Ahead { get; set; } = ahead;

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;
    }
}
