using System.Text.Json;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Exchange.Formats;
using Parley.Node.Access;
using Parley.Node.Law;

namespace Parley.Node.Requests;

/// <summary>A note of progress handed in by the command: who hands it in, and the note itself.</summary>
/// <param name="Key">Their own name for this one note: handed in again under it, the same note is stated once.</param>
public sealed record HandedInNote(
    string? Account,
    string? Password,
    JsonElement Note,
    string? Code = null,
    string? Key = null
);

/// <summary>
/// Notes of progress from files, over the node's local port: how a request and its steps stand, steps that come to them
/// and other days for them. The same rules and the same law as on the pages.
/// </summary>
public static class HandedInNotes
{
    private const string Type = "request.progress";

    public static void MapHandedInNotes(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/requests/{number}/progress", Report);

    private static async Task<IResult> Report(
        string number,
        HandedInNote handed,
        CommandSignIn signIn,
        JointRecord record,
        RequestBook book,
        LawInForce law
    )
    {
        const RequestMove move = RequestMove.ReportProgress;
        var account = await signIn.Check(handed.Account ?? "", handed.Password ?? "", handed.Code);
        if (account is null || SessionClaims.Of(account) is var user && !MovePages.MayTry(move, user))
        {
            return Results.Text("Wrong name, password or code, or neither drafter nor releaser.", statusCode: 403);
        }
        if (book.Find(number) is not { } sight || !law.MayRead(user, Matter.Of(sight)))
        {
            return Results.Text("There is no request of that number, or you may not read it.", statusCode: 404);
        }
        if (handed.Note.ValueKind is not JsonValueKind.Object)
        {
            return Results.Text("The file is no note of progress: it holds no object.", statusCode: 422);
        }
        if (
            StrictFormat.ReadStatement(Type, HandedIn.AsInFile(handed.Note), out var misfit)
            is not RequestStatement.Progress note
        )
        {
            return Results.Text($"The file is no note of progress: {misfit?.Code} {misfit?.Pointer}", statusCode: 422);
        }
        if (SentParcel.NamedIn(note).Any())
        {
            return Results.Text(HandedIn.NoFiles, statusCode: 422);
        }
        if (law.Forbids(user, LawAct.Draft, Matter.Of(sight).With(move, note)) is { } forbidden)
        {
            return Results.Text(forbidden.Sentence.En, statusCode: 403);
        }
        if (law.NeedsRelease(sight, move, note))
        {
            return Results.Text("This nation's rule book asks for a release. Prepare it on the page.", statusCode: 422);
        }
        var once = OnceKey.Of(HandedIn.FormOf(account, handed.Key), note);
        var stating = await record.State(sight.Peer, sight.Request.Id, note, user.AsOfficer(), once);
        return stating.Refusal is { } refusal
            ? Results.Text(refusal.Sentence.En, statusCode: 422)
            : Results.Json(new { Number = sight.Id, stating.Index });
    }
}
