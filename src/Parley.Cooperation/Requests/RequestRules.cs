using Parley.Cooperation.Agreements;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Parcels;

namespace Parley.Cooperation.Requests;

/// <summary>
/// What may be stated about a request, when and by whom. Only the requester says what is wanted; only the requested
/// party says where it stands [ETSI TS 103 120]. What each statement must contain is in
/// <see cref="RequestContent"/>.
/// </summary>
public static class RequestRules
{
    /// <summary>Questions, supplements, consultations, reports of progress and answers in part that one request holds:
    /// a bound on what a peer can pile up.</summary>
    internal const int MostNotes = 300;

    public static (Subject? State, Refusal? Refusal) Next(Subject? state, RequestStatement statement, Act act)
    {
        var request = state as Request;
        var refusal = statement is RequestStatement.Made made
            ? request is not null
                ? RequestRefusals.AlreadyMade
                : MayMake(made, act)
            : request is null
                ? RequestRefusals.NoSuchRequest
                : MayState(request, statement, act);
        return refusal is not null ? (state, refusal) : (After(request, statement, act), null);
    }

    /// <summary>The request with a statement that the rules allowed.</summary>
    public static Request? After(Request? request, RequestStatement statement, Act act) =>
        statement is RequestStatement.Made made ? Request.Of(made, act) : request?.After(statement, act);

    /// <summary>Why a request may not be made, or null where it may.</summary>
    public static Refusal? MayMake(RequestStatement.Made statement, Act act)
    {
        if (Cited(statement.Guidelines, act) is { } refusal)
        {
            return refusal;
        }
        if (act.Seen.Guidelines(statement.Guidelines) is not { } guidelines)
        {
            return RequestRefusals.GuidelinesUnreadable;
        }
        var draft = new Draft(statement.Kind, statement.Urgency, statement.Language, statement.Entries);
        if (Check.FirstBlocking(draft, guidelines, act.By, act.Other) is { } finding)
        {
            return RequestRefusals.NotPassed(finding);
        }
        return CalendarMissing(guidelines, statement, act.Other)
            ? RequestRefusals.NoCalendar
            : MaySpeak(guidelines, statement.Kind, act.By, act.Officer.Authority)
                ?? RequestLinks.Refuse(draft, guidelines, act)
                ?? ParcelRules.MayName(null, statement, act.By, [], guidelines);
    }

    /// <summary>Why a statement about a request that was made may not be stated, or null where it may.</summary>
    public static Refusal? MayState(Request request, RequestStatement statement, Act act)
    {
        if (!string.Equals(request.Exercise, act.Exercise, StringComparison.Ordinal))
        {
            return Subjects.ExerciseDiffers;
        }
        if (act.Seen.Guidelines(request.Guidelines) is not { } guidelines)
        {
            return RequestRefusals.GuidelinesUnreadable;
        }
        if (RequestMoves.Of(statement) is not { } move)
        {
            return RequestRefusals.AlreadyMade;
        }
        return MayMove(request, move, guidelines, act.By, act.At)
            ?? MaySpeak(guidelines, request.Kind, act.By, act.Officer.Authority)
            ?? RequestContent.Refuse(request, statement, guidelines, act);
    }

    /// <summary>Why an authority may not speak in a kind of request for its party; null where it may.</summary>
    public static Refusal? MaySpeak(AgreedGuidelines guidelines, string kind, PartyCode party, string authority) =>
        guidelines.Kind(kind) is { OnlyCentralAuthorities: true } && !guidelines.IsCentral(party, authority)
            ? RequestRefusals.OnlyCentralAuthorities
            : null;

    /// <summary>Why a party may not make a move at an instant, whatever it would contain; null where it may.</summary>
    public static Refusal? MayMove(
        Request request,
        RequestMove move,
        AgreedGuidelines guidelines,
        PartyCode party,
        DateTimeOffset at
    )
    {
        if (party != request.From && party != request.To)
        {
            return RequestRefusals.OnlyTheParties;
        }
        return RequestRest.Refuse(request, at)
            ?? WrongSide(request, move, guidelines, party == request.From)
            ?? (
                move switch
                {
                    RequestMove.Rate => MayRate(request),
                    RequestMove.LimitUse => MayLimitUse(request, guidelines, at),
                    RequestMove.Validate => MayValidate(request, guidelines),
                    RequestMove.Transfer => MayTransfer(request, guidelines),
                    RequestMove.ReplyToRating => request.Rated is null || request.RatingReplied is not null
                        ? RequestRefusals.NothingToReplyTo
                        : null,
                    RequestMove.Close => request.Closed is not null ? RequestRefusals.Closed
                    : request.Open ? RequestRefusals.StillOpen
                    : null,
                    _ => NoLongerOpen(request) ?? MayMoveWhileOpen(request, move, guidelines, party, at),
                }
            );
    }

    private static Refusal? WrongSide(Request request, RequestMove move, AgreedGuidelines guidelines, bool requester) =>
        move switch
        {
            RequestMove.Clarify
            or RequestMove.Supplement
            or RequestMove.Validate
            or RequestMove.Transfer
            or RequestMove.Rate
            or RequestMove.Withdraw
            or RequestMove.Close => requester ? null : RequestRefusals.OnlyTheRequester,
            RequestMove.Consult => null,
            RequestMove.ReportProgress when guidelines.Kind(request.Kind) is { ProgressByBoth: true } => null,
            _ => requester ? RequestRefusals.OnlyTheRequestedParty : null,
        };

    private static Refusal? NoLongerOpen(Request request) =>
        request.Closed is not null ? RequestRefusals.Closed
        : request.Withdrawn is not null ? RequestRefusals.IsWithdrawn
        : request.Transferred is { } transferred ? RequestRefusals.IsTransferred(transferred.What.To)
        : request.Refused is not null ? RequestRefusals.IsRefused
        : request.FinalAnswer is not null ? RequestRefusals.IsAnswered
        : null;

    private static Refusal? MayRate(Request request) =>
        request.Closed is not null ? RequestRefusals.Closed
        : request.FinalAnswer is null ? RequestRefusals.NothingToRate
        : request.Rated is not null ? RequestRefusals.AlreadyRated
        : null;

    private static Refusal? MayLimitUse(Request request, AgreedGuidelines guidelines, DateTimeOffset at) =>
        guidelines.Kind(request.Kind) is not { LimitUseWithin: { } within } ? RequestRefusals.NoLaterLimits
        : request.Answers is not [.., var last] ? RequestRefusals.NothingToLimit
        : request.Notes >= MostNotes ? RequestRefusals.TooManyNotes
        : Clock.Due(last.At, within, [], guidelines.CalendarOf(request.To)) is { } until && at <= until ? null
        : RequestRefusals.LimitsTooLate;

    private static Refusal? MayValidate(Request request, AgreedGuidelines guidelines) =>
        guidelines.Kind(request.Kind) is not { ValidateWithin: not null } ? RequestRefusals.NoValidation
        : request.Validated is not null ? RequestRefusals.AlreadyValidated
        : null;

    /// <summary>What was refused may go on as well: a court order is often what was missing.</summary>
    private static Refusal? MayTransfer(Request request, AgreedGuidelines guidelines) =>
        guidelines.Kind(request.Kind) is not { ConvertsTo: { IsDefaultOrEmpty: false } } ? RequestRefusals.NoConversion
        : request.Refused is not null && request.Closed is null && request.Transferred is null ? null
        : NoLongerOpen(request);

    private static Refusal? MayMoveWhileOpen(
        Request request,
        RequestMove move,
        AgreedGuidelines guidelines,
        PartyCode party,
        DateTimeOffset at
    ) =>
        move switch
        {
            RequestMove.AskClarification
            or RequestMove.Supplement
            or RequestMove.Consult
            or RequestMove.ReportProgress when request.Notes >= MostNotes => RequestRefusals.TooManyNotes,
            RequestMove.Acknowledge when request.Acknowledged is not null => RequestRefusals.AlreadyAcknowledged,
            RequestMove.Clarify when request.OpenClarification is null => RequestRefusals.NothingAsked,
            RequestMove.RespondFirst
                when request.FirstResponse is not null || request.Accepted is not null || request.Answers.Length > 0 =>
                RequestRefusals.AlreadyResponded,
            RequestMove.Accept when request.Accepted is not null || request.Answers.Length > 0 =>
                RequestRefusals.AlreadyAccepted,
            RequestMove.Refuse => MayRefuse(request, guidelines, at),
            RequestMove.Consult when party == request.From && request.Consultations.IsEmpty =>
                RequestRefusals.ConsultationNotOpened,
            RequestMove.Extend => MayExtend(request, guidelines, at),
            _ => null,
        };

    private static Refusal? MayRefuse(Request request, AgreedGuidelines guidelines, DateTimeOffset at) =>
        Withholding.FirstGiven(request, guidelines) is not null
            ? RequestRefusals.PartlyAnswered
            : Withholding.Refuse(request, guidelines, at);

    private static Refusal? MayExtend(Request request, AgreedGuidelines guidelines, DateTimeOffset at)
    {
        if (guidelines.Kind(request.Kind) is not { Extension: { } terms })
        {
            return RequestRefusals.NoExtension;
        }
        if (request.Extensions.Length >= terms.Times)
        {
            return RequestRefusals.ExtensionUsed;
        }
        return Deadlines.Of(request, guidelines).Full.DueIfResumedAt(at) is not { } due
                ? RequestRefusals.NothingToExtend
            : due < at ? RequestRefusals.ExtensionTooLate
            : null;
    }

    private static Refusal? Cited(AgreedVersion cited, Act act)
    {
        if (
            act.Seen.Find(cited.Agreement) is not Agreement agreement
            || !string.Equals(agreement.Kind, AgreementRules.Guidelines, StringComparison.Ordinal)
            || agreement.Version(cited.Version) is not { Status: VersionStatus.Accepted } version
            || !string.Equals(version.ContentHash, cited.ContentHash, StringComparison.Ordinal)
        )
        {
            return RequestRefusals.GuidelinesUnknown;
        }
        if (agreement.Exercise is { } exercise && !string.Equals(exercise, act.Exercise, StringComparison.Ordinal))
        {
            return Subjects.ExerciseDiffers;
        }
        return agreement.InForce(act.At)?.Number == version.Number ? null : RequestRefusals.GuidelinesNotInForce;
    }

    private static bool CalendarMissing(AgreedGuidelines guidelines, RequestStatement.Made made, PartyCode requested)
    {
        var kind = guidelines.Kind(made.Kind);
        var times = kind?.TimesFor(made.Urgency);
        var counted =
            times?.Acknowledge is { InWorkingTime: true }
            || times?.FirstResponse is { InWorkingTime: true }
            || times?.Full is { InWorkingTime: true }
            || kind?.ProgressEvery is { InWorkingTime: true }
            || kind?.ValidateWithin is { InWorkingTime: true }
            || kind?.LimitUseWithin is { InWorkingTime: true }
            || kind?.RateWithin is { InWorkingTime: true }
            || kind?.Extension is { AtMost.InWorkingTime: true };
        return counted && guidelines.CalendarOf(requested) is null;
    }
}
