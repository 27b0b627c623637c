using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Primitives;
using Parley.Node.Access;
using Parley.Node.Look;
using Parley.Node.Requests;

namespace Parley.Node.Together;

/// <summary>One of several chosen requests: what may be done with it, or what became of it.</summary>
/// <param name="Why">Why not; null where it may be done, or is.</param>
public sealed record ChosenRequest(RequestSight Sight, HeldSight Held, long Seen, string? Why = null);

/// <summary>What is done with several requests in one act.</summary>
public enum ChosenAct
{
    Acknowledge,
    Assign,
}

/// <summary>
/// Several requests of the list acknowledged, or assigned, in one act: chosen in the list, read once more, then done
/// one by one. What was not possible is told line by line; sent twice, nothing is stated twice.
/// </summary>
public static class ChosenPages
{
    private const string Number = "number";

    public static void MapChosen(this IEndpointRouteBuilder routes)
    {
        var acting = routes.MapGroup("").RequireAuthorization(Rights.Act);
        acting.MapGet("/requests/acknowledge", ToAcknowledge);
        acting.MapPost("/requests/acknowledge", Acknowledge);
        acting.MapGet("/requests/assign", ToAssign);
        acting.MapPost("/requests/assign", Assign);
    }

    private static IResult ToAcknowledge(Choosing choosing, HttpContext http) =>
        Page(ChosenAct.Acknowledge, choosing.ToAcknowledge(Numbers(http.Request.Query[Number]), http.User), choosing);

    private static async Task<IResult> Acknowledge(
        [FromForm(Name = OnceField.Name)] string? once,
        Choosing choosing,
        HttpContext http
    )
    {
        var form = await http.Request.ReadFormAsync();
        return Done(ChosenAct.Acknowledge, await choosing.Acknowledge(Numbers(form[Number]), once ?? "", http.User));
    }

    private static IResult ToAssign(Choosing choosing, HttpContext http) =>
        Page(ChosenAct.Assign, choosing.ToAssign(Numbers(http.Request.Query[Number]), http.User), choosing);

    private static async Task<IResult> Assign(
        [FromForm] string? to,
        [FromForm] string? word,
        Choosing choosing,
        IStringLocalizer<InsideWords> words,
        HttpContext http
    )
    {
        var form = await http.Request.ReadFormAsync();
        var numbers = Numbers(form[Number]);
        var said = (word ?? "").Trim();
        if (said.Length > AssignmentShelf.WordAtMost)
        {
            var error = new FieldError("word", words["assign." + AssignTrouble.Word]);
            return Page(ChosenAct.Assign, choosing.ToAssign(numbers, http.User), choosing, error, said, to ?? "");
        }
        var chosen = numbers.Select(number => (number, form[$"seen-{number}"].ToString()));
        return Done(ChosenAct.Assign, choosing.Assign([.. chosen], Holder.Read(to), said, http.User));
    }

    private static string[] Numbers(StringValues values) => [.. values.OfType<string>()];

    private static IResult Page(
        ChosenAct act,
        IReadOnlyList<ChosenRequest> chosen,
        Choosing choosing,
        FieldError? error = null,
        string word = "",
        string to = ""
    ) =>
        Show.Page<ChosenPage>(
            error is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
            (nameof(ChosenPage.Act), act),
            (nameof(ChosenPage.Chosen), chosen),
            (nameof(ChosenPage.Staff), choosing.Staff),
            (nameof(ChosenPage.Error), error),
            (nameof(ChosenPage.Word), word),
            (nameof(ChosenPage.To), to)
        );

    private static IResult Done(ChosenAct act, IReadOnlyList<ChosenRequest> chosen) =>
        Show.Page<ChosenDonePage>((nameof(ChosenDonePage.Act), act), (nameof(ChosenDonePage.Chosen), chosen));
}
