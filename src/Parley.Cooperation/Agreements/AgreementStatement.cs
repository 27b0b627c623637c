namespace Parley.Cooperation.Agreements;

/// <summary>What either party may state about a document that both must accept.</summary>
public abstract record AgreementStatement : Statement
{
    /// <summary>One version of the document is put forward. Amending is proposing the next version.</summary>
    /// <param name="Kind">"guidelines", "hotline-work-plan" …</param>
    /// <param name="Version">1 for the first, then one more each time.</param>
    /// <param name="Title">In both languages.</param>
    /// <param name="InForceFrom">Earliest instant at which it applies once both hold it.</param>
    /// <param name="Content">The document: JSON text exactly as written in the statement.</param>
    /// <param name="ContentHash">SHA-256 of the UTF-8 bytes of <paramref name="Content"/>, lower-case hex; computed on
    /// reading, never taken from the writer.</param>
    public sealed record Proposed(
        string Kind,
        int Version,
        Bilingual Title,
        DateTimeOffset InForceFrom,
        string Content,
        string ContentHash
    ) : AgreementStatement;

    /// <summary>The other party accepts exactly this content.</summary>
    /// <param name="Note">What the record shows beside it: why a review is accepted whose figures differ from its own;
    /// null where nothing need be said.</param>
    public sealed record Accepted(int Version, string ContentHash, Prose? Note = null) : AgreementStatement;

    public sealed record Declined(int Version, Prose Reason) : AgreementStatement;

    /// <summary>The proposer takes a version back that is not yet accepted.</summary>
    public sealed record Withdrawn(int Version, Prose Reason) : AgreementStatement;

    /// <summary>Either party ends the document in force. Running matters stay under it.</summary>
    public sealed record Ended(Prose Reason) : AgreementStatement;
}

/// <summary>One version of one agreement, named so that it cannot be mistaken.</summary>
/// <param name="ContentHash">SHA-256 of the content's bytes, lower-case hex.</param>
public sealed record AgreedVersion(SubjectId Agreement, int Version, string ContentHash);
