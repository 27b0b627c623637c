using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Parley.Node.Access;

/// <summary>What the node writes down about who may do what.</summary>
public enum SecurityAct
{
    SignedIn,
    SignInFailed,
    SignInRests,
    SignedOut,
    RightRefused,
    RefusedByRule,
    AccountAdded,
    RolesChanged,
    PasswordChanged,
    AccountClosed,
    AccountReopened,

    /// <summary>A file was read.</summary>
    FileRead,

    /// <summary>The command wrote content into a file: a letter, an evidence file, the record.</summary>
    WrittenOut,
    AuthenticatorSetUp,
    AuthenticatorRemoved,
    RecoveryCodesMade,
    RecoveryCodeUsed,
    CodeFailed,
    CodesRest,
    SecondFactorReset,
    PasskeyAdded,
    PasskeyRemoved,
    RestLifted,
    TokenMade,
    TokenUsed,
    TokenRefused,
    TokenRevoked,
    ChangeWanted,
    ChangeConfirmed,
    ChangeDeclined,
    InvitationMade,
    SessionsEnded,
    NamesChanged,
    AuthorityGiven,
    AuthorityAdded,
    AuthorityChanged,

    /// <summary>A rule book came into force.</summary>
    RuleBookChanged,

    /// <summary>A matter is kept longer than its time.</summary>
    KeptLonger,

    /// <summary>A matter is kept no longer than its time.</summary>
    KeptNoLonger,

    /// <summary>A request was erased, under a rule of keeping.</summary>
    RequestErased,
    DraftErased,
    WebhookAdded,
    WebhookChanged,
    WebhookStopped,
    WebhookRemoved,

    /// <summary>How much is taken of a linked party was set: bytes of one file, and of all together.</summary>
    QuotaSet,

    /// <summary>What is restricted, an emergency not having been validated, was opened.</summary>
    UseOpened,

    /// <summary>Two requests were found to be the same matter.</summary>
    FoundSame,

    /// <summary>Two requests were found to be different matters.</summary>
    FoundAnother,

    /// <summary>What was found of two requests was taken back.</summary>
    FindingTakenBack,
}

/// <summary>Who does something at this node, and from where.</summary>
/// <param name="Name">A sign-in name; empty where nobody is signed in.</param>
/// <param name="Address">Where it comes from: a network address, or "command".</param>
public sealed record Doer(string Name, string Address)
{
    /// <summary>The command, in the hands of whoever may read the node's folder.</summary>
    public static Doer Command { get; } = new(Environment.UserName, "command");

    /// <summary>The node itself, at a tick.</summary>
    public static Doer Node { get; } = new("node", "node");

    /// <summary>The officer signed in.</summary>
    public static Doer Of(HttpContext http) => new(http.User.Identity?.Name ?? "", Protection.AddressOf(http));
}

/// <summary>One line: who did what to whom, when and from where.</summary>
/// <param name="Whom">The sign-in name it was done to; empty where there is none.</param>
/// <param name="More">The roles given, or the path that was refused.</param>
public sealed record SecurityEvent(
    long Id,
    DateTimeOffset At,
    string Who,
    SecurityAct Act,
    string Whom,
    string More,
    string Address
);

/// <summary>Which lines are asked for; what is null narrows nothing.</summary>
/// <param name="Act">Of this kind alone.</param>
/// <param name="Since">Not before this.</param>
/// <param name="Before">Earlier than this.</param>
/// <param name="Under">Written down before the one with this id.</param>
public sealed record EventChoice(
    SecurityAct? Act = null,
    DateTimeOffset? Since = null,
    DateTimeOffset? Before = null,
    long? Under = null
);

/// <summary>
/// The lines about accounts, sign-ins and refused rights, in the database of the accounts and in the node's log. They
/// are only ever added to.
/// </summary>
public sealed class SecurityEvents(AccountShelf shelf, TimeProvider clock, ILogger<SecurityEvents> log)
{
    /// <summary>How many lines one page shows.</summary>
    public const int PageSize = 25;

    private const int TextAtMost = 200;

    private const string Chosen =
        "(@act IS NULL OR act = @act) AND (@since IS NULL OR at >= @since) AND (@before IS NULL OR at < @before)"
        + " AND (@under IS NULL OR id < @under)";

    /// <summary>The lines of a node, for a command beside it.</summary>
    internal static SecurityEvents Of(AccountShelf shelf) =>
        new(shelf, TimeProvider.System, NullLogger<SecurityEvents>.Instance);

    /// <summary>Writes a line.</summary>
    public void Note(Doer by, SecurityAct act, string whom = "", string more = "")
    {
        using var db = shelf.Open();
        Write(db, null, by, act, whom, more);
    }

    /// <summary>A line that is written with a change of an account, both or neither.</summary>
    internal Action<SqliteConnection, SqliteTransaction> Line(Doer by, SecurityAct act, string whom, string more) =>
        (db, work) => Write(db, work, by, act, whom, more);

    private void Write(SqliteConnection db, SqliteTransaction? work, Doer by, SecurityAct act, string whom, string more)
    {
        var line = new
        {
            at = clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
            who = Short(by.Name),
            act = act.ToString(),
            whom = Short(whom),
            more = Short(more),
            address = Short(by.Address),
        };
        db.Execute(
            """
            INSERT INTO security_event (at, who, act, whom, more, address)
            VALUES (@at, @who, @act, @whom, @more, @address)
            """,
            line,
            work
        );
        log.LogInformation(
            "{Act}: {Who} to {Whom}, {More}, from {Address}",
            act,
            line.who,
            line.whom,
            line.more,
            line.address
        );
    }

    /// <summary>One page of lines, the newest first; pages count from 1.</summary>
    /// <param name="choice">Which of them; null: all.</param>
    /// <param name="size">How many lines a page has.</param>
    public IReadOnlyList<SecurityEvent> Page(int page, EventChoice? choice = null, int size = PageSize)
    {
        using var db = shelf.Open();
        return
        [
            .. db.Query<Row>(
                    $"""
                    SELECT id, at, who, act, whom, more, address FROM security_event WHERE {Chosen} ORDER BY id DESC
                    LIMIT @size OFFSET @from
                    """,
                    Fields(choice, page, size)
                )
                .Select(ToEvent),
        ];
    }

    /// <summary>What an account did or was done to it of late, the newest first.</summary>
    public IReadOnlyList<SecurityEvent> About(string signInName, int atMost)
    {
        using var db = shelf.Open();
        return
        [
            .. db.Query<Row>(
                    """
                    SELECT id, at, who, act, whom, more, address FROM security_event WHERE who = @name OR whom = @name
                    ORDER BY id DESC LIMIT @atMost
                    """,
                    new { name = Short(signInName), atMost }
                )
                .Select(ToEvent),
        ];
    }

    /// <summary>Lines after one, the oldest first.</summary>
    internal IReadOnlyList<SecurityEvent> After(long id, int atMost)
    {
        using var db = shelf.Open();
        return
        [
            .. db.Query<Row>(
                    """
                    SELECT id, at, who, act, whom, more, address FROM security_event WHERE id > @id
                    ORDER BY id LIMIT @atMost
                    """,
                    new { id, atMost }
                )
                .Select(ToEvent),
        ];
    }

    /// <summary>How many lines there are.</summary>
    public long Count(EventChoice choice)
    {
        using var db = shelf.Open();
        return db.ExecuteScalar<long>(
            $"SELECT count(*) FROM security_event WHERE {Chosen}",
            Fields(choice, 1, PageSize)
        );
    }

    /// <summary>The id of the newest; 0 where there is none.</summary>
    internal long Last
    {
        get
        {
            using var db = shelf.Open();
            return db.ExecuteScalar<long>("SELECT coalesce(max(id), 0) FROM security_event");
        }
    }

    private static object Fields(EventChoice? choice, int page, int size) =>
        new
        {
            act = choice?.Act?.ToString(),
            since = Text(choice?.Since),
            before = Text(choice?.Before),
            under = choice?.Under,
            size,
            from = (page - 1L) * size,
        };

    /// <summary>As instants are kept: in UTC and of one length, so that texts compare as instants do.</summary>
    private static string? Text(DateTimeOffset? at) =>
        at?.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);

    private static SecurityEvent ToEvent(Row row) =>
        new(
            row.id,
            DateTimeOffset.Parse(row.at, CultureInfo.InvariantCulture),
            row.who,
            Enum.Parse<SecurityAct>(row.act),
            row.whom,
            row.more,
            row.address
        );

    /// <summary>One line stays one line, in the log too.</summary>
    private static string Short(string text) =>
        string.Concat(text.Take(TextAtMost).Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? '·' : c));

#pragma warning disable IDE1006 // One name for a column and its property.
    private sealed class Row
    {
        public long id { get; init; }
        public string at { get; init; } = "";
        public string who { get; init; } = "";
        public string act { get; init; } = "";
        public string whom { get; init; } = "";
        public string more { get; init; } = "";
        public string address { get; init; } = "";
    }
#pragma warning restore IDE1006
}
