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

/// <summary>A file that goes with a step of a story.</summary>
/// <param name="Step">0: the request itself; else the number of the step.</param>
/// <param name="Name">Of the file in the folder of files; without the story's number it is the name that is sent.</param>
/// <param name="Made">How it is made; null where it lies in the folder.</param>
public sealed record StoryFile(int Step, string? For, string Name, string MediaType, Prose Text, IMadeFile? Made);

/// <summary>One request of the half-year as a file tells it: when it was made, and what came after.</summary>
/// <param name="Number">The first two digits of the file's name.</param>
/// <param name="Day">0 to 199, counted from the first day of the half-year; below 0 where it was before that.</param>
/// <param name="Folder">Where the files lie that go with its steps.</param>
public sealed partial record Story(
    string Number,
    PartyCode From,
    int Day,
    TimeOnly Time,
    string Officer,
    string Draft,
    IReadOnlyList<StoryStep> Then,
    IReadOnlyList<StoryFile> Files,
    string Folder
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
                [.. root.GetProperty("then").EnumerateArray().Select(Step)],
                root.TryGetProperty("files", out var files) ? [.. files.EnumerateArray().Select(FileOf)] : [],
                Path.Combine(Path.GetDirectoryName(file)!, "files")
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

    private static StoryFile FileOf(JsonElement file)
    {
        var text = file.GetProperty("text");
        return new StoryFile(
            file.GetProperty("step").GetInt32(),
            file.TryGetProperty("for", out var item) ? item.GetString() : null,
            Text(file, "file"),
            Text(file, "mediaType"),
            new Prose(Text(text, "text"), Text(text, "language"), Text(text, "translation")),
            file.TryGetProperty("made", out var made) ? MadeOf(made) : null
        );
    }

    private static IMadeFile MadeOf(JsonElement made)
    {
        var (from, hours) = (Text(made, "from"), made.GetProperty("hours").GetInt32());
        IReadOnlyList<string> of = [.. made.GetProperty("of").EnumerateArray().Select(one => one.GetString()!)];
        return made.TryGetProperty("rows", out var rows)
            ? new MadeTable(rows.GetInt32(), from, hours, Text(made, "head"), Text(made, "row"), of)
            : new MadeRows(made.GetProperty("mebibytes").GetInt32(), from, hours, of);
    }

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
