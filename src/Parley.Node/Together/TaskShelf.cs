using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using Parley.Node.Desk;

namespace Parley.Node.Together;

/// <summary>Which tasks are looked for.</summary>
/// <param name="Account">Whose: to do and, with <paramref name="Given"/>, given; null for everybody's.</param>
/// <param name="Authority">The account's authority, whose tasks are the account's too.</param>
public sealed record TaskChoice(string? Account, string? Authority, bool Given, bool Done);

/// <summary>The tasks of this node's officers: local to it. Nothing of a task is written over; what becomes of it is
/// added.</summary>
public sealed class TaskShelf(DeskDatabase database)
{
    /// <summary>How many characters a task has at most.</summary>
    public const int WhatAtMost = 300;

    /// <summary>How many a list shows at most.</summary>
    public const int ShownAtMost = 200;

    private const int SearchedAtMost = 10_000;
    private const string Columns =
        "SELECT id, matter, what, officer, authority, due_day, due_at, account, at, done FROM task";

    /// <summary>The tasks of a matter, the oldest first; those of the draft it was among them.</summary>
    public IReadOnlyList<MatterTask> Of(MatterKey matter) =>
        Read($"WHERE {AssignmentShelf.OfMatter} ORDER BY id", new { matter = matter.Text });

    public MatterTask? Find(long id) => Read("WHERE id = @id", new { id }).FirstOrDefault();

    /// <summary>The tasks of a choice: open ones by when they are due, done ones the last first.</summary>
    public IReadOnlyList<MatterTask> All(TaskChoice choice) =>
        Chosen(choice, $"ORDER BY {(choice.Done ? "id DESC" : "due_at IS NULL, due_at, id")} LIMIT {ShownAtMost}");

    /// <summary>All tasks of a choice in the order in which they were given, read as far as they are taken.</summary>
    /// <param name="after">The last one seen; 0 to begin.</param>
    internal IEnumerable<MatterTask> Walk(TaskChoice choice, long after)
    {
        while (Chosen(choice, $"AND id > @after ORDER BY id LIMIT {ShownAtMost}", after) is { Count: > 0 } some)
        {
            foreach (var task in some)
            {
                yield return task;
            }
            after = some[^1].Id;
        }
    }

    private List<MatterTask> Chosen(TaskChoice choice, string order, long after = 0) =>
        Read(
            $"""
            WHERE done = @done AND (@account IS NULL
                OR (@given AND account = @account)
                OR (NOT @given AND (officer = @account OR authority = @authority)))
            {order}
            """,
            new
            {
                account = choice.Account,
                authority = choice.Authority,
                given = choice.Given ? 1 : 0,
                done = choice.Done ? 1 : 0,
                after,
            }
        );

    /// <summary>The tasks last given, for a search.</summary>
    internal IReadOnlyList<MatterTask> Last() => Read("ORDER BY id DESC LIMIT @most", new { most = SearchedAtMost });

    /// <summary>Gives a task, once for each form.</summary>
    /// <param name="once">What the form bore; empty: none.</param>
    public void Add(MatterTask task, string once)
    {
        using var db = database.Open();
        db.Execute(
            """
            INSERT OR IGNORE INTO task (matter, what, officer, authority, due_day, due_at, account, at, done, once)
            VALUES (@matter, @What, @officer, @authority, @day, @due, @By, @at, 0, @once)
            """,
            new
            {
                matter = task.Matter.Text,
                task.What,
                officer = task.For.Officer,
                authority = task.For.Authority,
                day = task.Day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                due = task.Due?.ToUnixTimeMilliseconds(),
                task.By,
                at = Text(task.At),
                once = once.Length > 0 ? $"{task.By} {once}" : Guid.NewGuid().ToString("N"),
            }
        );
    }

    /// <summary>A task is done, or is not; false where that was said already, by whoever was first.</summary>
    public bool Settle(long id, bool done, string by, DateTimeOffset now)
    {
        using var db = database.Open();
        using var work = db.BeginTransaction();
        var turned = db.Execute(
            "UPDATE task SET done = @done WHERE id = @id AND done <> @done",
            new { id, done = done ? 1 : 0 },
            work
        );
        if (turned == 1)
        {
            db.Execute(
                "INSERT INTO task_act (task, done, account, at) VALUES (@id, @done, @by, @at)",
                new
                {
                    id,
                    done = done ? 1 : 0,
                    by,
                    at = Text(now),
                },
                work
            );
        }
        work.Commit();
        return turned == 1;
    }

    private List<MatterTask> Read(string where, object values)
    {
        using var db = database.Open();
        var rows = db.Query<Row>($"{Columns} {where}", values).ToList();
        var acts = ActsOf(db, [.. rows.Select(row => row.id)]);
        return rows.ConvertAll(row => Of(row, [.. acts[row.id]]));
    }

    private static ILookup<long, TaskAct> ActsOf(SqliteConnection db, IReadOnlyList<long> tasks) =>
        db.Query<ActRow>(
                """
                SELECT task, done, account, at FROM task_act
                WHERE task IN (SELECT value FROM json_each(@tasks)) ORDER BY id
                """,
                new { tasks = $"[{string.Join(',', tasks)}]" }
            )
            .ToLookup(row => row.task, row => new TaskAct(row.done != 0, row.account, Instant(row.at)));

    private static MatterTask Of(Row row, IReadOnlyList<TaskAct> acts) =>
        new(
            row.id,
            MatterKey.Read(row.matter)!,
            row.what,
            new Holder(row.officer, row.authority),
            row.due_day is { } day ? DateOnly.Parse(day, CultureInfo.InvariantCulture) : null,
            row.due_at is { } due ? DateTimeOffset.FromUnixTimeMilliseconds(due) : null,
            row.account,
            Instant(row.at),
            acts
        );

    private static string Text(DateTimeOffset at) => at.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private sealed class Row
    {
        public long id { get; init; }
        public string matter { get; init; } = "";
        public string what { get; init; } = "";
        public string? officer { get; init; }
        public string? authority { get; init; }
        public string? due_day { get; init; }
        public long? due_at { get; init; }
        public string account { get; init; } = "";
        public string at { get; init; } = "";
        public long done { get; init; }
    }

    private sealed class ActRow
    {
        public long task { get; init; }
        public long done { get; init; }
        public string account { get; init; } = "";
        public string at { get; init; } = "";
    }
}
