using Parley.Record;
using Parley.Tests.Sealing;
using Parley.Verify;

namespace Parley.Tests.Record;

public sealed class DivergenceTests
{
    [Fact]
    public void Two_histories_are_proved_in_each_of_the_three_ways_and_the_evidence_travels()
    {
        using var record = SampleRecord.Small();
        using var folder = new TemporaryFolder();
        record.Write(folder.Path);
        foreach (var evidence in SampleDivergences.All(record))
        {
            Assert.True(evidence.Holds());
            Assert.True(Divergence.TryParse(evidence.ToText(), out var read));
            Assert.Equal(evidence.ToText(), read.ToText());
            Assert.True(read.Holds());
            File.WriteAllText(folder["evidence"], evidence.ToText());
            Assert.True(DivergenceCheck.Run(folder["evidence"], folder["US.card"]).Good);
            Assert.False(DivergenceCheck.Run(folder["evidence"], folder["CN.card"]).Good);
        }
    }

    [Fact]
    public void One_history_is_no_divergence_however_it_is_put()
    {
        using var record = SampleRecord.Small();
        var ledger = record.UsToCn;
        var notes = ledger.Checkpoints.ConvertAll(note => note.ToString());
        Assert.False(Divergence.SameSize(notes[0], notes[0]).Holds());
        Assert.False(Divergence.SameSize(notes[0], notes[1]).Holds());
        Assert.False(Divergence.NotAPrefix(notes[0], notes[2], ledger.Tree, 1, 4).Holds());
        var first = new InclusionProof(0, ledger.Tree.ProveInclusion(0, 1), notes[0]);
        var second = new InclusionProof(0, ledger.Tree.ProveInclusion(0, 4), notes[2]);
        Assert.False(Divergence.SameIndex(ledger.Tree.Leaf(0), first, ledger.Tree.Leaf(0), second).Holds());
        Assert.False(Divergence.SameIndex(ledger.Tree.Leaf(0), first, ledger.Tree.Leaf(1), second).Holds());
    }

    [Fact]
    public void No_flipped_bit_leaves_the_evidence_good()
    {
        using var record = SampleRecord.Small();
        using var folder = new TemporaryFolder();
        record.Write(folder.Path);
        foreach (var evidence in SampleDivergences.All(record))
        {
            var bytes = System.Text.Encoding.UTF8.GetBytes(evidence.ToText());
            // Lines of the other party's receipts are not part of the proof.
            for (var bit = 0; bit < bytes.Length * 8; bit += 11)
            {
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                File.WriteAllBytes(folder["evidence"], bytes);
                Assert.False(DivergenceCheck.Run(folder["evidence"], folder["US.card"]).Good);
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }
    }
}
