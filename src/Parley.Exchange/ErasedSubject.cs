using System.Collections.Immutable;
using Parley.Cooperation;
using Parley.Cooperation.Requests;

namespace Parley.Exchange;

/// <summary>
/// What is left of a request whose words this node has erased: what the other side's record will be compared by, what
/// the review counts, and what rules on other requests may still ask. None of it follows from the record any more, so
/// it is kept beside it and never made anew.
/// </summary>
/// <param name="At">When its words were erased.</param>
/// <param name="Rule">Under which rule of this nation, as its rule book numbers it.</param>
/// <param name="StateHash">Hex, of its last state, with the salt that was erased: equal to the other side's, and nobody can
/// find the words by trying.</param>
/// <param name="Kind">As what it was made.</param>
/// <param name="Made">The place of the statement that made it, in its opener's ledger.</param>
/// <param name="Measures">What the review counts of it; null where nothing.</param>
/// <param name="Files">The ciphertexts that belonged to it alone: they go after it.</param>
public sealed record ErasedSubject(
    SubjectId Id,
    DateTimeOffset At,
    string Rule,
    string StateHash,
    string Kind,
    long Made,
    RequestMeasures? Measures,
    ImmutableArray<ErasedFile> Files
)
{
    /// <summary>Counts the erased subjects of a link, from 1 on; given by the shelf.</summary>
    public long Number { get; init; }

    /// <summary>Whether everything beside the record is gone as well: files, lines, drafts, what the disk still held.
    /// </summary>
    public bool Settled { get; init; }

    /// <summary>For entries marked as erased of which nothing else is left: damage, for a check to find.</summary>
    internal static ErasedSubject Lost(SubjectId id) =>
        new(id, DateTimeOffset.MinValue, "", "", "", long.MaxValue, null, []);

    internal bool IsLost => Number == 0;
}

/// <summary>A ciphertext to be erased.</summary>
public sealed record ErasedFile(Side Side, string SealedSha256);

/// <summary>A place of a ledger and what is kept there from now on.</summary>
public sealed record ErasedPlace(Side Side, long Index, ReadOnlyMemory<byte> Kept);
