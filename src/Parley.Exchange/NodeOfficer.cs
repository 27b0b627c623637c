using Parley.Cooperation;

namespace Parley.Exchange;

/// <summary>By whom the record names what a node states of itself, without an officer: that a link is open, that a
/// parcel
/// came.</summary>
public static class NodeOfficer
{
    public static Officer Itself { get; } = new("node", "node", "operator");
}
