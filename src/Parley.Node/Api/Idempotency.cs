using System.Security.Cryptography;
using System.Text;
using Parley.Node.Access;

namespace Parley.Node.Api;

/// <summary>
/// The header <c>Idempotency-Key</c> (draft-ietf-httpapi-idempotency-key-header): the same key with the same call is
/// answered the same again and does nothing; with another call it is refused.
/// </summary>
internal static class Idempotency
{
    public const string Header = "Idempotency-Key";

    private const int LongestKey = 128;
    private static readonly object Name = new();
    private static readonly object Sent = new();

    /// <summary>The name under which the call now runs.</summary>
    public static CallName Of(HttpContext http) => (CallName)http.Items[Name]!;

    /// <summary>Notes the hash of the file that came with the call.</summary>
    public static void NoteBytes(HttpContext http, string sha256) => http.Items[Sent] = sha256;

    /// <summary>The filter of every call that states or makes something, and sends JSON.</summary>
    public static ValueTask<object?> Once(EndpointFilterInvocationContext call, EndpointFilterDelegate next) =>
        Once(call, next, TakenBody.Of(call.HttpContext).Bytes, stream: false);

    /// <summary>The same for a file, which is not read ahead: given again, its bytes are compared as they come.
    /// </summary>
    public static ValueTask<object?> OnceOfFile(EndpointFilterInvocationContext call, EndpointFilterDelegate next) =>
        Once(call, next, default, stream: true);

    private static async ValueTask<object?> Once(
        EndpointFilterInvocationContext call,
        EndpointFilterDelegate next,
        ReadOnlyMemory<byte> body,
        bool stream
    )
    {
        var http = call.HttpContext;
        var calls = http.RequestServices.GetRequiredService<ApiCalls>();
        var name = new CallName(http.User.AccountId(), KeyOf(http.Request));
        var (standing, answer, bytes) = calls.Begin(name, PrintOf(http.Request, body.Span));
        switch (standing)
        {
            case CallStanding.Running:
                return ApiProblems.StillRunning.Answer();
            case CallStanding.Other:
                return ApiProblems.KeyUsed.Answer();
            case CallStanding.Done:
                return stream && bytes is not null && !await Bears(http, bytes) ? ApiProblems.KeyUsed.Answer() : answer;
        }
        http.Items[Name] = name;
        try
        {
            return Settled(http, calls, name, await next(call));
        }
        catch (ProblemException e)
        {
            return Settled(http, calls, name, e.Problem.Answer());
        }
        finally
        {
            calls.Leave(name);
        }
    }

    /// <summary>Where it broke, the call stays begun: asked again, it goes on.</summary>
    private static object? Settled(HttpContext http, ApiCalls calls, CallName name, object? result)
    {
        if (result is ApiAnswer { IsKept: true } answer)
        {
            calls.Finish(name, answer, http.Items[Sent] as string);
        }
        else
        {
            calls.Forget(name);
        }
        return result;
    }

    /// <summary>Bare or as the quoted string that the draft has.</summary>
    private static string KeyOf(HttpRequest request)
    {
        var given = request.Headers[Header].ToString();
        var key = given is ['"', .. var quoted, '"'] ? quoted : given;
        return
            key.Length is > 0 and <= LongestKey
            && key.All(c => c is > ' ' and <= '~' and not ('"' or '\\'))
            && request.Headers[Header].Count == 1
            ? key
            : throw new ProblemException(ApiProblems.KeyMissing);
    }

    private static string PrintOf(HttpRequest request, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(
            Encoding.UTF8.GetBytes(
                $"{request.Method} {request.Path}{request.QueryString}\n{request.Headers.IfMatch}\n{request.ContentType}\n"
            )
        );
        hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static async Task<bool> Bears(HttpContext http, string sha256)
    {
        FileCalls.LiftBound(http);
        var hash = await SHA256.HashDataAsync(http.Request.Body, http.RequestAborted);
        return string.Equals(Convert.ToHexStringLower(hash), sha256, StringComparison.Ordinal);
    }
}
