namespace Parley.Node.Together;

/// <summary>Of what an officer may be told by e-mail.</summary>
public enum NoticeKind
{
    /// <summary>A matter or a task was given to the officer, or to the officer's authority.</summary>
    Assigned,

    /// <summary>A note names the officer.</summary>
    Mentioned,

    /// <summary>The other side said something of weight, and this side nothing since: see
    /// <see cref="Parley.Node.Lines.LastWord"/>.</summary>
    Arrived,

    /// <summary>Half of a clock of this side has run, or all of it, or all of one of the other side; data that is
    /// preserved is soon held no longer; or a task falls due today.</summary>
    Deadlines,

    /// <summary>Something waits for release or for a check, or was sent back.</summary>
    ToRelease,

    /// <summary>Once each working day, that anything waits.</summary>
    Daily,
}
