using Microsoft.AspNetCore.Mvc;
using Parley.Node.Access;
using Parley.Node.Look;

namespace Parley.Node.Together;

/// <summary>Saying of two requests whether they are the same matter, and taking that back.</summary>
public static class ComparedPages
{
    /// <summary>What the address of a request says where somebody else was first.</summary>
    public const string First = "first";

    public static void MapCompared(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("").RequireAuthorization(Rights.TakePart).MapPost("/matters/{matter}/compared", Compare);

    private static IResult Compare(
        string matter,
        [FromForm] string? other,
        [FromForm] string? found,
        Comparing comparing,
        IChanges changes,
        HttpContext http
    )
    {
        if (comparing.Pair(matter, other, http.User) is not { } pair)
        {
            return Results.NotFound();
        }
        if (found is not ("same" or "another" or "open"))
        {
            return Results.BadRequest();
        }
        FoundAs? said = found switch
        {
            "same" => FoundAs.Same,
            "another" => FoundAs.Another,
            _ => null,
        };
        var stands = true;
        if (said is { } finding)
        {
            if (!Comparing.AreAlike(pair))
            {
                return Results.NotFound();
            }
            stands = comparing.Say(pair, finding, http.User, Doer.Of(http));
        }
        else
        {
            comparing.TakeBack(pair, Doer.Of(http));
        }
        Announce(pair, changes);
        return Results.LocalRedirect($"/requests/{pair.One.Id}{(stands ? "" : "?compared=" + First)}#linked");
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
