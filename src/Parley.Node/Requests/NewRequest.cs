using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Law;

namespace Parley.Node.Requests;

/// <summary>Whom an officer may ask what, and on what the new request builds.</summary>
internal static class NewRequest
{
    /// <summary>The request of this side that a new one carries on, or null; what the officer may not read is not
    /// carried on.</summary>
    public static RequestSight? Before(RequestBook requests, string? after, LawInForce law, HttpContext http) =>
        after is not null && requests.Find(after) is { Ours: true } before && law.MayRead(http.User, Matter.Of(before))
            ? before
            : null;

    /// <summary>The parties that can be asked, and what of this officer.</summary>
    public static IReadOnlyList<NewRequestChoice> ChoicesOf(
        JointRecord record,
        LawInForce law,
        TimeProvider time,
        HttpContext http
    ) =>
        record
            .Peers.Select(peer => (peer, Agreed: record.Reading.GuidelinesInForce(peer.Code, time.GetUtcNow())))
            .Where(one => one.Agreed is not null)
            .Select(one => new NewRequestChoice(
                one.peer.Code,
                one.peer.Name,
                one.Agreed!.Value.Guidelines,
                NotFor(one.Agreed.Value.Guidelines, record.Self.Code, law, http)
            ))
            .ToList();

    /// <summary>Kinds in which the officer's authority does not speak, or which the nation's law leaves to others.
    /// </summary>
    private static IReadOnlyDictionary<string, Refusal> NotFor(
        Cooperation.Guidelines.AgreedGuidelines guidelines,
        PartyCode self,
        LawInForce law,
        HttpContext http
    ) =>
        guidelines
            .Kinds.Select(kind =>
                (
                    kind.Code,
                    Refusal: RequestRules.MaySpeak(guidelines, kind.Code, self, http.User.AsOfficer().Authority)
                        ?? law.Forbids(http.User, LawAct.Draft, Matter.AtWriting(kind.Code))?.AsRefusal
                )
            )
            .Where(one => one.Refusal is not null)
            .ToDictionary(one => one.Code, one => one.Refusal!, StringComparer.Ordinal);
}

/// <summary>A party that can be asked, with the guidelines in force with it.</summary>
/// <param name="NotFor">Kinds the officer may not make, each with the reason.</param>
public sealed record NewRequestChoice(
    PartyCode Peer,
    Bilingual Name,
    Cooperation.Guidelines.AgreedGuidelines Guidelines,
    IReadOnlyDictionary<string, Refusal> NotFor
);
