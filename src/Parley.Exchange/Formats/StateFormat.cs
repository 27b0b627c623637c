using System.Security.Cryptography;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Links;
using Parley.Cooperation.Requests;
using Parley.Cooperation.Review;

namespace Parley.Exchange.Formats;

/// <summary>
/// A subject's state as canonical JSON: members in the order of their declaration, keys in ordinal order. Both nodes
/// write the same bytes for the same record, so that a hash of them can be compared.
/// </summary>
public static class StateFormat
{
    /// <summary>All names under which views are listed.</summary>
    public static IReadOnlyList<string> Mechanisms { get; } = ["request", "agreement", "review", "link", "none"];

    /// <summary>The name under which views of a state are listed; "none" where nothing about it took effect.</summary>
    public static string Mechanism(Subject? state) => state is null ? "none" : Mechanism(state.GetType());

    /// <summary>The name under which views of states of a type are listed.</summary>
    public static string Mechanism(Type state) =>
        state == typeof(Request) ? "request"
        : state == typeof(Agreement) ? "agreement"
        : state == typeof(ReviewStatus) ? "review"
        : state == typeof(Link) ? "link"
        : throw new ArgumentOutOfRangeException(nameof(state), state.Name, "Not a known state.");

    public static byte[] Write(Subject? state) =>
        state switch
        {
            Request s => CooperationJson.Write(s),
            Agreement s => CooperationJson.Write(s),
            ReviewStatus s => CooperationJson.Write(s),
            Link s => CooperationJson.Write(s),
            _ => [],
        };

    /// <summary>The figures of a review in canonical form, and the hash by which both parties compare them.</summary>
    public static (byte[] Json, string Hash) Figures(ReviewFigures figures)
    {
        var json = CooperationJson.Write(figures);
        return (json, Convert.ToHexStringLower(SHA256.HashData(json)));
    }
}
