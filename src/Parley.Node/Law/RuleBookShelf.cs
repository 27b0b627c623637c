using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using Dapper;
using Microsoft.Data.Sqlite;
using Parley.Node.Access;

namespace Parley.Node.Law;

/// <summary>A rule book as it was put forward.</summary>
/// <param name="Hash">SHA-256 of its text, by which versions are told apart.</param>
/// <param name="Reason">Why it is to come into force.</param>
/// <param name="By">Who put it forward, by sign-in name.</param>
public sealed record KeptBook(
    long Id,
    RuleBook Book,
    ReadOnlyMemory<byte> Text,
    string Hash,
    string Reason,
    string By,
    DateTimeOffset At
);

/// <summary>A rule book that came into force.</summary>
/// <param name="Number">The how-manieth that came into force at this node, from 1.</param>
/// <param name="ConfirmedBy">By whose word, by sign-in name.</param>
public sealed record BookInForce(long Number, KeptBook Kept, string ConfirmedBy, DateTimeOffset Since);

/// <summary>
/// The rule books of one node, beside its accounts, so that what a change of them gives or takes is written down with
/// it, both or neither. Which one is in force is looked up again every second at most: the command may have changed it.
/// </summary>
public sealed class RuleBookShelf(AccountShelf shelf, SecurityEvents events, TimeProvider clock)
{
    private const long LookAgainAfter = 1_000;

    private const string InForceRows = """
        SELECT f.id AS number, f.by AS confirmed_by, f.at AS since, b.id, b.text, b.hash, b.reason, b.by, b.at
        FROM rule_book_in_force f JOIN rule_book b ON b.id = f.book ORDER BY f.id DESC
        """;

    private readonly Lock gate = new();
    private (long Looked, BookInForce? Found)? held;

    /// <summary>The book in force; null where none was ever put in force.</summary>
    public BookInForce? InForce
    {
        get
        {
            lock (gate)
            {
                if (held is { } known && Environment.TickCount64 - known.Looked < LookAgainAfter)
                {
                    return known.Found;
                }
                var found = Newest(held?.Found);
                held = (Environment.TickCount64, found);
                return found;
            }
        }
    }

    /// <summary>The book in force beside these accounts, for the command.</summary>
    internal static BookInForce? NewestIn(AccountShelf accounts)
    {
        using var db = accounts.Open();
        return db.QueryFirstOrDefault<Row>($"{InForceRows} LIMIT 1") is { } row ? ToInForce(row) : null;
    }

    /// <summary>Every book that came into force, the newest first.</summary>
    public IReadOnlyList<BookInForce> History()
    {
        using var db = shelf.Open();
        return [.. db.Query<Row>(InForceRows).Select(ToInForce)];
    }

    /// <summary>The rule of keeping that bore a number at an instant; null where none did.</summary>
    public KeepingTerm? KeepingAt(DateTimeOffset at, string rule) =>
        History()
            .FirstOrDefault(book => book.Since <= at)
            ?.Kept.Book.Keeping.FirstOrDefault(term => string.Equals(term.Id, rule, StringComparison.Ordinal));

    /// <summary>A book that was put forward, in force or not.</summary>
    public KeptBook? Find(long id)
    {
        using var db = shelf.Open();
        return db.QuerySingleOrDefault<Row>("SELECT * FROM rule_book WHERE id = @id", new { id }) is { } row
            ? ToKept(row)
            : null;
    }

    /// <summary>Keeps a book that is put forward; nothing holds by that.</summary>
    /// <param name="text">A book that was read without faults.</param>
    public KeptBook Put(ReadOnlyMemory<byte> text, string reason, Doer by)
    {
        using var db = shelf.Open();
        var id = db.ExecuteScalar<long>(
            """
            INSERT INTO rule_book (text, hash, reason, by, at) VALUES (@text, @hash, @reason, @by, @at) RETURNING id
            """,
            new
            {
                text = text.ToArray(),
                hash = HashOf(text),
                reason,
                by = by.Name,
                at = Now(),
            }
        );
        return Find(id)!;
    }

    /// <summary>Puts a book in force, and writes that down.</summary>
    public void PutInForce(KeptBook book, Doer by)
    {
        using (var db = shelf.Open())
        {
            using var work = db.BeginTransaction();
            PutInForce(db, work, book, by);
            work.Commit();
        }
        LookAgain();
    }

    /// <summary>The same as part of more that is written at once; look again afterwards.</summary>
    internal void PutInForce(SqliteConnection db, SqliteTransaction work, KeptBook book, Doer by)
    {
        db.Execute(
            "INSERT INTO rule_book_in_force (book, by, at) VALUES (@book, @by, @at)",
            new
            {
                book = book.Id,
                by = by.Name,
                at = Now(),
            },
            work
        );
        events.Line(by, SecurityAct.RuleBookChanged, "", $"{book.Hash} {book.Reason}")(db, work);
    }

    /// <summary>What is in force is read anew when it is next asked for.</summary>
    internal void LookAgain()
    {
        lock (gate)
        {
            held = null;
        }
    }

    /// <summary>The hash by which a text is told from others.</summary>
    public static string HashOf(ReadOnlyMemory<byte> text) => Convert.ToHexStringLower(SHA256.HashData(text.Span));

    private BookInForce? Newest(BookInForce? known)
    {
        using var db = shelf.Open();
        var number = db.ExecuteScalar<long?>("SELECT max(id) FROM rule_book_in_force");
        return number is null ? null
            : number == known?.Number ? known
            : db.QueryFirst<Row>($"{InForceRows} LIMIT 1") is var row ? ToInForce(row)
            : null;
    }

    private string Now() => clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);

    private static BookInForce ToInForce(Row row) => new(row.number, ToKept(row), row.confirmed_by, Instant(row.since));

    /// <summary>Reads a kept book again.</summary>
    /// <exception cref="InvalidDataException">It cannot be read. Without it nobody knows what is forbidden, so nothing is
    /// shown.</exception>
    private static KeptBook ToKept(Row row) =>
        RuleBookFormat.TryRead(row.text, out var book, out var faults)
            ? new KeptBook(row.id, book, row.text, row.hash, row.reason, row.by, Instant(row.at))
            : throw new InvalidDataException($"Rule book {row.id} cannot be read: {faults[0]}");

    private static DateTimeOffset Instant(string at) => DateTimeOffset.Parse(at, CultureInfo.InvariantCulture);

#pragma warning disable IDE1006 // One name for a column and its property.
    private sealed class Row
    {
        public long number { get; init; }
        public string confirmed_by { get; init; } = "";
        public string since { get; init; } = "";
        public long id { get; init; }
        public byte[] text { get; init; } = [];
        public string hash { get; init; } = "";
        public string reason { get; init; } = "";
        public string by { get; init; } = "";
        public string at { get; init; } = "";
    }
#pragma warning restore IDE1006
}
