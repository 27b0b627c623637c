using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Parley.Cooperation;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Law;
using Parley.Node.Look;
using Parley.Node.Parcels;
using Parley.Node.Together;

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
            (DraftBook book, MoveDraftShelf moves, RequestBook requests, LawInForce law, HttpContext http) =>
            {
                var (all, hidden) = (book.All(), law.HiddenFrom(http.User));
                var shown = all.Where(draft => !hidden.Takes(draft.MatterFor(http.User))).ToList();
                return Show.Page<DraftListPage>(
                    (nameof(DraftListPage.Drafts), shown),
                    (nameof(DraftListPage.Moves), MovesOf(moves, requests, law, http.User)),
                    (nameof(DraftListPage.Hidden), hidden),
                    (nameof(DraftListPage.KeptBack), all.Count - shown.Count)
                );
            }
        );
        var drafter = routes.MapGroup("").RequireAuthorization(Rights.Draft);
        drafter.WithMetadata(new Does(LawAct.Draft, WhileWriting: true));
        drafter.MapGet("/drafts/new", New);
        drafter.MapPost("/drafts", Begin);
        drafter.MapGet("/drafts/{id:long}/parts/{part}", Part);
        drafter.MapPost("/drafts/{id:long}/parts/{part}", SavePart);
        drafter.MapPost("/drafts/{id:long}/parts/{part}/live", LivePart);
        drafter.MapPost("/drafts/{id:long}/urgency", ChangeUrgency);
        drafter.MapPost(
            "/drafts/{id:long}/discard",
            (long id, DraftShelf shelf, ParcelSweep sweep, IChanges changes, HttpContext http) =>
            {
                var draft = shelf.Find(id);
                if (draft?.IsInTheHandsOf(http.User) == false)
                {
                    return Results.StatusCode(StatusCodes.Status403Forbidden);
                }
                if (draft is { Released: null })
                {
                    if (!shelf.Discard(id, draft.Version))
                    {
                        // Somebody wrote in it at this very moment: it is shown as it now stands.
                        return Results.LocalRedirect(FormattableString.Invariant($"/drafts/{id}"));
                    }
                    sweep.Forget(draft.Peer, SentParcel.In(draft.Draft.Entries));
                    changes.Announce("drafts", MatterKey.Of(id));
                }
                return Told.Then(http, Told.Discarded, "/drafts");
            }
        );
        routes.MapGet(
            "/drafts/{id:long}",
            (long id, DraftBook book, LawInForce law, HttpContext http) =>
                book.Find(id) is { } draft
                    ? Page<DraftTasksPage>(
                        draft,
                        (nameof(DraftTasksPage.Alike), book.Alike(draft, law.HiddenFrom(http.User))),
                        (nameof(DraftTasksPage.AlikeDrafts), book.AlikeDrafts(draft, law, http.User))
                    )
                    : Results.NotFound()
        );
    }

    internal static IResult Page<TPage>(DraftSight draft, params (string Name, object? Value)[] more)
        where TPage : Microsoft.AspNetCore.Components.IComponent =>
        draft.Kept.Released is { } number
            ? Results.LocalRedirect($"/requests/{number}")
            : Show.Page<TPage>([("Sight", draft), .. more]);

    /// <summary>The half-written moves that this officer may go on with.</summary>
    private static List<(MoveDraft Move, RequestSight Sight)> MovesOf(
        MoveDraftShelf moves,
        RequestBook requests,
        LawInForce law,
        ClaimsPrincipal user
    ) =>
        [
            .. from move in moves.All()
            where MovePages.MayTry(move.Move, user)
            let sight = requests.Find(move.About.ToString())
            where sight is not null && law.MayRead(user, Matter.Of(sight))
            // What is chosen in the form counts too: it is not read with the list.
            where moves.Find(move.Id) is { } whole && law.MayRead(user, sight, whole)
            select (move, sight),
        ];

    private static IResult New(
        JointRecord record,
        RequestBook requests,
        LawInForce law,
        TimeProvider time,
        HttpContext http,
        string? peer,
        string? kind,
        string? after
    )
    {
        var before = NewRequest.Before(requests, after, law, http);
        return Show.Page<NewRequestPage>(
            (nameof(NewRequestPage.Choices), NewRequest.ChoicesOf(record, law, time, http)),
            (nameof(NewRequestPage.Peer), before?.Peer.ToString() ?? peer),
            (nameof(NewRequestPage.Kind), kind),
            (nameof(NewRequestPage.Urgency), before?.Request.Urgency),
            (nameof(NewRequestPage.After), before?.Id)
        );
    }

    private static IResult Begin(
        [FromForm] string? peer,
        [FromForm] string? kind,
        [FromForm] string? urgency,
        [FromForm] string? language,
        [FromForm] string? after,
        JointRecord record,
        RequestBook requests,
        LawInForce law,
        DraftShelf shelf,
        IChanges changes,
        TimeProvider time,
        HttpContext http
    )
    {
        var choices = NewRequest.ChoicesOf(record, law, time, http);
        var before = NewRequest.Before(requests, after, law, http);
        var choice = choices.FirstOrDefault(one => string.Equals(one.Peer.ToString(), peer, StringComparison.Ordinal));
        var times = choice?.Guidelines.Kind(kind ?? "")?.TimesFor(urgency ?? "");
        if (
            choice is null
            || times is null
            || choice.NotFor.ContainsKey(kind!)
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
                (nameof(NewRequestPage.After), before?.Id),
                (nameof(NewRequestPage.Failed), true)
            );
        }
        var draft = Draft.Empty(kind!, urgency!, language!);
        if (before is not null && before.Peer == choice.Peer)
        {
            draft = Continued.Of(draft, choice.Guidelines, before.Request);
        }
        var kept = shelf.Add(choice.Peer, draft, http.User.AccountId(), http.User.Name().Both, time.GetUtcNow());
        changes.Announce("drafts", MatterKey.Of(kept.Id));
        return Results.LocalRedirect($"/drafts/{kept.Id}");
    }

    private static IResult Part(
        long id,
        string part,
        bool? more,
        DraftBook book,
        OfficeHabit habit,
        HttpContext http
    ) =>
        book.Find(id) is { } draft && draft.Parts.Any(one => string.Equals(one.Code, part, StringComparison.Ordinal))
            ? Page<DraftPartPage>(
                draft,
                (nameof(DraftPartPage.Part), part),
                (nameof(DraftPartPage.More), more == true),
                (nameof(DraftPartPage.Alike), habit.Of(draft, part, http.User))
            )
            : Results.NotFound();

    private static async Task<IResult> SavePart(
        long id,
        string part,
        DraftBook book,
        DraftShelf shelf,
        OfficeHabit habit,
        TimeProvider time,
        [AsParameters] CheckSource check
    )
    {
        var http = check.Http;
        var form = await http.Request.ReadFormAsync();
        if (book.Find(id) is not { } before)
        {
            return Results.NotFound();
        }
        var saving = Save(before, part, form, shelf, time, http);
        if (saving.Draft is null)
        {
            return ReleasePages.LeftPage(id, check);
        }
        var after = book.Find(id)!;
        if (saving.Clashes.Count > 0)
        {
            return Show.Page<DraftPartPage>(
                StatusCodes.Status409Conflict,
                ("Sight", after),
                (nameof(DraftPartPage.Part), part),
                (nameof(DraftPartPage.Clashes), saving.Clashes),
                (nameof(DraftPartPage.Mine), DraftForm.Read(before.ItemsOf(part), form, before.Draft.Language)),
                (nameof(DraftPartPage.By), Translators.Of(form))
            );
        }
        if (string.Equals(form["act"], DraftPartPage.FillIn, StringComparison.Ordinal))
        {
            habit.FillIn(after, part, http.User);
            return Results.LocalRedirect($"/drafts/{id}/parts/{part}");
        }
        if (form["act"].ToString() is ['f', 'i', 'l', 'e', 's', '.', .. var item])
        {
            return Results.LocalRedirect($"/drafts/{id}/files/{Uri.EscapeDataString(item)}");
        }
        return string.Equals(form["act"], "more", StringComparison.Ordinal)
                ? Results.LocalRedirect($"/drafts/{id}/parts/{part}?more=true")
            : after.AsksMoreThan(before, part) ? Results.LocalRedirect($"/drafts/{id}/parts/{part}")
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
            book.Find(id) is not { } draft
            || Save(draft, part, form, shelf, time, http) is not { Draft: not null } saving
        )
        {
            return Results.NotFound();
        }
        return Show.Page<DraftLive>(
            (nameof(DraftLive.Form), form),
            ("Sight", book.Find(id)!),
            (nameof(DraftLive.Part), part),
            (nameof(DraftLive.Clashes), saving.Clashes),
            (nameof(DraftLive.Unseen), saving.Unseen)
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
        var version = long.TryParse(form["version"], CultureInfo.InvariantCulture, out var read) ? read : 0;
        var from = long.TryParse(form["opened"], CultureInfo.InvariantCulture, out var begun) ? begun : version;
        var items = PartForm.Read(draft.ItemsOf(part), draft.Draft, form, shelf.At(draft.Id, from) ?? draft.Draft);
        var (account, name) = (http.User.AccountId(), http.User.Name().Both);
        return shelf.Save(draft.Id, version, UnseenItems.Read(form), items, account, name, time.GetUtcNow());
    }

    private static IResult ChangeUrgency(
        long id,
        [FromForm] string? urgency,
        DraftBook book,
        DraftShelf shelf,
        TimeProvider time,
        [AsParameters] CheckSource check
    )
    {
        if (book.Find(id) is not { } draft || urgency is null || draft.Kind.TimesFor(urgency) is null)
        {
            return Results.NotFound();
        }
        var (user, now) = (check.Http.User, time.GetUtcNow());
        return shelf.Turn(id, one => one with { Urgency = urgency }, user.AccountId(), user.Name().Both, now)
            ? Results.LocalRedirect($"/drafts/{id}")
            : ReleasePages.LeftPage(id, check);
    }
}
