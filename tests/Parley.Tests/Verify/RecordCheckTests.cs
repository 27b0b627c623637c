using System.Text;
using System.Text.Json;
using Parley.Record;
using Parley.Sealing;
using Parley.Tests.Sealing;
using Parley.Verify;

namespace Parley.Tests.Verify;

public sealed class RecordCheckTests
{
    private static readonly DateTimeOffset Start = SampleRecord.Start;

    [Fact]
    public void A_good_record_is_said_to_be_good()
    {
        using var record = SampleRecord.Small();
        var report = Check(record);
        Assert.True(report.Good, new ReportText(chinese: false).Of(report));
        Assert.Equal("CN-to-US US-to-CN", string.Join(' ', report.Ledgers.Select(l => l.Name)));
        Assert.Equal([3L, 4L], report.Ledgers.Select(l => l.Statements));
        Assert.Equal([3L, 4L], report.Ledgers.Select(l => l.ReceiptedTo));
    }

    [Fact]
    public void Every_single_flipped_bit_of_a_card_is_found()
    {
        using var record = SampleRecord.Tiny();
        foreach (var card in new[] { record.Us.Card, record.Cn.Card })
        {
            foreach (var flipped in Flips(Encoding.UTF8.GetBytes(card.Text)))
            {
                Assert.False(Card.TryParse(CardFiles.Decode(flipped), out _, out _));
            }
        }
    }

    [Fact]
    public void Every_single_flipped_bit_of_a_ledger_is_found()
    {
        using var record = SampleRecord.Tiny();
        using var folder = new TemporaryFolder();
        record.Write(folder.Path);
        foreach (var (writer, reader) in new[] { (record.Us.Card, record.Cn.Card), (record.Cn.Card, record.Us.Card) })
        {
            var name = $"{writer.Party}-to-{reader.Party}";
            var statements = File.ReadAllBytes(folder[$"{name}.jsonl"]);
            var checkpoints = File.ReadAllBytes(folder[$"{name}.checkpoints"]);
            Assert.True(IsGood(writer, reader, statements, checkpoints));
            Assert.DoesNotContain(Flips(statements), bytes => IsGood(writer, reader, bytes, checkpoints));
            Assert.DoesNotContain(Flips(checkpoints), bytes => IsGood(writer, reader, statements, bytes));
        }
    }

    [Fact]
    public void A_flipped_bit_in_any_file_of_the_folder_is_found()
    {
        using var record = SampleRecord.Tiny();
        using var folder = new TemporaryFolder();
        record.Write(folder.Path);
        foreach (var file in Directory.GetFiles(folder.Path))
        {
            var bytes = File.ReadAllBytes(file);
            foreach (var flipped in Flips(bytes).Where((_, bit) => bit % 397 == 0))
            {
                File.WriteAllBytes(file, flipped);
                Assert.False(RecordCheck.Run(folder.Path, new Progress(null)).Good);
            }
            File.WriteAllBytes(file, bytes);
        }
    }

    [Fact]
    public void Every_cut_of_a_file_is_found()
    {
        using var record = SampleRecord.Small();
        using var folder = new TemporaryFolder();
        record.Write(folder.Path);
        foreach (var file in Directory.GetFiles(folder.Path))
        {
            var bytes = File.ReadAllBytes(file);
            for (var length = 0; length < bytes.Length; length += 97)
            {
                File.WriteAllBytes(file, bytes[..length]);
                Assert.False(RecordCheck.Run(folder.Path, new Progress(null)).Good, $"{file} cut to {length}");
            }
            File.WriteAllBytes(file, bytes);
        }
    }

    [Fact]
    public void A_missing_tail_is_found_where_the_other_side_had_seen_it()
    {
        using var record = SampleRecord.Small();
        // The last two deliveries to China vanish as if they had never been; China had seen three statements.
        record.UsToCn.Statements.RemoveRange(1, 3);
        record.UsToCn.Checkpoints.RemoveRange(1, 2);
        Expect(record, "CN-to-US", "seen-not-receipted");
    }

    [Fact]
    public void Statements_under_no_signature_are_found()
    {
        using var record = SampleRecord.Small();
        record.UsToCn.State(Start.AddHours(5), 3, "US-R-2026-0001", "request.progress", "{}");
        Expect(record, "US-to-CN", "not-signed");
    }

    [Fact]
    public void A_writer_that_had_seen_less_than_before_is_found()
    {
        using var record = SampleRecord.Small();
        record.UsToCn.State(Start.AddHours(5), 2, "US-R-2026-0001", "request.progress", "{}");
        record.UsToCn.Deliver(Start.AddHours(5));
        Expect(record, "US-to-CN", "seen-decreases");
    }

    [Fact]
    public void A_time_that_goes_back_is_found()
    {
        using var record = SampleRecord.Small();
        record.UsToCn.State(Start.AddHours(3), 3, "US-R-2026-0001", "request.progress", "{}");
        record.UsToCn.Deliver(Start.AddHours(5));
        Expect(record, "US-to-CN", "time-decreases");
    }

    [Theory]
    [InlineData(299, true)]
    [InlineData(301, false)]
    public void A_statement_may_lie_five_minutes_after_its_receipt_and_no_more(int seconds, bool good)
    {
        using var record = SampleRecord.Small();
        record.UsToCn.State(Start.AddHours(6).AddSeconds(seconds), 3, "US-R-2026-0001", "request.progress", "{}");
        record.UsToCn.Deliver(Start.AddHours(6));
        var report = Check(record);
        Assert.Equal(good ? "" : "US-to-CN stated-after-receipt", Codes(report));
    }

    [Fact]
    public void A_receipt_older_than_the_one_before_is_found()
    {
        using var record = SampleRecord.Small();
        record.UsToCn.State(Start.AddHours(4), 3, "US-R-2026-0001", "request.progress", "{}");
        record.UsToCn.Deliver(Start.AddHours(4));
        Expect(record, "US-to-CN", "receipt-time-decreases");
    }

    [Fact]
    public void A_statement_that_is_none_is_found_even_if_signed_and_receipted()
    {
        using var record = SampleRecord.Small();
        record.UsToCn.Add("{\"parley\":2}"u8.ToArray());
        record.UsToCn.Deliver(Start.AddHours(5));
        Expect(record, "US-to-CN", "malformed-statement");
    }

    [Fact]
    public void A_ledger_that_opens_with_other_cards_is_found()
    {
        using var record = new SampleRecord();
        var hash = Convert.ToBase64String(new byte[32]);
        record.UsToCn.State(Start, 0, "CN-L-US", "link.opened", record.OpeningWith(hash));
        record.UsToCn.Deliver(Start);
        Expect(record, "US-to-CN", "wrong-opening");
    }

    [Fact]
    public void Checkpoints_that_another_key_signed_or_receipted_are_found()
    {
        using var record = SampleRecord.Small();
        var checkpoints = record.UsToCn.Checkpoints;
        var good = checkpoints[^1];
        checkpoints[^1] = record.Cn.Keys.Signer(record.UsToCn.Origin).Sign(good.Text);
        Assert.Contains("wrong-signature", Codes(Check(record)), StringComparison.Ordinal);
        checkpoints[^1] = record
            .Us.Keys.Signer(record.UsToCn.Origin)
            .Sign(good.Text)
            .With(record.Us.Keys.Receipts(record.Us.Domain).Cosign(good.Text, Start.AddHours(5)));
        Assert.Contains("wrong-receipt", Codes(Check(record)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_without_statements_has_nothing_wrong()
    {
        using var record = new SampleRecord();
        Assert.True(Check(record).Good);
    }

    [Fact]
    public void Cards_of_one_party_twice_are_refused()
    {
        using var record = SampleRecord.Small();
        using var folder = new TemporaryFolder();
        record.Write(folder.Path);
        File.Copy(folder["US.card"], folder["CN.card"], overwrite: true);
        var report = RecordCheck.Run(folder.Path, new Progress(null));
        Assert.Equal("cards wrong-cards", Codes(report));
    }

    private static void Expect(SampleRecord record, string where, string code) =>
        Assert.Equal($"{where} {code}", Codes(Check(record)));

    private static string Codes(Report report) => string.Join(' ', report.Findings.Select(f => $"{f.Where} {f.Code}"));

    private static IEnumerable<byte[]> Flips(byte[] bytes)
    {
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var flipped = bytes.ToArray();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            yield return flipped;
        }
    }

    private static bool IsGood(Card writer, Card reader, byte[] statements, byte[] checkpoints)
    {
        var ledger = new LedgerCheck(writer, reader);
        ledger.Run(new MemoryStream(statements), new MemoryStream(checkpoints), new Progress(null));
        ledger.Audit.Close(null);
        return ledger.Audit.FindingCount == 0;
    }

    private static Report Check(SampleRecord record)
    {
        using var folder = new TemporaryFolder();
        record.Write(folder.Path);
        return RecordCheck.Run(folder.Path, new Progress(null));
    }
}
