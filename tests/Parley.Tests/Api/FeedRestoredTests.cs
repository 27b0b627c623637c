using Dapper;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Parley.Node.Api;
using Parley.Node.Desk;
using Parley.Node.Webhooks;
using Parley.Tests.Sealing;

namespace Parley.Tests.Api;

/// <summary>Events restored from an older copy: nothing that a program was told after it passes for what comes now.
/// </summary>
public sealed class FeedRestoredTests(ProgramNodes nodes) : IClassFixture<ProgramNodes>
{
    [Fact]
    public async Task A_cursor_and_a_message_of_after_the_copy_are_no_others()
    {
        using var folder = new TemporaryFolder();
        var (database, feed) = Open(folder["now"]);
        feed.Begin();
        var protection = nodes.Cn.Services.GetRequiredService<IDataProtectionProvider>();
        var shelf = new WebhookShelf(database, feed, protection, TimeProvider.System);
        Assert.NotNull(
            shelf.Add("Case system", new Uri("https://hook.example/"), [EventKind.RequestArrived], "operator")
        );
        await nodes.Ask(nodes.Us);
        var known = Last(feed);
        var before = feed.Cursor(known);
        Directory.CreateDirectory(folder["copy"]);
        using (var db = database.Open())
        {
            db.Execute("VACUUM INTO @to", new { to = Path.Combine(folder["copy"], "api.db") });
        }
        await nodes.Ask(nodes.Us);
        var newest = Last(feed);
        var after = feed.Cursor(newest);
        Assert.Equal(newest, feed.Behind(after));

        var (restored, anew) = Open(folder["copy"]);
        Assert.Null(anew.Behind(after));
        Assert.Equal(known, anew.Behind(before));
        // What came since comes again, under the same numbers.
        Assert.Equal(newest, Last(anew));
        Assert.Null(anew.Behind(after));
        Assert.Equal(known, anew.Behind(before));
        Assert.Equal(newest, anew.Behind(anew.Cursor(newest)));
        Assert.Equal(0, anew.Behind(anew.Cursor(0)));
        var (told, toldAnew) = (Messages(database), Messages(restored));
        Assert.Equal(2, told.Count);
        Assert.Equal(told[0], toldAnew[0]);
        Assert.NotEqual(told[1], toldAnew[1]);
    }

    private (ApiDatabase Database, Feed Feed) Open(string folder)
    {
        var services = nodes.Cn.Services;
        var database = new ApiDatabase(new DeskOptions { Party = nodes.Cn.Record.Self.Code, DataFolder = folder });
        var feed = new Feed(
            database,
            nodes.Cn.Record,
            services.GetRequiredService<FeedClocks>(),
            ActivatorUtilities.CreateInstance<FeedHolds>(services),
            ActivatorUtilities.CreateInstance<SentBackNow>(services),
            services.GetRequiredService<LeftReleased>(),
            TimeProvider.System
        );
        return (database, feed);
    }

    private static long Last(Feed feed)
    {
        while (feed.Step()) { }
        return feed.After(0, 10_000)[^1].Id;
    }

    private static List<string> Messages(ApiDatabase database)
    {
        using var db = database.Open();
        return [.. db.Query<string>("SELECT message FROM outbox ORDER BY id")];
    }
}
