using System.Diagnostics;

namespace Parley.Node.Look;

/// <summary>Puts a page an officer can act on in place of a bare status.</summary>
public static class Errors
{
    public static void UseErrorPages(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(broken => broken.Run(http => Write(http, StatusCodes.Status500InternalServerError)));
        app.UseStatusCodePages(context => Write(context.HttpContext, context.HttpContext.Response.StatusCode));
    }

    private static Task Write(HttpContext http, int status)
    {
        if (http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            // Programs are told in their own form.
            return Api.ApiProblems.OfStatus(status).Answer().ExecuteAsync(http);
        }
        var number = status >= 500 ? Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier : null;
        return Show.Page<ErrorPage>(status, (nameof(ErrorPage.Status), status), (nameof(ErrorPage.Number), number))
            .ExecuteAsync(http);
    }
}
