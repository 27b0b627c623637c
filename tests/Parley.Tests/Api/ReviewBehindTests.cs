using System.Net;
using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using Parley.Tests.Desk;

namespace Parley.Tests.Api;

/// <summary>Figures are not stated while entries of the record are not counted.</summary>
public sealed class ReviewBehindTests(ProgramNodes nodes) : IClassFixture<ProgramNodes>
{
    private const string Period = "from=2026-01-01T00:00Z&to=2026-02-01T00:00Z";

    [Fact]
    public async Task Neither_a_program_nor_the_page_states_or_publishes_figures_that_lack_entries()
    {
        using var program = ProgramNodes.Program(nodes.Us, "releaser");
        using var handler = new HttpClientHandler { UseProxy = false, CookieContainer = new CookieContainer() };
        using var browser = new HttpClient(handler) { BaseAddress = new Uri(nodes.Us.Address) };
        (await OpenDesk.SignIn(browser, "releaser")).Dispose();
        var key = ProgramNodes.NewKey();
        // The lines can follow nothing: what is asked now is not counted.
        foreach (var act in new[] { "INSERT", "UPDATE" })
        {
            Execute($"CREATE TRIGGER stuck_{act} BEFORE {act} ON followed BEGIN SELECT RAISE(ABORT, 'stuck'); END");
        }
        try
        {
            await nodes.Ask(nodes.Cn);
            foreach (var address in new[] { "review/compare", "review/publish" })
            {
                var refused = await program.Post($"{address}?{Period}", "{}", key + address[7..]);
                Assert.Equal((503, "review-lists-behind"), (refused.Status, refused.Code));
                Assert.Equal(TimeSpan.FromSeconds(5), refused.Headers.RetryAfter?.Delta);
            }
            using var told = await OpenDesk.Post(browser, "/account", $"/review?{Period}");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, told.StatusCode);
            Assert.Contains(
                "Some entries of the record are not counted yet",
                await told.Content.ReadAsStringAsync(),
                StringComparison.Ordinal
            );
        }
        finally
        {
            Execute("DROP TRIGGER stuck_INSERT; DROP TRIGGER stuck_UPDATE");
        }
        var stated = (await program.Get($"review?{Period}")).Json.GetProperty("stated");
        Assert.Equal(JsonValueKind.Null, stated.ValueKind);
        // Counted, the same call under the same key is done.
        Assert.Equal(201, (await program.Post($"review/compare?{Period}", "{}", key + "compare")).Status);
    }

    private void Execute(string sql)
    {
        var file = Path.Combine(nodes.UsFolder.DeskFolder, "lines.db");
        using var db = new SqliteConnection($"Data Source={file};Pooling=False;Default Timeout=20");
        db.Execute(sql);
    }
}
