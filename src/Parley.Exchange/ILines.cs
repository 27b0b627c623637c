using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;

namespace Parley.Exchange;

/// <summary>How far something follows the record of a link: so many entries of both ledgers, so many of ours with
/// their receipts, and so many erased subjects.</summary>
public readonly record struct Followed(long Ours, long Theirs, long Receipted, long Erased = 0)
{
    /// <summary>Whether nothing of another lies beyond this.</summary>
    public bool Covers(Followed other) =>
        Ours >= other.Ours && Theirs >= other.Theirs && Receipted >= other.Receipted && Erased >= other.Erased;
}

/// <summary>How far lines follow a link's record, and by what they would notice that it is another one.</summary>
/// <param name="Mark">Over the last entries followed; "" where none is.</param>
public sealed record LinesReached(Followed UpTo, string Mark)
{
    public static LinesReached Nothing { get; } = new(default, "");
}

/// <summary>A subject as the record folded to it.</summary>
/// <param name="Guidelines">Those a request lives under; null for anything else.</param>
/// <param name="AsOf">How far the record reached then at least.</param>
/// <param name="ContentOf">The content put forward under a hash, where it is an agreement.</param>
public sealed record FollowedSubject(
    SubjectId Id,
    Subject? State,
    AgreedGuidelines? Guidelines,
    Followed AsOf,
    Func<string, string?> ContentOf
)
{
    /// <summary>What is left of it, where its words were erased: then it has no state.</summary>
    public ErasedSubject? Erased { get; init; }

    /// <summary>The requests that build on it: they decide how long data is held for it.</summary>
    public IReadOnlyList<GuidedRequest> Building { get; init; } = [];
}

/// <summary>
/// The port to where lines are kept: for each subject what lists, the review and searches need of it, so that none of
/// them folds the whole record. They follow from the record, never the other way round.
/// </summary>
public interface ILines
{
    LinesReached Reached(PartyCode peer);

    /// <summary>Of how much of the record at least a subject's line was made; null where none is kept.</summary>
    Followed? AsOf(PartyCode peer, SubjectId id);

    /// <summary>What the line kept of a request says that it builds on.</summary>
    IReadOnlyCollection<SubjectId> BuiltOn(PartyCode peer, SubjectId id);

    /// <summary>The requests whose lines say that they build on this one.</summary>
    IReadOnlyCollection<SubjectId> Building(PartyCode peer, SubjectId id);

    /// <summary>Keeps the lines of these subjects in the place of those before, and how far the record is followed now:
    /// all of it, or nothing.</summary>
    void Keep(PartyCode peer, IReadOnlyList<FollowedSubject> subjects, LinesReached reached);

    /// <summary>Whether the line kept is what would be kept of this subject now.</summary>
    bool Matches(PartyCode peer, FollowedSubject subject);

    /// <summary>The subjects of which a line is kept.</summary>
    IReadOnlyCollection<SubjectId> Kept(PartyCode peer);

    /// <summary>Forgets all lines of a link, before they are made anew.</summary>
    void Forget(PartyCode peer);
}
