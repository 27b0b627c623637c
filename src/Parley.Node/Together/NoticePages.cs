using Microsoft.AspNetCore.Mvc;
using Parley.Node.Access;
using Parley.Node.Bridge;
using Parley.Node.Desk;
using Parley.Node.Look;

namespace Parley.Node.Together;

/// <summary>What of a form about notices was wrong, or was done.</summary>
public enum NoticeWord
{
    /// <summary>It is no address of e-mail.</summary>
    Address,

    /// <summary>Nothing was chosen to be told of.</summary>
    Kinds,

    /// <summary>A link was sent less than five minutes ago.</summary>
    Soon,

    /// <summary>The mail with the link could not be handed over.</summary>
    NotSent,

    /// <summary>The link is none, is over, or is another officer's.</summary>
    Link,

    /// <summary>A link is on its way to the address.</summary>
    Sent,

    /// <summary>It is kept.</summary>
    Kept,

    /// <summary>The address is confirmed.</summary>
    Confirmed,
}

/// <summary>The officer's own choice of notices by e-mail.</summary>
public static class NoticePages
{
    private const string Path = "/account/notices";
    private const int MailsShown = 5;

    private static readonly TimeSpan BetweenLinks = TimeSpan.FromMinutes(5);

    public static void MapNotices(this IEndpointRouteBuilder routes)
    {
        var own = routes.MapGroup("").RequireAuthorization(Rights.TakePart);
        own.MapGet(Path, (HttpContext http, NoticeWord? said) => Page(http, IsGood(said) ? said : null));
        own.MapPost(Path, Keep);
        own.MapPost($"{Path}/off", Off);
        own.MapGet($"{Path}/confirm/{{secret}}", (string secret) => Show.Page<NoticeLinkPage>(("Secret", secret)));
        own.MapPost($"{Path}/confirm/{{secret}}", Confirm);
    }

    private static IResult Page(HttpContext http, NoticeWord? said, string? typed = null)
    {
        var services = http.RequestServices;
        var shelf = services.GetRequiredService<NoticeShelf>();
        var notices = services.GetRequiredService<DeskOptions>().Notices;
        var account = http.User.AccountId();
        return Show.Page<NoticesPage>(
            said is null || IsGood(said) ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
            (nameof(NoticesPage.Wish), shelf.Of(account)),
            (nameof(NoticesPage.Mails), shelf.MailsTo(account, MailsShown)),
            (nameof(NoticesPage.SendsMail), notices is not null),
            (nameof(NoticesPage.ToFolder), notices?.Folder is not null),
            (nameof(NoticesPage.Said), said),
            (nameof(NoticesPage.Typed), typed)
        );
    }

    private static async Task<IResult> Keep(
        [FromForm] string? address,
        NoticeShelf shelf,
        DeskOptions options,
        TimeProvider clock,
        HttpContext http
    )
    {
        if (options.Notices is not { } settings)
        {
            return Results.NotFound();
        }
        var typed = (address ?? "").Trim();
        var chosen = (await http.Request.ReadFormAsync())["kind"];
        var kinds = Enum.GetValues<NoticeKind>()
            .Where(one => chosen.Contains(one.ToString(), StringComparer.Ordinal))
            .ToList();
        var account = http.User.AccountId();
        var now = clock.GetUtcNow();
        var before = shelf.Of(account);
        var same =
            before?.Confirmed is not null && string.Equals(before.Address, typed, StringComparison.OrdinalIgnoreCase);
        NoticeWord? wrong =
            !NoticeSettings.IsAddress(typed) ? NoticeWord.Address
            : kinds.Count == 0 ? NoticeWord.Kinds
            : !same && !shelf.ClaimLink(account, BetweenLinks, now) ? NoticeWord.Soon
            : null;
        if (wrong is not null)
        {
            return Page(http, wrong, typed);
        }
        if (shelf.Keep(account, typed, kinds, Languages.Short, now) is not { } secret)
        {
            return Results.LocalRedirect($"{Path}?said={NoticeWord.Kept}");
        }
        var link = $"{settings.Address.TrimEnd('/')}{Path}/confirm/{secret}";
        var sent = await new MailPost(settings, clock).Send(
            NoticeText.Confirming(typed, link, Languages.Short),
            http.RequestAborted
        );
        return sent.Outcome is MailOutcome.Refused
            ? Page(http, NoticeWord.NotSent, typed)
            : Results.LocalRedirect($"{Path}?said={NoticeWord.Sent}");
    }

    private static IResult Off(NoticeShelf shelf, HttpContext http)
    {
        shelf.Forget(http.User.AccountId());
        return Results.LocalRedirect(Path);
    }

    /// <summary>By a form: whoever looks through mail opens links, but sends no forms.</summary>
    private static IResult Confirm(string secret, NoticeShelf shelf, TimeProvider clock, HttpContext http) =>
        shelf.Confirm(http.User.AccountId(), secret, clock.GetUtcNow())
            ? Results.LocalRedirect($"{Path}?said={NoticeWord.Confirmed}")
            : Page(http, NoticeWord.Link);

    private static bool IsGood(NoticeWord? said) => said is NoticeWord.Sent or NoticeWord.Kept or NoticeWord.Confirmed;
}
