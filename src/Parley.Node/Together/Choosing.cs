using System.Globalization;
using System.Security.Claims;
using Microsoft.Extensions.Localization;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Law;
using Parley.Node.Look;
using Parley.Node.Requests;

namespace Parley.Node.Together;

/// <summary>Does one thing with several requests, one by one: each acknowledgement is a statement of its own, with its
/// own key, so that a form sent twice states nothing twice.</summary>
public sealed class Choosing(
    InsideBook book,
    StaffBook staff,
    Assigning assigning,
    JointRecord record,
    LawInForce law,
    IChanges changes,
    TimeProvider clock,
    IStringLocalizer<InsideWords> words,
    ILogger<Choosing> log
)
{
    /// <summary>A page of the list, and no more at once.</summary>
    public const int MostAtOnce = RequestFilter.PageSize;

    private static readonly RequestStatement.Acknowledged Plainly = new(Note: null);

    public Staff Staff => staff.Now();

    /// <summary>The chosen requests, with why one cannot be acknowledged by this officer now.</summary>
    public IReadOnlyList<ChosenRequest> ToAcknowledge(IEnumerable<string> numbers, ClaimsPrincipal user) =>
        [
            .. Found(numbers, user)
                .Select(one => one with { Why = WhyNot(one.Sight, user)?.Sentence.In(Languages.Short) }),
        ];

    /// <summary>The chosen requests, as they are to be given to somebody.</summary>
    public IReadOnlyList<ChosenRequest> ToAssign(IEnumerable<string> numbers, ClaimsPrincipal user) =>
        Found(numbers, user);

    /// <summary>Acknowledges each; what was not possible says why.</summary>
    /// <param name="once">What the form bore.</param>
    public async Task<IReadOnlyList<ChosenRequest>> Acknowledge(
        IEnumerable<string> numbers,
        string once,
        ClaimsPrincipal user
    )
    {
        var done = new List<ChosenRequest>();
        foreach (var one in Found(numbers, user))
        {
            done.Add(one with { Why = await Acknowledge(one.Sight, once, user) });
            changes.Announce("requests", MatterKey.Of(one.Sight.Request.Id));
        }
        return done;
    }

    /// <summary>Gives each to somebody; what was not possible says why.</summary>
    /// <param name="chosen">The numbers, each with the last row of its history that the officer saw.</param>
    public IReadOnlyList<ChosenRequest> Assign(
        IReadOnlyList<(string Number, string Seen)> chosen,
        Holder to,
        string word,
        ClaimsPrincipal user
    )
    {
        var seen = chosen
            .DistinctBy(one => one.Number, StringComparer.Ordinal)
            .ToDictionary(one => one.Number, one => one.Seen, StringComparer.Ordinal);
        var done = new List<ChosenRequest>();
        foreach (var one in Found(seen.Keys, user))
        {
            var inside = book.Of(MatterKey.Of(one.Sight.Request.Id), user)!;
            _ = long.TryParse(seen[one.Sight.Id], NumberStyles.None, CultureInfo.InvariantCulture, out var row);
            var trouble = assigning.Give(inside, to, word, row, user);
            done.Add(one with { Why = trouble is null ? null : words["assign." + trouble].Value });
            changes.Announce(inside.Matter.Key.Topic, inside.Matter.Key);
            changes.Announce("inside", inside.Matter.Key);
        }
        return done;
    }

    private async Task<string?> Acknowledge(RequestSight sight, string once, ClaimsPrincipal user)
    {
        var key = once is { Length: > 0 and <= 32 } ? OnceKey.Of($"acknowledge {once} {sight.Id}") : null;
        // Sent again, the key tells what became of the first time: that is asked before the rules are.
        if (key is null || record.Reading.StatedUnder(sight.Peer, key) is null)
        {
            if (WhyNot(sight, user) is { } closed)
            {
                return closed.Sentence.In(Languages.Short);
            }
        }
        try
        {
            var stating = await record.State(sight.Peer, sight.Request.Id, Plainly, user.AsOfficer(), key);
            return stating.Refusal?.Sentence.In(Languages.Short);
        }
        catch (Exception e) when (e is IOException or Microsoft.Data.Sqlite.SqliteException)
        {
            log.LogError(e, "{Number} could not be acknowledged.", sight.Id);
            return words["chosen.failed"];
        }
    }

    private Refusal? WhyNot(RequestSight sight, ClaimsPrincipal user) =>
        RequestRules.MayMove(
            sight.Request,
            RequestMove.Acknowledge,
            sight.Guidelines,
            record.Self.Code,
            clock.GetUtcNow()
        )
        ?? RequestRules.MaySpeak(sight.Guidelines, sight.Request.Kind, record.Self.Code, user.AsOfficer().Authority)
        ?? law.Forbids(user, LawAct.Draft, Matter.Of(sight).With(RequestMove.Acknowledge))?.AsRefusal
        ?? (law.NeedsRelease(sight, RequestMove.Acknowledge, Plainly) ? StepRefusals.OneByOne : null);

    private List<ChosenRequest> Found(IEnumerable<string> numbers, ClaimsPrincipal user) =>
        [
            .. numbers
                .Distinct(StringComparer.Ordinal)
                .Take(MostAtOnce)
                .Select(MatterKey.Read)
                .Where(key => key?.Request is not null)
                .Select(key => book.Of(key, user))
                .OfType<Inside>()
                .Select(inside => new ChosenRequest(
                    inside.Matter.Request!,
                    inside.Staff.Seen(inside.Held, user),
                    inside.Seen
                )),
        ];
}
