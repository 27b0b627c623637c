using System.Text;
using Parley.Record;
using Parley.Sealing;

namespace Parley.Verify;

/// <summary>One checkpoint of the file: read, and its signatures checked or the problem named.</summary>
internal sealed record SignedCheckpoint(Checkpoint? Checkpoint, DateTimeOffset? ReceiptedAt, Finding? Finding);

/// <summary>
/// Reads the checkpoints of one ledger: notes, each three lines, an empty line and its signatures, with one empty line
/// between two notes. Signatures are dear, so they are checked on all processors ahead of who reads them.
/// </summary>
internal sealed class CheckpointFile(Stream stream, VerifierKey writer, VerifierKey reader)
{
    private const int MaxLine = SignedNote.MaxLength;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly LineReader lines = new(stream, MaxLine);
    private readonly StringBuilder note = new();
    private bool more = true;
    private bool expectsNote;

    /// <summary>What is wrong with the file itself, once all are read.</summary>
    public string? Problem { get; private set; }

    /// <summary>All checkpoints in their order. Call once.</summary>
    public IEnumerable<SignedCheckpoint> Read() => Ahead.Of(ReadNotes(), note => Check(note.Text, note.Number));

    private IEnumerable<(string Text, int Number)> ReadNotes()
    {
        for (var number = 1; TryReadNote(out var text); number++)
        {
            yield return (text, number);
        }
    }

    private bool TryReadNote(out string text)
    {
        text = "";
        if (!more)
        {
            return false;
        }
        note.Clear();
        var emptyLines = 0;
        while (more && TryReadLine(out var line))
        {
            // The second empty line ends the note; another must follow it.
            if (line.Length == 0 && ++emptyLines == 2)
            {
                text = note.ToString();
                expectsNote = true;
                return true;
            }
            note.Append(line).Append('\n');
            if (note.Length > SignedNote.MaxLength)
            {
                Problem = "A checkpoint is longer than 64 KiB.";
                more = false;
            }
        }
        more = false;
        text = note.ToString();
        if (text.Length == 0 && expectsNote)
        {
            Problem ??= "The file ends with an empty line.";
        }
        return text.Length > 0;
    }

    private bool TryReadLine(out string line)
    {
        line = "";
        if (!lines.TryRead(out var bytes))
        {
            Problem ??= lines.Problem;
            return false;
        }
        try
        {
            line = Strict.GetString(bytes.Span);
            return true;
        }
        catch (DecoderFallbackException)
        {
            Problem = "The file is not valid UTF-8.";
            return false;
        }
    }

    private SignedCheckpoint Check(string text, int number)
    {
        if (!SignedNote.TryParse(text, out var signed, out var problem))
        {
            return Bad("malformed-checkpoint", $"Checkpoint {number} is not a signed note. {problem}");
        }
        if (!Checkpoint.TryParse(signed.Text, out var checkpoint))
        {
            return Bad("malformed-checkpoint", $"Checkpoint {number} is not origin, size and root in three lines.");
        }
        if (!Notes.Verify(signed, writer))
        {
            return Bad("wrong-signature", $"Checkpoint {number} does not bear a good signature of its writer.");
        }
        DateTimeOffset? receiptedAt = null;
        foreach (var line in signed.Signatures)
        {
            if (line.IsOf(writer.Name, writer.KeyId))
            {
                continue;
            }
            if (!Notes.TryReadCosignature(signed.Text, line, reader, out var time))
            {
                return Bad("wrong-receipt", $"Checkpoint {number} bears a line that is no good receipt of its reader.");
            }
            receiptedAt = time;
        }
        return new SignedCheckpoint(checkpoint, receiptedAt, null);
    }

    private static SignedCheckpoint Bad(string code, string sentence) => new(null, null, new Finding(code, sentence));
}
