namespace Parley.Node.Desk;

/// <summary>Why something is on the desk, in the order in which it is to be done.</summary>
public enum TodoReason
{
    Overdue,
    DueToday,
    Release,
    Check,
    Rate,
    New,
    Clarify,
    CarryOn,
    SentBack,
    Mentioned,
    Task,
    Assigned,
    Hold,

    /// <summary>The other side has let its time run out.</summary>
    OverdueThere,

    HalfTime,
    Agreement,
    Rights,
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
