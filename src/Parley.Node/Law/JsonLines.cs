using System.Globalization;
using System.Text.Json;

namespace Parley.Node.Law;

/// <summary>In which line of a text each of its values stands, so that whoever mends it finds the place.</summary>
internal static class JsonLines
{
    /// <summary>The line of every value, from 1, by its path.</summary>
    public static IReadOnlyDictionary<string, int> Of(ReadOnlySpan<byte> text)
    {
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = RuleBookFormat.DepthAtMost });
        var within = new Stack<(string Path, int Next)>();
        var (path, line, counted) = ("$", 1, 0);
        while (reader.Read())
        {
            line += text[counted..(int)reader.TokenStartIndex].Count((byte)'\n');
            counted = (int)reader.TokenStartIndex;
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    path = $"{within.Peek().Path}.{reader.GetString()}";
                    found.TryAdd(path, line);
                    continue;
                case JsonTokenType.EndArray or JsonTokenType.EndObject:
                    within.Pop();
                    break;
                default:
                    found.TryAdd(path, line);
                    if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
                    {
                        within.Push((path, reader.TokenType is JsonTokenType.StartArray ? 0 : -1));
                    }
                    break;
            }
            path = Following(within);
        }
        return found;
    }

    /// <summary>The path of what comes next in a list; that of a member its name says.</summary>
    private static string Following(Stack<(string Path, int Next)> within)
    {
        if (within.Count == 0 || within.Peek() is not { Next: >= 0 } list)
        {
            return "";
        }
        within.Pop();
        within.Push((list.Path, list.Next + 1));
        return string.Create(CultureInfo.InvariantCulture, $"{list.Path}[{list.Next}]");
    }
}
