using System.Security.Claims;
using Parley.Node.Law;
using Parley.Node.Lines;

namespace Parley.Node.Search;

/// <summary>One thing a search found.</summary>
/// <param name="Number">Its number; empty where it has none.</param>
/// <param name="Gist">In a few words what it is.</param>
/// <param name="Text">The text in which something searched stands; empty where that is the number or the gist.</param>
/// <param name="With">The party it is shared with; null where it is this node's own.</param>
public sealed record FoundThing(
    string Address,
    string Number,
    string Gist,
    string Text,
    Cooperation.PartyCode? With,
    DateTimeOffset? At
)
{
    /// <summary>The codes by which it is to be handled.</summary>
    public IReadOnlyList<string> Marks { get; init; } = [];

    /// <summary>Its use was limited further.</summary>
    public bool Limited { get; init; }
}

/// <summary>What a search found of one kind.</summary>
/// <param name="Total">How many there are; where that is <see cref="Lines.RequestLines.MostCounted"/>, so many or more.
/// </param>
public sealed record FoundGroup(string Name, IReadOnlyList<FoundThing> Things, int Total)
{
    /// <summary>Of all that was found, the stretch that is asked for; only what is shown is made.</summary>
    public static FoundGroup Of<T>(string name, Asked asked, IReadOnlyCollection<T> found, Func<T, FoundThing> thing) =>
        new(
            name,
            [.. found.Skip(asked.Skip).Take(asked.Most).Select(thing)],
            Math.Min(found.Count, RequestLines.MostCounted)
        );
}

/// <summary>One kind of things a search looks in. Another mechanism takes part by implementing this.</summary>
public interface ISearching
{
    /// <summary>Key of its words: "requests".</summary>
    string Name { get; }

    /// <summary>Whether this officer may see such things at all.</summary>
    bool IsOpenTo(ClaimsPrincipal user);

    /// <summary>What is found, the newest first.</summary>
    FoundGroup Find(Asked asked);
}

/// <summary>What is searched.</summary>
/// <param name="Language">Of the page: gists are in it.</param>
public sealed record Asked(string Text, string Language, int Skip, int Most)
{
    /// <summary>Who searches: what they may not read is not found by any word in it.</summary>
    public ClaimsPrincipal Officer { get; init; } = new();

    /// <summary>What they may not read.</summary>
    public Hidden Hidden { get; init; } = Hidden.Nothing;

    /// <summary>How much of a text is shown around what was found.</summary>
    private const int Around = 90;

    /// <summary>The stretch of the first text in which something searched stands; empty where none does.</summary>
    public string Excerpt(IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            if (Lines.SearchText.Places(text, Text) is [var (at, length), ..])
            {
                var from = Whole(text, Math.Max(0, at - Around));
                var to = Whole(text, Math.Min(text.Length, at + length + Around));
                return $"{(from > 0 ? "…" : "")}{text[from..to].ReplaceLineEndings(" ").Trim()}{(to < text.Length ? "…" : "")}";
            }
        }
        return "";
    }

    /// <summary>A place at which no character is torn.</summary>
    private static int Whole(string text, int at) =>
        at > 0 && at < text.Length && char.IsLowSurrogate(text[at]) ? at - 1 : at;
}
