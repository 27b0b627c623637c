using System.Collections.Immutable;
using System.Text;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Exchange.Formats;
using Parley.Tests.Agreements;
using Parley.Tests.House;
using static Parley.Tests.Guidelines.SmallGuidelines;

namespace Parley.Tests.Requests;

/// <summary>
/// Requests of the six kinds under the model guidelines, begun from the model requests and told as a test tells them:
/// what was made before is what the writer of the next has seen. Every statement arrives a minute after it was made.
/// </summary>
internal sealed class ModelPlay
{
    public static readonly DateTimeOffset Start = new(2026, 3, 4, 14, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<SubjectId, Request> requests = [];

    public static AgreedGuidelines Model { get; } = ReadModel();

    public DateTimeOffset Now { get; private set; } = Start;

    public Request this[SubjectId id] => requests[id];

    /// <summary>The requests that name one, as a page gathers them.</summary>
    public IEnumerable<Request> Naming(SubjectId id) => requests.Values.Where(r => r.Current().Names(id));

    /// <summary>A request as if it lived under a version of the guidelines that calls one of its items otherwise.
    /// </summary>
    public GuidedRequest Renamed(SubjectId id, string item)
    {
        var (request, to) = (requests[id], $"{item}-anew");
        var entries = request.Made.What.Entries;
        var what = request.Made.What with { Entries = entries.Remove(item).Add(to, entries[item]) };
        ImmutableArray<Item> Anew(ImmutableArray<Item> items) =>
            [.. items.Select(one => one.Id.Equals(item, StringComparison.Ordinal) ? one with { Id = to } : one)];
        return new GuidedRequest(
            request with
            {
                Made = request.Made with { What = what },
            },
            Model with
            {
                CommonItems = Anew(Model.CommonItems),
                Kinds = [.. Model.Kinds.Select(kind => kind with { Items = Anew(kind.Items) })],
            }
        );
    }

    public Deadlines DeadlinesOf(SubjectId id) => Deadlines.Of(requests[id], Model);

    public Hold? HoldOf(SubjectId id) => Hold.Of(requests[id], Model, Guided(id));

    /// <summary>The same, each with its guidelines.</summary>
    public IEnumerable<GuidedRequest> Guided(SubjectId id) => Naming(id).Select(one => new GuidedRequest(one, Model));

    /// <summary>A request of Washington's from a model file, made with entries of the test's own.</summary>
    public SubjectId Made(string file, params (string Item, Entry Entry)[] entries)
    {
        var id = SubjectId.Make(US, "R", 2026, requests.Count + 1);
        Assert.Null(Make(id, Draft(file, entries)));
        return id;
    }

    public string? Make(SubjectId id, Draft draft, string authority = "us-central-authority") =>
        Try(
            US,
            id,
            new RequestStatement.Made(draft.Kind, draft.Urgency, Play.Cited, draft.Language, draft.Entries),
            authority
        );

    public ModelPlay Then(PartyCode by, SubjectId id, RequestStatement statement, double hours = 1)
    {
        Now += TimeSpan.FromHours(hours);
        Assert.Null(Try(by, id, statement));
        return this;
    }

    /// <summary>States without waiting, and hears what the rules say.</summary>
    public string? Try(PartyCode by, SubjectId id, RequestStatement statement, string? authority = null)
    {
        var officer = new Officer(
            authority ?? (by == US ? "us-central-authority" : "cn-central-authority"),
            "An Officer",
            "liaison"
        );
        var seen = new Seen(Model, [Play.InForce, .. requests.Values]);
        var other = by == US ? CN : US;
        var act = new Act(by, other, officer, Now, Now.AddMinutes(1), id, Exercise: null, seen);
        var (state, refusal) = RequestRules.Next(requests.GetValueOrDefault(id), statement, act);
        if (refusal is null)
        {
            requests[id] = (Request)state!;
        }
        return refusal?.Code;
    }

    public ModelPlay Wait(double hours)
    {
        Now += TimeSpan.FromHours(hours);
        return this;
    }

    public static Draft Draft(string file, params (string Item, Entry Entry)[] entries)
    {
        var bytes = File.ReadAllBytes(Path.Combine(Tree.Root, "samples", "requests", file + ".json"));
        Assert.True(DraftFormat.TryRead(bytes, out var draft, out var problem), problem);
        return entries.Aggregate(draft, (all, one) => all.With(one.Item, one.Entry));
    }

    /// <summary>An answer to every item sought.</summary>
    public RequestStatement.Answered Answer(SubjectId id) =>
        new(
            Final: true,
            [.. requests[id].Current().Sought.Select(s => new ItemAnswer(s.Id, ItemOutcome.Provided, Play.Text()))],
            UseLimits: null
        );

    private static AgreedGuidelines ReadModel()
    {
        var text = File.ReadAllText(Path.Combine(Tree.Root, "samples", "guidelines.json"), Encoding.UTF8);
        Assert.True(GuidelinesFormat.TryRead(text, out var guidelines, out var problem), problem);
        Assert.Equal(ImmutableArray<GuidelinesFault>.Empty, GuidelinesCheck.Faults(guidelines));
        return guidelines;
    }
}
