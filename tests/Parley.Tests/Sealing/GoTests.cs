using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Parley.Tests.Sealing;

/// <summary>
/// An implementation that shares no line with ours reads what we write: golang.org/x/mod/sumdb/note and
/// tlog, and Go's own AES-GCM.
/// </summary>
public sealed class GoTests(GoTests.Program program) : IClassFixture<GoTests.Program>
{
    private const string Install =
        "These tests need Go and golang.org/x/mod. On Debian: apt-get install golang-go golang-golang-x-mod-dev";

    [Fact]
    public void Go_finds_the_record_good()
    {
        Assert.Equal("good", program.Run("record", VectorFiles.At("record")));
        using var record = SampleRecord.Large(300, 7, 20);
        using var folder = new TemporaryFolder();
        record.Write(folder.Path);
        Assert.Equal("good", program.Run("record", folder.Path));
    }

    [Fact]
    public void Go_finds_a_record_with_erased_statements_good_and_its_proofs()
    {
        Assert.Equal("good", program.Run("record", VectorFiles.At("record-erased")));
        var cards = new[] { VectorFiles.At("record/US.card"), VectorFiles.At("record/CN.card") };
        var proof = VectorFiles.At("proof/statement.tlog-proof");
        Assert.Equal("good", program.Run(["proof", VectorFiles.At("proof/erased.txt"), proof, .. cards]));
    }

    [Fact]
    public void Go_finds_our_inclusion_and_consistency_proofs_good() =>
        Assert.Equal("good", program.Run("tree", VectorFiles.At("tree.json")));

    [Fact]
    public void Go_seals_and_opens_our_parcels_alike() =>
        Assert.Equal("good", program.Run("parcel", VectorFiles.At("parcel.json")));

    [Fact]
    public void Go_finds_the_evidence_for_one_statement_good_and_that_for_another_bad()
    {
        var cards = new[] { VectorFiles.At("record/US.card"), VectorFiles.At("record/CN.card") };
        var proof = VectorFiles.At("proof/statement.tlog-proof");
        Assert.Equal("good", program.Run(["proof", VectorFiles.At("proof/statement.json"), proof, .. cards]));
        Assert.StartsWith(
            "exit 1",
            program.Run(["proof", VectorFiles.At("cards.json"), proof, .. cards]),
            StringComparison.Ordinal
        );
        Assert.StartsWith("exit 1", program.Run(["proof", proof, proof, .. cards]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("US-to-CN.jsonl", "request.made", "request.lost")]
    [InlineData("US-to-CN.checkpoints", "\n3\n", "\n2\n")]
    [InlineData("CN-to-US.checkpoints", "cn.parley.example/us ", "cn.parley.example/xx ")]
    [InlineData("CN-to-US.checkpoints", "us.parley.example/receipts ", "us.parley.example/deceipts ")]
    [InlineData("US.card", "party US", "party UK")]
    [InlineData("CN-to-US.jsonl", "request.acknowledged", "request.acknowledgED")]
    public void Go_finds_every_tampered_record_bad(string file, string from, string to)
    {
        using var record = SampleRecord.Small();
        using var folder = new TemporaryFolder();
        record.Write(folder.Path);
        var text = File.ReadAllText(folder[file]);
        var tampered = text.Replace(from, to, StringComparison.Ordinal);
        Assert.False(text.Equals(tampered, StringComparison.Ordinal));
        File.WriteAllBytes(folder[file], Encoding.UTF8.GetBytes(tampered));
        Assert.StartsWith("exit 1", program.Run("record", folder.Path), StringComparison.Ordinal);
    }

    /// <summary>The Go program, built once.</summary>
    public sealed class Program : IDisposable
    {
        private readonly TemporaryFolder folder = new();

        public Program()
        {
            var problem = Start("go", ["build", "-o", folder["check"], VectorFiles.GoProgram], out var code);
            Assert.True(code == 0, $"{Install}\n{problem}");
        }

        /// <summary>"good", or what the program complained of.</summary>
        public string Run(params string[] arguments)
        {
            var output = Start(folder["check"], arguments, out var code);
            return code == 0 ? output.Trim() : $"exit {code}: {output}";
        }

        public void Dispose() => folder.Dispose();

        private string Start(string file, string[] arguments, out int code)
        {
            var start = new ProcessStartInfo(file, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            };
            start.Environment["GO111MODULE"] = "off";
            start.Environment["GOPATH"] = "/usr/share/gocode";
            start.Environment["GOFLAGS"] = "";
            start.Environment["GOCACHE"] = folder["cache"];
            try
            {
                using var process = Process.Start(start)!;
                var errors = process.StandardError.ReadToEndAsync();
                var output = process.StandardOutput.ReadToEnd();
                process.WaitForExit();
                code = process.ExitCode;
                return output + errors.GetAwaiter().GetResult();
            }
            catch (Win32Exception exception)
            {
                code = -1;
                return exception.Message;
            }
        }
    }
}
