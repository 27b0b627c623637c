namespace Parley.Node.Law;

/// <summary>What an officer does about a matter, as far as a rule book can narrow it.</summary>
public enum LawAct
{
    /// <summary>Sees what it says, in whatever form. Who may not read it may do nothing else about it.</summary>
    Read,

    /// <summary>Writes a draft, or makes or prepares a move.</summary>
    Draft,

    /// <summary>Takes a step before the release of what another wrote, or sends it back.</summary>
    Check,

    /// <summary>Lets leave what another wrote.</summary>
    Release,

    /// <summary>Takes a file out.</summary>
    Download,

    /// <summary>Takes letters and certificates.</summary>
    Print,

    /// <summary>Takes evidence and tables.</summary>
    Export,
}
