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
    ) =>
        accepted.Items.IsDefaultOrEmpty || AnswerContent.Answerable(request).IsSubsetOf(accepted.Items)
            ? null
            : Refuse(request, guidelines, at);

    /// <summary>The same of an answer that does not provide an item; and where it ends the matter with nothing given,
    /// it is a refusal, which names its ground.</summary>
    public static Refusal? Refuse(
        Request request,
        RequestStatement.Answered answer,
        AgreedGuidelines guidelines,
        DateTimeOffset at
    ) =>
        answer.Items.All(IsWithheld) && answer.Final && !HasGiven(request) ? ContentRefusals.NothingGiven
        : answer.Items.Any(IsWithheld) ? Refuse(request, guidelines, at)
        : null;

    /// <summary>Whether any answer gave something, or looked for it.</summary>
    public static bool HasGiven(Request request) =>
        request.Answers.Any(answer => answer.What.Items.Any(item => !IsWithheld(item)));

    private static bool IsWithheld(ItemAnswer item) => item.Outcome is ItemOutcome.NotProvided;
}
