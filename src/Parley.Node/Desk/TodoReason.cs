namespace Parley.Node.Desk;

/// <summary>Why something is on the desk, in the order in which it is to be done.</summary>
public enum TodoReason
{
    Overdue,
    DueToday,
    Release,
    Check,

    /// <summary>What was given in an emergency is to be validated by this party's competent authority.</summary>
    Validate,
    Rate,
    New,
    Clarify,

    /// <summary>The other side consults before it may refuse, and waits for this party's word.</summary>
    Consult,

    /// <summary>The other side proposes a day for a step of joint work, and waits for this party to say the same.
    /// </summary>
    StepProposed,
    CarryOn,
    SentBack,
    Mentioned,
    Task,
    Assigned,
    Hold,

    /// <summary>The other side has let its time run out.</summary>
    OverdueThere,

    /// <summary>The other side was consulted before a refusal: its word is waited for, or the time for it has passed.
    /// </summary>
    Consulting,

    /// <summary>What this officer wrote in waits for others: to be checked or released.</summary>
    Offered,

    HalfTime,
    Agreement,
    Rights,

    /// <summary>A rule book waits for a second officer.</summary>
    RuleBook,
    LinkHalted,
    Link,
    NoLink,
    Guidelines,
    Webhook,
    Quota,

    /// <summary>Statements of the other side were refused for want of room.</summary>
    StatementQuota,
    Close,
}
