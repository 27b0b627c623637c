using System.Globalization;
using Dapper;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Node.Desk;
using Parley.Node.Erasing;

namespace Parley.Node.Requests;

/// <summary>That an officer took out what is locked, for a reason.</summary>
public sealed record UseOpened(string Name, string Reason, DateTimeOffset At);

/// <summary>
/// What came in an emergency that this nation's own authority then did not validate, or not in time, is restricted:
/// nothing of it is taken out, as file, letter or evidence, unless an officer says why; that opens it to this officer
/// for a day.
/// </summary>
public sealed class UseLock(DeskDatabase database, SecurityEvents events, TimeProvider clock) : IKeptBeside
{
    private static readonly TimeSpan OpenFor = TimeSpan.FromDays(1);

    /// <summary>Whether what came for a request is restricted so.</summary>
    public bool Stands(RequestSight sight) =>
        sight.Ours && Restricted(sight.Request, sight.Deadlines, clock.GetUtcNow());

    /// <summary>Whether what came for a request of this nation is restricted, whoever asks.</summary>
    public static bool Restricted(Request request, Deadlines deadlines, DateTimeOffset now) =>
        request.Validated is { What.Outcome: Validation.NotValidated }
        || deadlines.Validation is { Owed: true, Due: { } due } && due < now;

    /// <summary>Whether it is closed to an officer now.</summary>
    public bool IsClosed(RequestSight sight, string account)
    {
        if (!Stands(sight))
        {
            return false;
        }
        using var db = database.Open();
        var last = db.QuerySingleOrDefault<string>(
            "SELECT max(at) FROM use_opened WHERE peer = @peer AND about = @about AND account = @account",
            new
            {
                peer = sight.Peer.ToString(),
                about = sight.Id,
                account,
            }
        );
        return last is null || Read(last) + OpenFor < clock.GetUtcNow();
    }

    /// <summary>Opens it to an officer, who says why; that it was is written down with the security events.</summary>
    public void Open(RequestSight sight, string account, string name, string reason, Doer by)
    {
        events.Note(by, SecurityAct.UseOpened, sight.Id, "");
        using var db = database.Open();
        db.Execute(
            """
            INSERT INTO use_opened (peer, about, account, name, reason, at)
            VALUES (@peer, @about, @account, @name, @reason, @at)
            """,
            new
            {
                peer = sight.Peer.ToString(),
                about = sight.Id,
                account,
                name,
                reason,
                at = clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
            }
        );
    }

    /// <summary>Who opened it, the last first.</summary>
    public IReadOnlyList<UseOpened> Of(RequestSight sight)
    {
        using var db = database.Open();
        return
        [
            .. db.Query<(string Name, string Reason, string At)>(
                    "SELECT name, reason, at FROM use_opened WHERE peer = @peer AND about = @about ORDER BY id DESC",
                    new { peer = sight.Peer.ToString(), about = sight.Id }
                )
                .Select(row => new UseOpened(row.Name, row.Reason, Read(row.At))),
        ];
    }

    /// <summary>Forgets who opened what came for a request.</summary>
    public void Erase(PartyCode peer, SubjectId request)
    {
        using var db = database.Open();
        db.Execute(
            "DELETE FROM use_opened WHERE peer = @peer AND about = @request",
            new { peer = peer.ToString(), request = request.ToString() }
        );
    }

    private static DateTimeOffset Read(string at) => DateTimeOffset.Parse(at, CultureInfo.InvariantCulture);
}
