using System.Collections.Immutable;
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
    /// <summary>The name under which views of erased requests are listed.</summary>
    public const string Erased = "erased";

    /// <summary>All names under which views are listed.</summary>
    public static IReadOnlyList<string> Mechanisms { get; } =
    ["request", "agreement", "review", "link", Erased, "none"];

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
        return (json, Hash(json));
    }

    /// <summary>The hashes of the parts of the figures, by name: what both parties compare where the whole differs.
    /// </summary>
    public static ImmutableSortedDictionary<string, string> Parts(ReviewFigures figures) =>
        figures
            .Rows.GroupBy(row => row.Part, StringComparer.Ordinal)
            .ToImmutableSortedDictionary(
                part => part.Key,
                part => Hash(CooperationJson.Write<ImmutableArray<ReviewRow>>([.. part])),
                StringComparer.Ordinal
            );

    /// <summary>What a party states of its figures, for the other to compare.</summary>
    public static ReviewStatement.Computed Stated(ReviewFigures figures) =>
        new(figures.From, figures.To, figures.Requests, Figures(figures).Hash, Parts(figures));

    private static string Hash(byte[] json) => Convert.ToHexStringLower(SHA256.HashData(json));
}
