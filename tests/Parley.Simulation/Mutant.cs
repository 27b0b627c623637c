namespace Parley.Simulation;

/// <summary>
/// Bugs planted in a run, one for each durable step and class of fault: the simulator has to find every one of them, or
/// its silence on the real thing would mean little.
/// </summary>
internal enum Mutant
{
    None,

    /// <summary>The reader answers, with its receipt, before the commit.</summary>
    AnswersBeforeTheCommit,

    /// <summary>The writer signs and sends what is written, before the commit.</summary>
    SignsBeforeTheCommit,

    /// <summary>A restored node does not ask what it had written.</summary>
    TrustsItsBackup,

    /// <summary>After a failed commit memory keeps what the disk has not.</summary>
    MemoryRunsAhead,

    /// <summary>A crash leaves statements on the disk without receipt and views.</summary>
    TornCommit,

    /// <summary>The reader now and then does not keep the receipt it gave.</summary>
    ReaderLosesReceipts,

    /// <summary>The writer now and then does not keep a receipt it got.</summary>
    WriterLosesReceipts,

    /// <summary>One cosignature is missing from the replies that bring several.</summary>
    ReplyLosesACosignature,

    /// <summary>A reader that lost its receipts gives new ones instead of its old.</summary>
    ReceiptsAnew,

    /// <summary>A view is now and then not written.</summary>
    ViewsLost,

    /// <summary>Views are not folded anew when a restored node has caught up.</summary>
    NeverFoldsAnew,

    /// <summary>What another link says about a subject of the same name is mixed in.</summary>
    MixesLinks,

    /// <summary>The reader believes that what it already holds is what is delivered again.</summary>
    BelievesTheOverlap,

    /// <summary>The evidence of a divergence is not kept.</summary>
    LosesTheEvidence,

    /// <summary>The reader takes any signature for the writer's.</summary>
    BelievesAnySignature,

    /// <summary>The sender keeps to a session the reader has forgotten.</summary>
    KeepsADeadSession,

    /// <summary>The sender does not go back where the reader has a gap.</summary>
    NeverRewinds,

    /// <summary>The writer counts as receipted what was merely sent.</summary>
    TakesSilenceForAReceipt,

    /// <summary>The writer keeps receipts without looking at their signatures.</summary>
    BelievesAnyReceipt,

    /// <summary>An officer's act whose commit failed is told as done.</summary>
    TellsTooEarly,

    /// <summary>An act is entered again when the answer to it was slow.</summary>
    ActsTwice,

    /// <summary>A form that is sent twice is stated twice.</summary>
    ForgetsWhatWasSent,

    /// <summary>A statement is changed on the disk between two starts.</summary>
    BitsRot,

    /// <summary>The node goes on with a peer whose ledger diverged.</summary>
    GoesOnAfterDivergence,

    /// <summary>A parcel of which only a part is here is stated as received.</summary>
    ReceivesBeforeItIsWhole,

    /// <summary>A restored node says new things before it holds again what it had read.</summary>
    SpeaksBeforeItHasCaughtUp,

    /// <summary>A nation erases a request about which something may still be said that has effect.</summary>
    ErasesTooEarly,
}
