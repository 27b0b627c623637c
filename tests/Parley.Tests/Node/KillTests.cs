using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Parley.Cooperation;
using Parley.Exchange;
using Parley.Node;
using Parley.Node.Access;
using Parley.Tests.Desk;

namespace Parley.Tests.Node;

/// <summary>
/// A second real process of the node, killed with `kill -9` at random instants while both sides talk. PARLEY_KILLS says
/// how often; a long run is one command: PARLEY_KILLS=10000 dotnet run --project tests/Parley.Tests -- -class "*KillTests".
/// </summary>
[Collection(nameof(Alone))]
public sealed class KillTests
{
    private static readonly int Kills = int.Parse(
        Environment.GetEnvironmentVariable("PARLEY_KILLS") ?? "15",
        CultureInfo.InvariantCulture
    );

    private readonly ConcurrentBag<string> acknowledgedThere = [];
    private long acknowledgedHere;
    private string refusedThere = "";

    [Fact]
    public async Task Killed_at_any_instant_a_node_goes_on_with_nothing_lost_and_nothing_doubled()
    {
        await using var pair = new Pair();
        PutPersonas(pair.Folders.Cn);
        await pair.Start();
        await pair.Agree();
        await pair.StopCn();
        var chance = new Random(20261122);
        using var stop = new CancellationTokenSource();
        var talking = Task.WhenAll(TalkHere(pair, stop.Token), TalkThere(pair.Folders.Cn, stop.Token));
        for (var kill = 0; kill < Kills; kill++)
        {
            using var process = OwnProcess.Start(pair.Folders.Cn);
            try
            {
                await LiveAWhile(pair, process, kill, chance);
                Assert.False(process.HasExited, $"The node stopped by itself before kill {kill}.");
            }
            finally
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync();
            }
        }
        await stop.CancelAsync();
        await talking;
        await Judge(pair);
    }

    /// <summary>Two of three die under load, the third while it starts.</summary>
    private async Task LiveAWhile(Pair pair, Process process, int kill, Random chance)
    {
        if (kill % 3 != 2)
        {
            await TwoFolders.Until(() => IsOpen(pair) || process.HasExited, "the node is back", 60);
        }
        if (kill % 3 == 0)
        {
            // However slow the machine is, each of these has lived to acknowledge something.
            var known = acknowledgedThere.Count;
            var released = await TwoFolders.Came(() => acknowledgedThere.Count > known || process.HasExited, 60);
            Assert.True(released, $"Nothing is released there: {refusedThere}");
        }
        await Task.Delay(chance.Next(700));
    }

    private async Task Judge(Pair pair)
    {
        await pair.StartCn();
        await pair.Quiet(120);
        var (cn, us) = pair.Cn!.Record.SizesOf(TwoFolders.US);
        // What this process was told is on the disk is there, and nothing besides: agreement, opening, and the talk.
        Assert.Equal(acknowledgedHere + 2, us);
        var made = pair.Us!.Record.Reading.All<Parley.Cooperation.Requests.Request>(TwoFolders.CN)
            .Select(r => r.Id.ToString())
            .ToList();
        Assert.Equal(made.Count, made.Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(acknowledgedThere.Except(made, StringComparer.Ordinal));
        Assert.Equal(acknowledgedThere.Count, acknowledgedThere.Distinct(StringComparer.Ordinal).Count());
        Assert.True(cn >= acknowledgedThere.Count + 2, $"{cn} of theirs");
        Assert.True(
            acknowledgedHere > Kills && acknowledgedThere.Count >= Kills / 3,
            $"{acknowledgedHere}, {made.Count}"
        );
        await pair.StopCn();
        await pair.StopUs();
        pair.AreTheSame();
        Assert.Equal(0, await Told.Run("verify", "--data", pair.Folders.Cn.Path));
        Assert.Equal(0, await Told.Run("verify", "--data", pair.Folders.Us.Path));
        TestContext.Current.SendDiagnosticMessage(
            "{0} kills, {1} entries stated here and {2} there.",
            Kills,
            acknowledgedHere,
            acknowledgedThere.Count
        );
    }

    /// <summary>This side states without pause, whatever the other one does.</summary>
    private async Task TalkHere(Pair pair, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var stating = await Pair.StateAgain(pair.Us!, acknowledgedHere);
            Assert.True(stating.Refusal is null, stating.Refusal?.Sentence.En);
            acknowledgedHere++;
            await Task.Delay(10);
        }
    }

    /// <summary>The side that is killed hands in and releases requests as the command does.</summary>
    private async Task TalkThere(NodeFolder node, CancellationToken stop)
    {
        var file = await File.ReadAllTextAsync(Path.Combine(Pair.Samples, "requests", "information-in-chinese.json"));
        using var client = new HttpClient { BaseAddress = new Uri(node.Settings().Desk) };
        while (!stop.IsCancellationRequested)
        {
            try
            {
                client.DefaultRequestHeaders.Authorization = new("Bearer", node.LocalToken());
                var draft = JsonDocument.Parse(file).RootElement;
                var handed = await Post(
                    client,
                    "/local/requests",
                    new
                    {
                        account = "d",
                        password = OpenDesk.Password,
                        with = "US",
                        draft,
                    }
                );
                var id = handed.GetProperty("id").GetInt64();
                var released = await Post(
                    client,
                    $"/local/requests/{id}/release",
                    new
                    {
                        account = "r",
                        password = OpenDesk.Password,
                        version = handed.GetProperty("version").GetInt64(),
                    }
                );
                acknowledgedThere.Add(released.GetProperty("number").GetString()!);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
            {
                // Killed, or not up again yet, or not confirmed yet: nothing was acknowledged.
                refusedThere = e.Message;
                await Task.Delay(30);
            }
        }
    }

    private static async Task<JsonElement> Post(HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(path, body);
        return answer.IsSuccessStatusCode
            ? await answer.Content.ReadFromJsonAsync<JsonElement>()
            : throw new HttpRequestException($"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    private static bool IsOpen(Pair pair)
    {
        pair.Us!.Record.Hurry();
        return pair.Us.Record.StateOf(TwoFolders.CN) is { Problem: null, Condition: LinkCondition.Open };
    }

    /// <summary>A drafter and a releaser whose passwords are hashed once, so that hashing does not slow the talk.
    /// </summary>
    private static void PutPersonas(NodeFolder node)
    {
        var once = new PasswordHasher<Account>(Options.Create(new PasswordHasherOptions { IterationCount = 1 }));
        foreach (var (name, role) in new[] { ("d", Role.Drafter), ("r", Role.Releaser) })
        {
            var both = new Bilingual($"An Invented {role}", "某人");
            new AccountShelf(node.DeskFolder).Add(
                new Account
                {
                    Id = name,
                    SignInName = name,
                    Name = both,
                    Authority = "cn-cyber-police",
                    AuthorityName = both,
                    Title = both,
                    Roles = [role],
                    PasswordHash = once.HashPassword(null!, OpenDesk.Password),
                }
            );
        }
    }
}
