using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Node.Paper;
using Parley.Tests.Node;
using Parley.Tests.Requests;
using Parley.Tests.Sealing;
using UglyToad.PdfPig;

namespace Parley.Tests.Paper;

/// <summary>Certificates leave the house each as a sheet of its own, with the proof of the answer they came with.
/// </summary>
public sealed class CertificateTests
{
    private const string Code = "witness-questioning";

    [Fact]
    public async Task Each_sheet_is_written_with_its_number_its_blanks_and_the_proof_of_its_answer()
    {
        await using var pair = new Pair();
        var id = await Answered(pair);
        using var folder = new TemporaryFolder();
        foreach (var data in new[] { pair.Folders.Us.Path, pair.Folders.Cn.Path })
        {
            foreach (var (number, witness, sheet) in new[] { ("1", "Penhallow", 1), ("2", "Marwood", 2) })
            {
                var html = folder["sheet.html"];
                var args = new[] { "certificate", id, number, "--data", data, "--out", html, "--language", "zh" };
                Assert.Equal(0, await Told.Run(args));
                var text = await File.ReadAllTextAsync(html);
                Assert.Contains($"{witness} place", text, StringComparison.Ordinal);
                Assert.Contains($"{witness}地点", text, StringComparison.Ordinal);
                Assert.Contains($"第 {sheet} 份，共 2 份 sheet {sheet} of 2", text, StringComparison.Ordinal);
                Assert.Contains(id, text, StringComparison.Ordinal);
                Assert.Contains("Only for the stated purpose.", text, StringComparison.Ordinal);
                Assert.DoesNotContain("<script", text, StringComparison.OrdinalIgnoreCase);
                var proof = QrReader.Read(text);
                Assert.StartsWith("c2sp.org/tlog-proof@v1\n", proof, StringComparison.Ordinal);
                Assert.Contains("cn.parley.example", proof, StringComparison.Ordinal);
            }
            Assert.Equal(1, await Told.Run("certificate", id, "3", "--data", data, "--out", folder["none.html"]));
            Assert.Equal(1, await Told.Run("certificate", id, "0", "--data", data, "--out", folder["none.html"]));
            Assert.False(File.Exists(folder["none.html"]));
        }
        var events = pair.Us!.Services.GetRequiredService<SecurityEvents>();
        var lines = events.Page(1).Where(one => one.Act is SecurityAct.WrittenOut).Select(one => one.More).Reverse();
        Assert.Equal([$"certificate {id} 1", $"certificate {id} 2"], lines);
    }

    [Fact]
    public async Task A_certificate_is_one_clean_A4_PDF_in_either_language()
    {
        Assert.SkipWhen(!PaperPress.Of("").CanPrint, "No Chromium on this host.");
        await using var pair = new Pair();
        var id = await Answered(pair);
        using var folder = new TemporaryFolder();
        foreach (var language in new[] { "en", "zh" })
        {
            var pdf = folder[$"{language}.pdf"];
            var args = new[] { "certificate", id, "2", "--data", pair.Folders.Us.Path, "--out", pdf };
            Assert.Equal(0, await Told.Run([.. args, "--language", language]));
            using var paper = PdfDocument.Open(pdf);
            Assert.InRange(paper.NumberOfPages, 1, 2);
            var text = new StringBuilder();
            foreach (var page in paper.GetPages())
            {
                Assert.InRange((double)page.Width, 594, 596);
                Assert.InRange((double)page.Height, 841, 843);
                Assert.All(page.Letters, letter => Assert.InRange((double)letter.EndBaseLine.X, 0, (double)page.Width));
                text.Append(page.Text);
            }
            var read = text.ToString().Normalize(NormalizationForm.FormKC);
            Assert.Contains("Marwood place", read, StringComparison.Ordinal);
            Assert.Contains("询问证人证明书", read, StringComparison.Ordinal);
            Assert.Contains("Signature", read, StringComparison.Ordinal);
            Assert.Contains("印章", read, StringComparison.Ordinal);
        }
    }

    /// <summary>A request for certificates and an answer with two sheets of one, both arrived.</summary>
    private static async Task<string> Answered(Pair pair)
    {
        await pair.Start();
        var agreed = await pair.Agree();
        var draft = ModelPlay.Draft("mutual-legal-assistance");
        var made = new RequestStatement.Made(draft.Kind, draft.Urgency, agreed, draft.Language, draft.Entries);
        var asked = await pair.Us!.Record.Open(TwoFolders.CN, 'R', made, Central("us"));
        Assert.True(asked.Refusal is null, asked.Refusal?.Sentence.En);
        await pair.Quiet();
        var answer = new RequestStatement.Answered(
            Final: true,
            [.. draft.Sought.Select(one => new ItemAnswer(one.Id, ItemOutcome.Provided, Play.Text()))],
            UseLimits: null,
            Handling: new Handling("H1", "TLP:AMBER", "A", "1"),
            Certificates: [Sheet("Penhallow"), Sheet("Marwood")]
        );
        var stated = await pair.Cn!.Record.State(TwoFolders.US, asked.About, answer, Central("cn"));
        Assert.True(stated.Refusal is null, stated.Refusal?.Sentence.En);
        await pair.Quiet();
        return $"{asked.About}";
    }

    private static Officer Central(string party) => new($"{party}-central-authority", "An Officer", "liaison");

    internal static CertificateGiven Sheet(string witness) =>
        new(
            Code,
            [
                .. ModelPlay
                    .Model.Certificate(Code)!
                    .Fields.Select(field => new BlankFilled(
                        field.Id,
                        new Bilingual($"{witness} {field.Id}", $"{witness}{field.Label.Zh}")
                    )),
            ]
        );
}
