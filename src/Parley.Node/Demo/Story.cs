using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Parley.Cooperation;

namespace Parley.Node.Demo;

/// <summary>One step of a story.</summary>
/// <param name="After">How long after the step before it.</param>
/// <param name="Crossing">Stated before the step before it was delivered.</param>
/// <param name="Body">The body of the entry, with the story's marks still in it.</param>
public sealed record StoryStep(TimeSpan After, PartyCode By, string Officer, string Type, bool Crossing, string Body);

/// <summary>One request of the half-year as a file tells it: when it was made, and what came after.</summary>
/// <param name="Number">The first two digits of the file's name.</param>
/// <param name="Day">0 to 199, counted from the first day.</param>
public sealed partial record Story(
    string Number,
    PartyCode From,
    int Day,
    TimeOnly Time,
    string Officer,
    string Draft,
    IReadOnlyList<StoryStep> Then
)
{
    /// <summary>Reads all stories of a folder, in order of their numbers.</summary>
    /// <exception cref="InvalidDataException">A file is no story.</exception>
    public static IReadOnlyList<Story> ReadAll(string folder) =>
        [.. Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(Read)];

    private static Story Read(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file, Encoding.UTF8));
            var root = document.RootElement;
            return new Story(
                Path.GetFileName(file)[..2],
                PartyCode.Parse(Text(root, "from")),
                root.GetProperty("day").GetInt32(),
                TimeOnly.Parse(Text(root, "time"), CultureInfo.InvariantCulture),
                Text(root, "officer"),
                root.GetProperty("draft").GetRawText(),
                [.. root.GetProperty("then").EnumerateArray().Select(Step)]
            );
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or FormatException)
        {
            throw new InvalidDataException($"{file} is no story: {e.Message}", e);
        }
    }

    private static StoryStep Step(JsonElement step) =>
        new(
            Span(Text(step, "after")),
            PartyCode.Parse(Text(step, "by")),
            Text(step, "officer"),
            Text(step, "type"),
            step.TryGetProperty("crossing", out var crossing) && crossing.GetBoolean(),
            step.GetProperty("body").GetRawText()
        );

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    /// <summary>Reads "2d4h30m".</summary>
    private static TimeSpan Span(string text)
    {
        var match = SpanForm().Match(text);
        return match.Success
            ? new TimeSpan(Count(match, "d"), Count(match, "h"), Count(match, "m"), 0)
            : throw new FormatException($"'{text}' is no time such as 2d4h30m.");
    }

    private static int Count(Match match, string unit) =>
        match.Groups[unit].Success ? int.Parse(match.Groups[unit].Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(
        @"^((?<d>\d+)d)?((?<h>\d+)h)?((?<m>\d+)m)?$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex SpanForm();
}
