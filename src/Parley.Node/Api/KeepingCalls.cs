using Parley.Node.Access;
using Parley.Node.Law;

namespace Parley.Node.Api;

/// <summary>
/// What is to be erased by the rules of keeping, and, where the node allows it, that a matter is kept longer, with a
/// reason, or no longer than its time.
/// </summary>
internal static class KeepingCalls
{
    public static void MapKeepingReads(this RouteGroupBuilder reads) => reads.MapGet("/keeping", Due);

    public static void MapKeepingCalls(this RouteGroupBuilder keeps)
    {
        keeps.AddEndpointFilter(ForPeople.Unless(TokenScope.Keep));
        keeps.MapPost("/keeping/{number}/hold", Hold);
        keeps.MapPost("/keeping/{number}/lift", Lift);
    }

    private static ApiAnswer Due([AsParameters] KeepingSource source)
    {
        var query = new ApiQuery(source.Http, ApiPage.After, ApiPage.Most);
        var due = KeepingPages.DueFor(source, int.MaxValue);
        var shown = due.Select(one => one.Sight.Request.Id).ToHashSet();
        // Both lists are one to turn: first what falls due, then what is kept longer before its time is near.
        var all = due.Select(one => (Due: (KeptMatter?)one, one.Hold))
            .Concat(
                source
                    .Holds.All()
                    .Where(one => !shown.Contains(one.About))
                    .Where(IsOpen)
                    .Select(one => (Due: (KeptMatter?)null, Hold: (KeepingHold?)one))
            );
        var page = ApiPage.Of(source.Http, query, all, one => one.Due?.Sight.Id ?? $"{one.Hold!.About}");
        var near = page.Shown.Select(one => one.Due).OfType<KeptMatter>();
        return ApiAnswer.Of(
            new
            {
                Due = near.Select(one => new
                {
                    Number = one.Sight.Id,
                    one.Sight.Peer,
                    EndedAt = one.Ended,
                    Rule = one.Rule.Id,
                    one.Rule.Title,
                    DueAt = one.Due,
                    one.IsHeld,
                    Hold = Told(one.Hold),
                }),
                // Kept longer before their time is near, or while it runs.
                Held = page.Shown.Where(one => one.Due is null).Select(one => Told(one.Hold)),
                page.Next,
            }
        );

        bool IsOpen(KeepingHold hold) =>
            source.Requests.Find(hold.About.ToString()) is { } sight
            && source.Law.MayRead(source.Http.User, Matter.Of(sight));
    }

    private static object? Told(KeepingHold? hold) =>
        hold is null
            ? null
            : new
            {
                Number = hold.About,
                hold.Reason,
                hold.By,
                hold.At,
            };

    private static ApiAnswer Hold(string number, [AsParameters] KeepingSource source)
    {
        var why = Reason(source.Http);
        if (source.Requests.Find(number) is not { } sight)
        {
            return NotFound();
        }
        var (id, doer) = (sight.Request.Id, Doer.Of(source.Http));
        source.Holds.Put(id, why, doer);
        return
            source.Holds.Of(id) is { } hold
            && string.Equals(hold.Reason, why, StringComparison.Ordinal)
            && string.Equals(hold.By, doer.Name, StringComparison.Ordinal)
            ? ApiAnswer.Of(new { State = "held", Number = sight.Id })
            : ApiProblems.AlreadyHeld.Answer();
    }

    private static ApiAnswer Lift(string number, [AsParameters] KeepingSource source)
    {
        var why = Reason(source.Http);
        if (source.Requests.Find(number) is not { } sight)
        {
            return NotFound();
        }
        if (source.Holds.Of(sight.Request.Id) is null)
        {
            return ApiProblems.NotHeld.Answer();
        }
        source.Holds.Lift(sight.Request.Id, why, Doer.Of(source.Http));
        return ApiAnswer.Of(new { State = "lifted", Number = sight.Id });
    }

    private static string Reason(HttpContext http)
    {
        _ = new ApiQuery(http);
        var reason = TakenBody.Of(http).Only("reason").Text("reason").Trim();
        return reason.Length is > 0 and <= KeepingHolds.ReasonAtMost
            ? reason
            : throw new ProblemException(ApiProblems.Malformed("/reason"));
    }

    private static ApiAnswer NotFound() => ApiProblems.OfStatus(StatusCodes.Status404NotFound).Answer();
}
