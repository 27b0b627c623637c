using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Paper;
using Parley.Tests.Node;
using Parley.Tests.Sealing;
using Parley.Verify;
using UglyToad.PdfPig;

namespace Parley.Tests.Paper;

/// <summary>A request leaves the house on paper and as an evidence file, and both can be checked.</summary>
public sealed class PaperTests
{
    /// <summary>The lower margin of a page, in points.</summary>
    private const double FootHeight = 18 / 25.4 * 72;

    [Fact]
    public async Task A_letter_in_both_languages_and_an_evidence_file_that_the_verifier_takes()
    {
        await using var pair = new Pair();
        await pair.Start();
        var agreed = await pair.Agree();
        var asked = await Pair.Ask(pair.Us!, agreed);
        await pair.Quiet();
        var id = asked.About.ToString();
        using var folder = new TemporaryFolder();
        foreach (var data in new[] { pair.Folders.Us.Path, pair.Folders.Cn.Path })
        {
            var html = folder["letter.html"];
            Assert.Equal(0, await Told.Run("letter", id, "--data", data, "--out", html));
            var letter = await File.ReadAllTextAsync(html);
            Assert.Contains(id, letter, StringComparison.Ordinal);
            Assert.Contains("Summary of facts", letter, StringComparison.Ordinal);
            Assert.Contains("案情摘要", letter, StringComparison.Ordinal);
            var proof = QrReader.Read(letter);
            Assert.StartsWith("c2sp.org/tlog-proof@v1\n", proof, StringComparison.Ordinal);
            Assert.Contains("us.parley.example", letter, StringComparison.Ordinal);
            Assert.DoesNotContain("<script", letter, StringComparison.OrdinalIgnoreCase);

            var zip = folder["evidence.zip"];
            Assert.Equal(0, await Told.Run("evidence", id, "--data", data, "--out", zip));
            using var output = new StringWriter();
            Assert.Equal(0, VerifyCommand.Run([zip], output, output));
            Assert.Contains("'request.made'", output.ToString(), StringComparison.Ordinal);
            Assert.Contains("Not part of what is proven: README.txt.", output.ToString(), StringComparison.Ordinal);
            // What the code on the paper holds is the very proof of the evidence file.
            using var file = ZipFile.OpenRead(zip);
            using var inFile = new StreamReader(
                file.Entries.First(e => e.Name.EndsWith("proof", StringComparison.Ordinal)).Open()
            );
            Assert.Equal(await inFile.ReadToEndAsync(TestContext.Current.CancellationToken), proof);
        }
    }

    [Fact]
    public async Task A_letter_is_a_clean_A4_PDF_with_both_languages_to_be_read()
    {
        Assert.SkipWhen(!PaperPress.Of("").CanPrint, "No Chromium on this host.");
        await using var pair = new Pair();
        await pair.Start();
        var asked = await Pair.Ask(pair.Us!, await pair.Agree());
        await pair.Quiet();
        using var folder = new TemporaryFolder();
        var pdf = folder["letter.pdf"];
        Assert.Equal(0, await Told.Run("letter", $"{asked.About}", "--data", pair.Folders.Us.Path, "--out", pdf));
        using var paper = PdfDocument.Open(pdf);
        Assert.InRange(paper.NumberOfPages, 2, 8);
        var text = new StringBuilder();
        foreach (var page in paper.GetPages())
        {
            Assert.InRange((double)page.Width, 594, 596);
            Assert.InRange((double)page.Height, 841, 843);
            text.Append(page.Text);
            // At the foot of every page stands what it belongs to, and which page of how many it is.
            var foot = page.GetWords()
                .Where(word => word.BoundingBox.Top < FootHeight)
                .OrderBy(word => word.BoundingBox.Left)
                .Select(word => word.Text);
            Assert.Equal($"{asked.About} {page.Number} / {paper.NumberOfPages}", string.Join(' ', foot));
            // Nothing of the text runs off the paper.
            Assert.All(page.Letters, letter => Assert.InRange((double)letter.EndBaseLine.X, 0, (double)page.Width));
        }
        // A font may write a Han sign by a radical of the same form.
        var read = text.ToString().Normalize(NormalizationForm.FormKC);
        Assert.Contains($"{asked.About}", read, StringComparison.Ordinal);
        Assert.Contains("Only for the stated purpose.", read, StringComparison.Ordinal);
        Assert.Contains("仅", read, StringComparison.Ordinal);
        Assert.True(read.Count(c => c is >= '\u4e00' and <= '\u9fff') > 200, read);
    }

    [Fact]
    public async Task A_proof_longer_than_a_code_holds_is_left_out_of_the_code_and_the_paper_says_so()
    {
        var entry = Encoding.UTF8.GetBytes("an entry");
        foreach (var (length, isWhole) in new[] { (QrCode.MostBytes, true), (QrCode.MostBytes + 1, false) })
        {
            var proof = new StatementProof(TwoFolders.US, 16, entry, new string('p', length - 2) + "\n\n");
            var html = await Rendered(proof);
            Assert.Equal(isWhole, html.Contains("The code holds its tlog-proof", StringComparison.Ordinal));
            var expected = isWhole
                ? proof.Proof
                : $"US 16\nsha256 {Convert.ToHexStringLower(SHA256.HashData(entry))}\n";
            Assert.Equal(expected, QrReader.Read(html));
            Assert.Equal(!isWhole, html.Contains("longer than a code holds", StringComparison.Ordinal));
            Assert.Equal(!isWhole, html.Contains("超出二维码容量", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task The_command_writes_down_that_it_read_before_anything_leaves()
    {
        await using var pair = new Pair();
        await pair.Start();
        var asked = await Pair.Ask(pair.Us!, await pair.Agree());
        await pair.Quiet();
        using var folder = new TemporaryFolder();
        var (id, data) = (asked.About.ToString(), pair.Folders.Us.Path);
        Assert.Equal(0, await Told.Run("letter", id, "--data", data, "--out", folder["a.html"]));
        Assert.Equal(0, await Told.Run("evidence", id, "--data", data, "--out", folder["a.zip"]));
        Assert.Equal(0, await Told.Run("record", "out", folder["record"], "--data", data));
        var events = pair.Us!.Services.GetRequiredService<SecurityEvents>();
        var lines = events.Page(1).Where(one => one.Act is SecurityAct.WrittenOut).Select(one => one.More).Reverse();
        Assert.Equal([$"letter {id}", $"evidence {id}", "record CN"], lines);
        Assert.All(
            events.Page(1).Where(one => one.Act is SecurityAct.WrittenOut),
            one => Assert.Equal((Doer.Command.Name, "command"), (one.Who, one.Address))
        );
    }

    private static async Task<string> Rendered(StatementProof proof)
    {
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddLocalization()
            .AddSingleton(HtmlEncoder.Create(UnicodeRanges.All))
            .BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                [nameof(LetterProof.Proof)] = proof,
            };
            return (
                await renderer.RenderComponentAsync<LetterProof>(ParameterView.FromDictionary(parameters))
            ).ToHtmlString();
        });
    }

    [Fact]
    public async Task What_is_not_there_is_said_in_a_sentence()
    {
        await using var pair = new Pair();
        await pair.Start();
        var data = pair.Folders.Us.Path;
        var (code, _, error) = await Told.By("letter", "US-R-2026-0009", "--data", data);
        Assert.Equal(1, code);
        Assert.Contains("no such request or entry", error, StringComparison.Ordinal);
        await Told.Refused("letter", "nonsense", "--data", data);
    }
}
