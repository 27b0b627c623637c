namespace Parley.Cooperation;

/// <summary>
/// A statement that took effect, with who stated it and the two times that count: when it was stated and when it
/// arrived. States are built of these, so that every fact in them can be traced to its place in the record.
/// </summary>
/// <param name="At">When it was stated, by the writer's clock.</param>
/// <param name="ReceivedAt">When the other party receipted it, by its clock; null while no receipt is held.</param>
/// <param name="What">The statement itself.</param>
public sealed record Said<T>(PartyCode By, Officer Officer, DateTimeOffset At, DateTimeOffset? ReceivedAt, T What)
    where T : Statement
{
    /// <summary>When it arrived or, until the receipt is held, when it was stated.</summary>
    public DateTimeOffset Arrived => ReceivedAt is { } received && received > At ? received : At;
}

/// <summary>Makes what was said of a statement and its circumstances.</summary>
public static class Said
{
    public static Said<T> Of<T>(T statement, Act act)
        where T : Statement => new(act.By, act.Officer, act.At, act.ReceivedAt, statement);
}
