using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Node.Look;
using Parley.Node.Requests;

namespace Parley.Node.Agreements;

/// <summary>What stands in the form by which a version is put forward: as it was typed, as it was sent back, or as the
/// version before has it.</summary>
/// <param name="At">Local time from which it is to hold, as a field for date and time has it; empty: from its
/// acceptance.</param>
/// <param name="Zone">By whose clock that is; empty: by that of this party.</param>
public sealed record ProposalFields(Bilingual Title, string At, string Zone, string Peer)
{
    public const string AtField = "from.at";
    public const string ZoneField = "from.zone";
    public const string PeerField = "peer";

    /// <summary>The document that was sent in already; null: none.</summary>
    public SentDocument? Document { get; init; }

    /// <summary>As it was typed.</summary>
    public static ProposalFields Of(IFormCollection form, SentDocument? document) =>
        new(
            new Bilingual(form["title-en"].ToString().Trim(), form["title-zh"].ToString().Trim()),
            form[AtField].ToString(),
            form[ZoneField].ToString(),
            form[PeerField].ToString()
        )
        {
            Document = document,
        };

    /// <summary>As it was sent back, else as the version before has it.</summary>
    public static ProposalFields Of(PreparedAgreement? again, AgreementSight? sight, INodeSight node)
    {
        if (again is not { Said: AgreementStatement.Proposed before })
        {
            return new ProposalFields(sight?.Agreement.Latest.Title ?? new Bilingual("", ""), "", "", "");
        }
        var isTyped = !IsAtOnce(before.InForceFrom, again.At);
        return new ProposalFields(
            before.Title,
            isTyped ? DraftForm.LocalText(before.InForceFrom) : "",
            isTyped ? Requests.ZoneField.ZoneOf(node, before.InForceFrom) : "",
            $"{again.Peer}"
        )
        {
            Document = SentDocument.Of(again),
        };
    }

    /// <summary>The time was left open: then the instant of the form stands for it, which is no whole minute as a field
    /// takes it.</summary>
    private static bool IsAtOnce(DateTimeOffset from, DateTimeOffset prepared) =>
        from <= prepared && from.Ticks % TimeSpan.TicksPerMinute != 0;
}
