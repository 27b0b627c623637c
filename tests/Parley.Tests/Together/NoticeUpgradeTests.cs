using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using Parley.Node.Desk;
using Parley.Node.Storage;
using Parley.Node.Together;
using Parley.Tests.Node;
using Parley.Tests.Sealing;

namespace Parley.Tests.Together;

/// <summary>What was told of by the stages of requests is not told anew by the words of the other side.</summary>
public sealed class NoticeUpgradeTests : IDisposable
{
    private const string Mailed = "2026-03-01T09:00:00.0000000+00:00";
    private const string Refused = "2026-03-02T09:00:00.0000000+00:00";

    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Who_was_told_of_everything_is_told_of_what_comes_from_the_upgrade_on()
    {
        var before = TimeProvider.System.GetUtcNow().AddSeconds(-1);
        var since = Upgraded("arrived CN-R-2026-0001 ClarificationAsked", mail: 1).Since;
        Assert.InRange(since, before, TimeProvider.System.GetUtcNow().AddSeconds(1));
    }

    [Fact]
    public void What_waited_to_be_told_at_the_upgrade_is_told_after_it() =>
        Assert.Equal(
            DateTimeOffset.Parse(Mailed, CultureInfo.InvariantCulture),
            Upgraded("arrived CN-R-2026-0001 ClarificationAsked", mail: null).Since
        );

    [Fact]
    public void Causes_of_other_kinds_stay_told()
    {
        Upgraded("half CN-R-2026-0001 1764000000000", mail: 1);
        var cause = new NoticeCause("half CN-R-2026-0001 1764000000000", "CN-R-2026-0001");
        Assert.Empty(Shelf().Note("one", [cause], TimeProvider.System.GetUtcNow()));
    }

    public void Dispose() => folder.Dispose();

    /// <summary>A desk as it was before words were causes, with one cause told or waiting, opened anew.</summary>
    private NoticeWish Upgraded(string cause, long? mail)
    {
        using (var db = new SqliteConnection($"Data Source={folder["desk.db"]}"))
        {
            db.Open();
            Migrations.Apply(db, "desk", upTo: 9);
            db.Execute(
                """
                INSERT INTO notice_wish (account, address, kinds, language, confirmed_at)
                VALUES ('one', 'one@ministry.example', 'Arrived', 'en', '2026-01-01T09:00:00.0000000+00:00');
                INSERT INTO notice_mail (id, account, matters, begun_at, outcome)
                VALUES (1, 'one', 1, @Mailed, 'Taken'), (2, 'one', 1, @Refused, 'Refused');
                INSERT INTO notice (account, cause, matter, at, mail)
                VALUES ('one', @cause, 'CN-R-2026-0001', @Mailed, @mail);
                """,
                new
                {
                    Mailed,
                    Refused,
                    cause,
                    mail,
                }
            );
        }
        SqliteConnection.ClearAllPools();
        return Assert.Single(Shelf().Confirmed());
    }

    private NoticeShelf Shelf() => new(Database());

    private DeskDatabase Database() => new(new DeskOptions { Party = TwoFolders.CN, DataFolder = folder.Path });
}
