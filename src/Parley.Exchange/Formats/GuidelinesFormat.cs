using System.Collections.Concurrent;
using System.Text;
using Parley.Cooperation.Guidelines;

namespace Parley.Exchange.Formats;

/// <summary>The content of guidelines, read strictly. What the other party proposes is hostile until checked.</summary>
public static class GuidelinesFormat
{
    private const int MostHeld = 24;

    private static readonly ConcurrentDictionary<string, AgreedGuidelines?> Held = new(StringComparer.Ordinal);

    /// <summary>Reads guidelines, or says in one sentence why they are none.</summary>
    public static bool TryRead(string content, out AgreedGuidelines guidelines, out string problem)
    {
        if (!CooperationJson.TryRead(Encoding.UTF8.GetBytes(content), out guidelines, out problem))
        {
            return false;
        }
        var faults = GuidelinesCheck.Faults(guidelines);
        problem = string.Join(" ", faults.Take(5).Select(f => $"{f.Path}: {f.Sentence.En}"));
        return faults.IsEmpty;
    }

    /// <summary>Where guidelines that can be read have a member that this version passes over, so that it would not
    /// rule by all that they say; null where it knows them whole.</summary>
    public static string? UnknownMember(string content) =>
        CooperationJson.UnknownMember<AgreedGuidelines>(Encoding.UTF8.GetBytes(content));

    /// <summary>Reads a version once and holds it by its hash; null where it is no valid guidelines.</summary>
    /// <param name="content">Fetches the content; asked only where it is not held.</param>
    internal static AgreedGuidelines? Read(string hash, Func<string?> content)
    {
        if (Held.TryGetValue(hash, out var held))
        {
            return held;
        }
        // To count takes every lock of the dictionary, so it is done only when something is added.
        if (Held.Count > MostHeld)
        {
            Held.Clear();
        }
        return Held.GetOrAdd(
            hash,
            _ => content() is { } text && TryRead(text, out var guidelines, out var _) ? guidelines : null
        );
    }
}
