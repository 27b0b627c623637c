using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Parley.Sealing;

namespace Parley.Tests.Sealing;

/// <summary>Verifier keys and signed notes, good and bad.</summary>
internal static class NoteVectors
{
    public static JsonObject Make(SampleRecord record)
    {
        var note = record.UsToCn.Checkpoints[^1];
        var signer = record.Us.Card.CheckpointKeyTo("CN");
        var receipts = record.Cn.Card.CosignKey;
        return new JsonObject
        {
            ["keys"] = new JsonObject
            {
                ["good"] = VectorMaker.Array([signer.ToString(), receipts.ToString()]),
                ["bad"] = Cases(BadKeys(signer), "vkey"),
            },
            ["notes"] = new JsonObject
            {
                ["good"] = new JsonArray(
                    new JsonObject
                    {
                        ["note"] = note.ToString(),
                        ["signer"] = signer.ToString(),
                        ["receipts"] = receipts.ToString(),
                        ["receiptTime"] = SampleRecord.Start.AddHours(4).AddSeconds(1).ToUnixTimeSeconds(),
                    }
                ),
                ["malformed"] = Cases(BadNotes(note), "note"),
                ["notSigned"] = Cases(Unsigned(record, note), "note"),
                ["notReceipted"] = Cases(NotReceipted(record, note), "note"),
            },
        };
    }

    private static IEnumerable<(string, string)> BadKeys(VerifierKey key)
    {
        var text = key.ToString();
        var id = text.Split('+')[1];
        var small = new byte[33];
        small[0] = VerifierKey.Ed25519Note;
        yield return ("nothing at all", "");
        yield return ("no name", text[text.IndexOf('+', StringComparison.Ordinal)..]);
        yield return ("a name with a space", "us parley" + text[text.IndexOf('+', StringComparison.Ordinal)..]);
        yield return ("another name under the same hash", "x" + text);
        yield return ("a wrong hash", text.Replace(id, "00000000", StringComparison.Ordinal));
        yield return ("a hash in capitals", text.Replace(id, id.ToUpperInvariant(), StringComparison.Ordinal));
        yield return ("a hash that is too short", text.Replace(id, id[1..], StringComparison.Ordinal));
        yield return ("no key", text[..(text.LastIndexOf('+') + 1)]);
        yield return ("no hash", text.Replace($"+{id}", "", StringComparison.Ordinal));
        yield return ("a key that is cut", text[..^4]);
        yield return ("a line after it", text + "\n");
        var smallId = Convert.ToHexStringLower(SHA256.HashData([.. "example.org\n"u8, .. small]).AsSpan(0, 4));
        yield return ("a key of small order", $"example.org+{smallId}+{Convert.ToBase64String(small)}");
    }

    private static IEnumerable<(string, string)> BadNotes(SignedNote note)
    {
        var text = note.ToString();
        var line = note.Signatures[0].ToLine();
        yield return ("nothing at all", "");
        yield return ("no signatures", note.Text + "\n");
        yield return ("no empty line", text.Replace("\n\n", "\n", StringComparison.Ordinal));
        yield return ("no newline at the end", text[..^1]);
        yield return ("a hyphen for the em dash", text.Replace('—', '-'));
        yield return ("a signature that is no base64", text.Replace(line, line + "!", StringComparison.Ordinal));
        yield return ("a signature without padding", text.Replace(line, line.TrimEnd('='), StringComparison.Ordinal));
        yield return (
            "a signature of four bytes",
            text.Replace(line, "— us.parley.example/cn AAAAAA==", StringComparison.Ordinal)
        );
        yield return ("two spaces", text.Replace("— ", "—  ", StringComparison.Ordinal));
        yield return ("a control character", text.Replace("us.", "us\u0001.", StringComparison.Ordinal));
        yield return ("a carriage return", text.Replace("\n", "\r\n", StringComparison.Ordinal));
        yield return ("the same key twice", text + line + "\n");
        yield return ("a line that is no signature", text + "more\n");
        yield return ("an empty line at the end", text + "\n");
    }

    private static IEnumerable<(string, string)> Unsigned(SampleRecord record, SignedNote note)
    {
        var origin = record.UsToCn.Origin;
        var other = note.Text.Replace("\n4\n", "\n5\n", StringComparison.Ordinal);
        yield return ("another text", (note with { Text = other }).ToString());
        yield return ("another key", record.Cn.Keys.Signer(origin).Sign(note.Text).ToString());
        yield return ("another name", record.Us.Keys.Signer("us.parley.example/xx").Sign(note.Text).ToString());
        yield return ("the receipt only", (note with { Signatures = [note.Signatures[1]] }).ToString());
        var spoiled = note.Signatures[0].Signature.ToArray();
        spoiled[0] ^= 1;
        var forged = note.Signatures[0] with { Signature = spoiled };
        yield return ("a spoiled signature", (note with { Signatures = [forged, note.Signatures[1]] }).ToString());
    }

    private static IEnumerable<(string, string)> NotReceipted(SampleRecord record, SignedNote note)
    {
        yield return ("no receipt", (note with { Signatures = [note.Signatures[0]] }).ToString());
        var own = record.Us.Keys.Receipts(record.Us.Domain).Cosign(note.Text, SampleRecord.Start);
        yield return ("a receipt of its own writer", (note with { Signatures = [note.Signatures[0], own] }).ToString());
        var later = note.Signatures[1].Signature.ToArray();
        later[7] ^= 1;
        var moved = note.Signatures[1] with { Signature = later };
        yield return ("a receipt at another time", (note with { Signatures = [note.Signatures[0], moved] }).ToString());
    }

    private static JsonArray Cases(IEnumerable<(string Name, string Text)> cases, string field) =>
        VectorMaker.Array(cases.Select(JsonNode (c) => new JsonObject { ["name"] = c.Name, [field] = c.Text }));
}
