using Parley.Cooperation.Guidelines;

namespace Parley.Cooperation.Requests;

/// <summary>
/// What is asked of a party before it holds back what was asked for, in whole or in part, and by whatever move: by a
/// refusal, by an acceptance of some items, by an answer that does not provide one.
/// </summary>
internal static class Withholding
{
    /// <summary>Why nothing may be held back yet; null where it may.</summary>
    public static Refusal? Refuse(Request request, AgreedGuidelines guidelines, DateTimeOffset at)
    {
        if (guidelines.Kind(request.Kind) is not { ConsultBeforeRefusal: true } kind)
        {
            return null;
        }
        // To be heard is the requester's right: it is refused after its word, or after the time agreed for it. Where no
        // time is agreed, nobody could tell when silence is an answer, and having consulted is enough.
        return request.LastConsultation is not { } last ? RequestRefusals.ConsultFirst
            : kind.ConsultWithin is not { } within || last.Answered is not null ? null
            : at > Deadlines.Of(request, guidelines).Consultation.Due ? null
            : RequestRefusals.ConsultationUnanswered(within);
    }

    /// <summary>The same of an acceptance that leaves an item out.</summary>
    public static Refusal? Refuse(
        Request request,
        RequestStatement.Accepted accepted,
        AgreedGuidelines guidelines,
        DateTimeOffset at
    ) => InPart(request, guidelines) && !AcceptsAll(request, accepted) ? Refuse(request, guidelines, at) : null;

    /// <summary>The same of an answer that does not provide an item; and where it ends the matter with nothing given,
    /// it is a refusal, which names its ground.</summary>
    public static Refusal? Refuse(
        Request request,
        RequestStatement.Answered answer,
        AgreedGuidelines guidelines,
        DateTimeOffset at
    ) =>
        !InPart(request, guidelines) ? null
        : answer.Final && !Gives(answer) && !request.Answers.Any(one => Gives(one.What)) ? ContentRefusals.NothingGiven
        : answer.Items.Any(IsWithheld) ? Refuse(request, guidelines, at)
        : null;

    /// <summary>Whether an acceptance leaves no item out, named or not.</summary>
    public static bool AcceptsAll(Request request, RequestStatement.Accepted accepted) =>
        accepted.Items.IsDefaultOrEmpty || AnswerContent.Answerable(request).IsSubsetOf(accepted.Items);

    /// <summary>The first answer that counts as one that gives: that provides something, or looked for it. Where
    /// nothing is said of a refusal in part, any answer does.</summary>
    public static Said<RequestStatement.Answered>? FirstGiven(Request request, AgreedGuidelines guidelines) =>
        request.Answers.FirstOrDefault(one => !InPart(request, guidelines) || Gives(one.What));

    /// <summary>Whether the guidelines say that what holds back a part is a refusal in part.</summary>
    public static bool InPart(Request request, AgreedGuidelines guidelines) =>
        guidelines.Kind(request.Kind) is { RefusalInPart: true };

    private static bool Gives(RequestStatement.Answered answer) => !answer.Items.All(IsWithheld);

    private static bool IsWithheld(ItemAnswer item) => item.Outcome is ItemOutcome.NotProvided;
}
