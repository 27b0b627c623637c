using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Exchange.Formats;
using Parley.Node.Record;
using Parley.Tests.Node;
using Parley.Tests.Sealing;
using Parley.Verify;

namespace Parley.Tests.Record;

/// <summary>All files of an evidence file can be handed over in one folder, whatever their senders called them.
/// </summary>
public sealed class ParcelLinesTests
{
    private static readonly Officer Someone = new("an-authority", "An Invented Officer", "liaison");

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_files_of_one_name_are_told_apart_in_the_list_and_the_verifier_takes_both()
    {
        await using var pair = new Pair();
        await pair.Start();
        var guidelines = await pair.Agree();
        Assert.True(
            DraftFormat.TryRead(
                await File.ReadAllBytesAsync(Path.Combine(Pair.Samples, "requests", "information.json"), Cancel),
                out var draft,
                out var problem
            ),
            problem
        );
        using var folder = new TemporaryFolder();
        var files = new List<Attached>();
        foreach (var content in new[] { "of the first day", "of the second day" })
        {
            await using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(content));
            var shelf = pair.Us!.Services.GetRequiredService<IParcelShelf>();
            var sealing = ParcelSealing.Seal(
                shelf,
                TwoFolders.CN,
                bytes,
                "log.txt",
                "text/plain",
                bytes.Length,
                Cancel
            );
            files.Add(new Attached((await sealing)!, null, null));
            await File.WriteAllTextAsync(folder[$"{Hash(content)[..16]}-log.txt"], content, Cancel);
        }
        draft = draft!.With("files", new Entry.Parcels([.. files]));
        var made = new RequestStatement.Made(draft.Kind, draft.Urgency, guidelines, draft.Language, draft.Entries);
        var asking = await pair.Us!.Record.Open(TwoFolders.CN, 'R', made, Someone);
        Assert.True(asking.Refusal is null, asking.Refusal?.Sentence.En);
        await pair.Quiet();

        var data = pair.Folders.Cn.Path;
        Assert.Equal(0, await Told.Run("evidence", $"{asking.About}", "--data", data, "--out", folder["e.zip"]));
        await System.IO.Compression.ZipFile.ExtractToDirectoryAsync(folder["e.zip"], folder.Path, Cancel);
        var handed = Directory.GetFiles(folder.Path, "*-log.txt");
        Assert.Equal(2, handed.Length);
        var list = await File.ReadAllLinesAsync(folder["parcels.sha256"], Cancel);
        Assert.Equal(
            handed.Select(file => $"{Hash(File.ReadAllText(file))}  {Path.GetFileName(file)}").Order(),
            list.Order()
        );
        using var output = new StringWriter();
        string[] args = [folder["e.zip"], .. handed.SelectMany(file => (string[])["--file", file])];
        Assert.True(VerifyCommand.Run(args, output, output) == 0, $"{output}");
        Assert.Contains("lists the 2 files that the statements name", $"{output}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("log.csv", false)]
    [InlineData("日志.csv", false)]
    [InlineData("readme.txt.csv", false)]
    [InlineData("US-00001.json", false)]
    [InlineData("0123456789abcde-log.csv", false)]
    [InlineData("README.TXT", true)]
    [InlineData("parcels.sha256", true)]
    [InlineData("us.card", true)]
    [InlineData("CN-1000017.tlog-proof", true)]
    [InlineData("US-000017.json", true)]
    [InlineData("0123456789ABCDEF-log.csv", true)]
    public void A_name_that_is_of_the_evidence_file_or_looks_like_one_told_apart_is_told_apart(string name, bool isTold)
    {
        var listed = isTold ? $"{Hash("a")[..16]}-{name}" : name;
        Assert.Equal($"{Hash("a")}  {listed}\n", ParcelLines.Of([Named(name, "a")]));
    }

    [Fact]
    public void One_file_that_is_named_twice_is_listed_once_and_another_of_its_name_but_for_capitals_is_told_apart()
    {
        var alike = ParcelLines.Of([Named("a.csv", "a"), Named("a.csv", "a"), Named("b.csv", "a")]);
        Assert.Equal($"{Hash("a")}  a.csv\n{Hash("a")}  b.csv\n", alike);
        var apart = ParcelLines.Of([
            Named("a.csv", "a"),
            Named("A.csv", "b"),
            Named("Ä.csv", "c"),
            Named("ä.csv", "d"),
        ]);
        Assert.Equal(
            $"{Hash("a")}  {Hash("a")[..16]}-a.csv\n{Hash("b")}  {Hash("b")[..16]}-A.csv\n"
                + $"{Hash("c")}  Ä.csv\n{Hash("d")}  ä.csv\n",
            apart
        );
        Assert.Equal("", ParcelLines.Of([]));
    }

    private static Parcel Named(string name, string content) =>
        new(name, "text/csv", 1, Hash(content), Hash(name), "k");

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
