using System.Text;
using System.Text.Json;
using Parley.Record;
using Parley.Sealing;
using Parley.Verify;

namespace Parley.Tests.Sealing;

public sealed class VectorTests
{
    [Fact]
    public void The_committed_vectors_are_exactly_what_this_code_makes()
    {
        // To write them anew after a deliberate change of the format: PARLEY_WRITE_VECTORS=1.
        var write = Environment.GetEnvironmentVariable("PARLEY_WRITE_VECTORS") is "1";
        foreach (var (path, bytes) in VectorMaker.All())
        {
            if (write)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(VectorFiles.At(path))!);
                File.WriteAllBytes(VectorFiles.At(path), bytes);
            }
            Assert.True(bytes.AsSpan().SequenceEqual(VectorFiles.Bytes(path)), $"{path} differs.");
        }
    }

    [Fact]
    public void Good_statements_are_read_and_bad_ones_refused()
    {
        var vectors = VectorFiles.Json("statements.json");
        foreach (var good in vectors.GetProperty("good").EnumerateArray())
        {
            Assert.True(Frame.TryRead(Encoding.UTF8.GetBytes(good.GetString()!), out _, out var problem), problem);
        }
        Assert.True(vectors.GetProperty("bad").GetArrayLength() >= 60);
        foreach (var bad in vectors.GetProperty("bad").EnumerateArray())
        {
            Assert.False(Frame.TryRead(bad.GetProperty("base64").GetBytesFromBase64(), out _, out _), Name(bad));
        }
    }

    [Fact]
    public void Good_checkpoints_are_read_and_bad_ones_refused()
    {
        var vectors = VectorFiles.Json("checkpoints.json");
        foreach (var good in vectors.GetProperty("good").EnumerateArray())
        {
            Assert.True(Checkpoint.TryParse(good.GetString(), out var checkpoint));
            Assert.Equal(good.GetString(), checkpoint.ToText());
        }
        foreach (var bad in vectors.GetProperty("bad").EnumerateArray())
        {
            Assert.False(Checkpoint.TryParse(bad.GetProperty("text").GetString(), out _), Name(bad));
        }
    }

    [Fact]
    public void Good_keys_and_notes_are_read_and_bad_ones_refused()
    {
        var keys = VectorFiles.Json("notes.json").GetProperty("keys");
        foreach (var good in keys.GetProperty("good").EnumerateArray())
        {
            Assert.Equal(good.GetString(), VerifierKey.Parse(good.GetString()!).ToString());
        }
        foreach (var bad in keys.GetProperty("bad").EnumerateArray())
        {
            Assert.False(VerifierKey.TryParse(bad.GetProperty("vkey").GetString(), out _), Name(bad));
        }
        var notes = VectorFiles.Json("notes.json").GetProperty("notes");
        var vector = notes.GetProperty("good")[0];
        var signer = VerifierKey.Parse(vector.GetProperty("signer").GetString()!);
        var receipts = VerifierKey.Parse(vector.GetProperty("receipts").GetString()!);
        var note = Read(vector);
        Assert.True(Notes.Verify(note, signer));
        Assert.True(Receipted(note, receipts, out var time));
        Assert.Equal(vector.GetProperty("receiptTime").GetInt64(), time.ToUnixTimeSeconds());
        foreach (var bad in notes.GetProperty("malformed").EnumerateArray())
        {
            Assert.False(SignedNote.TryParse(bad.GetProperty("note").GetString()!, out _, out _), Name(bad));
        }
        foreach (var bad in notes.GetProperty("notSigned").EnumerateArray())
        {
            Assert.False(Notes.Verify(Read(bad), signer), Name(bad));
        }
        foreach (var bad in notes.GetProperty("notReceipted").EnumerateArray())
        {
            Assert.True(Notes.Verify(Read(bad), signer), Name(bad));
            Assert.False(Receipted(Read(bad), receipts, out _), Name(bad));
        }
    }

    [Fact]
    public void Trees_and_their_proofs_are_those_of_the_vectors()
    {
        var vectors = VectorFiles.Json("tree.json");
        var leaves = vectors
            .GetProperty("leaves")
            .EnumerateArray()
            .Select(l => Tree.LeafHash(Encoding.UTF8.GetBytes(l.GetString()!)));
        var hashes = leaves.ToArray();
        var roots = Hashes(vectors.GetProperty("roots"));
        foreach (var proof in vectors.GetProperty("inclusion").EnumerateArray())
        {
            var (index, size) = (proof.GetProperty("index").GetInt32(), proof.GetProperty("size").GetInt32());
            Assert.True(
                TreeProof.CheckInclusion(hashes[index], index, size, roots[size], Hashes(proof.GetProperty("path")))
            );
        }
        foreach (var proof in vectors.GetProperty("consistency").EnumerateArray())
        {
            var (older, newer) = (proof.GetProperty("older").GetInt32(), proof.GetProperty("newer").GetInt32());
            Assert.True(
                TreeProof.CheckConsistency(older, roots[older], newer, roots[newer], Hashes(proof.GetProperty("proof")))
            );
        }
    }

    [Fact]
    public void Ledgers_merge_in_the_order_of_the_vectors()
    {
        foreach (var vector in VectorFiles.Json("merge-orders.json").EnumerateArray())
        {
            var order = MergeOrder.Merge(Places(vector.GetProperty("first")), Places(vector.GetProperty("second")));
            var expected = vector.GetProperty("order").EnumerateArray().Select(o => o.GetString());
            Assert.Equal(
                string.Join(' ', expected),
                string.Join(' ', order.Select(t => t.FromFirst ? "first" : "second"))
            );
        }
    }

    [Fact]
    public void Cards_give_the_safety_number_of_the_vectors_and_bad_cards_are_refused()
    {
        var vectors = VectorFiles.Json("cards.json");
        Assert.True(Card.TryParse(VectorFiles.Text("record/US.card"), out var us, out _));
        Assert.True(Card.TryParse(VectorFiles.Text("record/CN.card"), out var cn, out _));
        Assert.Equal(vectors.GetProperty("hashes").GetProperty("US").GetString(), us.Hash);
        Assert.Equal(vectors.GetProperty("hashes").GetProperty("CN").GetString(), cn.Hash);
        Assert.Equal(vectors.GetProperty("safetyNumber").GetString(), SafetyNumber.Of(cn, us));
        foreach (var bad in vectors.GetProperty("bad").EnumerateArray())
        {
            Assert.False(Card.TryParse(bad.GetProperty("card").GetString()!, out _, out var problem), Name(bad));
            Assert.NotEmpty(problem);
        }
    }

    [Fact]
    public void The_record_the_proof_and_the_evidence_of_the_vectors_are_good()
    {
        Assert.True(RecordCheck.Run(VectorFiles.At("record"), new Progress(null)).Good);
        var cards = new[] { VectorFiles.At("record/US.card"), VectorFiles.At("record/CN.card") };
        var proof = VectorFiles.At("proof/statement.tlog-proof");
        Assert.True(ProofCheck.Run(VectorFiles.At("proof/statement.json"), proof, cards).Good);
        foreach (var file in Directory.GetFiles(VectorFiles.At("divergence")))
        {
            Assert.True(DivergenceCheck.Run(file, cards[0]).Good, file);
        }
    }

    private static SignedNote Read(JsonElement vector) =>
        SignedNote.TryParse(vector.GetProperty("note").GetString()!, out var note, out var problem)
            ? note
            : throw new InvalidOperationException($"{Name(vector)}: {problem}");

    private static bool Receipted(SignedNote note, VerifierKey key, out DateTimeOffset time)
    {
        time = default;
        return note.Find(key.Name, key.KeyId) is { } line && Notes.TryReadCosignature(note.Text, line, key, out time);
    }

    private static Hash[] Hashes(JsonElement array) =>
        [.. array.EnumerateArray().Select(h => Hash.FromBytes(h.GetBytesFromBase64()))];

    private static Placed[] Places(JsonElement array) =>
        [
            .. array
                .EnumerateArray()
                .Select(p => new Placed(p.GetProperty("index").GetInt64(), p.GetProperty("seen").GetInt64())),
        ];

    private static string Name(JsonElement vector) =>
        vector.TryGetProperty("name", out var name) ? name.GetString()! : "the good one";
}
