using System.Security.Claims;
using Parley.Cooperation;
using Parley.Node.Access;
using Parley.Node.Law;
using Parley.Node.Lines;

namespace Parley.Node.Search;

/// <summary>Finds rules of the rule book in force by number, title and basis in either language; every officer may know
/// them.</summary>
public sealed class SearchingRules(RuleBookShelf books) : ISearching
{
    private const string Page = "/settings/rule-book";

    public string Name => "rules";

    public bool IsOpenTo(ClaimsPrincipal user) => user.SeesMatters();

    public FoundGroup Find(Asked asked)
    {
        var inForce = books.InForce;
        var found = (inForce is null ? [] : Things(inForce.Kept.Book))
            .Where(one => SearchText.Holds(string.Join('\n', one.Texts.Prepend(one.Number)), asked.Text))
            .ToList();
        return FoundGroup.Of(
            Name,
            asked,
            found,
            one => new FoundThing(
                one.Address,
                one.Number,
                one.Title.In(asked.Language),
                asked.Excerpt(one.Texts) is { Length: > 0 } text ? text : one.Basis.In(asked.Language),
                With: null,
                inForce?.Since
            )
        );
    }

    /// <summary>The book itself, then rule by rule.</summary>
    private static IEnumerable<Thing> Things(RuleBook book) =>
        book
            .Provisions.Select(rule => new Thing($"{Page}#rule-{rule.Id}", rule.Id, rule.Title, rule.Basis))
            .Prepend(new Thing(Page, "", book.Title, book.Preamble ?? book.Title));

    /// <summary>A rule, or the book itself.</summary>
    private sealed record Thing(string Address, string Number, Bilingual Title, Bilingual Basis)
    {
        public string[] Texts => [Basis.En, Basis.Zh, Title.En, Title.Zh];
    }
}
