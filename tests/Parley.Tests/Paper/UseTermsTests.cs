using System.IO.Compression;
using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node;
using Parley.Node.Access;
using Parley.Node.Paper;
using Parley.Node.Requests;
using Parley.Tests.Api;
using Parley.Tests.Desk;
using Parley.Tests.Node;
using Parley.Tests.Sealing;

namespace Parley.Tests.Paper;

/// <summary>
/// How content is to be handled and for what it may be used stands on everything that shows it or takes it out: the
/// codes, the purpose, the limits of the answer, those set later, and that an emergency was not validated.
/// </summary>
public sealed class UseTermsTests(ProgramNodes nodes) : IClassFixture<ProgramNodes>
{
    private const string First = LimitedRequest.First;
    private const string Later = LimitedRequest.Later;
    private const string Refused = LimitedRequest.Refused;

    [Fact]
    public async Task Codes_purpose_and_every_limit_stand_on_every_paper_page_and_export()
    {
        var number = await Limited();
        using var program = ProgramNodes.Program(nodes.Us, "drafter");
        using var folder = new TemporaryFolder();
        var data = nodes.UsFolder.Path;
        string[] because = ["--data", data, "--reason", "a court asks for it"];
        Assert.NotEqual(0, await Node.Told.Run("letter", number, "--data", data, "--out", folder["made.html"]));
        Assert.NotEqual(0, await Node.Told.Run("evidence", number, "--data", data, "--out", folder["e.zip"]));
        Assert.Empty(Directory.GetFiles(folder.Path));
        Assert.Equal(0, await Node.Told.Run(["letter", number, .. because, "--out", folder["made.html"]]));
        Assert.Equal(
            0,
            await Node.Told.Run([
                "letter",
                number,
                "--entry",
                EntryOf(number),
                .. because,
                "--out",
                folder["answer.html"],
            ])
        );
        Assert.Equal(0, await Node.Told.Run(["evidence", number, .. because, "--out", folder["e.zip"]]));
        using var zip = ZipFile.OpenRead(folder["e.zip"]);
        using var readme = new StreamReader(zip.GetEntry("README.txt")!.Open());
        using var browser = Browser();
        (await OpenDesk.SignIn(browser, "drafter")).Dispose();
        await Opened(browser, number);
        var told = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["parley letter"] = await File.ReadAllTextAsync(folder["made.html"], TestContext.Current.CancellationToken),
            ["parley letter --entry"] = await File.ReadAllTextAsync(
                folder["answer.html"],
                TestContext.Current.CancellationToken
            ),
            ["README of the evidence"] = await readme.ReadToEndAsync(TestContext.Current.CancellationToken),
            ["the API's letter"] = (await program.Get($"requests/{number}/letter")).Text,
            ["the API's request"] = (await program.Get($"requests/{number}")).Text,
        };
        foreach (
            var page in new[] { "", "/letter", $"/letter?by=CN&index={EntryOf(number)[3..]}", "/files", "/do/Rate" }
        )
        {
            told[$"page {page}"] = await browser.GetStringAsync(new Uri($"/requests/{number}{page}", UriKind.Relative));
        }
        foreach (var (what, text) in told)
        {
            Assert.All(
                [
                    First,
                    Later,
                    Refused,
                    what.Contains("request", StringComparison.Ordinal) ? "stated-purpose-only" : "Only for the",
                ],
                words => Assert.True(text.Contains(words, StringComparison.Ordinal), $"{what}: {words}")
            );
            Assert.True(text.Contains("H2", StringComparison.Ordinal), $"{what}: the handling code");
        }
        // In both languages, each whole.
        Assert.Contains("事后对使用的限制", told["README of the evidence"], StringComparison.Ordinal);
        Assert.Contains("事后对使用的限制", told["parley letter"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_writes_the_record_out_with_a_reason_alone()
    {
        const string why = "file 7 of the court";
        await Limited();
        using var folder = new TemporaryFolder();
        string[] args = ["record", "out", folder["record"], "--data", nodes.UsFolder.Path];
        Assert.Equal(1, await Node.Told.Run(args));
        Assert.False(Directory.Exists(folder["record"]));
        Assert.Equal(0, await Node.Told.Run([.. args, "--reason", why]));
        Assert.NotEmpty(Directory.GetFiles(folder["record"]));
        Assert.Contains(
            nodes.Us.Services.GetRequiredService<SecurityEvents>().Page(1),
            one => one is { Act: SecurityAct.WrittenOut, More: $"record CN: {why}" }
        );
        // Of the other side nothing is restricted here.
        var other = await Node.Told.Run("record", "out", folder["theirs"], "--data", nodes.CnFolder.Path);
        Assert.Equal(0, other);
    }

    [Fact]
    public async Task The_command_writes_a_certificate_of_it_with_a_reason_alone()
    {
        const string why = "read out before the court";
        var number = await Limited();
        using var folder = new TemporaryFolder();
        var sheet = folder["sheet.html"];
        string[] args = ["certificate", number, "1", "--data", nodes.UsFolder.Path, "--out", sheet];
        Assert.Equal(1, await Node.Told.Run(args));
        Assert.Equal(1, await Node.Told.Run([.. args, "--reason", " "]));
        Assert.False(File.Exists(sheet));
        Assert.Equal(0, await Node.Told.Run([.. args, "--reason", why]));
        Assert.True(File.Exists(sheet));
        var events = nodes.Us.Services.GetRequiredService<SecurityEvents>().Page(1);
        Assert.Contains(
            events,
            one =>
                one is { Act: SecurityAct.WrittenOut }
                && string.Equals(one.More, $"certificate {number} 1: {why}", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Lists_and_searches_of_programs_tell_the_codes_and_that_the_use_is_limited()
    {
        var number = await Limited();
        using var program = ProgramNodes.Program(nodes.Us, "drafter");
        var list = (await program.Get("requests")).Json.GetProperty("requests").EnumerateArray();
        var line = list.First(one =>
            string.Equals(one.GetProperty("number").GetString(), number, StringComparison.Ordinal)
        );
        Assert.True(line.GetProperty("limited").GetBoolean());
        Assert.Equal("stated-purpose-only", line.GetProperty("use").GetString());
        Assert.Contains("H2", line.GetProperty("marks").EnumerateArray().Select(one => one.GetString()));
        var found = (await program.Get($"search?q={number}&in=requests"))
            .Json.GetProperty("found")[0]
            .GetProperty("things")[0];
        Assert.True(found.GetProperty("limited").GetBoolean());
        Assert.NotEmpty(found.GetProperty("marks").EnumerateArray());
        var limits = (await program.Get($"requests/{number}")).Json.GetProperty("limits").EnumerateArray().ToList();
        Assert.Equal(["answer", "later", "not-validated"], limits.Select(one => one.GetProperty("by").GetString()));
    }

    [Fact]
    public async Task What_leaves_byte_for_byte_bears_it_in_its_headers()
    {
        var number = await Limited();
        var index = EntryOf(number)[3..];
        string[] pages = [$"CN/{index}.json", $"CN/{index}.tlog-proof", "evidence"];
        string[] letters = ["letter", $"letter?by=CN&index={index}", "certificates/1"];
        await Bears(number, pages, [.. letters, "evidence", $"entries/CN/{index}", $"entries/CN/{index}/proof"]);
    }

    [Fact]
    public async Task So_do_letters_and_certificates_as_PDF_for_people_and_programs()
    {
        Assert.SkipWhen(!PaperPress.Of("").CanPrint, "No Chromium on this host.");
        string[] papers = ["letter.pdf", "certificates/1.pdf"];
        await Bears(await Limited(), papers, papers);
    }

    [Fact]
    public async Task What_came_for_an_emergency_that_was_not_validated_is_taken_out_only_with_a_reason()
    {
        const string why = "returned by order of a court";
        var number = await Limited();
        using var program = ProgramNodes.Program(nodes.Us, "drafter");
        using var other = ProgramNodes.Program(nodes.Us, "releaser");
        using var browser = Browser();
        (await OpenDesk.SignIn(browser, "drafter")).Dispose();
        var index = EntryOf(number)[3..];
        string[] paths = ["letter", "letter.pdf", "evidence", $"CN/{index}.json", $"CN/{index}.tlog-proof"];
        foreach (var path in paths)
        {
            using var closed = await browser.GetAsync(new Uri($"/requests/{number}/{path}", UriKind.Relative));
            Assert.Equal(403, (int)closed.StatusCode);
            var page = await closed.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Contains("What is it needed for?", page, StringComparison.Ordinal);
            Assert.DoesNotContain(First, page, StringComparison.Ordinal);
        }
        Assert.Equal(403, (int)(await program.Get($"requests/{number}/letter")).Status);
        Assert.Equal("", await Excerpt(program));
        using var silent = await OpenDesk.Post(browser, "/", $"/requests/{number}/use", ("reason", " "));
        Assert.Equal(422, (int)silent.StatusCode);

        await Opened(browser, number, why);
        foreach (var path in paths.Where(path => path is not "letter.pdf"))
        {
            using var open = await browser.GetAsync(new Uri($"/requests/{number}/{path}", UriKind.Relative));
            Assert.Equal(200, (int)open.StatusCode);
        }
        Assert.Equal(200, (int)(await program.Get($"requests/{number}/letter")).Status);
        Assert.Equal(403, (int)(await other.Get($"requests/{number}/letter")).Status);
        Assert.Contains(
            why,
            await browser.GetStringAsync(new Uri($"/requests/{number}", UriKind.Relative)),
            StringComparison.Ordinal
        );
    }

    /// <summary>What a drafter and its program take out at these addresses says how it is to be handled.</summary>
    private async Task Bears(string number, string[] pages, string[] calls)
    {
        using var browser = Browser();
        (await OpenDesk.SignIn(browser, "drafter")).Dispose();
        await Opened(browser, number);
        foreach (var path in pages)
        {
            using var answer = await browser.GetAsync(new Uri($"/requests/{number}/{path}", UriKind.Relative));
            IsBorne((int)answer.StatusCode, answer.Headers, path);
        }
        using var program = ProgramNodes.Program(nodes.Us, "drafter");
        foreach (var path in calls)
        {
            var told = await program.Get($"requests/{number}/{path}");
            IsBorne(told.Status, told.Headers, $"programs' {path}");
        }
    }

    private static void IsBorne(int status, System.Net.Http.Headers.HttpResponseHeaders headers, string what)
    {
        Assert.True(status == 200, $"{what}: {status}");
        Assert.True(headers.TryGetValues(UseHeaders.Use, out var use), what);
        Assert.Equal("stated-purpose-only, limited", Assert.Single(use));
        Assert.True(headers.TryGetValues(UseHeaders.Handling, out var handling), what);
        Assert.Contains("H2", Assert.Single(handling).Split(", "), StringComparer.Ordinal);
    }

    private static async Task<string> Excerpt(Caller program)
    {
        var found = (await program.Get($"search?q={Uri.EscapeDataString(First)}&in=requests")).Json.GetProperty(
            "found"
        );
        return found[0].GetProperty("things")[0].GetProperty("text").GetString()!;
    }

    private static async Task Opened(HttpClient browser, string number, string why = "a court asks for it")
    {
        using var opened = await OpenDesk.Post(browser, "/", $"/requests/{number}/use", ("reason", why));
        Assert.Equal(200, (int)opened.StatusCode);
    }

    private Task<string> Limited() => LimitedRequest.Make(nodes);

    /// <summary>The place of the answer: "CN-17".</summary>
    private string EntryOf(string number)
    {
        var entries = nodes.Us.Record.Reading.EntriesAbout(TwoFolders.CN, SubjectId.Parse(number));
        var answer = entries.First(one => string.Equals(one.Type, "request.answered", StringComparison.Ordinal));
        return FormattableString.Invariant($"{answer.By}-{answer.Index}");
    }

    private HttpClient Browser() =>
        new(new HttpClientHandler { CookieContainer = new System.Net.CookieContainer(), UseProxy = false })
        {
            BaseAddress = new Uri(nodes.UsFolder.Settings().Desk),
        };
}
