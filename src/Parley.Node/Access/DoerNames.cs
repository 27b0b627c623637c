using Parley.Node.Look;

namespace Parley.Node.Access;

/// <summary>
/// Who did something, as pages tell it: an officer by name, in the page's language, and not by the name they sign in
/// with. Whoever has no account here stands as they were written down.
/// </summary>
public sealed class DoerNames(AccountShelf accounts)
{
    private IReadOnlyList<Account>? all;

    private IReadOnlyList<Account> All => all ??= accounts.All();

    /// <summary>The names of all officers, to choose from.</summary>
    public IEnumerable<string> Officers =>
        All.Select(one => one.Name.In(Languages.Short))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.CurrentCulture);

    /// <summary>The name of whoever is written down so.</summary>
    public string Of(string who) =>
        All.FirstOrDefault(one => Same(one.SignInName, who))?.Name.In(Languages.Short)
        ?? (Same(who, Doer.Node.Name) ? SignedNames.Node.In(Languages.Short) : who);

    /// <summary>How those are written down whom an officer means by a name, in either language, or by a sign-in name;
    /// the word itself where it names nobody who is known.</summary>
    public IReadOnlyList<string> Meant(string word)
    {
        string[] meant =
        [
            .. All.Where(one => Same(one.SignInName, word) || Same(one.Name.En, word) || Same(one.Name.Zh, word))
                .Select(one => one.SignInName),
            .. Same(SignedNames.Node.En, word) || Same(SignedNames.Node.Zh, word)
                ? [Doer.Node.Name]
                : Array.Empty<string>(),
        ];
        return meant.Length > 0 ? meant : [word];
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
