using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Parcels;
using Parley.Node.Settings;
using Parley.Tests.Node;

namespace Parley.Tests.Api;

/// <summary>What the node writes down about its own officers, for auditors' programs alone; and how much it takes of
/// whom.</summary>
public sealed class LogCallTests(ProgramNodes nodes) : IClassFixture<ProgramNodes>
{
    [Fact]
    public async Task An_auditors_program_reads_who_read_what_and_is_written_down_too()
    {
        var number = await nodes.Ask(nodes.Us);
        using var drafter = ProgramNodes.Program(nodes.Cn, "drafter");
        foreach (var place in new[] { "", "/letter", "/files" })
        {
            Assert.Equal(200, (await drafter.Get($"requests/{number}{place}")).Status);
        }
        using var auditor = ProgramNodes.Program(nodes.Cn, "auditor", TokenScope.Audit);
        var asked = $"log?who=An%20Invented%20drafter&subject={number}";
        var whole = (await auditor.Get(asked)).Json;
        var lines = whole.GetProperty("lines").EnumerateArray().ToList();
        Assert.Equal(["/files", "/letter", ""], lines.Select(one => Text(one, "path")!.Split(number)[1]));
        Assert.All(lines, one => Assert.Equal(("drafter", "program"), (Text(one, "who"), Text(one, "as"))));
        Assert.Contains(
            nodes.Cn.Record.Self.Code.ToString().ToLowerInvariant(),
            Text(whole, "checkpoint"),
            StringComparison.Ordinal
        );

        // Each page is a line of its own, written before what is listed: nothing is told twice or left out.
        var walked = new List<long>();
        for (string? page = "log?most=7"; page is not null && walked.Count < 500; )
        {
            var told = (await auditor.Get(page)).Json;
            walked.AddRange(
                told.GetProperty("lines").EnumerateArray().Select(one => one.GetProperty("index").GetInt64())
            );
            page = Text(told, "next");
        }
        Assert.Equal(Enumerable.Range(0, walked.Count).Select(i => walked[0] - i), walked);
        Assert.Equal(0, walked[^1]);
        var own = (await auditor.Get("log?who=auditor&most=1")).Json.GetProperty("lines")[0];
        Assert.Equal("/api/v1/log", Text(own, "subject"));
        Assert.Empty((await auditor.Get("log?to=2026-01-01&who=drafter")).Json.GetProperty("lines").EnumerateArray());
        Assert.Equal("parameter-malformed", (await auditor.Get("log?from=yesterday")).Code);
    }

    [Theory]
    [InlineData("auditor", TokenScope.Read)]
    [InlineData("drafter", TokenScope.Audit)]
    [InlineData("operator", TokenScope.Audit)]
    public async Task Nobody_else_reads_it(string officer, TokenScope scope)
    {
        using var program = ProgramNodes.Program(nodes.Cn, officer, scope);
        var told = await program.Get("log");
        Assert.Equal((403, "right-missing"), (told.Status, told.Code));
    }

    [Fact]
    public async Task To_audit_opens_no_matters()
    {
        using var program = ProgramNodes.Program(nodes.Cn, "auditor", TokenScope.Audit);
        Assert.Equal((403, 403), ((await program.Get("requests")).Status, (await program.Get("record")).Status));
    }

    [Fact]
    public async Task What_is_taken_of_a_party_is_told_as_it_is_set_for_it()
    {
        var services = nodes.Us.Services;
        var events = services.GetRequiredService<SecurityEvents>();
        services.GetRequiredService<Quotas>().Set(TwoFolders.CN, new ParcelLimits(5_000, 70_000), events, Doer.Command);
        services
            .GetRequiredService<StatementQuotas>()
            .Set(TwoFolders.CN, new StatementLimits(StatementLimits.LeastADay, 1L << 40), events, Doer.Command);
        await nodes.Ask(nodes.Cn);
        using var program = ProgramNodes.Program(nodes.Us, "reader", TokenScope.Read);
        var told = (await program.Get("quotas")).Json.GetProperty("quotas").EnumerateArray().Single();
        Assert.Equal("CN", Text(told, "peer"));
        var (files, statements) = (told.GetProperty("files"), told.GetProperty("statements"));
        Assert.Equal((5_000, 70_000), (Number(files, "mostBytes"), Number(files, "mostHeld")));
        Assert.Equal(
            (StatementLimits.LeastADay, 1L << 40),
            (Number(statements, "mostADay"), Number(statements, "mostHeld"))
        );
        Assert.InRange(Number(statements, "today"), 1, Number(statements, "held"));
    }

    private static string? Text(JsonElement told, string name) => told.GetProperty(name).GetString();

    private static long Number(JsonElement told, string name) => told.GetProperty(name).GetInt64();
}
