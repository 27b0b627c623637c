using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Exchange;
using Parley.Exchange.Formats;
using Parley.Node.Desk;
using Parley.Node.Law;
using Parley.Node.Requests;

namespace Parley.Node.Agreements;

/// <summary>Which agreement something is about.</summary>
/// <param name="About">Its number; null where this begins it.</param>
/// <param name="Kind">"guidelines", "review" …</param>
public sealed record AgreementPlace(PartyCode Peer, SubjectId? About, string Kind);

/// <summary>What one officer prepared about an agreement.</summary>
public sealed record PreparedAgreement(
    long Id,
    AgreementPlace Place,
    AgreementStatement Said,
    OnceKey Key,
    string Account,
    string Name,
    DateTimeOffset At
) : PreparedOne(Id, Place.Peer, Said, Key, Account, Name, [Account], At)
{
    /// <summary>It was sent back to who prepared it; null while it waits.</summary>
    public SentBack? Back { get; init; }

    /// <summary>Since when it is its author's again; null while it waits.</summary>
    public DateTimeOffset? BackAt { get; init; }

    /// <summary>With whom and under which key that is stated which goes on with it; null where nothing does.</summary>
    public (PartyCode Peer, OnceKey Key)? Anew { get; init; }

    public AgreementMove Move => AgreementLaw.MoveOf(Said);

    /// <summary>As the law sees it.</summary>
    public Matter Matter => AgreementLaw.Of(Place.Kind, Said);

    public string Address => FormattableString.Invariant($"/agreements/prepared/{Id}");
}

/// <summary>What waits about agreements: kept at this node only.</summary>
public sealed class PreparedAgreementShelf(DeskDatabase database)
{
    private const int Waiting = 0;
    private const int Left = 1;
    private const int TakenBack = 2;
    private const int Returned = 3;

    /// <summary>Puts it by; the same form sent twice is one.</summary>
    /// <param name="once">What the form bore; null: it bore nothing.</param>
    /// <param name="again">What was sent back and this goes on with: it goes in the same act.</param>
    /// <returns>Its id; null where what it goes on with is not there any more.</returns>
    public long? Add(AgreementPlace place, AgreementStatement said, OnceKey? once, PreparedBy by, long? again = null)
    {
        var (type, body) = StatementFormat.Write(said);
        var key = once?.Text ?? Guid.NewGuid().ToString("N");
        using var db = database.Open();
        using var work = db.BeginTransaction();
        var added = db.Execute(
            """
            INSERT OR IGNORE INTO prepared_agreement (peer, about, kind, type, body, once, account, name, at)
            VALUES (@peer, @about, @Kind, @type, @body, @key, @Account, @Name, @at)
            """,
            new
            {
                peer = place.Peer.ToString(),
                about = place.About?.ToString(),
                place.Kind,
                type,
                body,
                key,
                by.Account,
                by.Name,
                at = Text(by.At),
            },
            work
        );
        if (added == 1 && again is { } old && End(db, work, old, TakenBack, Returned, about: null) == 0)
        {
            return null;
        }
        var id = Under(db, work, place, key);
        work.Commit();
        return id;
    }

    /// <summary>All that wait, the oldest first.</summary>
    public IReadOnlyList<PreparedAgreement> All() => Where("state = 0");

    /// <summary>All that were sent back and not dropped yet, the oldest first.</summary>
    public IReadOnlyList<PreparedAgreement> AllReturned() => Where("state = 3");

    /// <summary>The id of what was prepared under a key about this agreement, whatever became of it; null where nothing
    /// was.</summary>
    public long? Under(AgreementPlace place, OnceKey once)
    {
        using var db = database.Open();
        return Under(db, null, place, once.Text);
    }

    /// <summary>As above; what began an agreement has its number once it left.</summary>
    private static long? Under(SqliteConnection db, SqliteTransaction? work, AgreementPlace place, string key) =>
        db.QuerySingleOrDefault<long?>(
            """
            SELECT id FROM prepared_agreement
            WHERE once = @key AND peer = @peer AND kind = @Kind AND (@about IS NULL OR about = @about)
            """,
            new
            {
                key,
                peer = place.Peer.ToString(),
                place.Kind,
                about = place.About?.ToString(),
            },
            work
        );

    /// <summary>The keys under which what was prepared with a party leaves or left, whatever became of it.</summary>
    public IReadOnlyList<OnceKey> Keys(PartyCode peer)
    {
        using var db = database.Open();
        return
        [
            .. db.Query<string>(
                    "SELECT once FROM prepared_agreement WHERE peer = @peer",
                    new { peer = peer.ToString() }
                )
                .Select(KeyOf),
        ];
    }

    /// <summary>Who it is with and the key under which it leaves, whatever became of it; null where there never was
    /// one.</summary>
    public (PartyCode Peer, OnceKey Key)? Trace(long id)
    {
        using var db = database.Open();
        return
            db.QuerySingleOrDefault<Row>("SELECT peer, once FROM prepared_agreement WHERE id = @id", new { id })
                is { } row
            ? (PartyCode.Parse(row.peer), KeyOf(row.once))
            : null;
    }

    /// <summary>It left: what it said is not kept here any longer.</summary>
    /// <param name="about">The number of the agreement.</param>
    public void Settle(long id, SubjectId about)
    {
        using var db = database.Open();
        End(db, null, id, Left, Waiting, about.ToString());
    }

    /// <summary>Who prepared it takes it back, and it is forgotten; also what was sent back.</summary>
    public void Discard(long id)
    {
        using var db = database.Open();
        End(db, null, id, TakenBack, Returned, about: null);
    }

    /// <summary>It waits no longer but is its author's again.</summary>
    public void Return(long id, SentBack back, DateTimeOffset at)
    {
        using var db = database.Open();
        db.Execute(
            """
            UPDATE prepared_agreement SET state = 3, reason = @Reason, sent_by = @Name, returned_at = @at
            WHERE id = @id AND state = 0
            """,
            new
            {
                id,
                back.Reason,
                back.Name,
                at = Text(at),
            }
        );
    }

    /// <summary>What goes on with it is about to be stated, with whom and under this key.</summary>
    public void GoOn(long id, PartyCode peer, OnceKey key)
    {
        using var db = database.Open();
        db.Execute(
            "UPDATE prepared_agreement SET anew = @anew WHERE id = @id AND state = 3",
            new { id, anew = $"{peer} {key.Text}" }
        );
    }

    /// <summary>It ends, and nothing of what it said stays; none does where it stood so no longer.</summary>
    private static int End(
        SqliteConnection db,
        SqliteTransaction? work,
        long id,
        int state,
        int orFrom,
        string? about
    ) =>
        db.Execute(
            """
            UPDATE prepared_agreement
            SET state = @state, body = x'', reason = NULL, sent_by = NULL, about = coalesce(@about, about)
            WHERE id = @id AND state IN (0, @orFrom)
            """,
            new
            {
                id,
                state,
                orFrom,
                about,
            },
            work
        );

    private static string Text(DateTimeOffset at) => at.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);

    private IReadOnlyList<PreparedAgreement> Where(string what)
    {
        using var db = database.Open();
        return db.Query<Row>($"SELECT * FROM prepared_agreement WHERE {what} ORDER BY id").Select(Read).ToList();
    }

    private static PreparedAgreement Read(Row row) =>
        new(
            row.id,
            new AgreementPlace(
                PartyCode.Parse(row.peer),
                row.about is { } about ? SubjectId.Parse(about) : null,
                row.kind
            ),
            (AgreementStatement)StatementFormat.Read(row.type, row.body),
            KeyOf(row.once),
            row.account,
            row.name,
            DateTimeOffset.Parse(row.at, CultureInfo.InvariantCulture)
        )
        {
            Back = row.reason is { } reason ? new SentBack(row.sent_by ?? "", reason) : null,
            BackAt = row.returned_at is { } back ? DateTimeOffset.Parse(back, CultureInfo.InvariantCulture) : null,
            Anew = row.anew is { } anew
                ? (PartyCode.Parse(anew.Split(' ', 2)[0]), OnceKey.Of(anew.Split(' ', 2)[1]))
                : null,
        };

    private static OnceKey KeyOf(string once) => OnceKey.Of($"agreement {once}");

#pragma warning disable IDE1006 // One name for a column and its property.
    private sealed class Row
    {
        public long id { get; init; }
        public string peer { get; init; } = "";
        public string? about { get; init; }
        public string kind { get; init; } = "";
        public string type { get; init; } = "";
        public byte[] body { get; init; } = [];
        public string once { get; init; } = "";
        public string account { get; init; } = "";
        public string name { get; init; } = "";
        public string at { get; init; } = "";
        public long state { get; init; }
        public string? reason { get; init; }
        public string? sent_by { get; init; }
        public string? returned_at { get; init; }
        public string? anew { get; init; }
    }
#pragma warning restore IDE1006
}
