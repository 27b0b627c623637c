using System.Text;
using Microsoft.AspNetCore.Mvc;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Node.Access;
using Parley.Node.Law;
using Parley.Node.Look;
using Parley.Node.Requests;

namespace Parley.Node.Agreements;

/// <summary>
/// What waits about an agreement: read and checked by whom the nation's law asks, released or sent back by an officer
/// who did not prepare it, taken back by who did.
/// </summary>
public static class PreparedAgreementPages
{
    private const string Place = "/agreements/prepared/{id:long}";

    public static void MapPreparedAgreements(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Place, (long id, [AsParameters] PreparedAgreementSource source) => source.Page(id, null));
        routes.MapGet($"{Place}/document.json", Document);
        var releaser = routes.MapGroup("").RequireAuthorization(Rights.Release);
        releaser.MapPost($"{Place}/release", Release).WithMetadata(new Does(LawAct.Release));
        releaser.MapPost($"{Place}/send-back", SendBack).WithMetadata(new Does(LawAct.Check));
        releaser.MapPost($"{Place}/take-back", TakeBack).WithMetadata(new Does(LawAct.Draft));
        routes.MapPost(Place + "/steps/{rule}", Step).WithMetadata(new Does(LawAct.Check));
    }

    private static IResult Document(long id, [AsParameters] PreparedAgreementSource source) =>
        source.Prepared.FindFor(id, source.Http.User.AccountId())?.Said is AgreementStatement.Proposed proposed
            ? Results.Bytes(
                Encoding.UTF8.GetBytes(AgreementBook.Layout(proposed.Content) + "\n"),
                "application/json",
                FormattableString.Invariant($"prepared-{id}.json")
            )
            : Results.NotFound();

    private static async Task<IResult> Release(long id, [AsParameters] PreparedAgreementSource source)
    {
        if (source.Prepared.Find(id) is not { } one)
        {
            return await source.Gone(id);
        }
        var by = Releaser.Of(source.Http.User);
        if (one.IsBy(by.Account))
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }
        var agreed = await source.Agreeing.Release(one, by);
        return agreed.Refusal is { } refusal ? await source.Page(id, refusal)
            : agreed.Left is { } left ? Told.Then(source.Http, Told.Stated, $"/agreements/{left.About}")
            : Told.Then(source.Http, Told.FirstRelease, one.Address);
    }

    private static async Task<IResult> SendBack(
        long id,
        [FromForm] string? reason,
        [AsParameters] PreparedAgreementSource source
    )
    {
        if (source.Prepared.Find(id) is not { } one)
        {
            return await source.Gone(id);
        }
        if (one.IsBy(source.Http.User.AccountId()))
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }
        if (ReasonText.Of(reason) is not { Length: > 0 } why)
        {
            return await source.Page(id, StepRefusals.NoReason);
        }
        var back = new SentBack(source.Http.User.Name().Both, why);
        return await source.Announced(one, source.Prepared.Step(one, () => null, back), Told.SentBack);
    }

    private static async Task<IResult> TakeBack(long id, [AsParameters] PreparedAgreementSource source)
    {
        if (source.Prepared.FindFor(id, source.Http.User.AccountId()) is not { } one)
        {
            return await source.Gone(id);
        }
        if (!one.IsBy(source.Http.User.AccountId()))
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }
        if (!source.Prepared.Discard(one))
        {
            return await source.Gone(id);
        }
        source.Agreeing.Announce();
        return Told.Then(source.Http, Told.Dropped, PreparedAgreementSource.Beyond(one));
    }

    private static async Task<IResult> Step(
        long id,
        string rule,
        [FromForm] string? act,
        [FromForm] string? reason,
        [AsParameters] PreparedAgreementSource source
    )
    {
        if (source.Prepared.Find(id) is not { } one)
        {
            return await source.Gone(id);
        }
        var user = source.Http.User;
        var approves = string.Equals(act, "approve", StringComparison.Ordinal);
        var why = ReasonText.Of(reason);
        var refused = source.Prepared.Step(
            one,
            () => source.Steps.Take(source.Steps.Of(one), rule, approves, why, Releaser.Of(user)),
            approves ? null : new SentBack(user.Name().Both, why)
        );
        return await source.Announced(one, refused, approves ? Told.Checked : Told.SentBack);
    }
}

/// <summary>What is done with what waits about agreements, for the officer who does it.</summary>
public sealed record PreparedAgreementSource(
    PreparedAgreements Prepared,
    Agreeing Agreeing,
    StepBook Steps,
    HttpContext Http
)
{
    /// <summary>The page of what waits or was sent back; of what left, the agreement.</summary>
    internal async Task<IResult> Page(long id, Refusal? refusal)
    {
        if (Prepared.FindFor(id, Http.User.AccountId()) is not { } one)
        {
            return refusal is null && Prepared.LeftAs(id) is { } about
                ? Results.LocalRedirect($"/agreements/{about}")
                : await Gone(id);
        }
        var outdated = one.Back is null ? await Agreeing.Outdated(one, Http.User.AsOfficer()) : null;
        return Show.Page<PreparedAgreementPage>(
            refusal is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
            (nameof(PreparedAgreementPage.Prepared), one),
            (nameof(PreparedAgreementPage.Steps), Steps.Of(one)),
            (nameof(PreparedAgreementPage.Outdated), outdated),
            (nameof(PreparedAgreementPage.Refusal), refusal)
        );
    }

    /// <summary>It waited once, and the officer is told that it does no longer; or it never did.</summary>
    internal Task<IResult> Gone(long id) =>
        Task.FromResult(
            Prepared.Was(id)
                ? Show.Page<PreparedGonePage>(
                    StatusCodes.Status422UnprocessableEntity,
                    (nameof(PreparedGonePage.About), Prepared.LeftAs(id))
                )
                : Results.NotFound()
        );

    /// <summary>Tells pages what was done, or the officer why it was not.</summary>
    /// <param name="word">Tells the officer what was done.</param>
    internal async Task<IResult> Announced(PreparedAgreement one, Refusal? refused, string word)
    {
        if (refused is not null)
        {
            return refused == StepRefusals.Changed ? await Gone(one.Id) : await Page(one.Id, refused);
        }
        Agreeing.Announce();
        // What was sent back is its author's alone.
        return Told.Then(Http, word, Prepared.FindFor(one.Id, Http.User.AccountId())?.Address ?? Beyond(one));
    }

    /// <summary>Where an officer goes to whom it is shown no longer.</summary>
    internal static string Beyond(PreparedAgreement one) =>
        one.Place.About is { } about ? $"/agreements/{about}" : "/agreements";
}
