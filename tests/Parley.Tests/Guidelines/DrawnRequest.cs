using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Tests.Requests;
using static Parley.Tests.Guidelines.SmallGuidelines;

namespace Parley.Tests.Guidelines;

/// <summary>A request of Washington to Beijing under guidelines that were drawn.</summary>
internal static class DrawnRequest
{
    private static readonly Officer Speaker = new(AnyGuidelines.Authority, "An Officer", "liaison");

    /// <summary>What the rules say to a draft that is released.</summary>
    public static (Subject? State, Refusal? Refusal) Make(AgreedGuidelines guidelines, Draft draft) =>
        RequestRules.Next(
            null,
            new RequestStatement.Made(draft.Kind, draft.Urgency, Play.Cited, draft.Language, draft.Entries),
            Act(guidelines, US, Play.Start, Play.Start.AddMinutes(15))
        );

    /// <summary>The circumstances of a statement about it.</summary>
    public static Act Act(AgreedGuidelines guidelines, PartyCode by, DateTimeOffset at, DateTimeOffset? received) =>
        new(by, by == US ? CN : US, Speaker, at, received, Play.Id, Exercise: null, new Seen(guidelines));

    private sealed class Seen(AgreedGuidelines guidelines) : IAsSeen
    {
        public Subject? Find(SubjectId id) => id == Play.InForce.Id ? Play.InForce : null;

        public RequestMadeAs? Request(SubjectId id) => AnyDraft.MadeAs(id);

        public IReadOnlyList<Agreement> Agreements(string kind) => [Play.InForce];

        public AgreedGuidelines? Guidelines(AgreedVersion version) => guidelines;
    }
}
