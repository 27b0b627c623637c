using System.Text;
using Parley.Sealing;

namespace Parley.Verify;

/// <summary>Reads the cards, the only keys a check trusts.</summary>
internal static class CardFiles
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The two cards of a record folder in the order of their codes, or null with the reason.</summary>
    public static Card[]? Read(string folder, out string? problem)
    {
        var paths = Directory.GetFiles(folder, "*.card");
        if (paths.Length != 2)
        {
            problem = $"A record folder has two cards, such as CN.card and US.card; here are {paths.Length}.";
            return null;
        }
        return Read(paths, out problem);
    }

    /// <summary>Two cards by their paths, in the order of their codes, or null with the reason.</summary>
    public static Card[]? Read(IReadOnlyList<string> paths, out string? problem) =>
        Of(paths.Select(path => (Path.GetFileName(path), ReadText(path))), out problem);

    /// <summary>Two cards already read, by their names.</summary>
    public static Card[]? Of(IReadOnlyDictionary<string, byte[]> files, out string? problem) =>
        Of(files.Select(file => (file.Key, Decode(file.Value))), out problem);

    private static Card[]? Of(IEnumerable<(string Name, string Text)> files, out string? problem)
    {
        var cards = new List<Card>();
        foreach (var (name, text) in files)
        {
            if (!Card.TryParse(text, out var card, out problem))
            {
                problem = $"{name}: {problem}";
                return null;
            }
            if (!string.Equals(name, $"{card.Party}.card", StringComparison.Ordinal))
            {
                problem = $"{name} is the card of {card.Party}; name it {card.Party}.card.";
                return null;
            }
            cards.Add(card);
        }
        cards.Sort((one, other) => string.CompareOrdinal(one.Party, other.Party));
        problem =
            cards.DistinctBy(card => card.Party, StringComparer.Ordinal).Count() == cards.Count
            && cards.DistinctBy(card => card.Domain, StringComparer.Ordinal).Count() == cards.Count
                ? null
                : "The cards are not of different parties.";
        return problem is null ? [.. cards] : null;
    }

    /// <summary>A small file, decoded.</summary>
    public static string ReadText(string path)
    {
        const int MaxLength = 1024 * 1024;
        if (new FileInfo(path).Length > MaxLength)
        {
            throw new IOException($"{path} is larger than anything that could be checked here.");
        }
        return Decode(File.ReadAllBytes(path));
    }

    /// <summary>Bytes as strict UTF-8, or a character that no format here takes.</summary>
    public static string Decode(byte[] bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return "\uFFFD";
        }
    }
}
