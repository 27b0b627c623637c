using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange.Formats;
using Parley.Node.Access;
using Parley.Node.Lines;
using Parley.Node.Requests;
using Parley.Tests.Api;
using Parley.Tests.Desk;
using Parley.Tests.Node;

namespace Parley.Tests.Record;

/// <summary>What is handed out about a request while the other side has not receipted it, and once it has.</summary>
public sealed class UnreceiptedTests
{
    private static readonly Bilingual Name = new("An Invented Officer", "某人");
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task There_is_no_evidence_file_before_the_first_receipt_and_the_page_says_why()
    {
        await using var pair = new Pair();
        using var browser = await SignedIn(pair);
        var agreed = await pair.Agree();
        await pair.StopUs();
        var asked = await Pair.Ask(pair.Cn!, agreed);
        Assert.True(asked.Refusal is null, asked.Refusal?.Sentence.En);
        var address = $"/requests/{asked.About}/evidence";
        foreach (var (language, sentence) in new[] { ("en", "has not receipted anything of"), ("zh-CN", "尚未就") })
        {
            using var ask = new HttpRequestMessage(HttpMethod.Get, address);
            ask.Headers.Add("Accept-Language", language);
            using var waits = await browser.SendAsync(ask, Cancel);
            var page = WebUtility.HtmlDecode(await waits.Content.ReadAsStringAsync(Cancel));
            Assert.True(waits.StatusCode == HttpStatusCode.Conflict, page);
            Assert.Contains(sentence, page, StringComparison.Ordinal);
            Assert.Contains($"href=\"/requests/{asked.About}\"", page, StringComparison.Ordinal);
        }
        await pair.StartUs();
        await pair.Quiet();
        using var there = await browser.GetAsync(address, Cancel);
        Assert.Equal(HttpStatusCode.OK, there.StatusCode);
        Assert.Equal("application/zip", there.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_request_on_its_way_is_told_apart_owed_by_nobody_and_counted_only_once_it_has_arrived()
    {
        await using var pair = new Pair();
        using var browser = await SignedIn(pair);
        using var program = ProgramNodes.Program(pair.Cn!, "reads");
        var agreed = await pair.Agree();
        await pair.StopUs();
        var asked = await Pair.Ask(pair.Cn!, agreed);
        Assert.True(asked.Refusal is null, asked.Refusal?.Sentence.En);
        Assert.Contains(
            "not receipted yet: its times start",
            await Page($"/requests/{asked.About}"),
            StringComparison.Ordinal
        );
        var waits = await List();
        Assert.Contains("Sent, not receipted yet", waits, StringComparison.Ordinal);
        Assert.Contains("Receipt by the other node", waits, StringComparison.Ordinal);
        var told = (await program.Get($"requests/{asked.About}")).Json;
        Assert.Equal(JsonValueKind.Null, told.GetProperty("receivedAt").ValueKind);
        Assert.Equal("receipt", told.GetProperty("next").GetProperty("step").GetString());
        Assert.Equal(0, Counted());

        await pair.StartUs();
        await pair.Quiet();
        var arrived = await Page($"/requests/{asked.About}");
        Assert.DoesNotContain("not receipted yet: its times start", arrived, StringComparison.Ordinal);
        Assert.Contains("is to act: ", arrived, StringComparison.Ordinal);
        Assert.Contains("Sent, no word yet", await List(), StringComparison.Ordinal);
        told = (await program.Get($"requests/{asked.About}")).Json;
        Assert.Equal("acknowledgement", told.GetProperty("next").GetProperty("step").GetString());
        Assert.Equal(1, Counted());

        async Task<string> Page(string address) => WebUtility.HtmlDecode(await browser.GetStringAsync(address, Cancel));
        async Task<string> List()
        {
            pair.Cn!.Services.GetRequiredService<LineKeeping>().CatchUp();
            return await Page("/requests");
        }
        int Counted()
        {
            var (since, until) = (DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
            pair.Cn!.Services.GetRequiredService<LineKeeping>().CatchUp();
            var measured = pair.Cn.Services.GetRequiredService<MeasuredReview>().Of(TwoFolders.US, since, until);
            Assert.Equal(pair.Cn.Record.Reading.Review(TwoFolders.US, since, until).Hash, measured.Hash);
            return measured.Figures.Requests;
        }
    }

    [Fact]
    public async Task A_certificate_bears_the_proof_of_its_answer_once_that_is_receipted_and_says_so_before()
    {
        await using var pair = new Pair();
        using var browser = await SignedIn(pair);
        var agreed = await pair.Agree();
        var bytes = await File.ReadAllBytesAsync(
            Path.Combine(Pair.Samples, "requests", "mutual-legal-assistance.json"),
            Cancel
        );
        Assert.True(DraftFormat.TryRead(bytes, out var model, out var problem), problem);
        var draft = model.With("certificate-forms", new Entry.Several(["documentary-evidence", "seized-items"]));
        var made = new RequestStatement.Made(draft.Kind, draft.Urgency, agreed, draft.Language, draft.Entries);
        var asked = await pair.Us!.Record.Open(TwoFolders.CN, 'R', made, Central("us"));
        Assert.True(asked.Refusal is null, asked.Refusal?.Sentence.En);
        await pair.Quiet();
        await pair.StopUs();
        var sight = pair.Cn!.Services.GetRequiredService<RequestBook>().Find(asked.About.ToString())!;
        var form = sight.Guidelines.Certificate("documentary-evidence")!;
        var answered = new RequestStatement.Answered(
            Final: false,
            [
                .. sight
                    .Request.Current()
                    .Sought.Select(item => new ItemAnswer(
                        item.Id,
                        ItemOutcome.Provided,
                        new Prose("Given.", "en", "已提供。"),
                        null
                    )),
            ],
            null,
            Handling: new Handling("H1", "TLP:AMBER", "A", "1"),
            Certificates:
            [
                new CertificateGiven(
                    form.Code,
                    [.. form.Fields.Select(field => new BlankFilled(field.Id, new Bilingual($"{field.Id}?", "某")))]
                ),
            ]
        );
        var given = await pair.Cn.Record.State(TwoFolders.US, asked.About, answered, Central("cn"));
        Assert.True(given.Refusal is null, given.Refusal?.Sentence.En);
        var address = $"/requests/{asked.About}/certificates/1";
        var before = WebUtility.HtmlDecode(await browser.GetStringAsync(address, Cancel));
        Assert.Contains("has not receipted this entry yet", before, StringComparison.Ordinal);
        Assert.Contains("documents?", before, StringComparison.Ordinal);
        Assert.DoesNotContain("cn.parley.example", before, StringComparison.Ordinal);

        await pair.StartUs();
        await pair.Quiet();
        var after = WebUtility.HtmlDecode(await browser.GetStringAsync(address, Cancel));
        var proofs = await pair.Cn.Record.Reading.Proofs(TwoFolders.US, asked.About);
        var proof = proofs.Single(one => one.By == TwoFolders.CN && one.Index == given.Index);
        var hash = Convert.ToHexStringLower(SHA256.HashData(proof.Statement.Span));
        Assert.Contains($"<code>{hash}</code>", after, StringComparison.Ordinal);
        Assert.Contains("cn.parley.example", after, StringComparison.Ordinal);
        Assert.DoesNotContain("has not receipted this entry yet", after, StringComparison.Ordinal);
        using var other = await browser.GetAsync($"/requests/{asked.About}/certificates/2", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }

    private static Officer Central(string party) => new($"{party}-central-authority", Name.En, "adviser");

    /// <summary>An officer of the first node, who reads.</summary>
    private static async Task<HttpClient> SignedIn(Pair pair)
    {
        var officer = new NewOfficer(Name, "cn-central-authority", Name, Name, [Role.Reader]);
        Assert.Null(Officers.Of(pair.Folders.Cn.DeskFolder).Add("reads", OpenDesk.Password, officer, Doer.Command));
        await pair.Start();
        var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseProxy = false })
        {
            BaseAddress = new Uri(pair.Folders.Cn.Settings().Desk),
        };
        using var answer = await OpenDesk.SignIn(browser, "reads");
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return browser;
    }
}
