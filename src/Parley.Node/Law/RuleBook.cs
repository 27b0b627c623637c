using System.Collections.Immutable;
using Parley.Cooperation;

namespace Parley.Node.Law;

/// <summary>
/// Each nation's own law at its node, as data that never leaves it: who may do what about which matters, the steps
/// before a release, the grounds of refusal this nation knows, and how long matters are kept. Rules only narrow what
/// roles allow; a book without rules narrows nothing.
/// </summary>
/// <param name="Preamble">What the officers are to know of the book as a whole.</param>
/// <param name="Rules">Who may do what; every rule that fits an act must be satisfied.</param>
/// <param name="Areas">Among whom matters of a crime area are shared: rules on reading in a shorter form.</param>
public sealed record RuleBook(
    Bilingual Title,
    ImmutableArray<ActRule> Rules,
    ImmutableArray<AreaRule> Areas,
    ImmutableArray<StepRule> Steps,
    ImmutableArray<GroundsRule> Grounds,
    ImmutableArray<KeepingTerm> Keeping,
    Bilingual? Preamble = null
)
{
    /// <summary>What holds where no book was put in force: nothing is narrowed.</summary>
    public static RuleBook None { get; } = new(new Bilingual("No rule book", "未设规则手册"), [], [], [], [], []);

    /// <summary>Everything with a number of its own, in the order of the book.</summary>
    public IEnumerable<Provision> Provisions => [.. Rules, .. Areas, .. Steps, .. Grounds, .. Keeping];

    /// <summary>Nothing is narrowed, asked for or kept by it.</summary>
    public bool IsEmpty => !Provisions.Any();
}

/// <summary>What every rule of the book has: by its number it is named where it forbids something.</summary>
/// <param name="Id">Its number in the book: "7.2".</param>
/// <param name="Basis">The provision of this nation's law that it follows from.</param>
public abstract record Provision(string Id, Bilingual Title, Bilingual Basis);

/// <summary>Only certain officers may do certain acts about certain matters.</summary>
/// <param name="Only">Who may: one of these must hold.</param>
/// <param name="Matters">Which matters it is about; null: all.</param>
public sealed record ActRule(
    string Id,
    Bilingual Title,
    Bilingual Basis,
    ImmutableArray<LawAct> Acts,
    ImmutableArray<Who> Only,
    Matters? Matters = null
) : Provision(Id, Title, Basis);

/// <summary>Matters of certain crime areas are shared among certain officers alone.</summary>
/// <param name="Codes">Codes of the guidelines' crime areas.</param>
public sealed record AreaRule(
    string Id,
    Bilingual Title,
    Bilingual Basis,
    ImmutableArray<string> Codes,
    ImmutableArray<Who> Only
) : Provision(Id, Title, Basis)
{
    /// <summary>The same as a rule on reading.</summary>
    public ActRule AsReading => new(Id, Title, Basis, [LawAct.Read], Only, new Matters(Areas: Codes));
}

/// <summary>Something that has to be done before a release.</summary>
/// <param name="By">Who may do it; one of these must hold. Where it is empty, whoever may otherwise.</param>
/// <param name="Matters">For which drafts and decisions; null: all.</param>
/// <param name="Items">Only where a request is made in which one of these items is filled in; null: always.</param>
public sealed record StepRule(
    string Id,
    Bilingual Title,
    Bilingual Basis,
    StepNeed Need,
    ImmutableArray<Who> By,
    Matters? Matters = null,
    ImmutableArray<string>? Items = null
) : Provision(Id, Title, Basis);

/// <summary>What a step asks for.</summary>
public enum StepNeed
{
    /// <summary>The approval of an officer who neither wrote it nor releases it.</summary>
    LegalCheck,

    /// <summary>Two officers release it, neither of whom wrote it.</summary>
    TwoReleasers,
}

/// <summary>The grounds on which this nation refuses; of the agreed ones only these are offered.</summary>
/// <param name="Known">Codes of the guidelines' grounds.</param>
/// <param name="Kinds">For requests of these kinds; null: of all.</param>
public sealed record GroundsRule(
    string Id,
    Bilingual Title,
    Bilingual Basis,
    ImmutableArray<string> Known,
    ImmutableArray<string>? Kinds = null
) : Provision(Id, Title, Basis);

/// <summary>How long something is kept.</summary>
/// <param name="For">Counted from the end of the matter; of drafts from their last change.</param>
/// <param name="Kinds">Of requests of these kinds; null: of all that no other rule names.</param>
/// <param name="Drafts">Of drafts that did not leave, not of requests.</param>
public sealed record KeepingTerm(
    string Id,
    Bilingual Title,
    Bilingual Basis,
    Period For,
    ImmutableArray<string>? Kinds = null,
    bool Drafts = false
) : Provision(Id, Title, Basis);
