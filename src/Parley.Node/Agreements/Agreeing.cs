using System.Security.Claims;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Review;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Law;
using Parley.Node.Look;
using Parley.Node.Requests;
using Parley.Node.Review;

namespace Parley.Node.Agreements;

/// <summary>What became, or would become, of something an officer says about an agreement.</summary>
/// <param name="Left">It was stated; null where it was not.</param>
/// <param name="Waits">It waits for its release; null where it does not.</param>
/// <param name="By">The rule by which it waits, or would wait; null where none asks for it.</param>
/// <param name="Refusal">Why it is not said.</param>
public sealed record Agreed(
    Stating? Left = null,
    PreparedAgreement? Waits = null,
    Provision? By = null,
    Refusal? Refusal = null
)
{
    /// <summary>What of it the refusal is about, for programs.</summary>
    public string Pointer { get; init; } = "/body";

    /// <summary>The refusal is a rule's.</summary>
    public Forbidden? Forbidden { get; init; }
}

/// <summary>
/// Says something about an agreement for an officer, from pages and programs alike: at once, where one officer may
/// state it; else it is put by, and leaves by the release of another after the steps that the nation's law asks for.
/// </summary>
public sealed class Agreeing(
    JointRecord record,
    AgreementBook book,
    ReviewBook reviews,
    PreparedAgreementShelf shelf,
    PreparedAgreements prepared,
    LawInForce law,
    StepBook steps,
    IChanges changes,
    TimeProvider time
)
{
    /// <summary>What would become of it, without saying it.</summary>
    /// <param name="again">What was sent back to this officer and it goes on with; null: nothing.</param>
    public async Task<Agreed> Before(
        AgreementPlace place,
        AgreementStatement said,
        ClaimsPrincipal user,
        long? again = null
    )
    {
        var matter = AgreementLaw.Of(place.Kind, said);
        if (again is { } id && !MayGoOn(id, place, said, user))
        {
            return new Agreed(Refusal: AgreeingRefusals.GoneOnWith);
        }
        if (Misfit(place, said) is var (misfit, pointer))
        {
            return new Agreed(Refusal: misfit) { Pointer = pointer };
        }
        if (law.Forbids(user, LawAct.Draft, matter) is { } forbidden)
        {
            return new Agreed(Refusal: forbidden.AsRefusal) { Forbidden = forbidden };
        }
        return new Agreed(By: WaitsBy(user, matter), Refusal: await Ruled(place, said, user.AsOfficer()));
    }

    /// <summary>The rule by which what an officer says would wait for another; null where it leaves at once.</summary>
    public Provision? WaitsBy(ClaimsPrincipal user, Matter matter) =>
        law.Book.StepsFor(matter) is [var step, ..] ? step : law.Forbids(user, LawAct.Release, matter)?.By;

    /// <summary>What was done under a key before is told again, whatever has become of the agreement since; null where
    /// nothing was.</summary>
    public Agreed? Done(AgreementPlace place, OnceKey? once) =>
        once is null ? null
        : record.Reading.StatedUnder(place.Peer, once) is { } stated
        && (place.About is null || stated.About == place.About)
            ? new Agreed(stated)
        : shelf.Under(place, once) is { } before ? Put(place, before)
        : null;

    /// <summary>Says it, or puts it by; the same form sent twice is one act.</summary>
    /// <param name="once">Names the form; null: it bore nothing.</param>
    /// <param name="again">What was sent back to this officer and it goes on with: that is gone once this is said or
    /// put by; null: nothing.</param>
    public async Task<Agreed> Say(
        AgreementPlace place,
        AgreementStatement said,
        ClaimsPrincipal user,
        OnceKey? once,
        long? again = null
    )
    {
        if (Done(place, once) is { } done)
        {
            return done;
        }
        var would = await Before(place, said, user, again);
        if (would.Refusal is not null)
        {
            return would;
        }
        if (would.By is not null)
        {
            var by = new PreparedBy(user.AccountId(), user.Name().Both, time.GetUtcNow());
            var id = await prepared.Put(place, said, once, by, again);
            changes.Announce(Topic);
            return id is { } put ? Put(place, put) : new Agreed(Refusal: AgreeingRefusals.GoneOnWith);
        }
        var officer = user.AsOfficer();
        if (again is not { } back)
        {
            return Told(await State(place, said, officer, once));
        }
        var key = once ?? OnceKey.Of(Guid.NewGuid().ToString("N"));
        return await prepared.SayAnew(back, place.Peer, key, () => State(place, said, officer, key)) is { } anew
            ? Told(anew)
            : new Agreed(Refusal: AgreeingRefusals.GoneOnWith);
    }

    private Task<Stating> State(AgreementPlace place, AgreementStatement said, Officer officer, OnceKey? once) =>
        place.About is { } about
            ? record.State(place.Peer, about, said, officer, once)
            : record.Open(place.Peer, 'A', said, officer, once);

    /// <summary>It was sent back to this officer, is still there, and said the same thing in other words.</summary>
    private bool MayGoOn(long again, AgreementPlace place, AgreementStatement said, ClaimsPrincipal user) =>
        prepared
            .Returned()
            .Any(one =>
                one.Id == again
                && one.IsBy(user.AccountId())
                && one.Place.About == place.About
                && string.Equals(one.Place.Kind, place.Kind, StringComparison.Ordinal)
                && one.Move == AgreementLaw.MoveOf(said)
            );

    /// <summary>Lets what another prepared leave, or notes the first of two releases.</summary>
    public async Task<Agreed> Release(PreparedAgreement one, Releaser by)
    {
        var leaving = await prepared.Release(one, by, () => Outdated(one, by.Officer));
        if (leaving.Refusal is { } refusal)
        {
            return new Agreed(Refusal: refusal);
        }
        changes.Announce(Topic);
        return leaving.Left is { } left ? new Agreed(left) : new Agreed(Waits: one, By: leaving.Second);
    }

    /// <summary>Why it could not leave now whoever released it: what held when it was prepared may hold no longer.
    /// </summary>
    public async Task<Refusal?> Outdated(PreparedAgreement one, Officer officer) =>
        Misfit(one.Place, one.Said)?.Refusal ?? await Ruled(one.Place, one.Said, officer);

    /// <summary>Tells pages that something about an agreement was done that did not leave.</summary>
    public void Announce() => changes.Announce(Topic);

    private const string Topic = "agreements";

    private Agreed Told(Stating stating)
    {
        if (stating.Refusal is { } refusal)
        {
            return new Agreed(Refusal: refusal);
        }
        changes.Announce(Topic);
        return new Agreed(stating);
    }

    /// <summary>How something that was put by stands.</summary>
    private Agreed Put(AgreementPlace place, long id) =>
        prepared.Find(id) is { } waits ? new Agreed(Waits: waits, By: RuleOf(waits))
        : shelf.Trace(id) is var (_, key) && record.Reading.StatedUnder(place.Peer, key) is { } left ? new Agreed(left)
        : new Agreed(Refusal: AgreeingRefusals.CameBack);

    /// <summary>The rule by which something waits: the first step that is still to be taken, else who may release it.
    /// </summary>
    private Provision? RuleOf(PreparedAgreement one)
    {
        var of = steps.Of(one).All;
        return of.FirstOrDefault(step => !step.IsDone)?.Rule
            ?? of.FirstOrDefault()?.Rule
            ?? (Provision?)
                law.Book.Rules.FirstOrDefault(rule =>
                    rule.Acts.Contains(LawAct.Release) && Matters.Take(rule.Matters, one.Matter)
                );
    }

    private Task<Refusal?> Ruled(AgreementPlace place, AgreementStatement said, Officer officer) =>
        place.About is { } about
            ? record.Reading.WouldRefuse(place.Peer, about, said, officer, time.GetUtcNow())
            : record.Reading.WouldRefuseToOpen(place.Peer, 'A', said, officer, time.GetUtcNow());

    /// <summary>Why it is not said although the rules of agreements would allow it, and about what of it.</summary>
    private (Refusal Refusal, string Pointer)? Misfit(AgreementPlace place, AgreementStatement said)
    {
        const string content = "/body/content";
        return said switch
        {
            AgreementStatement.Proposed proposed => Found(
                (AgreementPages.Unfit(place.Kind, proposed.Content), content),
                (AgreementPages.Unknown(place.Kind, proposed.Content), content),
                (Uncounted(proposed.Content), content),
                (reviews.MayPropose(place, proposed.Content), content)
            ),
            AgreementStatement.Accepted accepted
                when book.Find(place) is { } sight && sight.Agreement.Version(accepted.Version) is { } which => Found(
                (reviews.MayAccept(sight, which, accepted), "/body/note"),
                (AgreementPages.Unknown(place.Kind, book.Content(sight, which)), "/body/version"),
                (Uncounted(book.Content(sight, which)), "/body/version")
            ),
            _ => null,
        };

        Refusal? Uncounted(string text) => AgreementPages.Uncounted(place.Kind, text, record.Self.Code, place.Peer);

        static (Refusal, string)? Found(params ReadOnlySpan<(Refusal? Refusal, string Pointer)> all)
        {
            foreach (var (refusal, pointer) in all)
            {
                if (refusal is not null)
                {
                    return (refusal, pointer);
                }
            }
            return null;
        }
    }
}

/// <summary>Why something about an agreement is not said or released here.</summary>
internal static class AgreeingRefusals
{
    public static readonly Refusal GoneOnWith = new(
        "gone-on-with",
        "What was sent back is not there any more: it was gone on with, dropped or erased meanwhile. Look at the agreement, "
            + "then send this again if it is still to be said.",
        "该退回件已不存在（已继续办理、删除或者清除）。请先查看协议；仍需办理的，请重新提交。"
    );

    public static readonly Refusal CameBack = new(
        "came-back",
        "This form was handed in before, and came back or was taken back. Open the agreement again and say it anew.",
        "该表单此前已提交，现已退回或撤回。请重新打开协议后再办理。"
    );
}
