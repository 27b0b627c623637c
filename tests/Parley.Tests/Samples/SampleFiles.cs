using System.Runtime.CompilerServices;
using System.Text.Json;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Exchange.Formats;

namespace Parley.Tests.Samples;

/// <summary>The model data under samples/, read with the same formats as everything that arrives.</summary>
internal static class SampleFiles
{
    public static string Folder { get; } = Path.GetFullPath("../../../samples", FolderOf());

    public static AgreedGuidelines Guidelines { get; } = ReadGuidelines();

    public static string GuidelinesText => Text("guidelines.json");

    public static IEnumerable<string> In(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Folder, folder), "*.json").Order(StringComparer.Ordinal);

    public static string Text(string name) => File.ReadAllText(Path.Combine(Folder, name));

    public static Draft Draft(string file)
    {
        Assert.True(DraftFormat.TryRead(File.ReadAllBytes(file), out var draft, out var problem), problem);
        return draft;
    }

    /// <summary>Ids of the officers of each party in personas.json, by id.</summary>
    public static IReadOnlyDictionary<string, string> PartyOfPersona() => OfPersona("party");

    /// <summary>The code of the authority of each officer in personas.json, by id.</summary>
    public static IReadOnlyDictionary<string, string> AuthorityOfPersona() => OfPersona("authority");

    /// <summary>The officers in personas.json who may release, by id.</summary>
    public static IReadOnlySet<string> Releasers()
    {
        using var personas = JsonDocument.Parse(Text("personas.json"));
        return personas
            .RootElement.EnumerateArray()
            .Where(p => p.GetProperty("roles").EnumerateArray().Any(role => role.ValueEquals("releaser")))
            .Select(p => p.GetProperty("id").GetString()!)
            .ToHashSet(StringComparer.Ordinal);
    }

    private static IReadOnlyDictionary<string, string> OfPersona(string member)
    {
        using var personas = JsonDocument.Parse(Text("personas.json"));
        return personas
            .RootElement.EnumerateArray()
            .ToDictionary(
                p => p.GetProperty("id").GetString()!,
                p => p.GetProperty(member).GetString()!,
                StringComparer.Ordinal
            );
    }

    private static AgreedGuidelines ReadGuidelines()
    {
        Assert.True(GuidelinesFormat.TryRead(GuidelinesText, out var guidelines, out var problem), problem);
        return guidelines;
    }

    private static string FolderOf([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
