using System.Text;
using Parley.Record;
using Parley.Tests.Sealing;
using Parley.Verify;

namespace Parley.Tests.Erasing;

/// <summary>Record folders and proofs in which the words of some statements were erased.</summary>
public sealed class ErasedRecordTests
{
    private static readonly string[] Cards =
    [
        VectorFiles.At("record-erased/US.card"),
        VectorFiles.At("record-erased/CN.card"),
    ];

    [Fact]
    public void A_folder_with_erased_statements_is_good_and_says_how_many()
    {
        var report = RecordCheck.Run(VectorFiles.At("record-erased"), new Progress(null));
        Assert.True(report.Good, new ReportText(chinese: false).Of(report));
        Assert.Equal([2L, 2L], report.Ledgers.Select(l => l.Erased));
        var whole = RecordCheck.Run(VectorFiles.At("record"), new Progress(null));
        Assert.Equal(whole.Ledgers.Select(l => l.Root), report.Ledgers.Select(l => l.Root));
        Assert.Contains("the words of 2 erased", new ReportText(chinese: false).Of(report), StringComparison.Ordinal);
        Assert.Contains("清除", new ReportText(chinese: true).Of(report), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_changed_character_of_an_erased_line_is_found()
    {
        using var record = SampleRecord.Small();
        record.Erase("US-R-2026-0001");
        using var folder = new TemporaryFolder();
        record.Write(folder.Path);
        var path = folder["US-to-CN.jsonl"];
        var good = File.ReadAllBytes(path);
        var begins = good.AsSpan().IndexOf("erased "u8);
        Assert.True(RecordCheck.Run(folder.Path, new Progress(null)).Good);
        for (var i = begins; i <= begins + ErasedLine.Length; i++)
        {
            var changed = good.ToArray();
            changed[i] ^= 1;
            File.WriteAllBytes(path, changed);
            Assert.False(RecordCheck.Run(folder.Path, new Progress(null)).Good);
        }
    }

    [Fact]
    public void The_opening_of_a_ledger_cannot_be_erased()
    {
        using var record = SampleRecord.Small();
        record.Erase("CN-L-US");
        using var folder = new TemporaryFolder();
        record.Write(folder.Path);
        var report = RecordCheck.Run(folder.Path, new Progress(null));
        Assert.Equal(2, report.Findings.Count(f => f.Code is "wrong-opening"));
    }

    [Fact]
    public void The_proof_of_an_erased_statement_holds_for_its_hash_and_for_no_other()
    {
        var proof = VectorFiles.At("proof/statement.tlog-proof");
        var report = ProofCheck.Run(VectorFiles.At("proof/erased.txt"), proof, Cards);
        Assert.True(report.Good);
        Assert.Contains("were erased", report.Facts[0].En, StringComparison.Ordinal);
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["other.txt"], ErasedLine.Write(Hash.Of("another"u8)));
        Assert.Equal("wrong-proof", ProofCheck.Run(folder["other.txt"], proof, Cards).Findings[0].Code);
    }

    [Theory]
    [InlineData("erased ")]
    [InlineData("erased AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("erased AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=")]
    [InlineData("erased  AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("Erased AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("erased AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= ")]
    public void Whatever_is_not_exactly_an_erased_line_is_malformed(string line)
    {
        var read = ReadStatement.Of(Encoding.UTF8.GetBytes(line));
        Assert.False(read.IsErased);
        Assert.NotNull(read.Problem);
    }

    [Fact]
    public void An_erased_line_is_no_statement_that_anyone_could_send()
    {
        var line = ErasedLine.Write(Hash.Of("words"u8));
        Assert.False(Frame.TryRead(line, out _, out _));
        Assert.True(ReadStatement.Of(line).IsErased);
    }
}
