using System.Security.Claims;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Law;
using Parley.Node.Lines;
using Parley.Node.Parcels;
using Parley.Node.Requests;
using Parley.Node.Together;
using Parley.Node.Webhooks;

namespace Parley.Node.Desk;

/// <summary>One thing that needs an officer now, one click from the act.</summary>
/// <param name="Name">Its number; empty where it has none.</param>
/// <param name="Gist">In a few words what it is about; empty where the reason says it all.</param>
/// <param name="Peer">With whom; null where there is nobody yet.</param>
/// <param name="Due">When it is due; null where it has no time.</param>
/// <param name="Address">Where it is done.</param>
/// <param name="Move">What is to be done there, where it is a move of a request.</param>
public sealed record Todo(
    TodoReason Reason,
    string Name,
    string Gist,
    PartyCode? Peer,
    DateTimeOffset? Due,
    DeadlineStep? Step,
    string Address,
    Reminder Reminder = Reminder.None,
    RequestMove? Move = null
)
{
    /// <summary>Which step of joint work is owed; null where it is none.</summary>
    public string? Item { get; init; }

    /// <summary>The codes by which it is to be handled.</summary>
    public IReadOnlyList<string> Marks { get; init; } = [];

    /// <summary>How urgent the request is; null where it takes its ordinary course.</summary>
    public Haste? Haste { get; init; }

    /// <summary>Its place among those of its reason, before when it is due. What follows an answer hurries nobody, so
    /// among what is late it stands after what the other side still waits for.</summary>
    public int Rank =>
        Reason is TodoReason.Overdue or TodoReason.DueToday && Step is DeadlineStep.Rating or DeadlineStep.Validation
            ? Desk.Haste.None
            : Haste?.Rank ?? Desk.Haste.None;

    /// <summary>The most urgent there is, and it is for this party to act: nothing stands before it.</summary>
    public bool ComesFirst =>
        Rank == 0
        && Reason
            is TodoReason.Overdue
                or TodoReason.DueToday
                or TodoReason.Release
                or TodoReason.Check
                or TodoReason.New
                or TodoReason.Clarify
                or TodoReason.Consult
                or TodoReason.SentBack;

    /// <summary>Who wrote it, by name; none where that is not asked.</summary>
    public IReadOnlyList<string> By { get; init; } = [];

    /// <summary>Its use was limited further.</summary>
    public bool Limited { get; init; }

    /// <summary>By which of its versions it is told of once: "release draft 7 3"; empty where it is not told of.</summary>
    public string Cause { get; init; } = "";

    /// <summary>The matter that is told of with it; null where it is not told of.</summary>
    public MatterKey? Matter { get; init; }

    /// <summary>Whose the request is inside this node; null where that is not asked.</summary>
    public HeldSight? Held { get; init; }

    /// <summary>Why it is on the desk in the words of who sent it back; null where nobody did.</summary>
    public string? Because { get; init; }

    /// <summary>Others name the same identifiers, and nobody linked them yet.</summary>
    public Twice Alike { get; init; }

    /// <summary>Who speaks to the officer; null where nobody does.</summary>
    public Bilingual? Said { get; init; }
}

/// <summary>What is on the desk.</summary>
/// <param name="Shown">Most pressing first; of each reason the first few.</param>
/// <param name="Counts">How many there are of each reason.</param>
public sealed record TodoSheet(IReadOnlyList<Todo> Shown, IReadOnlyDictionary<TodoReason, int> Counts)
{
    /// <summary>The same by reason, of each the first few.</summary>
    public IEnumerable<TodoGroup> Groups =>
        Shown
            .GroupBy(one => one.Reason)
            .Select(group => new TodoGroup(group.Key, Counts[group.Key], [.. group.Take(TodoList.ShownAtMost)]));
}

/// <summary>What is on the desk for one reason.</summary>
/// <param name="Count">How many there are in all.</param>
public sealed record TodoGroup(TodoReason Reason, int Count, IReadOnlyList<Todo> Shown)
{
    /// <summary>Where all of them are listed.</summary>
    public string Address =>
        Reason switch
        {
            TodoReason.Task => "/tasks",
            TodoReason.StepProposed => "/requests?view=open",
            TodoReason.Assigned => "/requests?view=open&held=mine",
            TodoReason.Rights => "/settings/officers",
            TodoReason.RuleBook => "/settings/rule-book",
            TodoReason.Offered => "/drafts",
            TodoReason.Overdue => "/requests?view=overdue&owes=us",
            TodoReason.OverdueThere => "/requests?view=overdue&owes=them",
            TodoReason.Hold => "/requests?view=all&due=hold",
            TodoReason.Consulting => "/requests?view=with-them&way=in",
            _ => "/requests?view=with-us",
        };
}

/// <summary>Gathers what needs the signed-in officer now, over all mechanisms of the node.</summary>
public sealed partial class TodoList(
    RequestBook requests,
    AlikeBook alike,
    RequestLines lines,
    RemindedLines reminded,
    ReleasesWaiting releases,
    OfferedTodos offered,
    PreparedBook prepared,
    Beginnings beginnings,
    InsideTodos inside,
    WebhookTodos webhooks,
    QuotaTodos quotas,
    JointRecord record,
    LawInForce law,
    TimeProvider time
)
{
    /// <summary>So many of each reason are shown; the list of requests has the others.</summary>
    public const int ShownAtMost = 12;

    private const int NamedAtMost = 100;

    /// <summary>What needs this officer.</summary>
    public TodoSheet For(ClaimsPrincipal user, string language)
    {
        var all = new List<Todo>();
        var more = new Dictionary<TodoReason, int>();
        if (user.Has(Role.Drafter) || user.Has(Role.Releaser))
        {
            all.AddRange(OfRequests(user, language, more));
            all.AddRange(OfCarriedOn(user, language, all));
            all.AddRange(OfHolds(user, language, more));
            all.AddRange(OfOverdueThere(user, language, more));
            all.AddRange(OfConsulting(user, language));
            all.AddRange(OfProposed(user, language));
            all.AddRange(OfAgreements(language).Take(NamedAtMost));
        }
        all.AddRange(beginnings.For(user));
        all.AddRange(webhooks.For(user));
        all.AddRange(quotas.For(user));
        all.AddRange(releases.For(user, language));
        all.AddRange(offered.For(user, language));
        all.AddRange(inside.For(user, language, all.Select(one => one.Name).ToHashSet(StringComparer.Ordinal)));
        var first = all.Where(one => one.ComesFirst).Select(one => one.Reason).ToHashSet();
        var shown = all.OrderBy(one => first.Contains(one.Reason) ? 0 : 1)
            .ThenBy(one => one.Reason)
            .ThenBy(one => one.Rank)
            .ThenBy(one => one.Due ?? DateTimeOffset.MaxValue)
            .ToList();
        var counts = shown
            .GroupBy(one => one.Reason)
            .ToDictionary(group => group.Key, group => group.Count() + more.GetValueOrDefault(group.Key));
        return new TodoSheet(inside.WithHeld(shown, user), counts);
    }

    /// <summary>Requests that a later one of this party carries on, which is still to be stated on them.</summary>
    /// <param name="already">What is on the desk for another reason.</param>
    private List<Todo> OfCarriedOn(ClaimsPrincipal user, string language, IEnumerable<Todo> already)
    {
        var told = already
            .Where(one => one.Move is RequestMove.Transfer)
            .Select(one => one.Name)
            .ToHashSet(StringComparer.Ordinal);
        return requests
            .Sights(lines.NamedOfOurs(NamedAtMost, law.HiddenFrom(user)), law.HiddenFrom(user))
            .Where(sight => NextMove.Of(sight, record.Self.Code, time, user, law) is RequestMove.Transfer)
            .Where(sight => !told.Contains(sight.Id))
            .Select(sight => new Todo(
                TodoReason.CarryOn,
                sight.Id,
                SubjectLine.Of(sight.Request, sight.Guidelines, language),
                sight.Peer,
                Due: null,
                Step: null,
                $"/requests/{sight.Id}/do/{RequestMove.Transfer}",
                Move: RequestMove.Transfer
            )
            {
                Marks = sight.Marks,
                Haste = sight.Haste,
            })
            .ToList();
    }

    private IEnumerable<Todo> OfAgreements(string language) =>
        from peer in record.Peers
        from agreement in record.Reading.All<Agreement>(peer.Code)
        where agreement.Latest.Status is VersionStatus.Proposed && agreement.Latest.Proposer == peer.Code
        select new Todo(
            TodoReason.Agreement,
            agreement.Id.ToString(),
            agreement.Latest.Title.In(language),
            peer.Code,
            Due: null,
            Step: null,
            $"/agreements/{agreement.Id}"
        );
}
