using System.Net;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Node;
using Parley.Node.Access;
using Parley.Node.Paper;
using Parley.Tests.Api;
using Parley.Tests.Desk;
using Parley.Tests.Node;
using Parley.Tests.Requests;

namespace Parley.Tests.Paper;

/// <summary>The certificates a request asks for are printed empty by whoever answers, before there is an answer.
/// </summary>
public sealed class BlankCertificateTests
{
    private static readonly Bilingual Name = new("An Invented Officer", "某人");
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_answers_prints_each_form_asked_for_empty_until_the_answer_is_final()
    {
        await using var pair = new Pair();
        await Start(pair);
        using var asked = await SignedIn(pair.Folders.Cn);
        using var asks = await SignedIn(pair.Folders.Us);
        var (id, draft) = await Ask(pair);
        var form = ModelPlay.Model.Certificate("witness-questioning")!;
        var address = $"/requests/{id}/certificates/blank/{form.Code}";

        Assert.Contains($"href=\"{address}\"", await Read(asked, $"/requests/{id}"), StringComparison.Ordinal);
        Assert.Contains(
            $"href=\"{address}\"",
            await Read(asked, $"/requests/{id}/do/Answer"),
            StringComparison.Ordinal
        );
        var sheet = await Read(asked, address);
        Assert.Contains(id, sheet, StringComparison.Ordinal);
        foreach (var field in form.Fields)
        {
            Assert.Contains($"{field.Label.En} {field.Label.Zh}", Spaced(sheet), StringComparison.Ordinal);
        }
        Assert.Contains(form.Filled(new Dictionary<string, Bilingual>(), "en"), sheet, StringComparison.Ordinal);
        Assert.Contains(form.Filled(new Dictionary<string, Bilingual>(), "zh"), sheet, StringComparison.Ordinal);
        Assert.Contains("It bears no proof yet", sheet, StringComparison.Ordinal);
        Assert.DoesNotContain("tlog-proof", sheet, StringComparison.Ordinal);

        // Not a form that was not asked for, and not for the side that asked.
        Assert.Equal(HttpStatusCode.NotFound, await Status(asked, $"/requests/{id}/certificates/blank/no-such-form"));
        Assert.Equal(HttpStatusCode.NotFound, await Status(asks, address));
        Assert.DoesNotContain("certificates/blank", await Read(asks, $"/requests/{id}"), StringComparison.Ordinal);

        var answer = new RequestStatement.Answered(
            Final: true,
            [.. draft.Sought.Select(one => new ItemAnswer(one.Id, ItemOutcome.Provided, Play.Text()))],
            UseLimits: null,
            Handling: new Handling("H1", "TLP:AMBER", "A", "1"),
            Certificates: [CertificateTests.Sheet("Penhallow")]
        );
        var stated = await pair.Cn!.Record.State(TwoFolders.US, SubjectId.Parse(id), answer, Central("cn"));
        Assert.True(stated.Refusal is null, stated.Refusal?.Sentence.En);
        Assert.Equal(HttpStatusCode.NotFound, await Status(asked, address));
        Assert.DoesNotContain("certificates/blank", await Read(asked, $"/requests/{id}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_reads_what_is_asked_for_and_takes_the_empty_sheet_where_it_answers()
    {
        await using var pair = new Pair();
        await Start(pair);
        var (id, _) = await Ask(pair);
        using var asked = ProgramNodes.Program(pair.Cn!, "drafts");
        using var asks = ProgramNodes.Program(pair.Us!, "drafts");

        var forms = await Asked(asked, id);
        Assert.Equal(["seized-items", "witness-questioning"], forms.Select(one => one.Form).Order());
        Assert.All(forms, one => Assert.False(one.Given));
        var witness = forms.Single(one => one.Form is "witness-questioning");
        var sheet = await asked.Get(witness.Blank!["/api/v1/".Length..]);
        Assert.Equal(200, sheet.Status);
        Assert.Contains("It bears no proof yet", sheet.Text, StringComparison.Ordinal);

        Assert.All(await Asked(asks, id), one => Assert.Null(one.Blank));
        Assert.Equal(404, (await asks.Get(witness.Blank!["/api/v1/".Length..])).Status);
        Assert.Equal(404, (await asked.Get($"requests/{id}/certificates/blank/no-such-form")).Status);
    }

    [Fact]
    public async Task An_empty_sheet_is_a_PDF_where_the_host_can_make_one()
    {
        Assert.SkipWhen(!PaperPress.Of("").CanPrint, "No Chromium on this host.");
        await using var pair = new Pair();
        await Start(pair);
        using var asked = await SignedIn(pair.Folders.Cn);
        var (id, _) = await Ask(pair);
        using var pdf = await asked.GetAsync($"/requests/{id}/certificates/blank/witness-questioning/pdf", Cancel);
        Assert.Equal("application/pdf", pdf.Content.Headers.ContentType?.MediaType);
        using var paper = UglyToad.PdfPig.PdfDocument.Open(await pdf.Content.ReadAsByteArrayAsync(Cancel));
        Assert.InRange(paper.NumberOfPages, 1, 2);
        Assert.Contains(id, paper.GetPage(1).Text, StringComparison.Ordinal);
    }

    /// <summary>The certificates asked for as a program reads them.</summary>
    private static async Task<List<(string Form, bool Given, string? Blank)>> Asked(Caller program, string id) =>
        [
            .. (await program.Get($"requests/{id}/certificates"))
                .Json.GetProperty("asked")
                .EnumerateArray()
                .Select(one =>
                    (
                        one.GetProperty("form").GetString()!,
                        one.GetProperty("given").GetBoolean(),
                        one.GetProperty("blank").GetString()
                    )
                ),
        ];

    private static async Task<(string Id, Draft Draft)> Ask(Pair pair)
    {
        var agreed = await pair.Agree();
        var draft = ModelPlay
            .Draft("mutual-legal-assistance")
            .With("certificate-forms", new Entry.Several(["witness-questioning", "seized-items"]));
        var made = new RequestStatement.Made(draft.Kind, draft.Urgency, agreed, draft.Language, draft.Entries);
        var asked = await pair.Us!.Record.Open(TwoFolders.CN, 'R', made, Central("us"));
        Assert.True(asked.Refusal is null, asked.Refusal?.Sentence.En);
        await pair.Quiet();
        return ($"{asked.About}", draft);
    }

    private static async Task<string> Read(HttpClient browser, string address)
    {
        using var answer = await browser.GetAsync(address, Cancel);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel));
        Assert.True(answer.IsSuccessStatusCode, $"{address}: {answer.StatusCode}");
        return page;
    }

    private static async Task<HttpStatusCode> Status(HttpClient browser, string address)
    {
        using var answer = await browser.GetAsync(address, Cancel);
        return answer.StatusCode;
    }

    /// <summary>A bilingual label stands in one element, its two names apart by a dot or a space.</summary>
    private static string Spaced(string page) => page.Replace(" · ", " ", StringComparison.Ordinal);

    private static Officer Central(string party) => new($"{party}-central-authority", Name.En, "adviser");

    /// <summary>Both nodes, each with an officer of its central authority.</summary>
    private static async Task Start(Pair pair)
    {
        foreach (var (folder, party) in new[] { (pair.Folders.Cn, "cn"), (pair.Folders.Us, "us") })
        {
            var authority = $"{party}-central-authority";
            var officer = new NewOfficer(Name, authority, Name, Name, [Role.Drafter], [Competence.CentralAuthority]);
            Assert.Null(Officers.Of(folder.DeskFolder).Add("drafts", OpenDesk.Password, officer, Doer.Command));
        }
        await pair.Start();
    }

    private static async Task<HttpClient> SignedIn(NodeFolder folder)
    {
        var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseProxy = false })
        {
            BaseAddress = new Uri(folder.Settings().Desk),
        };
        using var answer = await OpenDesk.SignIn(browser, "drafts");
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return browser;
    }
}
