using System.Security.Claims;
using Parley.Cooperation;
using Parley.Node.Access;
using Parley.Node.Law;
using Parley.Node.Lines;
using Parley.Node.Requests;

namespace Parley.Node.Together;

/// <summary>Whose the requests of a list are, and which of them an officer, an authority or nobody has.</summary>
public sealed class HeldBook(
    AssignmentShelf assignments,
    StaffBook staff,
    RequestLines lines,
    LineKeeping keeping,
    MatterBook matters,
    LawInForce law,
    TimeProvider clock
)
{
    /// <summary>Requests with whose they are, seen by this officer.</summary>
    public IReadOnlyList<(RequestSight Sight, HeldSight Held)> Of(
        IEnumerable<RequestSight> sights,
        ClaimsPrincipal user
    )
    {
        var (all, now) = (assignments.All(), staff.Now());
        return
        [
            .. sights.Select(sight =>
                (
                    sight,
                    all.TryGetValue(sight.Id, out var last)
                        ? now.Seen(now.Standing(last.To, MatterBook.Of(sight)), user)
                        : HeldSight.Nobody
                )
            ),
        ];
    }

    /// <summary>The requests a filter takes by who has them; null where it does not ask.</summary>
    /// <param name="held">One of <see cref="RequestFilter.Helds"/>, or null.</param>
    public HeldPlaces? Places(string? held, ClaimsPrincipal user)
    {
        if (held is null)
        {
            return null;
        }
        var nobody = string.Equals(held, "nobody", StringComparison.Ordinal);
        var own = string.Equals(held, "mine", StringComparison.Ordinal)
            ? new Holder(user.AccountId(), null)
            : new Holder(null, user.AsOfficer().Authority);
        var now = staff.Now();
        return new HeldPlaces(
            [
                .. assignments
                    .All()
                    .Values.Where(one => one.Matter.Request is not null && (nobody || one.To == own))
                    .Where(one => Stands(one, now))
                    .Select(one => new Place(one.Peer, one.Matter.Request!.Value)),
            ],
            nobody
        );
    }

    /// <summary>How many open requests this officer has, and how many wait for this party that nobody has.</summary>
    public HeldCounts Counts(ClaimsPrincipal user)
    {
        keeping.CatchUp();
        return new HeldCounts(Count("open", "mine", user), Count("with-us", "nobody", user));
    }

    /// <summary>Whoever it was given to still may have it. The matter itself is looked at only where there is a rule
    /// that could keep an officer from reading it.</summary>
    private bool Stands(Assigned one, Staff now)
    {
        var matter = one.To.Officer is null || law.Book.IsEmpty ? null : matters.Find(one.Matter);
        return now.Standing(one.To, matter) != Holder.Nobody;
    }

    private int Count(string view, string held, ClaimsPrincipal user) =>
        lines
            .Page(
                new RequestFilter { View = view, Held = held },
                clock.GetUtcNow(),
                law.HiddenFrom(user),
                Places(held, user)
            )
            .Total;
}

/// <summary>How many open requests an officer has, and how many nobody has that wait for this party.</summary>
public sealed record HeldCounts(int Mine, int Nobody);
