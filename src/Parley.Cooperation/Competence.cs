namespace Parley.Cooperation;

/// <summary>
/// What an authority is competent for under its own law: some acts are for one kind of authority alone, as mutual legal
/// assistance is for central authorities. An authority may have several, or none where it only runs the node.
/// </summary>
public enum Competence
{
    /// <summary>Police to police: information, and cooperation in cases.</summary>
    PoliceLiaison,

    /// <summary>Mutual legal assistance goes between these alone.</summary>
    CentralAuthority,

    /// <summary>The 24/7 point of contact, which answers at any hour.</summary>
    PointOfContact,

    /// <summary>Incidents and the protection of networks.</summary>
    Cert,

    /// <summary>Prepares the dialogue and the review.</summary>
    Secretariat,
}
