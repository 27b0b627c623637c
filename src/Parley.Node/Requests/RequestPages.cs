using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Look;
using Parley.Node.Record;

namespace Parley.Node.Requests;

/// <summary>The list of requests, one request told from both ends, and the moves the rules allow on it.</summary>
public static class RequestPages
{
    public static void MapRequests(this IEndpointRouteBuilder routes)
    {
        routes.MapDrafts();
        routes.MapRelease();
        routes.MapGet("/requests", List);
        routes.MapGet("/requests/{number}", Request);
        routes.MapGet("/requests/{number}/evidence", Evidence);
        routes.MapGet("/requests/{number}/do/{move}", MovePage);
        routes.MapPost("/requests/{number}/do/{move}", Move);
        routes.MapPost("/prepared/{id:long}/release", Release).RequireAuthorization(Rights.Release);
        routes.MapPost("/prepared/{id:long}/take-back", TakeBack);
    }

    /// <summary>The moves open to this party now that the officer's roles allow.</summary>
    public static IReadOnlyList<RequestMove> MovesFor(
        RequestSight sight,
        PartyCode self,
        DateTimeOffset now,
        HttpContext http
    )
    {
        var mayPrepare = http.User.Has(Role.Drafter);
        var mayAct = mayPrepare || http.User.Has(Role.Releaser);
        return RequestMoves
            .For(sight.Request, sight.Guidelines, self, now)
            .Where(move => MoveForm.NeedsRelease(move) ? mayPrepare : mayAct)
            .ToList();
    }

    private static IResult List(RequestBook book, JointRecord record, TimeProvider time, HttpContext http)
    {
        var filter = RequestFilter.Read(http.Request.Query);
        var now = time.GetUtcNow();
        var all = book.All().ToList();
        var taken = all.Where(sight => filter.Takes(sight, now)).ToList();
        var shown = Sorted(filter, taken).Skip((filter.Page - 1) * RequestFilter.PageSize).Take(RequestFilter.PageSize);
        var guidelines = record
            .Peers.Select(peer => record.Reading.GuidelinesInForce(peer.Code, now)?.Guidelines)
            .FirstOrDefault(one => one is not null);
        return Show.Page<RequestListPage>(
            (nameof(RequestListPage.Filter), filter),
            (nameof(RequestListPage.Shown), shown.ToList()),
            (nameof(RequestListPage.Total), taken.Count),
            (nameof(RequestListPage.Known), all.Count),
            (nameof(RequestListPage.Guidelines), guidelines)
        );
    }

    private static IEnumerable<RequestSight> Sorted(RequestFilter filter, List<RequestSight> taken) =>
        filter.View is "open" or "with-us" or "with-them" or "overdue"
            ? taken.OrderBy(sight => sight.Next?.Due ?? DateTimeOffset.MaxValue)
            : taken;

    private static async Task<IResult> Request(
        string number,
        RequestBook book,
        JointRecord record,
        PreparedBook prepared,
        TimeProvider time,
        HttpContext http
    )
    {
        if (book.Find(number) is not { } sight)
        {
            return Results.NotFound();
        }
        var moves = MovesFor(sight, record.Self.Code, time.GetUtcNow(), http);
        return Show.Page<RequestPage>(
            (nameof(RequestPage.Sight), sight),
            (nameof(RequestPage.Timeline), await record.Reading.Timeline(sight.Peer, sight.Request.Id)),
            (nameof(RequestPage.Moves), moves),
            (nameof(RequestPage.Prepared), prepared.About(sight.Request.Id))
        );
    }

    private static IResult MovePage(
        string number,
        string move,
        RequestBook book,
        JointRecord record,
        TimeProvider time,
        HttpContext http
    ) =>
        book.Find(number) is { } sight
        && TryRead(move, out var which)
        && MovesFor(sight, record.Self.Code, time.GetUtcNow(), http).Contains(which)
            ? Show.Page<MovePage>((nameof(Requests.MovePage.Sight), sight), (nameof(Requests.MovePage.Move), which))
            : Results.LocalRedirect($"/requests/{number}");

    private static async Task<IResult> Move(
        string number,
        string move,
        RequestBook book,
        JointRecord record,
        PreparedShelf prepared,
        TimeProvider time,
        IChanges changes,
        HttpContext http
    )
    {
        var now = time.GetUtcNow();
        if (book.Find(number) is not { } sight || !TryRead(move, out var which))
        {
            return Results.NotFound();
        }
        if (!MovesFor(sight, record.Self.Code, now, http).Contains(which))
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }
        var form = await http.Request.ReadFormAsync();
        var language = string.Equals(form["language"], "zh", StringComparison.Ordinal) ? "zh" : "en";
        var statement = MoveForm.Read(which, sight, form, language);
        var about = sight.Request.Id;
        var officer = http.User.AsOfficer();
        var once = form[OnceField.Name].ToString();
        var refusal = MoveForm.NeedsRelease(which)
            ? await record.Reading.WouldRefuse(sight.Peer, about, statement, officer, now)
            : (await record.State(sight.Peer, about, statement, officer, OnceKey.Of(once, statement))).Refusal;
        if (refusal is not null)
        {
            return Show.Page<MovePage>(
                StatusCodes.Status422UnprocessableEntity,
                (nameof(Requests.MovePage.Sight), sight),
                (nameof(Requests.MovePage.Move), which),
                (nameof(Requests.MovePage.Refusal), refusal),
                (nameof(Requests.MovePage.Said), statement)
            );
        }
        if (MoveForm.NeedsRelease(which))
        {
            prepared.Add(sight, which, statement, once, new(http.User.AccountId(), http.User.Name().En, now));
            changes.Announce("requests");
            changes.Announce(number);
        }
        return Results.LocalRedirect($"/requests/{number}");
    }

    private static async Task<IResult> Release(
        long id,
        RequestBook book,
        JointRecord record,
        PreparedBook prepared,
        PreparedShelf shelf,
        IChanges changes,
        HttpContext http
    )
    {
        if (prepared.Find(id) is not { } move || book.Find(move.About.ToString()) is not { } sight)
        {
            return Results.NotFound();
        }
        if (string.Equals(move.Account, http.User.AccountId(), StringComparison.Ordinal))
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }
        var stating = await record.State(sight.Peer, move.About, move.Statement, http.User.AsOfficer(), move.Key);
        if (stating.Refusal is { } refusal)
        {
            return Show.Page<MovePage>(
                StatusCodes.Status422UnprocessableEntity,
                (nameof(Requests.MovePage.Sight), sight),
                (nameof(Requests.MovePage.Move), move.Move),
                (nameof(Requests.MovePage.Refusal), refusal),
                (nameof(Requests.MovePage.Said), move.Statement)
            );
        }
        shelf.Settle(id);
        changes.Announce("requests");
        return Results.LocalRedirect($"/requests/{move.About}");
    }

    private static IResult TakeBack(
        long id,
        PreparedBook prepared,
        PreparedShelf shelf,
        IChanges changes,
        HttpContext http
    )
    {
        if (prepared.Find(id) is not { } move)
        {
            return Results.NotFound();
        }
        var own = string.Equals(move.Account, http.User.AccountId(), StringComparison.Ordinal);
        if (!own && !http.User.Has(Role.Releaser))
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }
        shelf.Settle(id);
        changes.Announce("requests");
        changes.Announce(move.About.ToString());
        return Results.LocalRedirect($"/requests/{move.About}");
    }

    private static async Task<IResult> Evidence(string number, RequestBook book, JointRecord record)
    {
        if (book.Find(number) is not { } sight)
        {
            return Results.NotFound();
        }
        var peer = record.Peers.First(one => one.Code == sight.Peer);
        return await EvidenceFile.Of(record, peer, sight.Request.Id) is { } zip
            ? Results.File(zip, "application/zip", $"{number}-evidence.zip")
            : Results.NotFound();
    }

    private static bool TryRead(string text, out RequestMove move) =>
        Enum.TryParse(text, out move) && Enum.IsDefined(move);
}
