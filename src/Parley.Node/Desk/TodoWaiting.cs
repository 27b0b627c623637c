using System.Security.Claims;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;
using Parley.Node.Law;
using Parley.Node.Lines;
using Parley.Node.Requests;

namespace Parley.Node.Desk;

/// <summary>The requests that wait for this party.</summary>
public sealed partial class TodoList
{
    /// <summary>Of the requests that wait for this party, the first few of each reason.</summary>
    /// <param name="more">How many of each reason there are besides.</param>
    private IEnumerable<Todo> OfRequests(ClaimsPrincipal user, string language, Dictionary<TodoReason, int> more)
    {
        var prepares = prepared.Seen(requests, law, user);
        var room = new TwiceRoom();
        foreach (var (reason, chosen) in Waiting(user))
        {
            more[reason] = chosen.Total - chosen.Places.Count;
            foreach (var sight in requests.Sights(chosen.Places, law.HiddenFrom(user)))
            {
                var move = prepares.Contains(sight.Request.Id)
                    ? null
                    : NextMove.Of(sight, record.Self.Code, time, user, law);
                if (OfRequest(sight, move, language) is { } todo)
                {
                    yield return todo with
                    {
                        Alike = alike.ComesTwice(sight, law.HiddenFrom(user), room),
                    };
                }
            }
        }
    }

    private IEnumerable<(TodoReason Reason, Chosen Chosen)> Waiting(ClaimsPrincipal user)
    {
        var (now, hidden) = (time.GetUtcNow(), law.HiddenFrom(user));
        var ranks = Ranks(now);
        // The figure above the lists is this same choice.
        var urgencies = ranks.Where(one => one.Value == 0).Select(one => one.Key).ToHashSet(StringComparer.Ordinal);
        yield return (TodoReason.Overdue, lines.OverdueHere(now, ShownAtMost, hidden, urgencies));
        var at = RequestLine.Milliseconds(now);
        foreach (var group in lines.Waiting(now, hidden).GroupBy(line => ReasonOf(line, at)))
        {
            if (group.Key is { } reason)
            {
                var places = group
                    .OrderBy(line =>
                        line.Stage is Stage.Answered or Stage.Rated or Stage.Refused
                            ? Haste.None
                            : ranks.GetValueOrDefault(line.Urgency, Haste.None)
                    )
                    .Take(ShownAtMost)
                    .Select(line => lines.Of(line.Id))
                    .OfType<Place>()
                    .ToList();
                yield return (reason, new Chosen(places, group.Count()));
            }
        }
    }

    /// <summary>How urgent each level is by the guidelines in force, which choose the few that are shown.</summary>
    private Dictionary<string, int> Ranks(DateTimeOffset now) =>
        record
            .Peers.Select(peer => record.Reading.GuidelinesInForce(peer.Code, now)?.Guidelines)
            .OfType<AgreedGuidelines>()
            .SelectMany(all => all.Urgencies.Select(one => (one.Code, Haste.Of(all, one.Code)?.Rank)))
            .GroupBy(one => one.Code, one => one.Rank ?? Haste.None, StringComparer.Ordinal)
            .ToDictionary(one => one.Key, one => one.Min(), StringComparer.Ordinal);

    private static TodoReason? ReasonOf(WaitingLine line, long now) =>
        ReasonOf(
            line.Stage,
            line.WithUs,
            line.DueAt == RequestLine.NoDue ? null : DateTimeOffset.FromUnixTimeMilliseconds(line.DueAt),
            line.HalfAt <= now,
            line.Validates,
            DateTimeOffset.FromUnixTimeMilliseconds(now)
        );

    /// <summary>Why a request that waits for this party is on the desk; null where it only runs.</summary>
    /// <param name="due">Of what this party owes.</param>
    /// <param name="validates">It owes what its competent authority decides on what was given in an emergency.</param>
    private static TodoReason? ReasonOf(
        Stage stage,
        bool withUs,
        DateTimeOffset? due,
        bool half,
        bool validates,
        DateTimeOffset now
    ) =>
        stage switch
        {
            _ when due < now => TodoReason.Overdue,
            _ when due < now.AddHours(24) => TodoReason.DueToday,
            Stage.Made when withUs => TodoReason.New,
            Stage.ClarificationAsked when withUs => TodoReason.Clarify,
            Stage.Consulted when withUs => TodoReason.Consult,
            Stage.Answered or Stage.Rated or Stage.Refused when withUs && validates => TodoReason.Validate,
            Stage.Answered when withUs => TodoReason.Rate,
            Stage.Rated or Stage.Refused or Stage.Withdrawn or Stage.Transferred when withUs => TodoReason.Close,
            _ when half => TodoReason.HalfTime,
            _ => null,
        };

    private Todo? OfRequest(RequestSight sight, RequestMove? move, string language)
    {
        var now = time.GetUtcNow();
        var pressing = sight.PressingAt(now);
        var validation = sight is { Ours: true, Deadlines.Validation: { Owed: true } owed } ? owed : null;
        var reason = ReasonOf(
            sight.Request.Stage,
            sight.WithUs,
            pressing?.Due,
            pressing?.ReminderAt(now) is Reminder.Half,
            validation is not null,
            now
        );
        var told = reason is TodoReason.Validate ? validation : pressing;
        // At rest nothing can be said any more, so nothing waits.
        return reason is { } why && !(RequestRest.Since(sight.Request) < now)
            ? new Todo(
                why,
                sight.Id,
                SubjectLine.Of(sight.Request, sight.Guidelines, language),
                sight.Peer,
                told?.Due,
                told?.Step,
                move is null ? $"/requests/{sight.Id}" : $"/requests/{sight.Id}/do/{move}",
                told?.ReminderAt(now) ?? Reminder.None,
                move
            )
            {
                Item = told?.Taking?.Item,
                Marks = sight.Marks,
                Haste = sight.Haste,
                Limited = sight.Limited,
            }
            : null;
    }
}
