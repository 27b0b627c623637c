namespace Parley.Node.Look;

/// <summary>
/// A word on what was just done, told once on the page that comes after it. Only its code goes by way of the browser,
/// and it is told only where it is one of those known.
/// </summary>
public static class Told
{
    private const string Cookie = "parley-told";

    /// <summary>So long the next page may take.</summary>
    private static readonly TimeSpan Keeps = TimeSpan.FromMinutes(1);

    private static readonly HashSet<string> Words =
    [
        Saved,
        Offered,
        SentBack,
        Discarded,
        Stated,
        Prepared,
        TakenBack,
        Dropped,
        Checked,
        FirstRelease,
        BookProposed,
        Confirmed,
        Declined,
        Closed,
        SessionsEnded,
        Revoked,
        WebhookRemoved,
    ];

    public const string Saved = "saved";
    public const string Offered = "offered";
    public const string SentBack = "sent-back";
    public const string Discarded = "discarded";
    public const string Stated = "stated";
    public const string Prepared = "prepared";
    public const string TakenBack = "taken-back";
    public const string Dropped = "dropped";
    public const string Checked = "checked";
    public const string FirstRelease = "first-release";
    public const string BookProposed = "book-proposed";
    public const string Confirmed = "confirmed";
    public const string Declined = "declined";
    public const string Closed = "account-closed";
    public const string SessionsEnded = "sessions-ended";
    public const string Revoked = "revoked";
    public const string WebhookRemoved = "webhook-removed";

    /// <summary>Goes on to a page of this node, which tells it.</summary>
    public static IResult Then(HttpContext http, string word, string address)
    {
        http.Response.Cookies.Append(Cookie, word, Options(http, Keeps));
        return Results.LocalRedirect(address);
    }

    /// <summary>What is to be told on this page; null where nothing is. After that it is told no more.</summary>
    public static string? Take(HttpContext http)
    {
        if (http.Request.Cookies[Cookie] is not { } word)
        {
            return null;
        }
        if (!http.Response.HasStarted)
        {
            http.Response.Cookies.Delete(Cookie, Options(http, age: null));
        }
        return Words.Contains(word) ? word : null;
    }

    private static CookieOptions Options(HttpContext http, TimeSpan? age) =>
        new()
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = age,
            Path = "/",
            SameSite = SameSiteMode.Strict,
            Secure = http.Request.IsHttps,
        };
}
