using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Guidelines;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Look;

namespace Parley.Node.Law;

/// <summary>
/// The rule book as a document, its history, the putting forward of another one, and the page on which rules are tried.
/// Every officer reads it, for whoever is bound by rules may know them.
/// </summary>
public static class RuleBookPages
{
    /// <summary>What the change of the rule book is about, among the changes that wait.</summary>
    public const string Subject = "rule-book";

    internal const string Place = "/settings/rule-book";
    private const int ReasonAtMost = 500;

    public static void MapRuleBook(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Place, ([AsParameters] RuleBookSource source) => Page(source));
        routes.MapGet($"{Place}/rule-book.json", ([AsParameters] RuleBookSource source) => InForce(source));
        routes.MapGet(
            $"{Place}/history",
            (long? older, long? newer, [AsParameters] RuleBookSource source) =>
                Show.Page<RuleBookHistoryPage>(
                    (nameof(RuleBookHistoryPage.All), source.Books.History()),
                    (nameof(RuleBookHistoryPage.Older), older),
                    (nameof(RuleBookHistoryPage.Newer), newer)
                )
        );
        routes.MapGet(
            $"{Place}/{{id:long}}",
            (long id, [AsParameters] RuleBookSource source) =>
                source.Books.Find(id) is { } put
                    ? Show.Page<RuleBookDraftPage>(
                        (nameof(RuleBookDraftPage.Put), put),
                        (nameof(RuleBookDraftPage.InForce), source.Books.InForce?.Kept),
                        (nameof(RuleBookDraftPage.Waits), Waiting(source, id)),
                        (nameof(RuleBookDraftPage.Advice), AdviceOn(put.Book, source)),
                        (nameof(RuleBookDraftPage.Guidelines), source.Guidelines())
                    )
                    : Results.NotFound()
        );
        routes.MapGet($"{Place}/try", ([AsParameters] RuleBookSource source) => Try(source));
        var operators = routes.MapGroup(Place).RequireAuthorization(Rights.Operate);
        operators.MapGet("/propose", ([AsParameters] RuleBookSource source) => Proposing(source, TextNow(source)));
        operators.MapGet("/model.json", () => Results.File(ModelFile, "application/json", "rule-book.json"));
        operators.MapPost("/propose", Propose);
    }

    /// <summary>The model rule book that comes with the program.</summary>
    internal static string ModelFile => Path.Combine(AppContext.BaseDirectory, "samples", "rule-book.json");

    private static IResult Page(RuleBookSource source) =>
        Show.Page<RuleBookPage>(
            (nameof(RuleBookPage.InForce), source.Books.InForce),
            (nameof(RuleBookPage.Waits), Waiting(source)),
            (nameof(RuleBookPage.Guidelines), source.Guidelines())
        );

    private static IResult InForce(RuleBookSource source) =>
        source.Books.InForce is { } book
            ? Results.File(book.Kept.Text.ToArray(), "application/json", "rule-book.json")
            : Results.NotFound();

    private static IResult Try(RuleBookSource source)
    {
        var query = source.Http.Request.Query;
        var officers = source.Accounts.All().Where(one => !one.Closed).ToList();
        var officer = officers.FirstOrDefault(one => string.Equals(one.Id, query["officer"], StringComparison.Ordinal));
        return Show.Page<TryPage>(
            (nameof(TryPage.Officers), officers),
            (nameof(TryPage.Officer), officer),
            (nameof(TryPage.Asked), query),
            (nameof(TryPage.Book), source.Law.Book),
            (nameof(TryPage.Guidelines), source.Guidelines())
        );
    }

    private static IResult Proposing(
        RuleBookSource source,
        string text,
        string reason = "",
        ImmutableArray<RuleBookFault> faults = default,
        bool noReason = false
    ) =>
        Show.Page<RuleBookProposePage>(
            faults.IsDefaultOrEmpty && !noReason ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
            (nameof(RuleBookProposePage.Text), text),
            (nameof(RuleBookProposePage.Reason), reason),
            (nameof(RuleBookProposePage.NoReason), noReason),
            (nameof(RuleBookProposePage.Faults), faults.IsDefault ? [] : faults)
        );

    private static async Task<IResult> Propose([AsParameters] RuleBookSource source)
    {
        var form = await source.Http.Request.ReadFormAsync();
        var reason = form["reason"].ToString().Trim();
        var text = await TextOf(form);
        if (!RuleBookFormat.TryRead(text, out _, out var faults))
        {
            // What is longer than any rule book is not sent back to be mended.
            var shown = text.Length <= 2 * RuleBookFormat.BytesAtMost ? Encoding.UTF8.GetString(text) : "";
            return Proposing(source, shown, reason, faults);
        }
        if (reason.Length is 0 or > ReasonAtMost)
        {
            return Proposing(source, Encoding.UTF8.GetString(text), reason, noReason: true);
        }
        var by = Doer.Of(source.Http);
        var put = source.Books.Put(text, reason, by);
        source.Changes.Want(
            ChangeKind.RuleBook,
            Subject,
            FormattableString.Invariant($"{put.Id}"),
            source.Http.User,
            by
        );
        return Told.Then(source.Http, Told.BookProposed, FormattableString.Invariant($"{Place}/{put.Id}"));
    }

    private static async Task<byte[]> TextOf(IFormCollection form)
    {
        if (form.Files["file"] is { Length: > 0 } file)
        {
            using var bytes = new MemoryStream();
            await using var stream = file.OpenReadStream();
            await stream.CopyToAsync(bytes);
            return bytes.ToArray();
        }
        return Encoding.UTF8.GetBytes(form["text"].ToString().ReplaceLineEndings("\n"));
    }

    /// <summary>The text to begin with: of the book in force, or else of the model.</summary>
    private static string TextNow(RuleBookSource source) =>
        source.Books.InForce is { } book ? Encoding.UTF8.GetString(book.Kept.Text.Span) : File.ReadAllText(ModelFile);

    /// <summary>The book that was put forward and waits to be confirmed; null where none does.</summary>
    internal static WantedChange? Waiting(RuleBookSource source, long? id = null) =>
        source
            .Changes.Waiting()
            .LastOrDefault(one =>
                one.Kind is ChangeKind.RuleBook
                && (
                    id is null
                    || string.Equals(one.More, FormattableString.Invariant($"{id}"), StringComparison.Ordinal)
                )
            );

    /// <summary>The same, read.</summary>
    internal static KeptBook? PutForward(RuleBookSource source) =>
        Waiting(source) is { } change && long.TryParse(change.More, CultureInfo.InvariantCulture, out var id)
            ? source.Books.Find(id)
            : null;

    /// <summary>What changes from one book to another, line by line as they were put forward.</summary>
    internal static ImmutableArray<DifferenceLine> Changes(KeptBook older, KeptBook newer) =>
        Difference.Between(Encoding.UTF8.GetString(older.Text.Span), Encoding.UTF8.GetString(newer.Text.Span));

    internal static IReadOnlyList<Bilingual> AdviceOn(RuleBook book, RuleBookSource source) =>
        RuleBookAdvice.On(
            book,
            source.Guidelines(),
            [.. source.Accounts.All().Where(one => !one.Closed).Select(LawOfficer.Of)],
            [.. source.Authorities.All().Select(one => one.Code)]
        );
}

/// <summary>What the pages of the rule book are made from.</summary>
public sealed record RuleBookSource(
    RuleBookShelf Books,
    LawInForce Law,
    WantedChanges Changes,
    AccountShelf Accounts,
    AuthorityShelf Authorities,
    JointRecord Record,
    TimeProvider Time,
    HttpContext Http
)
{
    /// <summary>Those of the first link that has any: by them codes get their names.</summary>
    public AgreedGuidelines? Guidelines() =>
        Record
            .Peers.Select(peer => Record.Reading.GuidelinesInForce(peer.Code, Time.GetUtcNow())?.Guidelines)
            .FirstOrDefault(one => one is not null);
}
