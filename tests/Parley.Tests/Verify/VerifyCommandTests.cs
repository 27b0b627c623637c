using System.Text.Json;
using Parley.Record;
using Parley.Sealing;
using Parley.Tests.Sealing;
using Parley.Verify;

namespace Parley.Tests.Verify;

public sealed class VerifyCommandTests
{
    [Fact]
    public void The_exit_code_says_good_found_or_unusable()
    {
        using var record = SampleRecord.Small();
        using var folder = new TemporaryFolder();
        record.Write(folder.Path);
        Assert.Equal(0, Run([folder.Path], out var output));
        Assert.Contains("GOOD", output, StringComparison.Ordinal);

        File.AppendAllText(folder["US-to-CN.jsonl"], "{}\n");
        Assert.Equal(1, Run([folder.Path], out output));
        Assert.Contains("NOT GOOD", output, StringComparison.Ordinal);

        File.Delete(folder["US-to-CN.checkpoints"]);
        Assert.Equal(2, Run([folder.Path], out _));
        Assert.Equal(2, Run([folder["nowhere"]], out _));
        Assert.Equal(2, Run([], out _));
        Assert.Equal(2, Run(["proof", "--statement", "x"], out _));
        Assert.Equal(2, Run([folder.Path, "--no-such-option"], out _));
    }

    [Fact]
    public void The_outcome_comes_as_JSON_where_a_script_wants_it()
    {
        using var record = SampleRecord.Small();
        using var folder = new TemporaryFolder();
        record.Write(folder.Path);
        Assert.Equal(0, Run([folder.Path, "--json"], out var output));
        using var json = JsonDocument.Parse(output);
        Assert.True(json.RootElement.GetProperty("good").GetBoolean());
        Assert.Equal(4, json.RootElement.GetProperty("ledgers")[1].GetProperty("statements").GetInt64());
    }

    [Fact]
    public void The_outcome_comes_in_Chinese_where_that_is_asked_for()
    {
        using var record = SampleRecord.Small();
        using var folder = new TemporaryFolder();
        record.Write(folder.Path);
        Assert.Equal(0, Run([folder.Path, "--language", "zh"], out var output));
        Assert.Contains("完好", output, StringComparison.Ordinal);
        File.AppendAllText(folder["US-to-CN.jsonl"], "{}\n");
        Assert.Equal(1, Run([folder.Path, "--language", "zh"], out output));
        Assert.Contains("条目格式不符", output, StringComparison.Ordinal);
        Assert.Equal(2, Run([folder.Path, "--language", "xx"], out _));
    }

    [Fact]
    public void The_help_teaches_by_example()
    {
        Assert.Equal(0, Run(["--help"], out var output));
        Assert.Contains("parley-verify proof --statement", output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_proof_of_every_statement_is_checked_with_two_cards_alone()
    {
        using var record = SampleRecord.Small();
        using var folder = new TemporaryFolder();
        record.Write(folder.Path);
        foreach (var ledger in new[] { record.UsToCn, record.CnToUs })
        {
            var note = ledger.Checkpoints[^1];
            for (var index = 0; index < ledger.Statements.Count; index++)
            {
                var path = ledger.Tree.ProveInclusion(index, ledger.Tree.Size);
                var proof = new InclusionProof(index, path, note.ToString());
                File.WriteAllBytes(folder["s.json"], ledger.Statements[index]);
                File.WriteAllText(folder["s.tlog-proof"], proof.ToText());
                Assert.Equal(0, Proof(folder, out var output));
                Assert.Contains("receipted it at", output, StringComparison.Ordinal);

                File.WriteAllBytes(folder["s.json"], ledger.Statements[(index + 1) % ledger.Statements.Count]);
                Assert.Equal(1, Proof(folder, out _));
            }
        }
    }

    [Fact]
    public void A_proof_without_receipt_or_under_another_key_is_found()
    {
        using var record = SampleRecord.Small();
        using var folder = new TemporaryFolder();
        record.Write(folder.Path);
        var ledger = record.UsToCn;
        var note = ledger.Checkpoints[^1];
        var path = ledger.Tree.ProveInclusion(0, ledger.Tree.Size);
        File.WriteAllBytes(folder["s.json"], ledger.Statements[0]);
        foreach (
            var bad in new[]
            {
                note with
                {
                    Signatures = [note.Signatures[0]],
                },
                record.Cn.Keys.Signer(ledger.Origin).Sign(note.Text).With(note.Signatures[1]),
                record
                    .Us.Keys.Signer("us.parley.example/xx")
                    .Sign(note.Text.Replace("/cn", "/xx", StringComparison.Ordinal)),
            }
        )
        {
            File.WriteAllText(folder["s.tlog-proof"], new InclusionProof(0, path, bad.ToString()).ToText());
            Assert.Equal(1, Proof(folder, out _));
        }
    }

    private static int Proof(TemporaryFolder folder, out string output) =>
        Run(
            [
                "proof",
                "--statement",
                folder["s.json"],
                "--proof",
                folder["s.tlog-proof"],
                "--card",
                folder["US.card"],
                "--card",
                folder["CN.card"],
            ],
            out output
        );

    private static int Run(string[] args, out string output)
    {
        using var written = new StringWriter();
        var code = VerifyCommand.Run(args, written, written);
        output = written.ToString();
        return code;
    }
}
