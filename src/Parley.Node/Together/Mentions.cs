using Parley.Node.Access;

namespace Parley.Node.Together;

/// <summary>
/// Whom a note names: "@" and an officer's name in either language, or the sign-in name. Only those are found who may be
/// named; anything else after an "@" is text.
/// </summary>
public static class Mentions
{
    /// <summary>The accounts a text names, each once.</summary>
    public static IReadOnlyList<string> In(string text, IReadOnlyList<Account> officers) =>
        [.. Places(text, officers).SelectMany(place => place.Accounts).Distinct(StringComparer.Ordinal)];

    /// <summary>Where a text names whom, in order: the "@" and the name after it.</summary>
    public static IReadOnlyList<(int At, int Length, IReadOnlyList<string> Accounts)> Places(
        string text,
        IReadOnlyList<Account> officers
    )
    {
        var names = officers
            .SelectMany(one => NamesOf(one).Select(name => (Name: name, one.Id)))
            .Where(one => one.Name.Length > 0)
            .ToLookup(one => one.Name, one => one.Id, StringComparer.OrdinalIgnoreCase);
        var longest = names.Select(one => one.Key).OrderByDescending(name => name.Length).ToList();
        var places = new List<(int, int, IReadOnlyList<string>)>();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] is not ('@' or '＠') || IsInWord(text, at))
            {
                continue;
            }
            if (longest.Find(name => Stands(text, at + 1, name)) is { } found)
            {
                places.Add((at, found.Length + 1, [.. names[found].Distinct(StringComparer.Ordinal)]));
                at += found.Length;
            }
        }
        return places;
    }

    private static IEnumerable<string> NamesOf(Account account) =>
        ((string[])[account.SignInName, account.Name.En, account.Name.Zh]).Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>An address of e-mail names nobody.</summary>
    private static bool IsInWord(string text, int at) => at > 0 && char.IsAsciiLetterOrDigit(text[at - 1]);

    /// <summary>Chinese has no blanks after a name; a name in letters ends where the word ends.</summary>
    private static bool Stands(string text, int at, string name) =>
        at + name.Length <= text.Length
        && text.AsSpan(at, name.Length).Equals(name, StringComparison.OrdinalIgnoreCase)
        && (
            !char.IsAsciiLetterOrDigit(name[^1])
            || at + name.Length == text.Length
            || !(char.IsAsciiLetterOrDigit(text[at + name.Length]) || text[at + name.Length] is '-' or '_')
        );
}
