using System.Globalization;
using Dapper;
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

    public AgreementMove Move => AgreementLaw.MoveOf(Said);

    /// <summary>As the law sees it.</summary>
    public Matter Matter => AgreementLaw.Of(Place.Kind, Said);

    public string Address => FormattableString.Invariant($"/agreements/prepared/{Id}");
}

/// <summary>What waits about agreements: kept at this node only.</summary>
public sealed class PreparedAgreementShelf(DeskDatabase database)
{
    private const int Left = 1;
    private const int TakenBack = 2;

    /// <summary>Puts it by; the same form sent twice is one.</summary>
    /// <param name="once">What the form bore; null: it bore nothing.</param>
    /// <returns>Its id.</returns>
    public long Add(AgreementPlace place, AgreementStatement said, OnceKey? once, PreparedBy by)
    {
        var (type, body) = StatementFormat.Write(said);
        var key = once?.Text ?? Guid.NewGuid().ToString("N");
        using var db = database.Open();
        db.Execute(
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
                at = by.At.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
            }
        );
        return db.QuerySingle<long>("SELECT id FROM prepared_agreement WHERE once = @key", new { key });
    }

    /// <summary>All that wait, the oldest first.</summary>
    public IReadOnlyList<PreparedAgreement> All() => Where("state = 0");

    /// <summary>All that were sent back and not dropped yet, the oldest first.</summary>
    public IReadOnlyList<PreparedAgreement> Returned() => Where("state = 3");

    /// <summary>The id of what was prepared under a key, whatever became of it; null where nothing was.</summary>
    public long? Under(OnceKey once)
    {
        using var db = database.Open();
        return db.QuerySingleOrDefault<long?>(
            "SELECT id FROM prepared_agreement WHERE once = @key",
            new { key = once.Text }
        );
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
    public void Settle(long id, SubjectId about) => End(id, Left, 0, about.ToString());

    /// <summary>Who prepared it takes it back, and it is forgotten; also what was sent back.</summary>
    public void Discard(long id) => End(id, TakenBack, 3, about: null);

    /// <summary>It waits no longer but is its author's again.</summary>
    public void Return(long id, SentBack back)
    {
        using var db = database.Open();
        db.Execute(
            "UPDATE prepared_agreement SET state = 3, reason = @Reason, sent_by = @Name WHERE id = @id AND state = 0",
            new
            {
                id,
                back.Reason,
                back.Name,
            }
        );
    }

    private void End(long id, int state, int orFrom, string? about)
    {
        using var db = database.Open();
        db.Execute(
            """
            UPDATE prepared_agreement SET state = @state, body = x'', about = coalesce(@about, about)
            WHERE id = @id AND state IN (0, @orFrom)
            """,
            new
            {
                id,
                state,
                orFrom,
                about,
            }
        );
    }

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
    }
#pragma warning restore IDE1006
}
