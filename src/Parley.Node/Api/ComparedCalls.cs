using Parley.Cooperation;
using Parley.Node.Access;
using Parley.Node.Look;
using Parley.Node.Together;

namespace Parley.Node.Api;

/// <summary>Saying of two requests whether they are the same matter, and taking that back. It stays inside.</summary>
internal static class ComparedCalls
{
    private static readonly ApiProblem FoundOtherwise = new(
        StatusCodes.Status412PreconditionFailed,
        "found-otherwise",
        new Bilingual(
            "Another officer has found something else of these two since. Read it; take it back by its version, or let it "
                + "stand.",
            "其间其他人员已对这两件请求另行作出认定。请查阅现有认定：可凭其版本号予以撤回，或予以保留。"
        )
    );

    /// <summary>Calls that may be repeated.</summary>
    public static void MapComparedChanges(this RouteGroupBuilder acts)
    {
        acts.MapPut("/matters/{matter}/compared/{other}", Say);
        acts.MapDelete("/matters/{matter}/compared/{other}", TakeBack);
    }

    private static ApiAnswer Say(string matter, string other, Comparing comparing, IChanges changes, HttpContext http)
    {
        _ = new ApiQuery(http);
        FoundAs? found = TakenBody.Of(http).Only("found").Text("found") switch
        {
            "same" => FoundAs.Same,
            "another" => FoundAs.Another,
            _ => null,
        };
        if (found is not { } finding)
        {
            return ApiProblems.Malformed("/found").Answer();
        }
        var pair = Pair(matter, other, comparing, http);
        if (!Comparing.AreAlike(pair))
        {
            throw new ProblemException(ApiProblems.OfStatus(StatusCodes.Status404NotFound));
        }
        if (comparing.Say(pair, finding, http.User, Doer.Of(http)) is not { } version)
        {
            return (
                comparing.Stays(pair) ? FoundOtherwise : ApiProblems.OfStatus(StatusCodes.Status404NotFound)
            ).Answer();
        }
        ComparedPages.Announce(pair, changes);
        return ApiAnswer.Of(
            new
            {
                State = "found",
                Matter = pair.One.Id,
                Other = pair.Other.Id,
                Found = finding,
                Version = version,
            },
            etag: FormattableString.Invariant($"\"{version}\"")
        );
    }

    private static ApiAnswer TakeBack(
        string matter,
        string other,
        Comparing comparing,
        IChanges changes,
        HttpContext http
    )
    {
        _ = new ApiQuery(http);
        var seen = DraftCalls.VersionOf(http);
        var pair = Pair(matter, other, comparing, http);
        if (!comparing.TakeBack(pair, seen, Doer.Of(http)))
        {
            return FoundOtherwise.Answer();
        }
        ComparedPages.Announce(pair, changes);
        return ApiAnswer.Of(
            new
            {
                State = "taken-back",
                Matter = pair.One.Id,
                Other = pair.Other.Id,
            }
        );
    }

    private static RequestPair Pair(string matter, string other, Comparing comparing, HttpContext http) =>
        comparing.Pair(matter, other, http.User)
        ?? throw new ProblemException(ApiProblems.OfStatus(StatusCodes.Status404NotFound));
}
