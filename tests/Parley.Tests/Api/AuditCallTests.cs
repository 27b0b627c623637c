using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Parley.Node.Access;
using Parley.Node.Api;
using Parley.Tests.Node;

namespace Parley.Tests.Api;

/// <summary>What auditors' programs take out besides the ledger's lines, and the check of the whole record.</summary>
public sealed class AuditCallTests(OpenNode open) : IClassFixture<OpenNode>
{
    [Fact]
    public async Task The_table_of_the_local_ledger_is_that_of_the_page_and_for_auditors_alone()
    {
        using var reader = ProgramNodes.Program(open.Node, "reader");
        await reader.Get($"requests/{open.Request}");
        using var program = ProgramNodes.Program(open.Node, "auditor", TokenScope.Audit);
        using var browser = await open.SignedIn(Role.Auditor);
        var told = await program.Get("log/lines.csv?who=reader");
        Assert.Equal((200, "text/csv"), (told.Status, told.Media));
        Assert.Equal(await browser.GetByteArrayAsync("/log/lines.csv?who=reader"), told.Bytes);
        Assert.Contains($"\"{open.Request}\"", told.Text, StringComparison.Ordinal);
        // It was written down as it was read.
        var own = await program.Get("log?who=auditor");
        Assert.Contains(
            own.Json.GetProperty("lines").EnumerateArray(),
            line => line.GetProperty("path").ValueEquals("/api/v1/log/lines.csv?who=reader")
        );
        Assert.Equal(422, (await program.Get("log/lines.csv?from=someday")).Status);
        Assert.Equal(422, (await program.Get("log/lines.csv?after=3")).Status);
        Assert.Equal(403, (await reader.Get("log/lines.csv")).Status);
        using var narrow = ProgramNodes.Program(open.Node, "auditor", TokenScope.Read);
        Assert.Equal(403, (await narrow.Get("log/lines.csv")).Status);
    }

    [Fact]
    public async Task The_security_events_are_those_of_the_settings_and_for_auditors_alone()
    {
        var events = open.Node.Services.GetRequiredService<SecurityEvents>();
        using var program = ProgramNodes.Program(open.Node, "auditor", TokenScope.Audit);
        var walked = new List<JsonElement>();
        for (var next = "events?most=3"; next is not null; )
        {
            var told = await program.Get(next);
            Assert.True(told.Status == 200, told.Text);
            walked.AddRange(told.Json.GetProperty("events").EnumerateArray());
            next = told.Json.GetProperty("next").GetString();
        }
        var newest = walked[0].GetProperty("id").GetInt64();
        Assert.Equal(
            events.Page(1, size: 10_000).Where(one => one.Id <= newest).Select(Line),
            walked.Select(one => $"{one.GetProperty("id")} {Text(one, "act")} {Text(one, "who")} {Text(one, "more")}")
        );
        var made = (await program.Get("events?kind=account-added&most=200")).Json.GetProperty("events");
        Assert.Equal(
            events.Page(1, new EventChoice(SecurityAct.AccountAdded), 10_000).Select(Line),
            made.EnumerateArray()
                .Select(one => $"{one.GetProperty("id")} {Text(one, "act")} {Text(one, "who")} {Text(one, "more")}")
        );
        Assert.True(made.GetArrayLength() > 0, "No account was added.");
        Assert.Equal(422, (await program.Get("events?kind=nonsense")).Status);
        Assert.Equal(422, (await program.Get("events?after=1000000")).Status);
        using var drafter = ProgramNodes.Program(open.Node, "drafter");
        Assert.Equal((403, "right-missing"), Of(await drafter.Get("events")));
    }

    [Fact]
    public async Task The_whole_record_is_checked_for_a_program_as_for_the_page()
    {
        using var program = ProgramNodes.Program(open.Node, "reader", TokenScope.Read);
        var begun = await program.Post("record/check", "{}");
        Assert.True(begun.Status == 200, begun.Text);
        await open.Node.Services.GetRequiredService<Parley.Node.Record.FullCheck>().Outcome();
        var told = (await program.Get("record/check")).Json;
        Assert.Equal(JsonValueKind.Null, told.GetProperty("underWay").ValueKind);
        Assert.False(told.GetProperty("brokeOff").GetBoolean());
        var last = told.GetProperty("last");
        Assert.True(last.GetProperty("isSound").GetBoolean(), told.GetRawText());
        var (ours, theirs) = open.Node.Record.SizesOf(TwoFolders.US);
        Assert.Equal(
            [("CN", ours), ("US", theirs)],
            last.GetProperty("ledgers")
                .EnumerateArray()
                .Select(one => (Text(one, "by")!, one.GetProperty("size").GetInt64()))
                .Order()
        );
        Assert.Equal(
            open.Node.Record.Reading.StateHash(TwoFolders.US),
            Text(last.GetProperty("states").EnumerateArray().Single(), "hash")
        );
        using var browser = await open.SignedIn(Role.Reader);
        var page = await browser.GetStringAsync("/record");
        Assert.Contains(Text(last.GetProperty("states")[0], "hash")!, page, StringComparison.Ordinal);
        var link = (await program.Get("record")).Json.GetProperty("links")[0];
        Assert.Equal(JsonValueKind.Null, link.GetProperty("divergence").ValueKind);
        Assert.Equal(404, (await program.Get("record/US/divergence.txt")).Status);
        using var @operator = ProgramNodes.Program(open.Node, "operator");
        Assert.Equal((403, "right-missing"), Of(await @operator.Post("record/check", "{}")));
    }

    private static string Line(SecurityEvent one) => $"{one.Id} {ApiJson.Word(one.Act)} {one.Who} {one.More}";

    private static (int Status, string? Code) Of(Told told) => (told.Status, told.Code);

    private static string? Text(JsonElement told, string name) => told.GetProperty(name).GetString();
}
