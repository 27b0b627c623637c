namespace Parley.Node.Together;

/// <summary>Who has a matter or a task: an officer, an authority, or nobody.</summary>
/// <param name="Officer">The account's id.</param>
/// <param name="Authority">The authority's code.</param>
public sealed record Holder(string? Officer, string? Authority)
{
    private const string OfOfficer = "o:";
    private const string OfAuthority = "a:";

    public static Holder Nobody { get; } = new(null, null);

    /// <summary>As a form names it: "o:" and the account, "a:" and the authority; empty for nobody.</summary>
    public string Choice =>
        Officer is not null ? OfOfficer + Officer
        : Authority is not null ? OfAuthority + Authority
        : "";

    /// <summary>What a form names; an officer nobody knows where it names nothing that can be.</summary>
    public static Holder Read(string? choice) =>
        choice?.StartsWith(OfOfficer, StringComparison.Ordinal) == true ? new(choice[OfOfficer.Length..], null)
        : choice?.StartsWith(OfAuthority, StringComparison.Ordinal) == true ? new(null, choice[OfAuthority.Length..])
        : string.IsNullOrEmpty(choice) ? Nobody
        : new("", null);
}
