using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Node.Law;
using Parley.Node.Lines;
using Parley.Node.Together;

namespace Parley.Node.Requests;

/// <summary>Requests that ask about the same thing.</summary>
/// <param name="Shown">Those that share most first.</param>
/// <param name="More">There are more.</param>
public sealed record AlikeFound(IReadOnlyList<Duplicate> Shown, bool More)
{
    public static AlikeFound Nothing { get; } = new([], More: false);
}

/// <summary>
/// Finds requests that ask about the same thing as a request or a draft, perhaps the same matter over another channel,
/// among however many there are; and only those that nobody has linked yet.
/// </summary>
public sealed class AlikeBook(RequestBook requests, RequestLines lines, LineKeeping keeping, ComparedShelf compared)
{
    /// <summary>So many are shown; beyond, it is said that there are more.</summary>
    public const int ShownAtMost = 20;

    /// <summary>Other requests of the link, those left out that it names or that name it, and those of which an officer
    /// has said whether they are the same matter.</summary>
    /// <param name="hidden">What the officer may not read.</param>
    public AlikeFound Of(RequestSight sight, Hidden hidden) =>
        Find(sight.Peer, sight.Request.Current(), hidden, Linked(sight));

    /// <summary>Requests of the link that the draft does not name yet.</summary>
    /// <param name="hidden">What the officer may not read.</param>
    public AlikeFound Of(DraftSight draft, Hidden hidden) =>
        Find(draft.Kept.Peer, draft.Draft, hidden, Read(draft.Names));

    /// <summary>Whether a request that came asks about what another asks about, and nobody linked them yet or said what
    /// they are. Told until this party has said how it will answer: it has judged that then.</summary>
    /// <param name="room">That of the page on which it is told.</param>
    public Twice ComesTwice(RequestSight sight, Hidden hidden, TwiceRoom room) =>
        sight is { Ours: false, Request.Stage: Stage.Made or Stage.Acknowledged or Stage.ClarificationAsked }
            ? lines.TwiceOf(sight.Peer, sight.Request.Current(), hidden, Linked(sight), room)
            : Twice.No;

    /// <summary>Itself, and what somebody has linked it with or judged already.</summary>
    private List<SubjectId> Linked(RequestSight sight) =>
        [
            sight.Request.Id,
            .. Read(sight.Names),
            .. sight.Naming.Select(one => one.Request.Id),
            .. compared.Of(sight.Peer, sight.Request.Id).Select(one => one.Other),
        ];

    private AlikeFound Find(PartyCode peer, Draft draft, Hidden hidden, IReadOnlyCollection<SubjectId> without)
    {
        if (!Duplicates.KeysOf(draft).Any())
        {
            return AlikeFound.Nothing;
        }
        keeping.CatchUp();
        var chosen = lines.Bearing(peer, draft, hidden, ShownAtMost, without);
        var found = requests.Sights(chosen.Places, hidden).Select(other => other.Request);
        return new AlikeFound(Duplicates.Of(draft, found), chosen.Total > chosen.Places.Count);
    }

    private static List<SubjectId> Read(IEnumerable<string> numbers) =>
        [
            .. numbers
                .Select(number => SubjectId.TryParse(number, out var id) ? id : (SubjectId?)null)
                .OfType<SubjectId>(),
        ];
}
