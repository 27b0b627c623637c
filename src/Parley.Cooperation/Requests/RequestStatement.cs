using System.Collections.Immutable;
using Parley.Cooperation.Agreements;

namespace Parley.Cooperation.Requests;

/// <summary>
/// What either party may state about a request. Only the requester says what is wanted; only the requested party says
/// where it stands [ETSI TS 103 120].
/// </summary>
public abstract record RequestStatement : Statement
{
    /// <summary>The request itself, under one version of the agreed guidelines.</summary>
    /// <param name="Kind">Code of the kind in the guidelines: "information", "preservation" …</param>
    /// <param name="Urgency">Code of the urgency in the guidelines.</param>
    /// <param name="Guidelines">The version it is made under, with its hash; it stays under it to its end.</param>
    /// <param name="Language">Language in which it was written: "en" or "zh".</param>
    /// <param name="Entries">What was filled in, by id of the guidelines' item.</param>
    public sealed record Made(
        string Kind,
        string Urgency,
        AgreedVersion Guidelines,
        string Language,
        ImmutableSortedDictionary<string, Entry> Entries
    ) : RequestStatement;

    /// <summary>A named officer of the requested party has it in hand.</summary>
    public sealed record Acknowledged(Prose? Note) : RequestStatement;

    /// <summary>The requested party needs to know more; the clock stops until it is told.</summary>
    public sealed record ClarificationAsked(ImmutableArray<Question> Questions) : RequestStatement;

    /// <summary>The requester answers the open questions, and may complete or correct items of the request.</summary>
    /// <param name="Entries">Items completed or corrected, by id; empty where none.</param>
    public sealed record Clarified(
        ImmutableArray<QuestionAnswer> Answers,
        ImmutableSortedDictionary<string, Entry> Entries
    ) : RequestStatement;

    /// <summary>Whether the requested party will answer, in what form and by when [Dir. 2013/40/EU art. 13].</summary>
    public sealed record FirstResponse(WillAnswer Will, Prose? Form, DateTimeOffset? By, Prose? Note)
        : RequestStatement;

    /// <summary>The requested party takes it on, in whole or in part.</summary>
    /// <param name="Items">Ids of the items sought that are accepted; empty means all.</param>
    public sealed record Accepted(ImmutableArray<string> Items, Prose? Conditions) : RequestStatement;

    /// <summary>The requested party refuses, on grounds the guidelines know, each with its reason.</summary>
    public sealed record Refused(ImmutableArray<GroundGiven> Grounds) : RequestStatement;

    /// <summary>Consultation on conditions under which it could still be granted, before a refusal.</summary>
    public sealed record Consulted(Prose Text) : RequestStatement;

    /// <summary>
    /// The full answer will come later than due: said before it is due, once, with reason and new date.
    /// </summary>
    public sealed record Extended(DateTimeOffset Until, Prose Reason) : RequestStatement;

    /// <summary>Where it stands, without deciding anything.</summary>
    public sealed record Progress(Prose Text) : RequestStatement;

    /// <summary>An answer, in part or final, to items named one by one.</summary>
    /// <param name="UseLimits">What the answer may be used for, where that is limited.</param>
    public sealed record Answered(bool Final, ImmutableArray<ItemAnswer> Items, Prose? UseLimits) : RequestStatement;

    /// <summary>The requester marks the quality of the final answer.</summary>
    public sealed record AnswerRated(Mark Complete, Mark Usable, Mark InForm, Prose? Comment) : RequestStatement;

    /// <summary>The requested party's word on the rating.</summary>
    public sealed record RatingReplied(Prose Text) : RequestStatement;

    /// <summary>The requester takes the request back.</summary>
    public sealed record Withdrawn(Prose Reason) : RequestStatement;

    /// <summary>The requester closes a request that was answered, refused or withdrawn.</summary>
    public sealed record Closed(Prose? Note) : RequestStatement;
}

/// <summary>A question asked back.</summary>
/// <param name="Id">"1", "2" … within the clarification.</param>
/// <param name="Item">The guidelines' item it is about, or null.</param>
public sealed record Question(string Id, string? Item, Prose Text);

/// <summary>The answer to one question asked back.</summary>
public sealed record QuestionAnswer(string Question, Prose Text);

/// <summary>One ground of refusal, by the guidelines' code, with its reason.</summary>
public sealed record GroundGiven(string Code, Prose Reason);

/// <summary>What became of one item sought.</summary>
public sealed record ItemAnswer(string Item, ItemOutcome Outcome, Prose? Text);

/// <summary>Whether the requested party will answer.</summary>
public enum WillAnswer
{
    Yes,
    Partly,
    Undecided,
    No,
}

/// <summary>What became of one item sought.</summary>
public enum ItemOutcome
{
    Provided,
    PartlyProvided,
    NothingFound,
    NotProvided,
}

/// <summary>A mark of quality, as the requester gives it.</summary>
public enum Mark
{
    Fully,
    Mostly,
    Partly,
    No,
}
