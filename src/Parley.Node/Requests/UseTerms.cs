using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;

namespace Parley.Node.Requests;

/// <summary>
/// How what is said about a request is to be handled and for what it may be used: one list for every page, paper and
/// export, so that none of them tells less than another.
/// </summary>
/// <param name="Codes">Handling code and traffic light, in words.</param>
/// <param name="Limits">What limits the use beyond the stated purpose, in order.</param>
public sealed record UseTerms(IReadOnlyList<Bilingual> Codes, IReadOnlyList<UseLimit> Limits)
{
    /// <summary>The word of what always holds: only for the stated purpose.</summary>
    public const string Purpose = "handling.purpose";

    /// <summary>The same for programs.</summary>
    public const string PurposeCode = "stated-purpose-only";

    /// <summary>Those of a request as the pages see it.</summary>
    public static UseTerms Of(RequestSight sight) => Of(sight.Request, sight.Guidelines);

    /// <summary>Those of a request under the guidelines it lives under.</summary>
    /// <param name="guidelines">Null where they are not known, and so neither the codes' names.</param>
    public static UseTerms Of(Request request, AgreedGuidelines? guidelines)
    {
        var limits = HandlingWords.Limits(request, guidelines).Select(text => LimitOf(request, text)).ToList();
        if (request.Validated is { What: { Outcome: Validation.NotValidated, Note: null } } refused)
        {
            limits.Add(new UseLimit(UseLimitedBy.NotValidated, refused.At, Text: null));
        }
        return new UseTerms(
            guidelines is null
                ? []
                :
                [
                    .. HandlingWords
                        .All(request, guidelines, "en")
                        .Zip(HandlingWords.All(request, guidelines, "zh"), (en, zh) => new Bilingual(en, zh)),
                ],
            limits
        );
    }

    private static UseLimit LimitOf(Request request, Prose text) =>
        request.UseLimited.FirstOrDefault(one => ReferenceEquals(one.What.Limits, text)) is { } later
            ? new UseLimit(UseLimitedBy.Later, later.At, text)
        : request.Validated is { } validated && ReferenceEquals(validated.What.Note, text)
            ? new UseLimit(UseLimitedBy.NotValidated, validated.At, text)
        : request.Answers.FirstOrDefault(one => ReferenceEquals(one.What.UseLimits, text)) is { } answer
            ? new UseLimit(UseLimitedBy.Answer, answer.At, text)
        : new UseLimit(UseLimitedBy.Request, request.Made.At, text);
}

/// <summary>What limited the use of what was said.</summary>
public enum UseLimitedBy
{
    Request,
    Answer,

    /// <summary>The requested party, after its answer.</summary>
    Later,

    /// <summary>The competent authority of the requester did not validate an emergency.</summary>
    NotValidated,
}

/// <summary>One limit on the use of what was said.</summary>
/// <param name="At">When it was stated.</param>
/// <param name="Text">In its own words; null where it was stated without any.</param>
public sealed record UseLimit(UseLimitedBy By, DateTimeOffset At, Prose? Text)
{
    /// <summary>The word that names it.</summary>
    public string Word => $"use-limit.{By}";
}
