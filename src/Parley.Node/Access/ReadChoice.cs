namespace Parley.Node.Access;

/// <summary>Which lines of the local ledger are asked for. What a page asks for by itself while it is filled in is no
/// reading of its own, and is left out unless it is asked for by its address.</summary>
/// <param name="Who">Sign-in names, any of them; none asks for everybody.</param>
/// <param name="Subject">A matter's number or an address; empty asks for all.</param>
/// <param name="Since">Not before this.</param>
/// <param name="Before">Earlier than this.</param>
/// <param name="Under">Written before the line of this number.</param>
public sealed record ReadChoice(
    IReadOnlyList<string> Who,
    string Subject = "",
    DateTimeOffset? Since = null,
    DateTimeOffset? Before = null,
    long? Under = null
)
{
    /// <summary>How the address ends by which a page keeps what is typed.</summary>
    public const string Beat = "/live";

    /// <summary>Every line.</summary>
    public static readonly ReadChoice All = new([]);

    /// <summary>The beats themselves are asked for.</summary>
    public bool AsksForBeats => Subject.EndsWith(Beat, StringComparison.Ordinal);
}
