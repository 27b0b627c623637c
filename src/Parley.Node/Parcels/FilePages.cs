using Microsoft.AspNetCore.Mvc;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Api;
using Parley.Node.Law;
using Parley.Node.Look;
using Parley.Node.Requests;
using Parley.Node.Together;

namespace Parley.Node.Parcels;

/// <summary>
/// Files of drafts, files made ready for an answer, and the files of a request: brought in, taken out, and read; what each is, <see cref="FileTextPages"/> asks.
/// </summary>
public static class FilePages
{
    public static void MapFiles(this IEndpointRouteBuilder routes)
    {
        var drafter = routes.MapGroup("").RequireAuthorization(Rights.Draft);
        drafter.WithMetadata(new Does(LawAct.Draft, WhileWriting: true));
        drafter.MapGet("/drafts/{id:long}/files/{item}", OfDraft);
        drafter.MapPost("/drafts/{id:long}/files/{item}", ToDraft).WithMetadata(new TakesFiles());
        drafter.MapPost("/drafts/{id:long}/files/{item}/remove", FromDraft);
        drafter.MapGet("/requests/{number}/files", OfRequest);
        drafter.MapPost("/requests/{number}/files", ToRequest).WithMetadata(new TakesFiles());
        drafter.MapPost("/requests/{number}/files/remove", FromRequest);
        drafter.MapFileTexts();
        drafter.MapUploadPages();
        routes.MapGet("/drafts/{id:long}/files/{item}/{hash}", ReadOfDraft).WithMetadata(new Does(LawAct.Download));
        routes.MapGet("/requests/{number}/files/{hash}", ReadOfRequest).WithMetadata(new Does(LawAct.Download));
    }

    /// <summary>The files an item of a draft holds.</summary>
    internal static IReadOnlyList<Attached> FilesOf(DraftSight draft, string item) =>
        draft.Draft.Entries.GetValueOrDefault(item) is Entry.Parcels { Files: { IsDefault: false } files } ? files : [];

    private static IResult OfDraft(long id, string item, DraftBook book) =>
        book.Find(id) is { } draft && ItemOf(draft, item) is { } found
            ? DraftPages.Page<DraftFilesPage>(draft, (nameof(DraftFilesPage.Item), found))
            : Results.NotFound();

    private static async Task<IResult> ToDraft(
        long id,
        string item,
        DraftBook book,
        DraftShelf shelf,
        FileIntake intake,
        IChanges changes,
        TimeProvider time,
        HttpContext http
    )
    {
        if (book.Find(id) is not { Kept.Released: null } draft || ItemOf(draft, item) is not { } found)
        {
            return Results.NotFound();
        }
        var (account, name) = (http.User.AccountId(), http.User.Name().Both);
        return await intake.Take(
            http,
            draft.Kept.Peer,
            MostOf(found) - FilesOf(draft, item).Count,
            file =>
            {
                var taken = shelf.Turn(id, one => With(one, item, file), account, name, time.GetUtcNow());
                if (taken)
                {
                    changes.Announce("drafts", MatterKey.Of(id));
                }
                return taken;
            },
            problems =>
                problems.Count == 0
                    ? Results.LocalRedirect($"/drafts/{id}/files/{item}")
                    : Show.Page<DraftFilesPage>(
                        StatusCodes.Status422UnprocessableEntity,
                        ("Sight", book.Find(id)!),
                        (nameof(DraftFilesPage.Item), found),
                        (nameof(DraftFilesPage.Problems), problems)
                    )
        );
    }

    private static IResult FromDraft(
        long id,
        string item,
        [FromForm] string? hash,
        DraftBook book,
        DraftShelf shelf,
        ParcelSweep sweep,
        IChanges changes,
        TimeProvider time,
        [AsParameters] CheckSource check
    )
    {
        if (book.Find(id) is not { Kept.Released: null } draft || ItemOf(draft, item) is null)
        {
            return Results.NotFound();
        }
        var gone = FilesOf(draft, item).Where(file => Is(file, hash)).ToList();
        if (gone.Count > 0)
        {
            var (account, name) = (check.Http.User.AccountId(), check.Http.User.Name().Both);
            if (!shelf.Turn(id, one => Without(one, item, hash), account, name, time.GetUtcNow()))
            {
                return ReleasePages.LeftPage(id, check);
            }
            sweep.Forget(draft.Kept.Peer, gone);
            changes.Announce("drafts", MatterKey.Of(id));
        }
        return Results.LocalRedirect($"/drafts/{id}/files/{item}");
    }

    private static IResult OfRequest(
        string number,
        string? move,
        long? draft,
        RequestBook book,
        ReadySight seen,
        HttpContext http
    ) =>
        book.Find(number) is { } sight
            ? Show.Page<RequestFilesPage>(
                (nameof(RequestFilesPage.Sight), sight),
                (nameof(RequestFilesPage.Ready), seen.Of(sight, http.User)),
                (nameof(RequestFilesPage.Move), MoveOf(move)),
                (nameof(RequestFilesPage.Draft), draft)
            )
            : Results.NotFound();

    private static async Task<IResult> ToRequest(
        string number,
        string? move,
        long? draft,
        RequestBook book,
        ReadyFiles ready,
        ReadySight seen,
        FileIntake intake,
        ParcelSweep sweep,
        IChanges changes,
        TimeProvider time,
        HttpContext http
    )
    {
        if (book.Find(number) is not { } sight)
        {
            return Results.NotFound();
        }
        var id = sight.Request.Id;
        return await intake.Take(
            http,
            sight.Peer,
            ParcelRules.MostAtOnce - seen.Of(sight, http.User).Count,
            file =>
            {
                var (account, now) = (http.User.AccountId(), time.GetUtcNow());
                if (!ready.Add(sight.Peer, id, file, account, now, () => book.Find(number) is not null))
                {
                    sweep.Forget(sight.Peer, [file]);
                    return false;
                }
                changes.Announce(number, MatterKey.Of(id), ReadySight.Unnamed(sight));
                return true;
            },
            problems =>
                problems.Count == 0 ? Results.LocalRedirect($"/requests/{number}/files?{Whence(MoveOf(move), draft)}")
                : book.Find(number) is null ? Results.NotFound()
                : Show.Page<RequestFilesPage>(
                    StatusCodes.Status422UnprocessableEntity,
                    (nameof(RequestFilesPage.Sight), sight),
                    (nameof(RequestFilesPage.Ready), seen.Of(sight, http.User)),
                    (nameof(RequestFilesPage.Move), MoveOf(move)),
                    (nameof(RequestFilesPage.Draft), draft),
                    (nameof(RequestFilesPage.Problems), problems)
                ),
            left: "file.erased"
        );
    }

    private static IResult FromRequest(
        string number,
        string? move,
        long? draft,
        [FromForm] string? hash,
        RequestBook book,
        ReadyFiles ready,
        ReadySight seen,
        ParcelSweep sweep,
        IChanges changes,
        HttpContext http
    )
    {
        if (book.Find(number) is not { } sight)
        {
            return Results.NotFound();
        }
        var gone = seen.Of(sight, http.User).Where(file => Is(file, hash)).ToList();
        foreach (var file in gone)
        {
            ready.Remove(sight.Request.Id, file.Parcel.SealedSha256);
        }
        if (gone.Count > 0)
        {
            sweep.Forget(sight.Peer, gone);
            changes.Announce(number, MatterKey.Of(sight.Request.Id), ReadySight.Unnamed(sight));
        }
        return Results.LocalRedirect($"/requests/{number}/files?{Whence(MoveOf(move), draft)}");
    }

    internal static async Task<IResult> ReadOfDraft(
        long id,
        string item,
        string hash,
        DraftBook book,
        ParcelDownload download,
        HttpContext http
    ) =>
        book.Find(id) is { } draft && FilesOf(draft, item).FirstOrDefault(file => Is(file, hash)) is { } found
            ? await download.Send(http, draft.Kept.Peer, Side.Ours, found.Parcel, $"draft {id}")
            : Results.NotFound();

    internal static async Task<IResult> ReadOfRequest(
        string number,
        string hash,
        RequestBook book,
        ReadySight seen,
        PreparedShelf prepared,
        LawInForce law,
        ParcelDownload download,
        HttpContext http
    )
    {
        if (book.Find(number) is not { } sight)
        {
            return Results.NotFound();
        }
        UseHeaders.Set(http, sight);
        var id = sight.Request.Id;
        if (SentParcel.Of(sight.Request).FirstOrDefault(sent => Is(sent.Attached, hash)) is { } sent)
        {
            var side = sent.By == sight.Peer ? Side.Theirs : Side.Ours;
            return await download.Send(http, sight.Peer, side, sent.Parcel, number);
        }
        var waiting = prepared
            .All()
            .Where(one => one.About == id)
            .Where(one => law.MayRead(http.User, sight, one.Move, one.Statement, one.Authors))
            .SelectMany(one => SentParcel.NamedIn(one.Statement));
        return seen.Of(sight, http.User).Concat(waiting).FirstOrDefault(file => Is(file, hash)) is { } own
            ? await download.Send(http, sight.Peer, Side.Ours, own.Parcel, number)
            : Results.NotFound();
    }

    internal static Item? ItemOf(DraftSight draft, string item) =>
        draft
            .Guidelines.ItemsOf(draft.Draft.Kind)
            .FirstOrDefault(one =>
                one.Type is ItemType.Parcels && string.Equals(one.Id, item, StringComparison.Ordinal)
            );

    internal static int MostOf(Item item) => Math.Min(item.AtMost ?? int.MaxValue, ParcelRules.MostAtOnce);

    internal static bool Holds(Draft draft, string item, Attached file) =>
        ((draft.Entries.GetValueOrDefault(item) as Entry.Parcels)?.Files ?? []).Any(one => one.Parcel == file.Parcel);

    internal static Draft With(Draft draft, string item, Attached file)
    {
        var files = (draft.Entries.GetValueOrDefault(item) as Entry.Parcels)?.Files ?? [];
        return draft.With(item, new Entry.Parcels(files.Add(file)));
    }

    internal static Draft Without(Draft draft, string item, string? hash)
    {
        var files = ((draft.Entries.GetValueOrDefault(item) as Entry.Parcels)?.Files ?? []).RemoveAll(f => Is(f, hash));
        return draft.With(item, files.IsEmpty ? null : new Entry.Parcels(files));
    }

    /// <summary>The form the officer came from, and what was saved of it, as an address says it.</summary>
    internal static string Whence(RequestMove? move, long? draft) =>
        draft is { } id ? FormattableString.Invariant($"move={move}&draft={id}") : $"move={move}";

    /// <summary>From which form the officer came, and goes back to.</summary>
    internal static RequestMove? MoveOf(string? move) =>
        Enum.TryParse<RequestMove>(move, out var read) && MoveForm.TakesFiles(read) ? read : null;

    internal static bool Is(Attached file, string? hash) =>
        string.Equals(file.Parcel.SealedSha256, hash, StringComparison.Ordinal);
}
