using Parley.Node.Access;
using Parley.Node.Together;

namespace Parley.Node.Api;

/// <summary>The officer's own notes, changed at the version that was read, and deleted for good.</summary>
internal static class NoteCalls
{
    /// <summary>Calls that may be repeated.</summary>
    public static void MapNoteChanges(this RouteGroupBuilder acts)
    {
        acts.MapPut("/notes/{id:long}", Edit);
        acts.MapDelete("/notes/{id:long}", Delete);
    }

    private static ApiAnswer Edit(long id, [AsParameters] InsideParts parts, HttpContext http)
    {
        _ = new ApiQuery(http);
        var version = DraftCalls.VersionOf(http);
        var text = NotePages.Written(TakenBody.Of(http).Only("text").Text("text"));
        var (note, inside) = Own(id, parts, http);
        if (NotePages.Wrong(text) is not null)
        {
            return ApiProblems.Malformed("/text").Answer();
        }
        var named = NotePages.Named(inside, text, null, http);
        if (
            !parts.Notes.Edit(note with { Version = version }, note.By, text, named, parts.Time.GetUtcNow())
            || parts.Notes.Find(id) is not { } now
        )
        {
            return ApiProblems.VersionDiffers.Answer();
        }
        InsideCalls.Announce(parts, inside);
        return ApiAnswer.Of(
            new
            {
                State = "changed",
                Note = id,
                now.Version,
            }
        );
    }

    private static ApiAnswer Delete(long id, [AsParameters] InsideParts parts, HttpContext http)
    {
        _ = new ApiQuery(http);
        var (note, inside) = Own(id, parts, http);
        parts.Notes.Delete(id, note.By, parts.Time.GetUtcNow());
        InsideCalls.Announce(parts, inside);
        return ApiAnswer.Of(new { State = "deleted", Note = id });
    }

    /// <summary>Nobody changes another's note.</summary>
    private static (Note Note, Inside Inside) Own(long id, InsideParts parts, HttpContext http) =>
        parts.Notes.Find(id) is not { } note || parts.Book.Of(note.Matter, http.User) is not { } inside
            ? throw new ProblemException(ApiProblems.OfStatus(StatusCodes.Status404NotFound))
        : string.Equals(note.By, http.User.AccountId(), StringComparison.Ordinal) ? (note, inside)
        : throw new ProblemException(ApiProblems.OfStatus(StatusCodes.Status403Forbidden));
}
