using Microsoft.AspNetCore.WebUtilities;
using Parley.Cooperation;
using Parley.Node.Access;
using Parley.Node.Requests;

namespace Parley.Node.Api;

/// <summary>
/// The views of the list of requests that the officer saved, and those that colleagues share: listed, written, shared
/// and deleted, each by its name. They are the officer's own and say nothing of any matter, so the scope to read is
/// enough.
/// </summary>
internal static class ViewCalls
{
    private const string Path = "/views";
    private const string Name = "name";
    private const string Requests = TokenPages.Api + "/requests";
    private const string Pointer = "/address";

    private static readonly ApiProblem TooMany = new(
        StatusCodes.Status409Conflict,
        "too-many-views",
        new Bilingual(
            $"This officer keeps {SavedViews.AtMost} views already. Delete one first.",
            $"该人员已保存{SavedViews.AtMost}个视图。请先删除一个。"
        )
    );

    public static void MapViewReads(this RouteGroupBuilder reads) => reads.MapGet(Path, All);

    /// <summary>Calls that may be repeated: they name the view.</summary>
    public static void MapViewChanges(this RouteGroupBuilder reads)
    {
        reads.MapGroup("").AddEndpointFilter(TakenBody.Take).MapPut(Path, Write);
        reads.MapDelete(Path, Delete);
    }

    private static ApiAnswer All(HttpContext http, SavedViews views, AccountShelf accounts)
    {
        _ = new ApiQuery(http);
        return ApiAnswer.Of(
            new
            {
                Views = views.Of(http.User.AccountId()).Select(Told),
                Shared = views
                    .SharedWith(http.User.AsOfficer().Authority, http.User.AccountId())
                    .Select(view => new
                    {
                        view.Name,
                        Address = RequestReads.AddressOf(view.Filter),
                        By = accounts.Find(view.Owner)?.Name,
                    }),
            }
        );
    }

    private static ApiAnswer Write(HttpContext http, SavedViews views)
    {
        var name = NameOf(http);
        var body = TakenBody.Of(http).Only("address", "shared");
        var (filter, shared) = (FilterOf(body.Text("address")), body.OptionalFlag("shared") ?? false);
        var account = http.User.AccountId();
        if (!views.Save(account, name, filter, shared ? http.User.AsOfficer().Authority : null))
        {
            return TooMany.Answer();
        }
        return ApiAnswer.Of(Told(Find(views, account, name)!));
    }

    private static ApiAnswer Delete(HttpContext http, SavedViews views)
    {
        var (name, account) = (NameOf(http), http.User.AccountId());
        if (Find(views, account, name) is null)
        {
            return ApiProblems.OfStatus(StatusCodes.Status404NotFound).Answer();
        }
        views.Delete(account, name);
        return ApiAnswer.Of(new { State = "deleted", Name = name });
    }

    /// <summary>The name of the view, as the page takes it.</summary>
    private static string NameOf(HttpContext http) =>
        new ApiQuery(http, Name).Text(Name)?.Trim() is { Length: > 0 and <= SavedViews.NameAtMost } name
        && !name.Any(char.IsControl)
            ? name
            : throw new ProblemException(ApiProblems.Parameter(Name, known: true));

    /// <summary>What the address of the list narrows it to; no place in it, for that goes stale.</summary>
    private static RequestFilter FilterOf(string address)
    {
        var query = address.IndexOf('?', StringComparison.Ordinal) is var at and >= 0 ? address[at..] : "";
        if (!string.Equals(address[..^query.Length], Requests, StringComparison.Ordinal))
        {
            throw new ProblemException(ApiProblems.Malformed(Pointer));
        }
        try
        {
            return RequestReads.SavedFilterOf(new QueryCollection(QueryHelpers.ParseQuery(query)));
        }
        catch (ProblemException e)
        {
            throw new ProblemException(e.Problem with { Pointer = Pointer });
        }
    }

    private static SavedView? Find(SavedViews views, string account, string name) =>
        views.Of(account).FirstOrDefault(one => string.Equals(one.Name, name, StringComparison.Ordinal));

    private static object Told(SavedView view) =>
        new
        {
            view.Name,
            Address = RequestReads.AddressOf(view.Filter),
            view.Shared,
        };
}
