using Parley.Cooperation;

namespace Parley.Node.Api;

/// <summary>
/// Why a program gets no answer, by RFC 9457: a code that never changes, a sentence in both languages that says what to
/// do, and the field it is about.
/// </summary>
/// <param name="Pointer">JSON Pointer into what was sent; null where no field is meant.</param>
/// <param name="Errors">All that is wrong, where that is more than one thing.</param>
/// <param name="RetryAfter">In how many seconds it may be asked again; null where that is not known.</param>
internal sealed record ApiProblem(
    int Status,
    string Code,
    Bilingual Sentence,
    string? Pointer = null,
    IReadOnlyList<ApiFault>? Errors = null,
    int? RetryAfter = null
)
{
    public const string Media = "application/problem+json";

    /// <summary>How every type begins.</summary>
    public const string TypePrefix = "urn:parley:problem:";

    public static ApiProblem Of(Refusal refusal, int status, string? pointer = null) =>
        new(status, refusal.Code, refusal.Sentence, pointer);

    public ApiAnswer Answer() =>
        new(
            Status,
            ApiJson.Write(
                new Dictionary<string, object?>(StringComparer.Ordinal)
                {
                    ["type"] = TypePrefix + Code,
                    ["title"] = Sentence.En,
                    ["status"] = Status,
                    ["code"] = Code,
                    ["sentence"] = Sentence,
                    ["pointer"] = Pointer,
                    ["errors"] = Errors,
                }
            ),
            Media,
            RetryAfter: RetryAfter
        );
}

/// <summary>One of several things that are wrong.</summary>
internal sealed record ApiFault(string Pointer, string Code, Bilingual Sentence);

/// <summary>Ends a call with a problem, from wherever it is found.</summary>
internal sealed class ProblemException(ApiProblem problem) : Exception(problem.Code)
{
    public ApiProblem Problem { get; } = problem;

    /// <summary>The filter around all calls: a problem becomes its answer.</summary>
    public static async ValueTask<object?> Told(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        try
        {
            return await next(call);
        }
        catch (ProblemException e)
        {
            return e.Problem.Answer();
        }
        catch (BadHttpRequestException e)
        {
            return ApiProblems.OfStatus(e.StatusCode).Answer();
        }
    }
}
