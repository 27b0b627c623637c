using System.Collections.Immutable;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Node.Look;
using Parley.Node.Requests;
using Parley.Node.Together;

namespace Parley.Node.Parcels;

/// <summary>What each file of a draft, and each made ready for an answer, is: said in words, with translation, for as
/// long as it has not left.</summary>
internal static class FileTextPages
{
    /// <summary>The button that saves and goes on to the next file of which nothing is said.</summary>
    public const string Next = "next";

    public static void MapFileTexts(this RouteGroupBuilder drafter)
    {
        drafter.MapGet("/drafts/{id:long}/files/{item}/{hash}/text", OfDraft);
        drafter.MapPost("/drafts/{id:long}/files/{item}/{hash}/text", ToDraft);
        drafter.MapGet("/requests/{number}/files/{hash}/text", OfRequest);
        drafter.MapPost("/requests/{number}/files/{hash}/text", ToRequest);
    }

    private static IResult OfDraft(long id, string item, string hash, DraftBook book)
    {
        if (book.Find(id) is not { } draft || Found(FilePages.FilesOf(draft, item), hash) is not { } file)
        {
            return Results.NotFound();
        }
        return draft.Kept.Released is { } number
            ? Results.LocalRedirect($"/requests/{number}")
            : Show.Page<FileTextPage>(PartsOf(draft, item, file));
    }

    private static async Task<IResult> ToDraft(
        long id,
        string item,
        string hash,
        DraftBook book,
        DraftShelf shelf,
        TimeProvider time,
        [AsParameters] CheckSource check
    )
    {
        var form = await check.Http.Request.ReadFormAsync();
        if (book.Find(id) is not { } draft || FilePages.ItemOf(draft, item) is not { } found)
        {
            return Results.NotFound();
        }
        var said = FileText.Read(form, draft.Guidelines);
        if (said.Errors.Count > 0)
        {
            return Found(FilePages.FilesOf(draft, item), hash) is { } wrong
                ? Page(StatusCodes.Status422UnprocessableEntity, PartsOf(draft, item, wrong), said)
                : Results.NotFound();
        }
        var (account, name) = (check.Http.User.AccountId(), check.Http.User.Name().Both);
        var how = FileSaying.Gone;
        if (!shelf.Turn(id, Describe, account, name, time.GetUtcNow()))
        {
            return ReleasePages.LeftPage(id, check);
        }
        var after = book.Find(id)!;
        var files = FilePages.FilesOf(after, item);
        var list = $"/drafts/{id}/files/{item}";
        return how switch
        {
            FileSaying.Said => Onward(form, files, hash, list, ""),
            FileSaying.Clash when Found(files, hash) is { } theirs => Clash(PartsOf(after, item, theirs), said),
            _ => Show.Page<DraftFilesPage>(
                StatusCodes.Status409Conflict,
                (nameof(DraftFilesPage.Sight), after),
                (nameof(DraftFilesPage.Item), found),
                (nameof(DraftFilesPage.Gone), true)
            ),
        };

        Draft Describe(Draft one)
        {
            var there = (one.Entries.GetValueOrDefault(item) as Entry.Parcels)?.Files ?? [];
            (var described, how) = FileText.Put(Found(there, hash), Opened(form), said.Text);
            return described is null
                ? one
                : one.With(item, new Entry.Parcels([.. there.Select(f => FilePages.Is(f, hash) ? described : f)]));
        }
    }

    private static IResult OfRequest(
        string number,
        string hash,
        string? move,
        long? draft,
        RequestBook book,
        ReadySight seen,
        HttpContext http
    ) =>
        book.Find(number) is { } sight && seen.Of(sight, http.User) is var files && Found(files, hash) is { } file
            ? Show.Page<FileTextPage>(PartsOf(sight, files, file, move, draft))
            : Results.NotFound();

    private static async Task<IResult> ToRequest(
        string number,
        string hash,
        string? move,
        long? draft,
        RequestBook book,
        ReadyFiles ready,
        ReadySight seen,
        IChanges changes,
        HttpContext http
    )
    {
        var form = await http.Request.ReadFormAsync();
        if (book.Find(number) is not { } sight)
        {
            return Results.NotFound();
        }
        var said = FileText.Read(form, sight.Guidelines);
        var before = seen.Of(sight, http.User);
        var file = Found(before, hash);
        if (said.Errors.Count > 0)
        {
            return file is null
                ? Results.NotFound()
                : Page(StatusCodes.Status422UnprocessableEntity, PartsOf(sight, before, file, move, draft), said);
        }
        var how = file is null
            ? FileSaying.Gone
            : ready.Change(sight.Request.Id, hash, there => FileText.Put(there, Opened(form), said.Text));
        var files = seen.Of(sight, http.User);
        switch (how)
        {
            case FileSaying.Said:
                changes.Announce(number, MatterKey.Of(sight.Request.Id), ReadySight.Unnamed(sight));
                var whence = "?" + FilePages.Whence(FilePages.MoveOf(move), draft);
                return Onward(form, files, hash, $"/requests/{number}/files", whence);
            case FileSaying.Clash when Found(files, hash) is { } theirs:
                return Clash(PartsOf(sight, files, theirs, move, draft), said);
            default:
                return Show.Page<RequestFilesPage>(
                    StatusCodes.Status409Conflict,
                    (nameof(RequestFilesPage.Sight), sight),
                    (nameof(RequestFilesPage.Ready), files),
                    (nameof(RequestFilesPage.Move), FilePages.MoveOf(move)),
                    (nameof(RequestFilesPage.Draft), draft),
                    (nameof(RequestFilesPage.Gone), true)
                );
        }
    }

    private static IResult Onward(
        IFormCollection form,
        IReadOnlyList<Attached> files,
        string hash,
        string list,
        string whence
    ) =>
        string.Equals(form["act"], Next, StringComparison.Ordinal) && FileText.NextAfter(files, hash) is { } next
            ? Results.LocalRedirect($"{list}/{next.Parcel.SealedSha256}/text{whence}")
            : Results.LocalRedirect(list + whence);

    private static (string Name, object? Value)[] PartsOf(DraftSight draft, string item, Attached file) =>
        [
            (nameof(FileTextPage.Of), draft.Kind.Name.In(Languages.Short)),
            (nameof(FileTextPage.Files), FilePages.FilesOf(draft, item)),
            (nameof(FileTextPage.File), file),
            (nameof(FileTextPage.List), $"/drafts/{draft.Id}/files/{item}"),
            (nameof(FileTextPage.Guidelines), draft.Guidelines),
            (nameof(FileTextPage.Said), FileText.Of(file, draft.Draft.Language)),
        ];

    private static (string Name, object? Value)[] PartsOf(
        RequestSight sight,
        IReadOnlyList<Attached> files,
        Attached file,
        string? move,
        long? draft
    ) =>
        [
            (nameof(FileTextPage.Of), $"{sight.Id} · {sight.Kind.Name.In(Languages.Short)}"),
            (nameof(FileTextPage.Files), files),
            (nameof(FileTextPage.File), file),
            (nameof(FileTextPage.List), $"/requests/{sight.Id}/files"),
            (nameof(FileTextPage.Whence), "?" + FilePages.Whence(FilePages.MoveOf(move), draft)),
            (nameof(FileTextPage.Guidelines), sight.Guidelines),
            (nameof(FileTextPage.Said), FileText.Of(file, BeginsIn(sight.Guidelines))),
        ];

    private static IResult Page(int status, (string Name, object? Value)[] parts, FileText said) =>
        Show.Page<FileTextPage>(
            status,
            [.. parts.Where(part => part.Name is not nameof(FileTextPage.Said)), (nameof(FileTextPage.Said), said)]
        );

    private static IResult Clash((string Name, object? Value)[] parts, FileText said) =>
        Page(StatusCodes.Status409Conflict, [.. parts, (nameof(FileTextPage.Clash), true)], said);

    private static string BeginsIn(AgreedGuidelines guidelines) =>
        guidelines.Languages.Contains(Languages.Short, StringComparer.Ordinal)
            ? Languages.Short
            : guidelines.Languages[0];

    private static string Opened(IFormCollection form) => form[FileText.Opened].ToString();

    private static Attached? Found(IEnumerable<Attached> files, string hash) =>
        files.FirstOrDefault(file => FilePages.Is(file, hash));
}
