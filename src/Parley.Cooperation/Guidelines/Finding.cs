namespace Parley.Cooperation.Guidelines;

/// <summary>
/// What the check found about one item of a draft: a code for machines and a sentence that tells an officer what to
/// do.
/// </summary>
/// <param name="Item">Id of the guidelines' item; "kind", "urgency" or "language" for the draft as a whole.</param>
/// <param name="Code">Kebab-case code, stable across versions: "range-backwards".</param>
public sealed record Finding(string Item, Severity Severity, string Code, Bilingual Sentence)
{
    /// <summary>Whether the request may not be made while this stands.</summary>
    public bool Blocks => Severity is not Severity.Advice;
}

/// <summary>How much a finding weighs.</summary>
public enum Severity
{
    /// <summary>Something required is not there: the request cannot be made.</summary>
    Missing,

    /// <summary>Something there is not allowed: the request cannot be made.</summary>
    Invalid,

    /// <summary>The request can be made; it would be answered sooner or better if this were mended.</summary>
    Advice,
}
