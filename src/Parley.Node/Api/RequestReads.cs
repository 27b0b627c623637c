using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Erasing;
using Parley.Node.Law;
using Parley.Node.Lines;
using Parley.Node.Paper;
using Parley.Node.Parcels;
using Parley.Node.Requests;
using Parley.Node.Together;

namespace Parley.Node.Api;

/// <summary>Requests as programs read them: the list from one to the next, and one request with everything.</summary>
internal static class RequestReads
{
    private static readonly string[] Filters =
    [
        "view",
        "way",
        "due",
        "owes",
        "kind",
        "urgency",
        "area",
        "stage",
        "held",
        "q",
        "sort",
        ApiPage.After,
        ApiPage.Most,
    ];

    private static readonly string[] Turning = [ApiPage.After, ApiPage.Most];
    private static readonly string[] Sorts = ["newest", "oldest"];

    public static void MapRequestReads(this RouteGroupBuilder reads)
    {
        reads.MapGet("/requests", List);
        reads.MapGet("/requests/{number}", One);
        reads.MapGet("/requests/{number}/letter", PaperPages.Alone).WithMetadata(new Does(LawAct.Print));
        reads.MapGet("/requests/{number}/letter.pdf", PaperPages.Pdf).WithMetadata(new Does(LawAct.Print));
        reads.MapCertificateReads();
        reads.MapBlankCertificateReads();
        var exports = reads.MapGroup("/requests/{number}").WithMetadata(new Does(LawAct.Export));
        exports.MapGet(
            "/evidence",
            async (string number, RequestBook book, JointRecord record, HttpContext http) =>
                await RequestPages.EvidenceOf(number, book, record, http)
                ?? (
                    book.Find(number) is null
                        ? ApiProblems.OfStatus(StatusCodes.Status404NotFound)
                        : ApiProblems.NotReceipted
                ).Answer()
        );
        exports.MapGet("/entries/{by}/{index:long}", Entry);
        exports.MapGet("/entries/{by}/{index:long}/proof", RequestPages.Proof);
        reads.MapGet("/requests/{number}/files", FileCalls.OfRequest);
        reads
            .MapGet("/requests/{number}/files/{hash}", FilePages.ReadOfRequest)
            .WithMetadata(new Does(LawAct.Download));
        reads.MapGet("/prepared", AllPrepared);
    }

    private static ApiAnswer List(
        HttpContext http,
        RequestWalk walk,
        RequestBook book,
        LineKeeping keeping,
        HeldBook held,
        LawInForce law,
        TimeProvider time
    )
    {
        var query = new ApiQuery(http, Filters);
        var (filter, now) = (FilterOf(query), time.GetUtcNow());
        var behind = keeping.CatchUp();
        var hidden = law.HiddenFrom(http.User);
        var places = walk.Next(
            filter,
            now,
            After(query, book, law, http),
            query.HowMany + 1,
            hidden,
            held.Places(filter.Held, http.User)
        );
        var page = ApiPage.Of(http, query.HowMany, places, place => $"{place.Peer}.{place.Id}");
        return ApiAnswer.Of(
            new
            {
                Requests = book.Sights(page.Shown, hidden).Select(sight => RequestTold.Line(sight, now)),
                page.Next,
                Behind = behind,
            }
        );
    }

    private static async Task<IResult> One(
        string number,
        RequestBook book,
        AlikeBook alike,
        JointRecord record,
        PreparedBook prepared,
        LawInForce law,
        UseLock use,
        TimeProvider time,
        HttpContext http
    )
    {
        _ = new ApiQuery(http);
        if (book.Find(number) is not { } sight)
        {
            return ErasedPages.Instead(record, number, http)
                ?? ApiProblems.OfStatus(StatusCodes.Status404NotFound).Answer();
        }
        var around = new RequestAround(
            record.Self.Code,
            time.GetUtcNow(),
            http.User,
            await record.Reading.Timeline(sight.Peer, sight.Request.Id),
            sight.Request.Open ? alike.Of(sight, law.HiddenFrom(http.User)) : AlikeFound.Nothing,
            prepared
                .About(sight.Request.Id)
                .Where(move => law.MayRead(http.User, sight, move.Move, move.Statement, move.Authors))
                .ToList(),
            law,
            use.IsClosed(sight, http.User.AccountId())
        );
        return ApiAnswer.Of(RequestTold.Whole(sight, around));
    }

    /// <summary>An entry as it stands in the record, from the moment it is stated; its proof follows the receipt.
    /// </summary>
    private static ApiAnswer Entry(
        string number,
        string by,
        long index,
        RequestBook book,
        JointRecord record,
        HttpContext http
    )
    {
        _ = new ApiQuery(http);
        return
            book.Find(number) is { } sight
            && PartyCode.TryParse(by, out var writer)
            && (writer == sight.Peer || writer == record.Self.Code)
            && record.Reading.Entry(sight.Peer, sight.Request.Id, writer, index) is { } bytes
            && UseHeaders.Set(http, sight)
            ? ApiAnswer.Raw(bytes.ToArray())
            : ApiProblems.OfStatus(StatusCodes.Status404NotFound).Answer();
    }

    private static ApiAnswer AllPrepared(HttpContext http, PreparedBook prepared, RequestBook book, LawInForce law)
    {
        var query = new ApiQuery(http, ApiPage.After, ApiPage.Most);
        var open = prepared
            .All()
            .OrderBy(move => move.Id)
            .Select(move => (Move: move, Sight: book.Find(new Place(move.Peer, move.About))))
            .Where(one =>
                one.Sight is { } sight
                && law.MayRead(http.User, Matter.Of(sight))
                && law.MayRead(http.User, sight, one.Move.Move, one.Move.Statement, one.Move.Authors)
            );
        var page = ApiPage.Of(http, query, open, one => FormattableString.Invariant($"{one.Move.Id}"));
        return ApiAnswer.Of(
            new { Prepared = page.Shown.Select(one => RequestTold.Prepared(one.Move, one.Sight!)), page.Next }
        );
    }

    private static RequestFilter FilterOf(ApiQuery query)
    {
        query.OneOf("view", RequestFilter.Views);
        query.OneOf("way", RequestFilter.Ways);
        query.OneOf("due", RequestFilter.Dues);
        query.OneOf("owes", RequestFilter.Debtors);
        query.OneOf("held", RequestFilter.Helds);
        var stages = Enum.GetValues<Stage>().ToDictionary(ApiJson.Word, stage => stage, StringComparer.Ordinal);
        var stage = query.OneOf("stage", stages.Keys);
        return RequestFilter.Read(query.All) with
        {
            View = query.Text("view") ?? "all",
            ViewChosen = true,
            Stage = stage is null ? null : stages[stage].ToString(),
            Sort = query.OneOf("sort", Sorts) ?? "newest",
            Page = 1,
        };
    }

    /// <summary>A cursor names the last request seen: "CN.US-R-2026-0012".</summary>
    private static Place? After(ApiQuery query, RequestBook book, LawInForce law, HttpContext http) =>
        query.Text(ApiPage.After) is not { } text ? null
        : text.Split('.') is [var peer, var id]
        && PartyCode.TryParse(peer, out var code)
        && SubjectId.TryParse(id, out var number)
        && book.Find(new Place(code, number)) is { } sight
        && law.MayRead(http.User, Matter.Of(sight))
            ? new Place(code, number)
        : throw new ProblemException(ApiProblems.CursorUnknown);

    /// <summary>What the parameters of this list narrow it to, to be kept as a view: with no place in it.</summary>
    internal static RequestFilter SavedFilterOf(IQueryCollection asked)
    {
        var query = new ApiQuery(asked, [.. Filters.Except(Turning, StringComparer.Ordinal)]);
        return FilterOf(query) with { Sort = query.OneOf("sort", Sorts) };
    }

    /// <summary>The view as this list takes it: in what can be sorted by here.</summary>
    internal static string AddressOf(RequestFilter filter) =>
        TokenPages.Api
        + (
            filter with
            {
                ViewChosen = true,
                Sort = Sorts.Contains(filter.Sort, StringComparer.Ordinal) ? filter.Sort : null,
                Stage = Enum.TryParse<Stage>(filter.Stage, out var stage) ? ApiJson.Word(stage) : null,
                Page = 1,
            }
        ).Address();
}
