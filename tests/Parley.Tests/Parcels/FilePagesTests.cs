using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Parcels;
using Parley.Node.Requests;
using Parley.Tests.Desk;
using Parley.Tests.Node;

namespace Parley.Tests.Parcels;

/// <summary>Files brought to a real desk, taken out again, and read.</summary>
public sealed class FilePagesTests(OpenNode open) : IClassFixture<OpenNode>
{
    private static readonly byte[] Marker = Encoding.UTF8.GetBytes(
        string.Concat(Enumerable.Repeat("a planted marker of the evidence ", 9000))
    );

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Files => $"/requests/{open.Request}/files";

    [Fact]
    public async Task A_file_is_sealed_while_it_comes_and_opens_only_for_who_may_read_it_with_a_line_in_the_log()
    {
        using var drafter = await open.SignedIn(Role.Drafter);
        var events = open.Node.Services.GetRequiredService<SecurityEvents>();
        using var brought = await Bring(drafter, Files, ("银行流水 2026.csv", "text/csv", Marker));
        Assert.Equal(HttpStatusCode.Found, brought.StatusCode);
        NowhereInTheClear();
        var page = await drafter.GetStringAsync(Files, Cancel);
        Assert.Contains("银行流水 2026.csv", page, StringComparison.Ordinal);
        var address = AddressIn(page);

        using var reader = await open.SignedIn(Role.Reader);
        var lines = events.Count(new EventChoice());
        using var read = await reader.GetAsync(address, Cancel);
        Assert.Equal(Marker, await read.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal("attachment", read.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("银行流水 2026.csv", read.Content.Headers.ContentDisposition.FileNameStar);
        Assert.Equal("text/csv", read.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nosniff", read.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.StartsWith(
            "sandbox",
            read.Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal
        );
        Assert.Equal(lines + 1, events.Count(new EventChoice()));
        var line = events.Page(1)[0];
        Assert.Equal(SecurityAct.FileRead, line.Act);
        Assert.Contains(open.Request, line.More, StringComparison.Ordinal);

        using var stretch = new HttpRequestMessage(HttpMethod.Get, address);
        stretch.Headers.Range = new RangeHeaderValue(70_000, 70_009);
        using var part = await reader.SendAsync(stretch, Cancel);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(Marker[70_000..70_010], await part.Content.ReadAsByteArrayAsync(Cancel));

        using var runner = await open.SignedIn(Role.Operator);
        using var refused = await runner.GetAsync(address, Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        await TakeOut(drafter, address);
    }

    [Fact]
    public async Task What_is_taken_out_again_is_gone_from_the_disk()
    {
        using var drafter = await open.SignedIn(Role.Drafter);
        var before = Ciphertexts();
        using var brought = await Bring(drafter, Files, ("a.txt", "text/plain", Marker), ("b.txt", "text/plain", [1]));
        Assert.Equal(before + 2, Ciphertexts());
        await TakeOut(drafter, AddressIn(await drafter.GetStringAsync(Files, Cancel)));
        await TakeOut(drafter, AddressIn(await drafter.GetStringAsync(Files, Cancel)));
        Assert.Equal(before, Ciphertexts());
    }

    [Fact]
    public async Task The_files_of_a_draft_that_is_thrown_away_go_with_it()
    {
        using var drafter = await open.SignedIn(Role.Drafter);
        var before = Ciphertexts();
        using var begun = await OpenDesk.Post(
            drafter,
            "/drafts/new",
            "/drafts",
            ("peer", "US"),
            ("kind", "information"),
            ("urgency", "routine"),
            ("language", "en")
        );
        var draft = begun.Headers.Location!.ToString();
        using var brought = await Bring(drafter, $"{draft}/files/files", ("log.csv", "text/csv", Marker));
        Assert.Equal(before + 1, Ciphertexts());
        var part = await drafter.GetStringAsync($"{draft}/parts/links", Cancel);
        Assert.Contains("log.csv", part, StringComparison.Ordinal);
        // Saving the section leaves its files alone.
        using var saved = await OpenDesk.Answer(drafter, part, $"{draft}/parts/links", ("act", "save"));
        var page = await drafter.GetStringAsync($"{draft}/files/files", Cancel);
        using var read = await drafter.GetAsync(AddressIn(page), Cancel);
        Assert.Equal(Marker, await read.Content.ReadAsByteArrayAsync(Cancel));
        using var gone = await OpenDesk.Answer(drafter, page, $"{draft}/discard");
        Assert.Equal(before, Ciphertexts());
    }

    [Fact]
    public async Task A_name_no_system_can_save_under_is_named_and_the_others_are_taken()
    {
        using var drafter = await open.SignedIn(Role.Drafter);
        using var brought = await Bring(
            drafter,
            Files,
            ("what?.txt", "text/plain", [1, 2]),
            ("C:\\evidence\\good.txt", "text/html", [3])
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, brought.StatusCode);
        Assert.Contains("what?.txt", await brought.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        var page = await drafter.GetStringAsync(Files, Cancel);
        Assert.DoesNotContain("what?.txt", page, StringComparison.Ordinal);
        Assert.Contains(">good.txt<", page, StringComparison.Ordinal);
        using var read = await drafter.GetAsync(AddressIn(page), Cancel);
        Assert.Equal("application/octet-stream", read.Content.Headers.ContentType!.MediaType);
        await TakeOut(drafter, AddressIn(page));
    }

    [Fact]
    public async Task Without_the_proof_of_its_page_not_a_byte_of_a_file_is_taken()
    {
        using var drafter = await open.SignedIn(Role.Drafter);
        var before = Ciphertexts();
        foreach (var token in (string?[])[null, "", "CfDJ8-made-up"])
        {
            using var form = Form(token, ("a.txt", "text/plain", Marker));
            using var answer = await drafter.PostAsync(Files, form, Cancel);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
        // The proof has to stand before the files.
        using var late = new MultipartFormDataContent();
        late.Add(new ByteArrayContent(Marker), "file", "a.txt");
        late.Add(new StringContent(await Token(drafter, Files)), "__RequestVerificationToken");
        using var refused = await drafter.PostAsync(Files, late, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        using var broken = new StringContent("no form at all");
        broken.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        using var malformed = await drafter.PostAsync(Files, broken, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, malformed.StatusCode);
        Assert.Equal(before, Ciphertexts());
        NowhereInTheClear();
    }

    [Fact]
    public async Task What_nothing_names_is_removed_when_it_was_so_for_an_hour()
    {
        var shelf = open.Node.Services.GetRequiredService<IParcelShelf>();
        var clock = new MovableClock();
        var services = open.Node.Services;
        var sweep = new ParcelSweep(
            open.Node.Record,
            shelf,
            services.GetRequiredService<DraftShelf>(),
            services.GetRequiredService<PreparedShelf>(),
            services.GetRequiredService<SaidDrafts>(),
            services.GetRequiredService<ReadyFiles>(),
            clock
        );
        var before = Ciphertexts();
        await ParcelSealing.Seal(shelf, TwoFolders.US, new MemoryStream([1]), "x", "text/plain", 10, Cancel);
        sweep.Run();
        clock.Now += TimeSpan.FromMinutes(50);
        sweep.Run();
        Assert.Equal(before + 1, Ciphertexts());
        clock.Now += TimeSpan.FromMinutes(20);
        sweep.Run();
        Assert.Equal(before, Ciphertexts());
    }

    private int Ciphertexts() =>
        open.Node.Services.GetRequiredService<IParcelShelf>().Held(TwoFolders.US, Side.Ours).Count();

    /// <summary>No file of the node holds a word of it.</summary>
    private void NowhereInTheClear()
    {
        foreach (var file in Directory.GetFiles(open.Folder.Path, "*", SearchOption.AllDirectories))
        {
            if (file.EndsWith("running", StringComparison.Ordinal))
            {
                continue;
            }
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            Assert.True(bytes.AsSpan().IndexOf("a planted marker"u8) < 0, file);
        }
    }

    private static string AddressIn(string page)
    {
        var to = page.IndexOf("\" download", StringComparison.Ordinal);
        var from = page.LastIndexOf('"', to - 1) + 1;
        return page[from..to];
    }

    private static async Task TakeOut(HttpClient drafter, string address)
    {
        var page = address[..address.LastIndexOf('/')];
        using var gone = await OpenDesk.Post(drafter, page, $"{page}/remove", ("hash", address[^64..]));
        Assert.Equal(HttpStatusCode.Found, gone.StatusCode);
    }

    private static async Task<HttpResponseMessage> Bring(
        HttpClient browser,
        string page,
        params (string Name, string Type, byte[] Bytes)[] files
    )
    {
        using var form = Form(await Token(browser, page), files);
        return await browser.PostAsync(page, form, Cancel);
    }

    private static MultipartFormDataContent Form(string? token, params (string Name, string Type, byte[] Bytes)[] files)
    {
        var form = new MultipartFormDataContent();
        if (token is not null)
        {
            form.Add(new StringContent(token), "__RequestVerificationToken");
        }
        foreach (var (name, type, bytes) in files)
        {
            var file = new ByteArrayContent(bytes);
            file.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
            form.Add(file, "file", name);
        }
        return form;
    }

    private static async Task<string> Token(HttpClient browser, string page)
    {
        const string mark = "name=\"__RequestVerificationToken\" value=\"";
        var html = await browser.GetStringAsync(page, Cancel);
        var from = html.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
        return html[from..html.IndexOf('"', from)];
    }

    private sealed class MovableClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 3, 4, 9, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
