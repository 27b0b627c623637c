using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Node.Access;
using Parley.Node.Storage;
using Parley.Node.Together;
using Parley.Tests.Desk;
using Parley.Tests.Erasing;
using Parley.Tests.Node;
using Parley.Tests.Sealing;

namespace Parley.Tests.Together;

/// <summary>What is found of a request while it is erased leaves nothing behind; and what was found before findings had
/// numbers stays.</summary>
public sealed class ComparedErasedTests
{
    [Fact]
    public async Task What_is_said_of_a_request_that_is_erased_meanwhile_is_not_kept()
    {
        await using var nodes = new ErasedNodes();
        var both = new Bilingual("An Invented Drafter", "某人");
        var officer = new NewOfficer(both, "cn-cyber-police", both, both, [Role.Drafter]);
        Officers.Of(nodes.Pair.Folders.Cn.DeskFolder).Add("drafter", OpenDesk.Password, officer, Doer.Command);
        await nodes.Start();
        await nodes.Live();
        await nodes.Later(200);
        var services = nodes.Cn.Services;
        var account = services.GetRequiredService<AccountShelf>().FindBySignInName("drafter")!;
        var (user, by) = (SessionClaims.Of(account), Doer.Command);
        var (comparing, shelf) = (
            services.GetRequiredService<Comparing>(),
            services.GetRequiredService<ComparedShelf>()
        );
        var pair = comparing.Pair($"{nodes.Asked}", $"{nodes.Asking}", user)!;
        var finding = comparing.Say(pair, FoundAs.Same, user, by);
        Assert.NotNull(finding);
        Assert.Equal(finding, Assert.Single(shelf.Of(TwoFolders.US, nodes.Asked)).Id);
        Assert.True(comparing.TakeBack(pair, finding.Value, by));

        // The form was looked at, and not yet done, when both were erased.
        await ErasedNodes.Erase(nodes.Cn, new KeepsDays(100));
        Assert.Null(comparing.Say(pair, FoundAs.Same, user, by));
        Assert.False(comparing.Stays(pair));
        Assert.Empty(shelf.Of(TwoFolders.US, nodes.Asked));
        Assert.Empty(shelf.Of(TwoFolders.US, nodes.Asking));
    }

    [Fact]
    public void What_was_found_before_has_a_number_of_its_own_after_the_upgrade()
    {
        using var folder = new TemporaryFolder();
        using var db = new SqliteConnection($"Data Source={folder["desk.db"]};Pooling=False");
        db.Open();
        Migrations.Apply(db, "desk", upTo: 19);
        db.Execute(
            """
            INSERT INTO compared (peer, one, other, same, name, at)
            VALUES ('US', 'US-R-2026-0001', 'US-R-2026-0002', 1, 'Hale', '2026-02-02T00:00:00.0000000+00:00'),
                ('US', 'US-R-2026-0001', 'US-R-2026-0003', 0, 'Reed', '2026-01-01T00:00:00.0000000+00:00');
            """
        );
        Migrations.Apply(db, "desk");
        Assert.Equal(
            [(1L, "US-R-2026-0003", 0L, "Reed"), (2L, "US-R-2026-0002", 1L, "Hale")],
            db.Query<(long, string, long, string)>("SELECT id, other, same, name FROM compared ORDER BY id")
        );
        db.Execute("DELETE FROM compared");
        db.Execute("INSERT INTO compared (peer, one, other, same, name, at) VALUES ('US', 'a', 'b', 1, 'Hale', 'now')");
        Assert.Equal(3, db.ExecuteScalar<long>("SELECT id FROM compared"));
    }
}
