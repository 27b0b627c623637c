using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Parley.Cooperation;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Law;
using Parley.Node.Look;
using Parley.Node.Paper;
using Parley.Node.Parcels;
using Parley.Node.Together;

namespace Parley.Node.Requests;

/// <summary>
/// The moves on a request: what leaves at once, and the decisions that one officer prepares and another releases.
/// </summary>
public static class MovePages
{
    public static void MapMoves(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/requests/{number}/do/{move}", Form).WithMetadata(new Does(LawAct.Draft));
        routes.MapPost("/requests/{number}/do/{move}", Move).WithMetadata(new Does(LawAct.Draft));
        routes
            .MapPost("/requests/{number}/do/{move}/drafts/{draft:long}/discard", Discard)
            .WithMetadata(new Does(LawAct.Draft));
        routes.MapPrepared();
    }

    /// <summary>The officer's roles allow the move; whether it is open now, the rules say.</summary>
    public static bool MayTry(RequestMove move, ClaimsPrincipal user) =>
        user.Has(Role.Drafter) || (user.Has(Role.Releaser) && !MoveForm.NeedsRelease(move));

    /// <summary>The form of a move; of what is none there is no page.</summary>
    private static IResult Form(
        string number,
        [FromRoute(Name = "move")] string named,
        long? draft,
        string? step,
        [AsParameters] MoveSource source
    )
    {
        if (
            source.Book.Find(number) is not { } sight
            || !Enum.TryParse<RequestMove>(named, out var move)
            || !Enum.IsDefined(move)
        )
        {
            return Results.NotFound();
        }
        var user = source.Http.User;
        if (!MayTry(move, user))
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }
        var files = source.Seen.Of(sight, user);
        var kept = draft is { } id ? source.DraftOf(id, sight, move) : null;
        var attempt = kept?.Attempt(sight, files, source.Words) ?? AgreeingTo(step, sight, move) ?? new MoveAttempt();
        // What a colleague wrote may be more than this officer may read.
        if (kept is not null && source.Law.Forbids(user, LawAct.Draft, kept.MatterOn(sight)) is { } forbidden)
        {
            return new ForbiddenAnswer(forbidden);
        }
        var unfinished = kept is null ? source.Unfinished(sight, move) : [];
        return Page(sight, move, attempt with { Closed = source.ClosedNow(sight, move) }, files, unfinished);
    }

    /// <summary>The form that agrees to a day which the other side proposes for this step; null of any other.</summary>
    private static MoveAttempt? AgreeingTo(string? step, RequestSight sight, RequestMove move) =>
        move is RequestMove.ReportProgress
            ? ProposedDays.Agreeing(
                sight,
                step,
                MoveForm.BeginsIn(sight, Languages.Short),
                new Bilingual(PaperText.En("steps.agree-reason"), PaperText.Zh("steps.agree-reason"))
            )
            : null;

    private static async Task<IResult> Move(string number, RequestMove move, [AsParameters] MoveSource source)
    {
        if (source.Book.Find(number) is not { } sight || !Enum.IsDefined(move))
        {
            return Results.NotFound();
        }
        var http = source.Http;
        if (!MayTry(move, http.User))
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }
        IFormCollection form = await http.Request.ReadFormAsync();
        var moved = AnswerSheets.AreMoved(move, form);
        if (moved)
        {
            form = AnswerSheets.Moved(sight, form);
        }
        var language = MoveForm.LanguageOf(form, sight);
        var files = source.Seen.Of(sight, http.User);
        // What went with this very form is named again by the form sent again: it is told from another by what it says.
        var said = MoveForm.Read(move, sight, form, language, [.. files, .. source.Sent(sight)]);
        // A draft that this officer may not read is not gone on with: what they send is one of its own.
        var draft = source.Place(MoveDraftPlace.Of(form), sight, move);
        var by = new PreparedBy(http.User.AccountId(), http.User.Name().Both, source.Time.GetUtcNow());
        var closed = source.ClosedNow(sight, move);
        if (
            (form.ContainsKey(MoveDraftPlace.SaveButton) || form.ContainsKey(MoveDraftPlace.FilesButton))
            && (closed is null || source.DraftOf(draft.Id, sight, move) is not null)
        )
        {
            // How what is said is to be handled counts too: an officer writes nothing they could not read again.
            var unsaved =
                source.Forbids(sight, move, said, form)?.AsRefusal
                ?? (
                    source.Drafts.Save(sight, move, draft, MoveDraftPlace.FieldsOf(form), by)
                        ? null
                        : MoveErrors.TooMany
                );
            if (unsaved is not null)
            {
                return Again(new MoveAttempt(said, [MoveErrors.Of(unsaved, sight, said)]));
            }
            source.Changes.Announce(
                number,
                MatterKey.Of(sight.Request.Id),
                AnswerForm.Marked(Matter.Of(sight).With(move, said), form)
            );
            return Told.Then(
                source.Http,
                Told.Saved,
                form.ContainsKey(MoveDraftPlace.FilesButton) && source.SavedBy(by, sight, move) is { } saved
                    ? FormattableString.Invariant($"/requests/{number}/files?move={move}&draft={saved.Id}")
                    : $"/requests/{number}"
            );
        }
        if (closed is not null)
        {
            return Again(new MoveAttempt(said, Closed: closed));
        }
        var unchosen = MoveErrors.Unchosen(move, form, source.Words);
        if (moved)
        {
            return Again(new MoveAttempt(said) { Unchosen = unchosen });
        }
        var wrong = unchosen
            .Concat(MoveErrors.EmptySheets(move, sight, form, source.Words))
            .Concat(MoveErrors.Overtaken(move, sight, form, source.Words))
            .ToList();
        if (FileChoice.NamesMore(form, files) && !source.CameBefore(sight, move, said, form, draft))
        {
            wrong.Add(MoveErrors.FileGone(source.Words));
        }
        if (wrong.Count > 0)
        {
            return Again(new MoveAttempt(said, wrong));
        }
        // Asked once: rules that come into force meanwhile do not let it leave unseen, nor say that it waits.
        var released = source.Law.NeedsRelease(sight, move, said);
        if (
            (source.Unlawful(sight, move, said) ?? await Stated(sight, move, said, form, draft, source, released)) is
            { } refusal
        )
        {
            return Again(new MoveAttempt(said, [MoveErrors.Of(refusal, sight, said, form)]));
        }
        if (released)
        {
            var once = form[OnceField.Name].ToString();
            var (fields, seen) = (
                MoveDraftPlace.FieldsOf(form),
                Corrected.SeenIn(form) ?? sight.Request.TimesCorrected
            );
            var put = source.Prepared.Add(sight, move, said, once, by, draft, fields, seen);
            if (put is PutBy.FromDraft)
            {
                return Again(new MoveAttempt(said, [MoveErrors.Of(StepRefusals.HandedIn, sight, said)]));
            }
            if (put is PutBy.Before)
            {
                // The same form came before: it waits, or came back and lies there as a draft.
                return source.CameBack(sight, move)
                    ? Again(new MoveAttempt(said, Closed: StepRefusals.CameBack))
                    : Results.LocalRedirect($"/requests/{number}");
            }
            source.Changes.AnnounceMove(sight, move, said);
        }
        else
        {
            source.Drafts.Said(sight, move, draft);
        }
        foreach (var file in SentParcel.NamedIn(said))
        {
            source.Ready.Remove(sight.Request.Id, file.Parcel.SealedSha256);
        }
        return Told.Then(source.Http, released ? Told.Prepared : Told.Stated, $"/requests/{number}");

        IResult Again(MoveAttempt attempt) =>
            Page(
                sight,
                move,
                attempt with
                {
                    Language = language,
                    By = Translators.Of(form),
                    Form = form,
                    Draft = source.DraftOf(draft.Id, sight, move) is { } kept
                        ? kept with
                        {
                            Version = draft.Version,
                        }
                        : null,
                },
                files
            );
    }

    /// <summary>States what one officer may state alone, and of a decision asks whether it could be stated.</summary>
    private static async Task<Refusal?> Stated(
        RequestSight sight,
        RequestMove move,
        RequestStatement said,
        IFormCollection form,
        MoveDraftPlace draft,
        MoveSource source,
        bool released
    )
    {
        var officer = source.Http.User.AsOfficer();
        var (record, about) = (source.Record, sight.Request.Id);
        if (released)
        {
            return await record.Reading.WouldRefuse(sight.Peer, about, said, officer, source.Time.GetUtcNow());
        }
        // A draft is said once, by whoever goes on with it; what was typed without one, once for each form.
        var once = source.Drafts.KeyOf(sight, move, draft) ?? OnceKey.Of(form[OnceField.Name].ToString(), said);
        var stating = await record.State(sight.Peer, about, said, officer, once);
        return stating.Refusal ?? (record.Reading.Says(sight.Peer, stating, said) ? null : StepRefusals.SaidAlready);
    }

    private static IResult Discard(
        string number,
        RequestMove move,
        long draft,
        [FromForm] long version,
        [AsParameters] MoveSource source
    )
    {
        if (source.Book.Find(number) is not { } sight || source.DraftOf(draft, sight, move) is not { } kept)
        {
            return Results.NotFound();
        }
        if (!MayTry(move, source.Http.User))
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }
        if (source.Law.Forbids(source.Http.User, LawAct.Draft, kept.MatterOn(sight)) is { } forbidden)
        {
            return new ForbiddenAnswer(forbidden);
        }
        source.Drafts.Discard(kept.Id, version);
        source.Changes.Announce(number, MatterKey.Of(sight.Request.Id), kept.MatterOn(sight));
        return Told.Then(source.Http, Told.Discarded, $"/requests/{number}");
    }

    /// <summary>Why the move is not open now, or null: on the way here the other side may have acted.</summary>
    internal static Refusal? ClosedNow(
        RequestSight sight,
        RequestMove move,
        PartyCode self,
        DateTimeOffset now,
        ClaimsPrincipal user
    ) =>
        RequestRules.MayMove(sight.Request, move, sight.Guidelines, self, now)
        ?? RequestRules.MaySpeak(sight.Guidelines, sight.Request.Kind, self, user.AsOfficer().Authority);

    internal static IResult Page(
        RequestSight sight,
        RequestMove move,
        MoveAttempt attempt,
        IReadOnlyList<Attached>? ready = null,
        IReadOnlyList<MoveDraft>? unfinished = null
    ) =>
        Show.Page<MovePage>(
            attempt.Fails ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK,
            (nameof(MovePage.Sight), sight),
            (nameof(MovePage.Move), move),
            (nameof(MovePage.Attempt), attempt),
            (nameof(MovePage.Ready), ready ?? []),
            (nameof(MovePage.Unfinished), unfinished ?? [])
        );
}
