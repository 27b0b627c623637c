using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Look;

namespace Parley.Node.Requests;

/// <summary>
/// Writing a request: begin, fill in part by part, check. Releasing it is <see cref="ReleasePages"/>.
/// </summary>
public static class DraftPages
{
    public static void MapDrafts(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(
            "/drafts",
            (DraftBook book) => Show.Page<DraftListPage>((nameof(DraftListPage.Drafts), book.All()))
        );
        var drafter = routes.MapGroup("").RequireAuthorization(Rights.Draft);
        drafter.MapGet("/drafts/new", New);
        drafter.MapPost("/drafts", Begin);
        drafter.MapGet("/drafts/{id:long}/parts/{part}", Part);
        drafter.MapPost("/drafts/{id:long}/parts/{part}", SavePart);
        drafter.MapPost("/drafts/{id:long}/parts/{part}/live", LivePart);
        drafter.MapPost("/drafts/{id:long}/urgency", ChangeUrgency);
        drafter.MapPost(
            "/drafts/{id:long}/discard",
            (long id, DraftShelf shelf, HttpContext http) =>
            {
                if (shelf.Find(id)?.IsInTheHandsOf(http.User) == false)
                {
                    return Results.StatusCode(StatusCodes.Status403Forbidden);
                }
                shelf.Discard(id);
                return Results.LocalRedirect("/drafts");
            }
        );
        routes.MapGet(
            "/drafts/{id:long}",
            (long id, DraftBook book) =>
                book.Find(id) is { } draft
                    ? Page<DraftTasksPage>(draft, (nameof(DraftTasksPage.Alike), book.Alike(draft)))
                    : Results.NotFound()
        );
    }

    internal static IResult Page<TPage>(DraftSight draft, params (string Name, object? Value)[] more)
        where TPage : Microsoft.AspNetCore.Components.IComponent =>
        draft.Kept.Released is { } number
            ? Results.LocalRedirect($"/requests/{number}")
            : Show.Page<TPage>([("Sight", draft), .. more]);

    private static IResult New(JointRecord record, TimeProvider time, string? peer, string? kind) =>
        Show.Page<NewRequestPage>(
            (nameof(NewRequestPage.Choices), ChoicesOf(record, time)),
            (nameof(NewRequestPage.Peer), peer),
            (nameof(NewRequestPage.Kind), kind)
        );

    private static IReadOnlyList<NewRequestChoice> ChoicesOf(JointRecord record, TimeProvider time) =>
        record
            .Peers.Select(peer => (peer, Agreed: record.Reading.GuidelinesInForce(peer.Code, time.GetUtcNow())))
            .Where(one => one.Agreed is not null)
            .Select(one => new NewRequestChoice(one.peer.Code, one.peer.Name, one.Agreed!.Value.Guidelines))
            .ToList();

    private static IResult Begin(
        [FromForm] string? peer,
        [FromForm] string? kind,
        [FromForm] string? urgency,
        [FromForm] string? language,
        JointRecord record,
        DraftShelf shelf,
        TimeProvider time,
        HttpContext http
    )
    {
        var choices = ChoicesOf(record, time);
        var choice = choices.FirstOrDefault(one => string.Equals(one.Peer.ToString(), peer, StringComparison.Ordinal));
        var times = choice?.Guidelines.Kind(kind ?? "")?.TimesFor(urgency ?? "");
        if (
            choice is null
            || times is null
            || !choice.Guidelines.Languages.Contains(language ?? "", StringComparer.Ordinal)
        )
        {
            return Show.Page<NewRequestPage>(
                StatusCodes.Status422UnprocessableEntity,
                (nameof(NewRequestPage.Choices), choices),
                (nameof(NewRequestPage.Peer), peer),
                (nameof(NewRequestPage.Kind), kind),
                (nameof(NewRequestPage.Urgency), urgency),
                (nameof(NewRequestPage.Written), language),
                (nameof(NewRequestPage.Failed), true)
            );
        }
        var draft = Draft.Empty(kind!, urgency!, language!);
        var kept = shelf.Add(choice.Peer, draft, http.User.AccountId(), http.User.Name().Both, time.GetUtcNow());
        return Results.LocalRedirect($"/drafts/{kept.Id}");
    }

    private static IResult Part(long id, string part, bool? more, DraftBook book) =>
        book.Find(id) is { } draft && draft.Parts.Any(one => string.Equals(one.Code, part, StringComparison.Ordinal))
            ? Page<DraftPartPage>(draft, (nameof(DraftPartPage.Part), part), (nameof(DraftPartPage.More), more == true))
            : Results.NotFound();

    private static async Task<IResult> SavePart(
        long id,
        string part,
        DraftBook book,
        DraftShelf shelf,
        TimeProvider time,
        HttpContext http
    )
    {
        var form = await http.Request.ReadFormAsync();
        if (
            book.Find(id) is not { } before
            || Save(before, part, form, shelf, time, http) is not { Draft: not null } saving
        )
        {
            return Results.NotFound();
        }
        var after = book.Find(id)!;
        if (saving.Clashes.Count > 0)
        {
            return Show.Page<DraftPartPage>(
                StatusCodes.Status409Conflict,
                ("Sight", after),
                (nameof(DraftPartPage.Part), part),
                (nameof(DraftPartPage.Clashes), saving.Clashes),
                (nameof(DraftPartPage.Mine), DraftForm.Read(before.ItemsOf(part), form, before.Draft.Language))
            );
        }
        return string.Equals(form["act"], "more", StringComparison.Ordinal)
                ? Results.LocalRedirect($"/drafts/{id}/parts/{part}?more=true")
            : ShowsMore(before, after, part) ? Results.LocalRedirect($"/drafts/{id}/parts/{part}")
            : Results.LocalRedirect($"/drafts/{id}");
    }

    private static async Task<IResult> LivePart(
        long id,
        string part,
        DraftBook book,
        DraftShelf shelf,
        TimeProvider time,
        HttpContext http
    )
    {
        var form = await http.Request.ReadFormAsync();
        if (
            book.Find(id) is not { } before
            || Save(before, part, form, shelf, time, http) is not { Draft: not null } saving
        )
        {
            return Results.NotFound();
        }
        return Show.Page<DraftLive>(
            ("Before", before),
            ("Sight", book.Find(id)!),
            (nameof(DraftLive.Part), part),
            (nameof(DraftLive.Clashes), saving.Clashes)
        );
    }

    private static Saving Save(
        DraftSight draft,
        string part,
        IFormCollection form,
        DraftShelf shelf,
        TimeProvider time,
        HttpContext http
    )
    {
        var items = DraftForm.Read(draft.ItemsOf(part), form, draft.Draft.Language);
        var version = long.TryParse(form["version"], CultureInfo.InvariantCulture, out var read) ? read : 0;
        return shelf.Save(draft.Id, version, items, http.User.AccountId(), http.User.Name().Both, time.GetUtcNow());
    }

    /// <summary>An item came into question that the officer has not seen: the same section is shown again.</summary>
    private static bool ShowsMore(DraftSight before, DraftSight after, string part) =>
        after
            .ItemsOf(part)
            .Any(item =>
                Cooperation.Guidelines.Check.Applies(item, after.Draft)
                && !Cooperation.Guidelines.Check.Applies(item, before.Draft)
            );

    private static IResult ChangeUrgency(
        long id,
        [FromForm] string? urgency,
        DraftBook book,
        DraftShelf shelf,
        TimeProvider time,
        HttpContext http
    )
    {
        if (book.Find(id) is not { } draft || urgency is null || draft.Kind.TimesFor(urgency) is null)
        {
            return Results.NotFound();
        }
        var user = http.User;
        shelf.Turn(id, one => one with { Urgency = urgency }, user.AccountId(), user.Name().Both, time.GetUtcNow());
        return Results.LocalRedirect($"/drafts/{id}");
    }
}

/// <summary>A party that can be asked, with the guidelines in force with it.</summary>
public sealed record NewRequestChoice(
    PartyCode Peer,
    Bilingual Name,
    Cooperation.Guidelines.AgreedGuidelines Guidelines
);
