using Parley.Node.Look;

namespace Parley.Node.Law;

/// <summary>
/// Answers that a rule forbids it: a page that names the rule and says who may instead, or for programs a problem
/// (RFC 9457) that does.
/// </summary>
public sealed class ForbiddenAnswer(Forbidden forbidden) : IResult
{
    /// <summary>The kind of problem, for programs.</summary>
    public const string Type = "urn:parley:problem:forbidden-by-rule";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        // By it the local ledger names the rule.
        httpContext.Features.Set(forbidden);
        return Answer(httpContext);
    }

    private Task Answer(HttpContext httpContext) =>
        httpContext.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
            ? Results
                .Problem(
                    type: Type,
                    title: $"Forbidden by rule {forbidden.By.Id}",
                    detail: forbidden.Sentence.In(Languages.Short),
                    statusCode: StatusCodes.Status403Forbidden,
                    extensions: Parts()
                )
                .ExecuteAsync(httpContext)
            : Show.Page<ForbiddenPage>(StatusCodes.Status403Forbidden, (nameof(ForbiddenPage.Forbidden), forbidden))
                .ExecuteAsync(httpContext);

    private Dictionary<string, object?> Parts() =>
        new(StringComparer.Ordinal)
        {
            ["code"] = forbidden.AsRefusal.Code,
            ["sentence"] = forbidden.Sentence,
            ["rule"] = new
            {
                forbidden.By.Id,
                forbidden.By.Title,
                forbidden.By.Basis,
            },
        };
}
