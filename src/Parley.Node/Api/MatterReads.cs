using Parley.Cooperation;
using Parley.Exchange;
using Parley.Exchange.Formats;
using Parley.Node.Agreements;
using Parley.Node.Law;
using Parley.Node.Lines;
using Parley.Node.Look;
using Parley.Node.Paper;
using Parley.Node.Review;
using Parley.Node.Search;

namespace Parley.Node.Api;

/// <summary>What else programs read: guidelines, agreements, the review's figures, and the search.</summary>
internal static class MatterReads
{
    private static readonly string[] ReviewParameters =
    [
        "link",
        "from",
        "to",
        "first",
        "last",
        "asking",
        "kind",
        "urgency",
        "area",
    ];

    private const string By = "by";
    private static readonly string[] Cuts = [.. ReviewQuery.Cuts.Select(ApiJson.Word)];

    public static void MapMatterReads(this RouteGroupBuilder reads)
    {
        reads.MapGet("/guidelines", Guidelines);
        reads.MapGet("/agreements", Agreements);
        reads.MapGet("/agreements/{number}", Agreement);
        reads.MapGet("/agreements/{number}/{version:int}", Content);
        reads.MapGet("/review", Review);
        var figures = reads.MapGroup("/review").AddEndpointFilter(AskedForAPeriod);
        figures.MapGet("/figures.json", ReviewPages.Json);
        figures.MapGet("/figures.csv", ReviewPages.Csv);
        reads.MapGet("/review/figures.pdf", Pdf);
        reads.MapGet("/search", Search);
    }

    private static ApiAnswer Guidelines(HttpContext http, JointRecord record, TimeProvider time)
    {
        _ = new ApiQuery(http);
        return ApiAnswer.Of(
            new
            {
                Guidelines = record
                    .Peers.Select(peer =>
                        (peer.Code, Agreed: record.Reading.GuidelinesInForce(peer.Code, time.GetUtcNow()))
                    )
                    .Where(one => one.Agreed is not null)
                    .Select(one => new
                    {
                        Peer = one.Code,
                        one.Agreed!.Value.Version.Agreement,
                        one.Agreed.Value.Version.Version,
                        one.Agreed.Value.Version.ContentHash,
                        Content = System.Text.Json.Nodes.JsonNode.Parse(
                            record.Reading.Content(
                                one.Code,
                                one.Agreed.Value.Version.Agreement,
                                one.Agreed.Value.Version.ContentHash
                            )!
                        ),
                    }),
            }
        );
    }

    private static ApiAnswer Agreements(HttpContext http, AgreementBook book, TimeProvider time)
    {
        var query = new ApiQuery(http, ApiPage.After, ApiPage.Most);
        var page = ApiPage.Of(http, query, book.All(), sight => $"{sight.Peer}.{sight.Id}");
        return ApiAnswer.Of(new { Agreements = page.Shown.Select(sight => Line(sight, time.GetUtcNow())), page.Next });
    }

    private static ApiAnswer Agreement(string number, HttpContext http, AgreementBook book, TimeProvider time)
    {
        _ = new ApiQuery(http);
        if (book.Find(number) is not { } sight)
        {
            return ApiProblems.OfStatus(StatusCodes.Status404NotFound).Answer();
        }
        var told = Line(sight, time.GetUtcNow());
        told["state"] = ApiJson.Raw(StateFormat.Write(sight.Agreement));
        return ApiAnswer.Of(told);
    }

    private static IResult Content(string number, int version, HttpContext http, AgreementBook book)
    {
        _ = new ApiQuery(http);
        return book.Find(number) is { } sight && sight.Agreement.Version(version) is { } found
            ? ApiAnswer.Raw(System.Text.Encoding.UTF8.GetBytes(book.Content(sight, found)))
            : ApiProblems.OfStatus(StatusCodes.Status404NotFound).Answer();
    }

    private static Dictionary<string, object?> Line(AgreementSight sight, DateTimeOffset now)
    {
        var inForce = sight.Agreement.InForce(now);
        return new(StringComparer.Ordinal)
        {
            ["number"] = sight.Id,
            ["peer"] = sight.Peer,
            ["kind"] = sight.Agreement.Kind,
            ["title"] = sight.Agreement.Latest.Title,
            ["alive"] = sight.Agreement.Alive,
            ["latest"] = sight.Agreement.Latest.Number,
            ["inForce"] = inForce?.Number,
            ["contentHash"] = inForce?.ContentHash,
        };
    }

    /// <summary>On paper by one cut, as the page shows it, in the language the program asks for.</summary>
    private static Task<IResult> Pdf(ReviewBook book, PaperPress press, PaperTurns turns, HttpContext http)
    {
        _ = Asked(http, By);
        new ApiQuery(http, [By, .. ReviewParameters]).OneOf(By, Cuts);
        return ReviewPages.Pdf(book, press, turns, http);
    }

    /// <summary>The filter of the figures as data: a period that is none is refused, and so is a parameter that is
    /// not known.</summary>
    private static ValueTask<object?> AskedForAPeriod(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        _ = Asked(call.HttpContext);
        return next(call);
    }

    private static ReviewQuery Asked(HttpContext http, params ReadOnlySpan<string> more)
    {
        _ = new ApiQuery(http, [.. more, .. ReviewParameters]);
        var asked = ReviewQuery.Read(http.Request.Query);
        return (http.Request.Query.ContainsKey("from") || asked.AskedForNone) && asked.Period is null
            ? throw new ProblemException(ApiProblems.Parameter("from", known: true))
            : asked;
    }

    private static ApiAnswer Review(HttpContext http, ReviewBook book)
    {
        return book.Sight(Asked(http)) is { } sight
            ? ApiAnswer.Of(
                new
                {
                    Peer = sight.Peer.Code,
                    sight.Figures.From,
                    sight.Figures.To,
                    sight.IsOver,
                    FiguresHash = sight.Hash,
                    Stated = sight.Stated?.Latest.Select(one => new
                    {
                        By = one.Key,
                        one.Value.At,
                        one.Value.What.FiguresHash,
                        one.Value.What.Requests,
                        Same = sight.IsOwn(one.Value.What.FiguresHash),
                    }),
                    Published = sight.Published?.Id,
                    sight.Behind,
                    Figures = ApiJson.Raw(StateFormat.Figures(sight.Figures).Json),
                }
            )
            : ApiProblems.OfStatus(StatusCodes.Status404NotFound).Answer();
    }

    private static ApiAnswer Search(
        HttpContext http,
        IEnumerable<ISearching> kinds,
        LineKeeping keeping,
        LawInForce law
    )
    {
        var query = new ApiQuery(http, "q", "in", "skip", "most");
        var open = kinds.Where(kind => kind.IsOpenTo(http.User)).ToList();
        var only = query.OneOf("in", open.ConvertAll(kind => kind.Name));
        if (query.Text("q") is not { Length: <= 200 } text || SearchText.Asked(text) is null)
        {
            return ApiProblems.Parameter("q", known: true).Answer();
        }
        var behind = keeping.CatchUp();
        var skip = (int)(query.Number("skip", 0, RequestLines.MostCounted) ?? 0);
        var asked = new Asked(text, Languages.Short, skip, query.HowMany)
        {
            Officer = http.User,
            Hidden = law.HiddenFrom(http.User),
        };
        return ApiAnswer.Of(
            new
            {
                Found = open.Where(kind => only is null || string.Equals(kind.Name, only, StringComparison.Ordinal))
                    .Select(kind => kind.Find(asked))
                    .Select(group => new
                    {
                        In = group.Name,
                        group.Total,
                        Things = group.Things.Select(thing => new
                        {
                            thing.Number,
                            thing.Gist,
                            thing.Text,
                            thing.Marks,
                            thing.Limited,
                            Peer = thing.With,
                            thing.At,
                            Page = thing.Address,
                        }),
                    }),
                Behind = behind,
            }
        );
    }
}
