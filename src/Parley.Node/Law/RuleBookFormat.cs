using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Parley.Cooperation;

namespace Parley.Node.Law;

/// <summary>What is wrong with a rule book, and where.</summary>
/// <param name="Path">As in "$.rules[2].acts[0]".</param>
/// <param name="Line">The line of the text, from 1; null where it is about the whole.</param>
public sealed record RuleBookFault(string Path, int? Line, Bilingual Sentence)
{
    public override string ToString() => Line is { } line ? $"{line}: {Path}: {Sentence.En}" : $"{Path}: {Sentence.En}";
}

/// <summary>
/// A rule book as text: one strict reader with bounds, which says of everything that is wrong what and where
/// (docs/schemas/rule-book.schema.json). Nothing unknown is passed over, for a misspelt rule would allow what it was to
/// forbid.
/// </summary>
public static class RuleBookFormat
{
    /// <summary>The longest text taken.</summary>
    public const int BytesAtMost = 256 * 1024;

    internal const int DepthAtMost = 12;

    /// <summary>Reads a book; where anything is wrong, the faults say what.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> text, out RuleBook book, out ImmutableArray<RuleBookFault> faults)
    {
        book = RuleBook.None;
        if (text.Length > BytesAtMost)
        {
            faults = [new RuleBookFault("$", null, Said("fault.too-long", BytesAtMost / 1024))];
            return false;
        }
        // Editors put it there, and it says nothing.
        var bytes = text.Span.StartsWith(Encoding.UTF8.Preamble) ? text[Encoding.UTF8.Preamble.Length..] : text;
        try
        {
            var options = new JsonDocumentOptions { MaxDepth = DepthAtMost, AllowDuplicateProperties = false };
            using var document = JsonDocument.Parse(bytes, options);
            var reading = new RuleBookReading();
            var read = reading.Book(document.RootElement);
            faults = WithLines(reading.Faults, bytes.Span);
            book = faults.IsEmpty ? read : RuleBook.None;
            return faults.IsEmpty;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Half a character, where no document can hold it, is found only when the text is asked for.
            faults = [NotJson(e as JsonException)];
            return false;
        }
    }

    internal static Bilingual Said(string key, params object[] values)
    {
        var word = LawText.Word(key);
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        return new Bilingual(string.Format(culture, word.En, values), string.Format(culture, word.Zh, values));
    }

    private static RuleBookFault NotJson(JsonException? e)
    {
        // A member that stands twice is told without a line, by its name.
        var twice = e is { LineNumber: null, Message: var message } && message.Contains('\'', StringComparison.Ordinal);
        return twice
            ? new RuleBookFault("$", null, Said("fault.twice", e!.Message.Split('\'')[1]))
            : new RuleBookFault("$", (int?)e?.LineNumber + 1, Said("fault.not-json", (e?.BytePositionInLine ?? 0) + 1));
    }

    /// <summary>Says of each fault in which line it is.</summary>
    private static ImmutableArray<RuleBookFault> WithLines(IReadOnlyList<RuleBookFault> faults, ReadOnlySpan<byte> text)
    {
        if (faults.Count == 0)
        {
            return [];
        }
        var lines = JsonLines.Of(text);
        return [.. faults.Select(fault => fault with { Line = lines.TryGetValue(fault.Path, out var at) ? at : null })];
    }
}
