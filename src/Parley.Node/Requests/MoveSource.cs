using Microsoft.Extensions.Localization;
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

/// <summary>What a move is read and made from, for the officer who makes it.</summary>
public sealed record MoveSource(
    RequestBook Book,
    JointRecord Record,
    MoveDraftShelf Drafts,
    PreparedShelf Prepared,
    ReadyFiles Ready,
    ReadySight Seen,
    LawInForce Law,
    TimeProvider Time,
    IChanges Changes,
    IStringLocalizer<RequestWords> Words,
    HttpContext Http
)
{
    /// <summary>A draft, where it is of this move on this request.</summary>
    internal MoveDraft? DraftOf(long id, RequestSight sight, RequestMove move) =>
        Drafts.Find(id) is { } draft
        && draft.Move == move
        && draft.About == sight.Request.Id
        && draft.Peer == sight.Peer
            ? draft
            : null;

    /// <summary>Where a form goes on, unless the law keeps that draft from the officer.</summary>
    internal MoveDraftPlace Place(MoveDraftPlace asked, RequestSight sight, RequestMove move) =>
        DraftOf(asked.Id, sight, move) is { } draft && !Law.MayRead(Http.User, sight, draft) ? default : asked;

    /// <summary>A decision of this move lies there to be changed, and this officer may know of it.</summary>
    internal bool CameBack(RequestSight sight, RequestMove move) =>
        Drafts
            .About(sight.Request.Id)
            .Any(one => one.Move == move && one.CameBack && Law.MayRead(Http.User, sight, one));

    /// <summary>Our files that went with what was said about the request, or wait with what was prepared.</summary>
    internal IEnumerable<Attached> Sent(RequestSight sight) =>
        SentParcel
            .Of(sight.Request)
            .Where(sent => sent.By != sight.Peer)
            .Select(sent => sent.Attached)
            .Concat(
                Prepared
                    .All()
                    .Where(one => one.About == sight.Request.Id && one.Peer == sight.Peer)
                    .Where(one => Law.MayRead(Http.User, sight, one.Move, one.Statement, one.Authors))
                    .SelectMany(one => SentParcel.NamedIn(one.Statement))
            );

    /// <summary>This very form, or the half-written step it goes on with, was said or handed in before: its files went
    /// along then, and are ready no more.</summary>
    internal bool CameBefore(
        RequestSight sight,
        RequestMove move,
        RequestStatement said,
        IFormCollection form,
        MoveDraftPlace draft
    )
    {
        var once = OnceKey.Of(form[OnceField.Name].ToString(), said);
        return new[] { once, Drafts.KeyOf(sight, move, draft) }
                .OfType<OnceKey>()
                .Any(key => Record.Reading.StatedUnder(sight.Peer, key) is not null)
            || Prepared.WasHandedIn(sight, once, draft);
    }

    internal Refusal? ClosedNow(RequestSight sight, RequestMove move) =>
        MovePages.ClosedNow(sight, move, Record.Self.Code, Time.GetUtcNow(), Http.User);

    /// <summary>The rule that keeps the officer from saying it.</summary>
    /// <param name="form">What was filled in, where it is not complete yet.</param>
    internal Forbidden? Forbids(
        RequestSight sight,
        RequestMove move,
        RequestStatement said,
        IFormCollection? form = null
    ) => Law.Forbids(Http.User, LawAct.Draft, AnswerForm.Marked(Matter.Of(sight).With(move, said), form));

    internal Refusal? Unlawful(RequestSight sight, RequestMove move, RequestStatement said) =>
        OwnAnswer.Refuse(sight.Request, said)
        ?? Law.NotAGround(said, sight.Request.Kind)
        ?? Forbids(sight, move, said)?.AsRefusal;
}
