using System.Globalization;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Node;
using Parley.Node.Access;

namespace Parley.Bench;

/// <summary>The other nation's node in its own process: it takes in, receipts, and agrees when asked.</summary>
internal static class OtherNation
{
    public static async Task Run(string folder)
    {
        await using var nation = await Nation.Start(new NodeFolder(folder));
        Answering? answering = null;
        await OtherSide.Listen(words =>
            words switch
            {
                ["accept", var about, var hash] => Accept(nation, SubjectId.Parse(about), hash),
                ["answer"] => Task.FromResult(
                    (answering ??= new Answering(nation.Record, nation.Peer)) is null ? "" : "done"
                ),
                ["rest"] => Task.FromResult(Rested()),
                ["peak"] => Task.FromResult(ParcelBench.Peak().ToString(CultureInfo.InvariantCulture)),
                ["token", var name] => Task.FromResult(Token(nation, name)),
                ["read", var hash] => Task.FromResult(WasRead(nation, hash)),
                ["fetch", var address, var to] => ParcelBench.Fetch(address, to),
                ["memory"] => Task.FromResult(OtherSide.Resources()),
                ["state"] => Task.FromResult(nation.Record.Reading.StateHash(nation.Peer)),
                _ => Task.FromResult("unknown"),
            }
        );
    }

    private static string Token(Nation nation, string name)
    {
        var account = nation.Services.GetRequiredService<AccountShelf>().FindBySignInName(name)!;
        var tokens = nation.Services.GetRequiredService<ApiTokens>();
        return tokens.Make(account, "measured", Enum.GetValues<TokenScope>(), 1, Doer.Command)!;
    }

    /// <summary>Does a line say that an officer read the file?</summary>
    private static string WasRead(Nation nation, string hash) =>
        nation
            .Services.GetRequiredService<SecurityEvents>()
            .Page(1)
            .Any(line => line.Act is SecurityAct.FileRead && line.More.EndsWith(hash[..16], StringComparison.Ordinal))
            ? "yes"
            : "no";

    private static string Rested()
    {
        ParcelBench.Rest();
        return "done";
    }

    private static async Task<string> Accept(Nation nation, SubjectId about, string hash)
    {
        var accepted = new AgreementStatement.Accepted(1, hash);
        var officer = Requests.Releaser(nation.Record.Self.Code);
        var stating = await nation.Record.State(nation.Peer, about, accepted, officer);
        return stating.Refusal?.Code ?? "done";
    }
}
