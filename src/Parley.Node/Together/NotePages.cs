using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Parley.Node.Access;
using Parley.Node.Look;

namespace Parley.Node.Together;

/// <summary>Writing notes, and changing and deleting one's own.</summary>
public static class NotePages
{
    public static void MapNotes(this IEndpointRouteBuilder routes)
    {
        var noting = routes.MapGroup("").RequireAuthorization(Rights.TakePart);
        noting.MapPost("/matters/{matter}/notes", Add);
        noting.MapPost("/notes/{id:long}", Edit);
        noting.MapPost("/notes/{id:long}/delete", Delete);
    }

    private static IResult Add(
        string matter,
        [FromForm] string? note,
        [FromForm] string? mention,
        [FromForm(Name = OnceField.Name)] string? once,
        InsideBook book,
        NoteShelf shelf,
        TimeProvider clock,
        IChanges changes,
        IStringLocalizer<InsideWords> words,
        HttpContext http
    )
    {
        if (book.Of(MatterKey.Read(matter), http.User) is not { } inside)
        {
            return Results.NotFound();
        }
        var text = Written(note);
        if (Wrong(text) is { } wrong)
        {
            return InsidePages.Page(inside, Again(words[wrong], text));
        }
        shelf.Add(
            inside.Matter.Key,
            http.User.AccountId(),
            text,
            Named(inside, text, mention, http),
            once ?? "",
            clock.GetUtcNow()
        );
        return InsidePages.Back(inside.Matter.Key, changes);
    }

    private static IResult Edit(
        long id,
        [FromForm] string? note,
        [FromForm] long? version,
        InsideBook book,
        NoteShelf shelf,
        TimeProvider clock,
        IChanges changes,
        IStringLocalizer<InsideWords> words,
        HttpContext http
    )
    {
        if (shelf.Find(id) is not { } before || book.Of(before.Matter, http.User) is not { } inside)
        {
            return Results.NotFound();
        }
        if (!IsOwn(before, http))
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }
        var text = Written(note);
        if (Wrong(text) is { } wrong)
        {
            return InsidePages.Page(inside, Again(words[wrong], text, id));
        }
        var seen = before with { Version = version ?? 0 };
        var named = Named(inside, text, null, http);
        return shelf.Edit(seen, http.User.AccountId(), text, named, clock.GetUtcNow())
            ? InsidePages.Back(inside.Matter.Key, changes, $"note-{id}")
            : InsidePages.Page(inside, Again(words["note.meanwhile"], text, id));
    }

    private static IResult Delete(
        long id,
        InsideBook book,
        NoteShelf shelf,
        TimeProvider clock,
        IChanges changes,
        HttpContext http
    )
    {
        if (shelf.Find(id) is not { } note || book.Of(note.Matter, http.User) is not { } inside)
        {
            return Results.NotFound();
        }
        if (!IsOwn(note, http))
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }
        shelf.Delete(id, http.User.AccountId(), clock.GetUtcNow());
        return InsidePages.Back(inside.Matter.Key, changes);
    }

    /// <summary>Whom the text names, and whom the form names besides; nobody is told of their own note.</summary>
    internal static List<string> Named(Inside inside, string text, string? chosen, HttpContext http)
    {
        var nameable = inside.Nameable;
        return
        [
            .. Mentions
                .In(text, nameable)
                .Concat(
                    nameable.Where(one => string.Equals(one.Id, chosen, StringComparison.Ordinal)).Select(one => one.Id)
                )
                .Where(one => !string.Equals(one, http.User.AccountId(), StringComparison.Ordinal))
                .Distinct(StringComparer.Ordinal),
        ];
    }

    internal static string Written(string? note) => (note ?? "").ReplaceLineEndings("\n").Trim();

    internal static string? Wrong(string text) =>
        text.Length == 0 ? "note.empty"
        : text.Length > NoteShelf.TextAtMost ? "note.long"
        : null;

    private static InsideAttempt Again(string sentence, string text, long edits = 0) =>
        InsideAttempt.None with
        {
            Errors = [new FieldError(edits == 0 ? "note" : "note-edit", sentence)],
            Note = text,
            Edits = edits,
        };

    private static bool IsOwn(Note note, HttpContext http) =>
        string.Equals(note.By, http.User.AccountId(), StringComparison.Ordinal);
}
