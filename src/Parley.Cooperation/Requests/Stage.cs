namespace Parley.Cooperation.Requests;

/// <summary>A clarification: what the requested party asked and, once it was given, the requester's answer.</summary>
public sealed record Clarification(
    Said<RequestStatement.ClarificationAsked> Asked,
    Said<RequestStatement.Clarified>? Given
);

/// <summary>What the requester added or corrected unasked.</summary>
/// <param name="AfterClarified">How many clarifications had been given before: where it stands among them.</param>
public sealed record Supplement(Said<RequestStatement.Supplemented> Given, int AfterClarified);

/// <summary>How far a request has come, by the last fact that counts.</summary>
public enum Stage
{
    /// <summary>Made, and not a word from the other party yet.</summary>
    Made,
    Acknowledged,
    FirstResponseGiven,
    Accepted,

    /// <summary>The requested party asked back; the requester is to answer.</summary>
    ClarificationAsked,
    AnsweredInPart,

    /// <summary>Answered finally; the requester is to rate the answer and close.</summary>
    Answered,
    Rated,
    Refused,
    Withdrawn,

    /// <summary>The matter goes on as another request; the requester is to close this one.</summary>
    Transferred,
    Closed,

    /// <summary>The requested party consulted on conditions before a refusal; the requester is to answer.</summary>
    Consulted,
}
