using Parley.Cooperation;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Law;
using Parley.Node.Look;
using Parley.Node.Together;

namespace Parley.Node.Requests;

/// <summary>What became of a release: it left, it waits for a second officer, or why not.</summary>
/// <param name="About">The number under which it left; null where it did not.</param>
/// <param name="Second">The rule by which a second officer is to release it too.</param>
public sealed record Released(SubjectId? About, Refusal? Refusal = null, StepRule? Second = null);

/// <summary>
/// Releases a draft: what leaves is seen by two people, and by whom else the nation's law asks for; and leaves once,
/// however often it is clicked and whenever the node stops in between.
/// </summary>
public sealed class Release(
    DraftBook book,
    DraftShelf shelf,
    JointRecord record,
    IParcelShelf files,
    LawInForce law,
    StepBook steps,
    IChanges changes
)
{
    /// <summary>States the draft as a request.</summary>
    /// <param name="version">The version the releaser read; another one is not released.</param>
    public async Task<Released> Of(long id, long version, Releaser by)
    {
        using var alone = await shelf.Alone(id);
        return book.Find(id) switch
        {
            null => Not(ReleaseRefusals.Gone),
            { Kept.Released: { } number } draft => Again(draft.Kept.Peer, SubjectId.Parse(number), by),
            { } draft when draft.Kept.Authors.Contains(by.Account, StringComparer.Ordinal) => Not(
                ReleaseRefusals.OwnDraft
            ),
            { } draft when draft.Kept.Version != version || draft.Kept.OfferedBy is null => Not(
                ReleaseRefusals.Changed
            ),
            { } draft => await Lawfully(draft, by),
        };
    }

    /// <summary>Who released it is told so again; anybody else, that it left without them.</summary>
    private Released Again(PartyCode peer, SubjectId number, Releaser by) =>
        record.Reading.Find(peer, number) is Request { Made: { } made } && made.Officer == by.Officer
            ? new Released(number)
            : Not(ReleaseRefusals.Left(number.ToString()));

    private async Task<Released> Lawfully(DraftSight draft, Releaser by)
    {
        var before = steps.Of(draft);
        var hinders =
            law.Book.Forbids(by.InLaw, LawAct.Release, Matter.Of(draft))?.AsRefusal
            ?? before.Hinders(by)
            ?? (AllHere(draft) ? null : ReleaseRefusals.FileNotHere);
        if (hinders is not null)
        {
            return Not(hinders);
        }
        if (before.FirstOfTwo(by) is { } rule)
        {
            steps.First(before, by);
            changes.Announce("drafts", MatterKey.Of(draft.Id));
            return new Released(null, Second: rule);
        }
        return await State(draft, by.Officer);
    }

    private async Task<Released> State(DraftSight draft, Officer officer)
    {
        var text = draft.Draft;
        var made = new RequestStatement.Made(text.Kind, text.Urgency, draft.Version, text.Language, text.Entries);
        var stating = await record.Open(draft.Kept.Peer, 'R', made, officer, draft.Kept.Key);
        if (stating.Refusal is { } refusal)
        {
            return Not(refusal);
        }
        shelf.Leave(draft.Id, stating.About);
        changes.Announce("drafts", MatterKey.Of(draft.Id));
        return new Released(stating.About);
    }

    private bool AllHere(DraftSight draft) =>
        SentParcel
            .In(draft.Draft.Entries)
            .All(file => files.PlaceOf(draft.Kept.Peer, Side.Ours, file.Parcel.SealedSha256) is ParcelPlace.Held);

    private static Released Not(Refusal refusal) => new(null, refusal);
}
