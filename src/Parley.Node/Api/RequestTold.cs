using System.Collections.Frozen;
using System.Security.Claims;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Exchange.Formats;
using Parley.Node.Access;
using Parley.Node.Law;
using Parley.Node.Requests;

namespace Parley.Node.Api;

/// <summary>A request as programs are told of it: the words of the record, and what follows from them now.</summary>
internal static class RequestTold
{
    /// <summary>The type of statement that each move makes.</summary>
    public static readonly FrozenDictionary<RequestMove, string> TypeOf = new Dictionary<RequestMove, string>
    {
        [RequestMove.Acknowledge] = "request.acknowledged",
        [RequestMove.AskClarification] = "request.clarification-asked",
        [RequestMove.Clarify] = "request.clarified",
        [RequestMove.Supplement] = "request.supplemented",
        [RequestMove.RespondFirst] = "request.first-response",
        [RequestMove.Accept] = "request.accepted",
        [RequestMove.Refuse] = "request.refused",
        [RequestMove.Consult] = "request.consulted",
        [RequestMove.Extend] = "request.extended",
        [RequestMove.ReportProgress] = "request.progress",
        [RequestMove.Answer] = "request.answered",
        [RequestMove.LimitUse] = "request.use-limited",
        [RequestMove.Validate] = "request.validated",
        [RequestMove.Transfer] = "request.transferred",
        [RequestMove.Rate] = "request.answer-rated",
        [RequestMove.ReplyToRating] = "request.rating-replied",
        [RequestMove.Withdraw] = "request.withdrawn",
        [RequestMove.Close] = "request.closed",
    }.ToFrozenDictionary();

    public static string AddressOf(string number) => $"{TokenPages.Api}/requests/{number}";

    /// <summary>The answer to what was stated about it.</summary>
    public static ApiAnswer Stated(RequestSight sight, PartyCode by, Stating stating) =>
        ApiAnswer.Of(
            new
            {
                State = "stated",
                Number = sight.Id,
                By = by,
                stating.Index,
            },
            StatusCodes.Status201Created,
            FormattableString.Invariant($"{AddressOf(sight.Id)}/entries/{by}/{stating.Index}")
        );

    /// <summary>What a list tells of it.</summary>
    public static Dictionary<string, object?> Line(RequestSight sight, DateTimeOffset now) =>
        new(StringComparer.Ordinal)
        {
            ["number"] = sight.Id,
            ["peer"] = sight.Peer,
            ["way"] = sight.Ours ? "out" : "in",
            ["kind"] = sight.Request.Kind,
            ["urgency"] = sight.Request.Urgency,
            ["stage"] = sight.Request.Stage,
            ["open"] = sight.Request.Open,
            ["turn"] = sight.Request.Ball,
            ["gist"] = new Bilingual(sight.Gist("en"), sight.Gist("zh")),
            ["marks"] = sight.Marks,
            ["limited"] = sight.Limited,
            ["use"] = UseTerms.PurposeCode,
            ["madeAt"] = sight.Request.Made.At,
            ["receivedAt"] = sight.Request.Made.ReceivedAt,
            ["changedAt"] = sight.Request.LastStatedAt,
            ["next"] = sight.Next is { } next ? Clock(next, sight.Request.To, now) : null,
            ["ownNext"] = sight.OwnNext is { } own ? Clock(own, Self(sight), now) : null,
            ["address"] = AddressOf(sight.Id),
        };

    /// <summary>Everything, as the page of the request shows it.</summary>
    public static Dictionary<string, object?> Whole(RequestSight sight, RequestAround around)
    {
        var request = sight.Request;
        var draft = request.Current();
        var told = Line(sight, around.Now);
        told["language"] = draft.Language;
        told["guidelines"] = request.Guidelines;
        told["entries"] = ApiJson.Raw(DraftFormat.Write(draft))!["entries"]!.DeepClone();
        told["corrected"] = request.TimesCorrected;
        told["handling"] = Handling(sight);
        told["useLimits"] = UseTerms.Of(sight).Limits.Select(limit => limit.Text).OfType<Prose>().ToList();
        told["limits"] = UseTerms
            .Of(sight)
            .Limits.Select(limit => new
            {
                limit.By,
                limit.At,
                limit.Text,
            })
            .ToList();
        told["deadlines"] = sight
            .Deadlines.All.Select(one => Clock(one, request.To, around.Now))
            .Concat(sight.Deadlines.OfRequester.Select(one => Clock(one, request.From, around.Now)))
            .ToList();
        told["steps"] = WorkSteps.Of(request).Select(step => Step(step, around.Locked ? sight.Peer : null)).ToList();
        var naming = sight
            .Naming.Where(one => around.Law.MayRead(around.User, Matter.Of(one, one.Request.From != sight.Peer)))
            .Select(one => one.Request.Id)
            .ToList();
        // Which formal request keeps it is told to whoever may read that one.
        told["hold"] =
            sight.Hold is { Formal: { } formal } kept && !naming.Contains(formal)
                ? kept with
                {
                    Formal = null,
                }
                : sight.Hold;
        told["names"] = sight.Names;
        told["namedBy"] = naming;
        told["alike"] = around.Alike.Shown;
        told["alikeMore"] = around.Alike.More;
        told["files"] = SentParcel.Of(request).Select(one => File(sight, one)).ToList();
        told["timeline"] = around
            .Timeline.Select(one => Entry(sight, one, around.Locked && one.By == sight.Peer))
            .ToList();
        told["locked"] = around.Locked;
        told["moves"] = Moves(sight, around);
        told["prepared"] = around.Prepared.Select(move => Prepared(move, sight)).ToList();
        told["letter"] = $"{AddressOf(sight.Id)}/letter";
        told["evidence"] = $"{AddressOf(sight.Id)}/evidence";
        return told;
    }

    /// <summary>A decision that waits for its release, with what the check advises about it.</summary>
    /// <param name="sight">The request: by its guidelines what is advised is told, and what was corrected since.</param>
    public static object Prepared(PreparedMove move, RequestSight sight) =>
        new
        {
            move.Id,
            Number = move.About,
            Type = StatementFormat.Write(move.Statement).Type,
            Body = ApiJson.Raw(StatementFormat.Write(move.Statement).Body),
            By = move.Name,
            move.At,
            Corrected = sight.Request.TimesCorrected,
            Overtaken = Corrected.Overtaken(move, sight).Select(item => item.Id),
            Advice = TranslationCheck
                .Findings((RequestStatement)move.Statement, sight.Guidelines)
                .Select(finding => new
                {
                    Pointer = $"/body/{finding.Item}",
                    finding.Code,
                    finding.Sentence,
                }),
        };

    /// <summary>How one thing owed stands, in instants and in seconds.</summary>
    public static object Clock(Deadline deadline, PartyCode owedBy, DateTimeOffset now)
    {
        // A clock that stands still tells from when it did, not what is left.
        var left = deadline is { Owed: true, Due: { } due } ? (due - now).TotalSeconds : (double?)null;
        return new
        {
            deadline.Step,
            Item = deadline.Taking?.Item,
            OwedBy = owedBy,
            State = deadline.StateAt(now),
            deadline.Allowed,
            deadline.StartsAt,
            deadline.Due,
            SecondsLeft = left is { } seconds ? (long)Math.Floor(seconds) : (long?)null,
            ElapsedPerMille = deadline.ElapsedPerMille(now),
            Stops = deadline.Stops.Select(stop => new { stop.From, stop.To }),
            ExtendedUntil = deadline.Extended?.What.Until,
            deadline.MetAt,
            deadline.OverAt,
        };
    }

    /// <summary>How one step of joint work or action wanted stands; its clocks are among the deadlines.</summary>
    /// <param name="locked">Whose words are not told, for their use is not open; null: all are.</param>
    private static object Step(WorkStep step, PartyCode? locked) =>
        new
        {
            step.Id,
            step.What.Text,
            step.What.Action,
            step.What.Owner,
            Parties = step.Takers,
            step.What.By,
            step.Agreed,
            step.Days,
            Words = step.Words.Select(word => new
            {
                word.By,
                word.At,
                Officer = word.Officer.Name,
                word.State,
                word.Outcome,
                Note = word.By == locked ? null : word.Note,
                word.DoneAt,
            }),
        };

    private static PartyCode Self(RequestSight sight) => sight.Ours ? sight.Request.From : sight.Request.To;

    private static object Handling(RequestSight sight)
    {
        var answered = sight.Request.Answers.Select(answer => answer.What.Handling).LastOrDefault(h => h is not null);
        return new
        {
            Codes = HandlingWords.Codes(sight.Request, sight.Guidelines, OptionLists.HandlingCodes),
            TrafficLights = HandlingWords.Codes(sight.Request, sight.Guidelines, OptionLists.TrafficLights),
            Source = answered?.Source ?? HandlingWords.CodeOf(sight, OptionLists.SourceEvaluations),
            Information = answered?.Information ?? HandlingWords.CodeOf(sight, OptionLists.InformationEvaluations),
        };
    }

    private static object File(RequestSight sight, SentParcel sent) =>
        new
        {
            sent.By,
            sent.Standing,
            sent.Parcel.Name,
            sent.Parcel.MediaType,
            sent.Parcel.Size,
            sent.Parcel.Sha256,
            sent.Parcel.SealedSha256,
            sent.Attached.For,
            sent.Attached.Text,
            ReceivedAt = sent.Received?.At,
            Address = $"{AddressOf(sight.Id)}/files/{sent.Parcel.SealedSha256}",
        };

    private static object Entry(RequestSight sight, TimelineEntry entry, bool locked)
    {
        var address = FormattableString.Invariant($"{AddressOf(sight.Id)}/entries/{entry.By}/{entry.Index}");
        return new
        {
            entry.By,
            entry.Index,
            entry.At,
            entry.ReceivedAt,
            entry.Officer,
            entry.Type,
            Body = locked || entry.Statement is NotUnderstood or Erased
                ? null
                : ApiJson.Raw(StatementFormat.Write(entry.Statement).Body),
            entry.WithoutEffect,
            Address = address,
            Proof = $"{address}/proof",
        };
    }

    private static List<object> Moves(RequestSight sight, RequestAround around) =>
        [
            .. Enum.GetValues<RequestMove>()
                .Select(move =>
                {
                    var why = Closed(sight, move, around);
                    return (object)
                        new
                        {
                            Type = TypeOf[move],
                            Open = why is null,
                            NeedsRelease = around.Law.NeedsRelease(sight, move),
                            Why = why,
                        };
                }),
        ];

    /// <summary>Why a move is not open to this officer now, or null.</summary>
    private static Refusal? Closed(RequestSight sight, RequestMove move, RequestAround around) =>
        MovePages.ClosedNow(sight, move, around.Self, around.Now, around.User)
        ?? (MovePages.MayTry(move, around.User) ? null : RoleMissing)
        ?? around.Law.Forbids(around.User, LawAct.Draft, Matter.Of(sight).With(move))?.AsRefusal;

    private static readonly Refusal RoleMissing = new(
        "right-missing",
        ApiProblems.OfStatus(StatusCodes.Status403Forbidden).Sentence
    );
}

/// <summary>What stands around a request when it is told.</summary>
internal sealed record RequestAround(
    PartyCode Self,
    DateTimeOffset Now,
    ClaimsPrincipal User,
    IReadOnlyList<TimelineEntry> Timeline,
    AlikeFound Alike,
    IReadOnlyList<PreparedMove> Prepared,
    LawInForce Law,
    bool Locked
);
