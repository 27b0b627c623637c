using Microsoft.AspNetCore.Mvc;
using Parley.Node.Access;
using Parley.Node.Look;

namespace Parley.Node.Together;

/// <summary>Saying of two requests whether they are the same matter, and taking that back.</summary>
public static class ComparedPages
{
    /// <summary>What the address of a request says where somebody else was first.</summary>
    public const string First = "first";

    /// <summary>The same, where what was to be taken back is not what is found by now.</summary>
    public const string Changed = "changed";

    public static void MapCompared(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("").RequireAuthorization(Rights.TakePart).MapPost("/matters/{matter}/compared", Compare);

    private static IResult Compare(
        string matter,
        [FromForm] string? other,
        [FromForm] string? found,
        [FromForm] long? finding,
        Comparing comparing,
        IChanges changes,
        HttpContext http
    )
    {
        if (comparing.Pair(matter, other, http.User) is not { } pair)
        {
            return Results.NotFound();
        }
        string? otherwise;
        switch (found)
        {
            case "same" or "another" when !Comparing.AreAlike(pair):
                return Results.NotFound();
            case "same" or "another":
                var said = found is "same" ? FoundAs.Same : FoundAs.Another;
                otherwise = comparing.Say(pair, said, http.User, Doer.Of(http)) is null ? First : null;
                break;
            case "open" when finding is { } seen:
                otherwise = comparing.TakeBack(pair, seen, Doer.Of(http)) ? null : Changed;
                break;
            default:
                return Results.BadRequest();
        }
        if (!comparing.Stays(pair))
        {
            return Results.NotFound();
        }
        Announce(pair, changes);
        return Results.LocalRedirect(
            $"/requests/{pair.One.Id}{(otherwise is null ? "" : "?compared=" + otherwise)}#linked"
        );
    }

    /// <summary>Both pages, lists and desks hear of it.</summary>
    internal static void Announce(RequestPair pair, IChanges changes)
    {
        foreach (var sight in new[] { pair.One, pair.Other })
        {
            var key = MatterKey.Of(sight.Request.Id);
            changes.Announce(sight.Id, key);
            changes.Announce("requests", key);
        }
    }
}
