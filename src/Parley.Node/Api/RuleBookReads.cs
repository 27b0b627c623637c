using System.Text;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Node.Law;

namespace Parley.Node.Api;

/// <summary>
/// The nation's own law as programs read it: the rule book in force with its hash, those before it, and the trial of a
/// matter. Whoever is bound by rules may know them; to put another in force is left to people.
/// </summary>
internal static class RuleBookReads
{
    private const string Act = "act";
    private const string Officer = "officer";

    private static readonly Dictionary<string, LawAct> Acts = Enum.GetValues<LawAct>()
        .ToDictionary(ApiJson.Word, one => one, StringComparer.Ordinal);

    private static readonly string[] Ways = [Matter.Asks, Matter.Asked];
    private static readonly string[] Moves =
    [
        Matter.Make,
        .. Enum.GetValues<RequestMove>().Select(one => Matter.Word(one)),
    ];

    /// <summary>What is said by codes of the guidelines.</summary>
    private static readonly (string Name, Func<AgreedGuidelines, IEnumerable<string>> Codes)[] Coded =
    [
        ("kind", one => one.Kinds.Select(kind => kind.Code)),
        ("urgency", one => one.Urgencies.Select(urgency => urgency.Code)),
        ("handling", one => one.HandlingCodes.Select(code => code.Code)),
        ("light", one => one.TrafficLights.Select(light => light.Code)),
        ("area", one => one.CrimeAreas.Select(area => area.Code)),
        ("item", one => one.Kinds.SelectMany(kind => one.ItemsOf(kind.Code)).Select(item => item.Id)),
    ];

    public static void MapRuleBookReads(this RouteGroupBuilder reads)
    {
        reads.MapGet("/rule-book", InForce);
        reads.MapGet("/rule-book/rule-book.json", Text);
        reads.MapGet("/rule-book/history", History);
        reads.MapGet("/rule-book/waiting", Waiting);
        reads.MapGet("/rule-book/try", Try);
    }

    private static ApiAnswer InForce([AsParameters] RuleBookSource source)
    {
        _ = new ApiQuery(source.Http);
        var book = source.Books.InForce;
        var told = book is null ? null : Line(book);
        if (told is not null)
        {
            told["content"] = ApiJson.Raw(WithoutMark(book!.Kept.Text.Span));
        }
        return ApiAnswer.Of(
            new { InForce = told, Waits = RuleBookPages.Waiting(source) is not null },
            etag: book is null ? null : $"\"{book.Kept.Hash}\""
        );
    }

    /// <summary>Byte for byte what was put in force: its SHA-256 is the hash.</summary>
    private static ApiAnswer Text([AsParameters] RuleBookSource source)
    {
        _ = new ApiQuery(source.Http);
        return source.Books.InForce is { } book
            ? ApiAnswer.Raw(book.Kept.Text.ToArray())
            : ApiProblems.OfStatus(StatusCodes.Status404NotFound).Answer();
    }

    private static ApiAnswer History([AsParameters] RuleBookSource source)
    {
        var query = new ApiQuery(source.Http, ApiPage.After, ApiPage.Most);
        var all = source.Books.History();
        var page = ApiPage.Of(source.Http, query, all, one => FormattableString.Invariant($"{one.Number}"));
        return ApiAnswer.Of(new { Books = page.Shown.Select(Line), page.Next });
    }

    /// <summary>The book that waits for its second officer, with what it changes; to confirm it is left to people.
    /// </summary>
    private static ApiAnswer Waiting([AsParameters] RuleBookSource source)
    {
        _ = new ApiQuery(source.Http);
        return ApiAnswer.Of(new { Waits = RuleBookPages.PutForward(source) is { } put ? Told(put, source) : null });
    }

    private static object Told(KeptBook put, RuleBookSource source)
    {
        var now = source.Books.InForce?.Kept;
        var lines = now is null ? [] : RuleBookPages.Changes(now, put);
        return new
        {
            put.Id,
            put.Book.Title,
            put.Hash,
            put.Reason,
            put.By,
            put.At,
            Content = ApiJson.Raw(WithoutMark(put.Text.Span)),
            Advice = RuleBookPages.AdviceOn(put.Book, source),
            Changes = now is null
                ? null
                : new
                {
                    From = now.Hash,
                    Added = DifferenceTold.Count(lines, LineChange.Added),
                    Removed = DifferenceTold.Count(lines, LineChange.Removed),
                    Lines = DifferenceTold.Shown(lines),
                },
        };
    }

    private static ApiAnswer Try([AsParameters] RuleBookSource source)
    {
        string[] ofAgreements = [Trial.Agreement, Trial.AgreementMove];
        var query = new ApiQuery(source.Http, [Officer, Act, .. Trial.OfRequests, .. ofAgreements]);
        var act = query.OneOf(Act, Acts.Keys) is { } word ? Acts[word] : LawAct.Read;
        query.OneOf("way", Ways);
        query.OneOf("move", Moves);
        query.OneOf(Trial.Agreement, AgreementLaw.Kinds);
        query.OneOf(Trial.AgreementMove, AgreementLaw.Moves);
        AreKnown(query, source);
        // A matter is a request or an agreement: what describes the one says nothing of the other.
        string[] beside = query.Text(Trial.Agreement) is null ? [Trial.AgreementMove] : [.. Trial.OfRequests];
        if (beside.FirstOrDefault(name => query.Text(name) is not null) is { } other)
        {
            return ApiProblems.Parameter(other, known: true).Answer();
        }
        var own = source.Http.User.AccountId();
        var account = source.Accounts.Find(query.Text(Officer) ?? own);
        if (account is not { Closed: false } officer)
        {
            return ApiProblems.Parameter(Officer, known: true).Answer();
        }
        var (trial, book) = (Trial.Of(act, query.Text), source.Law.Book);
        var forbidden = trial.ForbiddenBy(book, LawOfficer.Of(officer));
        return ApiAnswer.Of(
            new
            {
                Officer = officer.Id,
                officer.Name,
                officer.Authority,
                // As on the page, the roles of others are told only to who gives them.
                Roles = string.Equals(officer.Id, own, StringComparison.Ordinal) ? officer.Roles : null,
                Act = act,
                Forbidden = forbidden is not null,
                By = forbidden is null ? null : Told(forbidden.By),
                Only = forbidden is null ? null : LawText.Of(forbidden.Only),
                Steps = trial
                    .StepsIn(book)
                    .Select(step => new
                    {
                        Rule = Told(step),
                        step.Need,
                        By = LawText.Of(step.By),
                    }),
                Hash = source.Books.InForce?.Kept.Hash,
            }
        );
    }

    /// <summary>Codes that no guidelines in force know are refused; where none are in force, any is tried.</summary>
    private static void AreKnown(ApiQuery query, RuleBookSource source)
    {
        var now = source.Time.GetUtcNow();
        var inForce = source
            .Record.Peers.Select(peer => source.Record.Reading.GuidelinesInForce(peer.Code, now)?.Guidelines)
            .OfType<AgreedGuidelines>()
            .ToList();
        foreach (var (name, codes) in Coded.Where(_ => inForce.Count > 0))
        {
            query.OneOf(name, [.. inForce.SelectMany(codes)]);
        }
    }

    private static object Told(Provision rule) =>
        new
        {
            rule.Id,
            rule.Title,
            rule.Basis,
        };

    private static Dictionary<string, object?> Line(BookInForce book) =>
        new(StringComparer.Ordinal)
        {
            ["number"] = book.Number,
            ["title"] = book.Kept.Book.Title,
            ["hash"] = book.Kept.Hash,
            ["since"] = book.Since,
            ["reason"] = book.Kept.Reason,
            ["by"] = book.Kept.By,
            ["confirmedBy"] = book.ConfirmedBy,
        };

    /// <summary>Editors put a mark of byte order there, and it says nothing.</summary>
    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> text) =>
        text.StartsWith(Encoding.UTF8.Preamble) ? text[Encoding.UTF8.Preamble.Length..] : text;
}
