using System.Collections.Immutable;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Parcels;

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
    /// <param name="Parcels">Files that go with the answers; null: none.</param>
    public sealed record Clarified(
        ImmutableArray<QuestionAnswer> Answers,
        ImmutableSortedDictionary<string, Entry> Entries,
        ImmutableArray<Attached>? Parcels = null
    ) : RequestStatement;

    /// <summary>The requester completes or corrects the request without having been asked; no clock stops for it.
    /// </summary>
    /// <param name="Text">What is new, and why.</param>
    /// <param name="Entries">Items completed or corrected, by id; empty where none.</param>
    /// <param name="Parcels">Files that go with it; null: none.</param>
    public sealed record Supplemented(
        Prose Text,
        ImmutableSortedDictionary<string, Entry> Entries,
        ImmutableArray<Attached>? Parcels = null
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
    /// <param name="Parcels">Files that go with it; null: none.</param>
    public sealed record Consulted(Prose Text, ImmutableArray<Attached>? Parcels = null) : RequestStatement;

    /// <summary>
    /// The full answer will come later than due: said before it is due, as often as the guidelines allow, with reason
    /// and new date.
    /// </summary>
    public sealed record Extended(DateTimeOffset Until, Prose Reason) : RequestStatement;

    /// <summary>Where it stands, without deciding anything.</summary>
    /// <param name="Steps">How single items sought stand, where that is told; null: not told.</param>
    /// <param name="Added">Steps of joint work that come to those of the request; null: none.</param>
    /// <param name="Moved">Steps whose day changes; null: none.</param>
    /// <param name="Parcels">Files that go with it; null: none.</param>
    public sealed record Progress(
        Prose Text,
        ImmutableArray<StepProgress>? Steps = null,
        ImmutableArray<SoughtItem>? Added = null,
        ImmutableArray<StepMoved>? Moved = null,
        ImmutableArray<Attached>? Parcels = null
    ) : RequestStatement;

    /// <summary>An answer, in part or final, to items named one by one.</summary>
    /// <param name="UseLimits">What the answer may be used for, where that is limited.</param>
    /// <param name="Parcels">Files that go with the answer, each to an item or to all; null: none.</param>
    /// <param name="Handling">How it is to be handled; null: as the request.</param>
    /// <param name="Certificates">Certificates it comes with; null: none.</param>
    public sealed record Answered(
        bool Final,
        ImmutableArray<ItemAnswer> Items,
        Prose? UseLimits,
        ImmutableArray<Attached>? Parcels = null,
        Handling? Handling = null,
        ImmutableArray<CertificateGiven>? Certificates = null
    ) : RequestStatement;

    /// <summary>
    /// What was asked for in an emergency was put before the competent authority of the requester afterwards, which
    /// validated it or did not; where it did not, what was received is restricted [Reg. (EU) 2023/1543].
    /// </summary>
    /// <param name="Authority">The authority that decided, by name.</param>
    /// <param name="Reference">Of its decision.</param>
    /// <param name="Note">Where not validated: what was done with what had been received.</param>
    /// <param name="Parcels">Files that go with it, such as the decision; null: none.</param>
    public sealed record Validated(
        Validation Outcome,
        string Authority,
        string? Reference,
        Prose? Note,
        ImmutableArray<Attached>? Parcels = null
    ) : RequestStatement;

    /// <summary>The requested party limits the use of what it already gave, within the time agreed for that.</summary>
    public sealed record UseLimited(Prose Limits) : RequestStatement;

    /// <summary>The requester takes the matter on as another request, such as a formal one; this one ends.</summary>
    public sealed record Transferred(SubjectId To, Prose Reason) : RequestStatement;

    /// <summary>The requester marks the quality of the final answer.</summary>
    public sealed record AnswerRated(Mark Complete, Mark Usable, Mark InForm, Prose? Comment) : RequestStatement;

    /// <summary>The requested party's word on the rating.</summary>
    /// <param name="Parcels">Files that go with it; null: none.</param>
    public sealed record RatingReplied(Prose Text, ImmutableArray<Attached>? Parcels = null) : RequestStatement;

    /// <summary>The requester takes the request back.</summary>
    public sealed record Withdrawn(Prose Reason) : RequestStatement;

    /// <summary>The requester closes a request that was answered, refused, withdrawn or carried on as another.
    /// </summary>
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
/// <param name="DoneAt">When the action asked for was taken; null where it was none, or was not taken.</param>
public sealed record ItemAnswer(string Item, ItemOutcome Outcome, Prose? Text, DateTimeOffset? DoneAt = null);

/// <summary>How one item sought stands meanwhile.</summary>
public sealed record StepProgress(string Item, StepState State);

/// <summary>Another day for a step of joint work, and why; the day before stays in the record.</summary>
public sealed record StepMoved(string Item, DateOnly By, Prose Reason);

/// <summary>How an answer is to be handled, by the guidelines' codes.</summary>
/// <param name="Code">H0 to H3 [Europol].</param>
/// <param name="TrafficLight">Who may see it [FIRST TLP 2.0].</param>
/// <param name="Source">How far the source is trusted, the first half of 4×4 [Europol].</param>
/// <param name="Information">How far the information is trusted, the second half of 4×4.</param>
public sealed record Handling(string Code, string TrafficLight, string Source, string Information);

/// <summary>A certificate with its blanks filled.</summary>
/// <param name="Form">Code of the form in the guidelines.</param>
/// <param name="Blanks">What stands in each blank of the form.</param>
public sealed record CertificateGiven(string Form, ImmutableArray<BlankFilled> Blanks)
{
    /// <summary>What stands in the blanks, by their ids.</summary>
    public IReadOnlyDictionary<string, Bilingual> ByField() =>
        (Blanks.IsDefault ? [] : Blanks)
            .DistinctBy(blank => blank.Field, StringComparer.Ordinal)
            .ToDictionary(blank => blank.Field, blank => blank.Value, StringComparer.Ordinal);
}

/// <summary>What stands in one blank of a certificate, by the blank's id, in either language's text.</summary>
public sealed record BlankFilled(string Field, Bilingual Value);

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

/// <summary>How one item sought stands meanwhile.</summary>
public enum StepState
{
    NotStarted,
    UnderWay,
    Done,
    Dropped,
}

/// <summary>What the competent authority of the requester decided afterwards.</summary>
public enum Validation
{
    Validated,

    /// <summary>It was not: what was received is deleted or may not be used.</summary>
    NotValidated,
}

/// <summary>A mark of quality, as the requester gives it.</summary>
public enum Mark
{
    Fully,
    Mostly,
    Partly,
    No,
}
