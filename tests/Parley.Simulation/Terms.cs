using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Exchange.Formats;

namespace Parley.Simulation;

/// <summary>
/// The guidelines officers of a run agree on, and drafts that pass under them: the model guidelines in full, or the
/// same cut down to a few items, so that most runs spend their time on the exchange and not on long forms.
/// </summary>
internal sealed class Terms
{
    private static readonly ConcurrentDictionary<(string, bool), Terms> Known = new();
    private static readonly string[] KeptKinds =
    [
        "information",
        "emergency-disclosure",
        "mutual-legal-assistance",
        "case-cooperation",
    ];
    private static readonly string[] KeptItems = ["urgency-ground", "facts", "items-sought", "converted-from", "files"];

    private readonly string[] amended;

    private Terms(string content)
    {
        Content = content;
        amended = [Changed(content, "first"), Changed(content, "second")];
        if (!GuidelinesFormat.TryRead(content, out var guidelines, out var problem))
        {
            throw new InvalidDataException(problem);
        }
        Drafts = [.. Samples().Where(d => guidelines.Kind(d.Kind) is not null).Select(d => Fit(d, guidelines))];
    }

    /// <summary>The document, one line of JSON.</summary>
    public string Content { get; }

    /// <summary>One good draft of each kind.</summary>
    public IReadOnlyList<Draft> Drafts { get; }

    /// <summary>The guidelines between two parties.</summary>
    public static Terms Between(PartyCode one, PartyCode other, bool full)
    {
        var link = SubjectId.OfLink('L', one, other).ToString();
        return Known.GetOrAdd((link, full), key => new Terms(Document(key.Item1, key.Item2)));
    }

    /// <summary>The same document with a word changed, for a version that is to differ; one of two, since reading one
    /// is dear.</summary>
    public string Amended(int version) => amended[version % 2];

    private static string Changed(string content, string word)
    {
        var document = JsonNode.Parse(content)!;
        document["crimeAreas"]![0]!["name"]!["en"] = $"Amended in the {word} way";
        return StatementFormat.OneLine(document.ToJsonString());
    }

    private static string Document(string link, bool full)
    {
        var document = JsonNode.Parse(File.ReadAllText(Sample("guidelines.json")))!;
        var codes = new[] { link[..2], link[^2..] };
        foreach (var calendar in document["calendars"]!.AsArray())
        {
            if (!codes.Contains((string)calendar!["party"]!))
            {
                calendar["party"] = "KE";
            }
        }
        document["centralAuthorities"] = new JsonArray([.. codes.Select(Central)]);
        if (!full)
        {
            Cut(document);
        }
        return StatementFormat.OneLine(document.ToJsonString());
    }

    private static JsonNode Central(string party) =>
        new JsonObject
        {
            ["party"] = party,
            ["authority"] = $"{party.ToLowerInvariant()}-central-authority",
            ["name"] = new JsonObject { ["en"] = "Central authority", ["zh"] = "中央机关" },
        };

    private static void Cut(JsonNode document)
    {
        document["certificates"] = null;
        foreach (var calendar in document["calendars"]!.AsArray())
        {
            calendar!["holidays"] = new JsonArray();
        }
        Keep(document["commonItems"]!.AsArray());
        var kinds = document["kinds"]!.AsArray();
        for (var i = kinds.Count - 1; i >= 0; i--)
        {
            if (KeptKinds.Contains((string)kinds[i]!["code"]!))
            {
                Keep(kinds[i]!["items"]!.AsArray());
                OnlyKept(kinds[i]!["convertsTo"]);
                foreach (var item in kinds[i]!["items"]!.AsArray())
                {
                    OnlyKept(item!["requestKinds"]);
                }
                kinds[i]!["refusalGrounds"] = new JsonArray("not-available", "essential-interests");
            }
            else
            {
                kinds.RemoveAt(i);
            }
        }
        Only(
            document["refusalGrounds"]!.AsArray(),
            g => (string)g["code"]! is "not-available" or "essential-interests"
        );
        foreach (var list in (string[])["crimeAreas", "sourceEvaluations", "informationEvaluations", "trafficLights"])
        {
            var first = document[list]![0]!;
            Only(document[list]!.AsArray(), n => n == first);
        }
        Bare(document);
    }

    private static void Keep(JsonArray items) => Only(items, i => KeptItems.Contains((string)i["id"]!));

    private static void OnlyKept(JsonNode? kinds)
    {
        if (kinds is JsonArray list)
        {
            Only(list, k => KeptKinds.Contains((string)k!));
        }
    }

    private static void Only(JsonArray list, Func<JsonNode, bool> kept)
    {
        for (var i = list.Count - 1; i >= 0; i--)
        {
            if (!kept(list[i]!))
            {
                list.RemoveAt(i);
            }
        }
    }

    private static void Bare(JsonNode? node)
    {
        if (node is JsonObject o)
        {
            o.Remove("help");
            o.Remove("source");
            foreach (var (_, value) in o)
            {
                Bare(value);
            }
        }
        else if (node is JsonArray a)
        {
            foreach (var value in a)
            {
                Bare(value);
            }
        }
    }

    private static Draft Fit(Draft draft, AgreedGuidelines guidelines)
    {
        var known = guidelines.ItemsOf(draft.Kind).Select(i => i.Id).ToHashSet(StringComparer.Ordinal);
        var entries = draft.Entries.RemoveRange(draft.Entries.Keys.Where(k => !known.Contains(k)));
        return draft with { Entries = entries.SetItem("items-sought", ByBoth((Entry.Sought)entries["items-sought"])) };
    }

    /// <summary>The parties of a run are not those of the samples.</summary>
    private static Entry.Sought ByBoth(Entry.Sought sought) =>
        new([.. sought.Items.Select(row => row with { Owner = row.Owner is null ? null : SoughtItem.BothParties })]);

    private static IEnumerable<Draft> Samples()
    {
        foreach (var file in Directory.GetFiles(Sample("requests"), "*.json").Order(StringComparer.Ordinal))
        {
            if (!file.EndsWith("incomplete.json", StringComparison.Ordinal))
            {
                yield return DraftFormat.TryRead(File.ReadAllBytes(file), out var draft, out var problem)
                    ? draft
                    : throw new InvalidDataException($"{file}: {problem}");
            }
        }
    }

    private static string Sample(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "samples", name);
            if (Path.Exists(path))
            {
                return path;
            }
        }
        throw new FileNotFoundException("The samples are not where the repository has them.", name);
    }
}
