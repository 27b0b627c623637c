using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace Parley.Node.Api;

/// <summary>One answer to a program, whole, so that it can be kept and given again.</summary>
internal sealed record ApiAnswer(
    int Status,
    byte[] Body,
    string Type = ApiAnswer.Json,
    string? Location = null,
    string? ETag = null,
    int? RetryAfter = null
) : IResult
{
    public const string Json = "application/json";

    /// <summary>Says that nothing was done anew.</summary>
    public const string ReplayedHeader = "Idempotency-Replayed";

    /// <summary>It is the answer of an earlier call, given again.</summary>
    public bool Replayed { get; init; }

    /// <summary>What was done or refused for good under a key, and is answered again. What was never begun, what broke
    /// and what is refused for now only is not: asked again, it may be done.</summary>
    public bool IsKept =>
        Status
            is StatusCodes.Status200OK
                or StatusCodes.Status201Created
                or StatusCodes.Status202Accepted
                or StatusCodes.Status409Conflict
                or StatusCodes.Status412PreconditionFailed
                or StatusCodes.Status422UnprocessableEntity;

    public static ApiAnswer Of(
        object value,
        int status = StatusCodes.Status200OK,
        string? location = null,
        string? etag = null
    ) => new(status, ApiJson.Write(value), Json, location, etag);

    public static ApiAnswer Raw(byte[] json) => new(StatusCodes.Status200OK, json);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = Type;
        response.ContentLength = Body.Length;
        if (Location is not null)
        {
            response.Headers.Location = Location;
        }
        if (ETag is not null)
        {
            response.Headers[HeaderNames.ETag] = ETag;
        }
        if (RetryAfter is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }
        if (Replayed)
        {
            response.Headers[ReplayedHeader] = "true";
        }
        await response.Body.WriteAsync(Body, httpContext.RequestAborted);
    }
}
