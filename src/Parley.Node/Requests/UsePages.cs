using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Parley.Cooperation;
using Parley.Node.Access;
using Parley.Node.Law;
using Parley.Node.Look;

namespace Parley.Node.Requests;

/// <summary>
/// Stands before everything by which content is taken out, pages and programs alike: where it is locked, a page asks
/// why it is needed, and a program is told that its officer has to say so there.
/// </summary>
public static class UsePages
{
    /// <summary>Why it is closed, in a sentence.</summary>
    internal static readonly Refusal Locked = new(
        "use-not-validated",
        "The emergency was not validated, or not in time, so what came for it is restricted. An officer who drafts or "
            + "releases and needs it says why on the page of the request; that opens it to this officer for a day.",
        "紧急情况未获确认，或未在期限内确认，据此取得的内容受到限制。起草或签发人员确有需要的，须在请求页写明理由，此后一日内对其开放。"
    );

    public static void MapUse(this IEndpointRouteBuilder routes) => routes.MapPost("/requests/{number}/use", Open);

    /// <summary>Who works on requests opens it; who only reads them does not.</summary>
    internal static bool MayOpen(ClaimsPrincipal user) => user.Has(Role.Drafter) || user.Has(Role.Releaser);

    /// <summary>The filter of every group of pages that show content.</summary>
    public static async ValueTask<object?> Ask(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var http = call.HttpContext;
        return
            http.GetEndpoint()?.Metadata.GetMetadata<Does>()?.Act is LawAct.Download or LawAct.Print or LawAct.Export
            && http.Request.RouteValues.GetValueOrDefault("number") is string number
            && http.RequestServices.GetRequiredService<RequestBook>().Find(number) is { } sight
            && http.RequestServices.GetRequiredService<UseLock>().IsClosed(sight, http.User.AccountId())
            ? Closed(http, sight)
            : await next(call);
    }

    private static IResult Closed(HttpContext http, RequestSight sight) =>
        http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
            ? Results.Problem(
                type: $"urn:parley:problem:{Locked.Code}",
                title: "Restricted",
                detail: Locked.Sentence.In(Languages.Short),
                statusCode: StatusCodes.Status403Forbidden,
                extensions: new Dictionary<string, object?>(StringComparer.Ordinal)
                {
                    ["code"] = Locked.Code,
                    ["sentence"] = Locked.Sentence,
                }
            )
            : Page(sight, http.Request.Path + http.Request.QueryString.ToString(), StatusCodes.Status403Forbidden);

    private static IResult Open(
        string number,
        [FromForm] string? reason,
        [FromForm] string? to,
        RequestBook book,
        UseLock use,
        HttpContext http
    )
    {
        if (book.Find(number) is not { } sight || !use.Stands(sight))
        {
            return Results.NotFound();
        }
        if (!MayOpen(http.User))
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }
        // Back to what was asked for, which is of this request; files come by a link there, not by themselves.
        var back =
            to?.StartsWith($"/requests/{number}/", StringComparison.Ordinal) == true
            && to.All(c => c is > ' ' and <= '~')
                ? to
                : $"/requests/{number}";
        var why = ReasonText.Of(reason);
        if (why.Length == 0)
        {
            return Page(sight, back, StatusCodes.Status422UnprocessableEntity, noReason: true);
        }
        use.Open(sight, http.User.AccountId(), http.User.Name().Both, why, Doer.Of(http));
        return Results.LocalRedirect(back);
    }

    private static IResult Page(RequestSight sight, string to, int status, bool noReason = false) =>
        Show.Page<UseLockPage>(
            status,
            (nameof(UseLockPage.Sight), sight),
            (nameof(UseLockPage.To), to),
            (nameof(UseLockPage.NoReason), noReason)
        );
}
