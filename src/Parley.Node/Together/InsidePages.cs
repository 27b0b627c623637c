using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Parley.Node.Access;
using Parley.Node.Look;

namespace Parley.Node.Together;

/// <summary>What an officer typed into a form inside, and what is wrong with it: nothing is typed twice.</summary>
/// <param name="Edits">The note being changed; 0 for none.</param>
public sealed record InsideAttempt(
    IReadOnlyList<FieldError> Errors,
    string Note = "",
    long Edits = 0,
    string Word = "",
    string To = "",
    string What = "",
    string For = "",
    string Day = ""
)
{
    public static InsideAttempt None { get; } = new([]);
}

/// <summary>The page of what stays inside about one matter, and who has it.</summary>
public static class InsidePages
{
    public static void MapInside(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/matters/{matter}", One);
        var acting = routes.MapGroup("").RequireAuthorization(Rights.Act);
        acting.MapPost("/matters/{matter}/assign", Assign);
        acting.MapPost("/matters/{matter}/take", Take);
        routes.MapChosen();
        routes.MapNotes();
        routes.MapCompared();
        routes.MapTasks();
    }

    private static IResult One(string matter, long? edit, InsideBook book, HttpContext http) =>
        book.Of(MatterKey.Read(matter), http.User) is { } inside
            ? Page(inside, InsideAttempt.None with { Edits = edit ?? 0 })
            : Results.NotFound();

    /// <summary>The page with what is wrong, or with a note to be changed.</summary>
    internal static IResult Page(Inside inside, InsideAttempt attempt) =>
        Show.Page<InsidePage>(
            attempt.Errors.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK,
            (nameof(InsidePage.Inside), inside),
            (nameof(InsidePage.Attempt), attempt)
        );

    /// <summary>Back to the matter, at what stays inside; pages that show it hear that it changed.</summary>
    internal static IResult Back(MatterKey matter, IChanges changes, string at = "inside")
    {
        changes.Announce(matter.Topic, matter);
        changes.Announce("inside", matter);
        return Results.LocalRedirect($"{matter.Address}#{at}");
    }

    private static IResult Assign(
        string matter,
        [FromForm] string? to,
        [FromForm] string? word,
        [FromForm] long? seen,
        InsideBook book,
        Assigning assigning,
        IChanges changes,
        IStringLocalizer<InsideWords> words,
        HttpContext http
    )
    {
        if (book.Of(MatterKey.Read(matter), http.User) is not { } inside)
        {
            return Results.NotFound();
        }
        var said = (word ?? "").Trim();
        var trouble = assigning.Give(inside, Holder.Read(to), said, seen ?? 0, http.User);
        return trouble is null
            ? Back(inside.Matter.Key, changes)
            : Page(
                inside,
                InsideAttempt.None with
                {
                    Errors =
                    [
                        new FieldError(trouble is AssignTrouble.Word ? "word" : "to", words["assign." + trouble]),
                    ],
                    Word = said,
                    To = to ?? "",
                }
            );
    }

    private static IResult Take(
        string matter,
        [FromForm] long? seen,
        InsideBook book,
        Assigning assigning,
        IChanges changes,
        IStringLocalizer<InsideWords> words,
        HttpContext http
    )
    {
        if (book.Of(MatterKey.Read(matter), http.User) is not { } inside)
        {
            return Results.NotFound();
        }
        var own = new Holder(http.User.AccountId(), null);
        return assigning.Give(inside, own, "", seen ?? 0, http.User) is { } trouble
            ? Page(
                inside,
                InsideAttempt.None with
                {
                    Errors = [new FieldError("to", words["assign." + trouble])],
                    To = own.Choice,
                }
            )
            : Back(inside.Matter.Key, changes);
    }
}
