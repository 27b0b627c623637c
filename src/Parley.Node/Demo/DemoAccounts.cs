using System.Globalization;
using Parley.Node.Access;

namespace Parley.Node.Demo;

/// <summary>What stands on the pages of officers in the demo: a change that waits for a second officer, and the
/// readings of a few days in the local ledger.</summary>
internal static class DemoAccounts
{
    private const int Days = 3;
    private const int MostRead = 4;
    private const int TokenDays = 90;

    private static readonly string[] Readers = ["liaison-1", "central-1", "duty-1", "secretariat-1", "cert-1"];

    /// <summary>Fills both nodes, once the half-year is over.</summary>
    public static async Task Fill(TwoNations nations, DateTimeOffset now)
    {
        foreach (var node in nations.Nodes)
        {
            var code = node.Record.Self.Code.ToString().ToLowerInvariant();
            var accounts = node.Services.GetRequiredService<AccountShelf>();
            var by = accounts.Find($"{code}-operator-1")!;
            node.Services.GetRequiredService<WantedChanges>()
                .Want(
                    ChangeKind.Roles,
                    $"{code}-liaison-1",
                    $"{Role.Drafter} {Role.Releaser}",
                    await new SessionClaims().CreateAsync(by),
                    new Doer(by.SignInName, "192.0.2.10")
                );
            await Read(node, code, now);
            SaveView(node, code);
            MakeToken(node, code);
        }
    }

    /// <summary>A view of the list that one officer saved and shares with the office.</summary>
    private static void SaveView(RunningNode node, string code)
    {
        var views = node.Services.GetRequiredService<Requests.SavedViews>();
        var name = string.Equals(code, "cn", StringComparison.Ordinal) ? "本周到期" : "Due this week";
        views.Save(
            $"{code}-liaison-2",
            name,
            new Requests.RequestFilter
            {
                View = "with-us",
                ViewChosen = true,
                Due = "week",
            }
        );
        views.Share($"{code}-liaison-2", name, $"{code}-cyber-police");
    }

    /// <summary>The token by which a case system reads and drafts for an officer; nobody has its words.</summary>
    private static void MakeToken(RunningNode node, string code)
    {
        var account = node.Services.GetRequiredService<AccountShelf>().Find($"{code}-central-1")!;
        node.Services.GetRequiredService<ApiTokens>()
            .Make(
                account,
                "Case system · 办案系统",
                [TokenScope.Read, TokenScope.Draft],
                TokenDays,
                new Doer(account.SignInName, "192.0.2.12")
            );
    }

    private static async Task Read(RunningNode node, string code, DateTimeOffset now)
    {
        var log = node.Services.GetRequiredService<ReadLog>();
        var book = node.Services.GetRequiredService<Requests.RequestBook>();
        var matters = book.Open(now, Readers.Length * MostRead, Law.Hidden.Nothing).LastHeard;
        var from = now - TimeSpan.FromDays(Days);
        var step = TimeSpan.FromDays(Days) / (matters.Count + 1);
        foreach (var (place, matter) in matters.Index())
        {
            var who = $"{code}-{Readers[place % Readers.Length]}";
            var number = matter.Id;
            var at = from + (step * (place + 1));
            var session = at.ToString("MMdd", CultureInfo.InvariantCulture) + who;
            await log.Write(new ReadLine(at, who, ReadAs.Page, number, $"/requests/{number}", session, "192.0.2.24"));
        }
    }
}
