using Dapper;
using Microsoft.Data.Sqlite;
using Parley.Cooperation;

namespace Parley.Node.Api;

/// <summary>Events that no entry makes: clocks and preservations that reach a mark, what was sent back inside the node,
/// and what was erased. Of each it is written down that it was told, in one transaction with the event.</summary>
public sealed partial class Feed
{
    /// <summary>Tells once that a request was erased here.</summary>
    public void TellErased(PartyCode peer, SubjectId request)
    {
        lock (following)
        {
            using var db = database.Open();
            if (SinceOf(db) is null)
            {
                return;
            }
            var kind = EventKind.RequestErased;
            using var work = db.BeginTransaction();
            var told = db.ExecuteScalar<long>(
                "SELECT count(*) FROM event WHERE kind = @kind AND peer = @peer AND about = @about",
                new
                {
                    kind = ApiJson.Word(kind),
                    peer = $"{peer}",
                    about = $"{request}",
                },
                work
            );
            if (told == 0)
            {
                var now = clock.GetUtcNow();
                Add(db, work, new FeedEvent(0, now, kind, peer, request, record.Self.Code, null, null, null));
            }
            work.Commit();
        }
    }

    private void Marks(SqliteConnection db, DateTimeOffset since)
    {
        var now = clock.GetUtcNow();
        foreach (var (one, due) in clocks.Due(since, now).Concat(holds.Due(since, now)))
        {
            using var work = db.BeginTransaction();
            var isNew = db.Execute(
                "INSERT OR IGNORE INTO clock_told VALUES (@peer, @about, @Step, @kind, @due)",
                new
                {
                    peer = $"{one.Peer}",
                    about = $"{one.About}",
                    one.Step,
                    kind = ApiJson.Word(one.Kind),
                    due = due.ToUnixTimeMilliseconds(),
                },
                work
            );
            if (isNew > 0)
            {
                Add(db, work, one);
            }
            work.Commit();
        }
    }

    /// <summary>Tells of what was sent back since the last look; what stands so no longer is forgotten, so that the
    /// next time is told again.</summary>
    private void SentBack(SqliteConnection db)
    {
        if (sentBack.Look(clock.GetUtcNow()) is not { } all)
        {
            return;
        }
        using var work = db.BeginTransaction();
        var told = db.Query<(string Matter, string Mark)>("SELECT matter, mark FROM sent_back_told", transaction: work)
            .ToDictionary(one => one.Matter, one => one.Mark, StringComparer.Ordinal);
        var standing = all.ToDictionary(one => one.Matter, StringComparer.Ordinal);
        foreach (var gone in told.Keys.Where(matter => !standing.ContainsKey(matter)))
        {
            db.Execute("DELETE FROM sent_back_told WHERE matter = @gone", new { gone }, work);
        }
        foreach (
            var one in all.Where(one =>
                !string.Equals(told.GetValueOrDefault(one.Matter), one.Mark, StringComparison.Ordinal)
            )
        )
        {
            db.Execute(
                """
                INSERT INTO sent_back_told VALUES (@Matter, @Mark) ON CONFLICT (matter) DO UPDATE SET mark = @Mark
                """,
                new { one.Matter, one.Mark },
                work
            );
            Add(db, work, one.Event);
        }
        work.Commit();
    }
}
