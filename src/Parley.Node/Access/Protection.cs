using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Net.Http.Headers;
using Parley.Node.Desk;
using Parley.Node.Law;
using Parley.Node.Parcels;

namespace Parley.Node.Access;

/// <summary>What stands between the desk and the world: headers, forged forms, too many calls.</summary>
public static class Protection
{
    /// <summary>Name of the stricter limit that sign-in has.</summary>
    public const string SignInLimit = "sign-in";

    /// <summary>Name of the limit that each program has.</summary>
    public const string ApiLimit = "api";

    /// <summary>No inline script or style, nothing from elsewhere, no frames.</summary>
    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
        + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static async Task Headers(HttpContext http, RequestDelegate next)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()";
        headers.CacheControl = "no-cache, no-store";
        headers.Pragma = "no-cache";
        await next(http);
    }

    /// <summary>
    /// A form that cannot be read is refused before anything looks into it: too large, cut short, with characters no
    /// text has, or in another encoding than the pages'.
    /// </summary>
    public static async Task Forms(HttpContext http, RequestDelegate next)
    {
        // A form with files is read piece by piece by who takes them.
        var files = http.GetEndpoint()?.Metadata.GetMetadata<TakesFiles>() is not null;
        if (!files && await Unreadable(http.Request) is { } status)
        {
            http.Response.StatusCode = status;
            return;
        }
        await next(http);
    }

    private static async Task<int?> Unreadable(HttpRequest request)
    {
        var isTyped = MediaTypeHeaderValue.TryParse(request.ContentType, out var type);
        if (isTyped && type!.Charset.HasValue && !type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        {
            return StatusCodes.Status415UnsupportedMediaType;
        }
        try
        {
            // Read once: whoever asks for the form later gets this one.
            _ = request.HasFormContentType ? await request.ReadFormAsync(request.HttpContext.RequestAborted) : null;
            return null;
        }
        catch (BadHttpRequestException e)
        {
            return e.StatusCode;
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return StatusCodes.Status400BadRequest;
        }
    }

    /// <summary>Every form sent to the desk proves that it came from a page of the desk, before anything of it is
    /// read.</summary>
    public static async Task Forged(HttpContext http, RequestDelegate next)
    {
        var safe = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);
        var address = http.GetEndpoint()?.Metadata;
        // Who takes files looks at the proof before the first of them.
        var asked = address?.GetMetadata<ProvesItself>() is not null && address.GetMetadata<TakesFiles>() is null;
        if (!safe && asked && !await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http))
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        await next(http);
    }

    /// <summary>Where the node demands a second step and the officer has none, it is set up before anything else.
    /// </summary>
    public static async Task SecondFactorFirst(HttpContext http, RequestDelegate next)
    {
        var request = http.Request;
        var open = (string[])["/account", "/sign-in", "/sign-out", "/appearance", "/look", "/links"];
        if (
            (
                open.Any(path => request.Path.StartsWithSegments(path, StringComparison.Ordinal))
                && !request.Path.StartsWithSegments("/account/tokens", StringComparison.Ordinal)
            ) || !SessionLife.MustSetUp(http.User, http.RequestServices.GetRequiredService<DeskOptions>().SignIn)
        )
        {
            await next(http);
        }
        else if (HttpMethods.IsGet(request.Method))
        {
            var page = Uri.EscapeDataString(request.Path + request.QueryString.ToString());
            http.Response.Redirect("/account/authenticator?to=" + page);
        }
        else
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
    }

    /// <summary>Writes down who was refused what.</summary>
    public static async Task NoteRefused(HttpContext http, RequestDelegate next)
    {
        await next(http);
        if (http.Response.StatusCode == StatusCodes.Status403Forbidden && http.User.AccountId().Length > 0)
        {
            var events = http.RequestServices.GetRequiredService<SecurityEvents>();
            var what = $"{http.Request.Method} {http.Request.Path}";
            if (http.Features.Get<Forbidden>() is { By.Id: var rule })
            {
                events.Note(Doer.Of(http), SecurityAct.RefusedByRule, more: $"{rule} {what}");
            }
            else
            {
                events.Note(Doer.Of(http), SecurityAct.RightRefused, more: what);
            }
        }
    }

    public static IServiceCollection AddLimits(this IServiceCollection services, DeskOptions options) =>
        services.AddRateLimiter(limits =>
        {
            limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limits.OnRejected = (rejected, _) =>
            {
                rejected.HttpContext.Response.Headers.RetryAfter = "60";
                return ValueTask.CompletedTask;
            };
            limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http =>
                http.Request.Path.StartsWithSegments("/look", StringComparison.Ordinal)
                    ? RateLimitPartition.GetNoLimiter("look")
                    : PerMinute(WhoOf(http), options.RequestsPerMinute)
            );
            limits.AddPolicy(ApiLimit, http => PerMinute("program " + ProgramOf(http), options.CallsPerMinute));
            limits.AddPolicy(SignInLimit, http => PerMinute("sign-in " + AddressOf(http), options.SignInsPerMinute));
        });

    private static RateLimitPartition<string> PerMinute(string who, int calls) =>
        RateLimitPartition.GetSlidingWindowLimiter(
            who,
            _ => new SlidingWindowRateLimiterOptions
            {
                PermitLimit = calls,
                Window = TimeSpan.FromMinutes(1),
                SegmentsPerWindow = 6,
                QueueLimit = 0,
            }
        );

    private static string WhoOf(HttpContext http) =>
        http.User.AccountId() is { Length: > 0 } account ? "account " + account : "address " + AddressOf(http);

    /// <summary>By the token's own name, without its secret; by address where there is none.</summary>
    private static string ProgramOf(HttpContext http) =>
        http.Request.Headers.Authorization.ToString().Split('_') is [_, { Length: > 0 and < 64 } id, _]
            ? id + " " + AddressOf(http)
            : AddressOf(http);

    /// <summary>Where a call comes from; of an address with room for many machines, the part one of them is given.
    /// </summary>
    internal static string AddressOf(HttpContext http)
    {
        if (http.Connection.RemoteIpAddress is not { } address)
        {
            return "none";
        }
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return address.AddressFamily == AddressFamily.InterNetworkV6 && !IPAddress.IsLoopback(address)
            ? new IPAddress([.. address.GetAddressBytes()[..8], .. new byte[8]]) + "/64"
            : address.ToString();
    }
}

/// <summary>What is sent here has to prove that it came from a page of the desk.</summary>
internal sealed class ProvesItself;
