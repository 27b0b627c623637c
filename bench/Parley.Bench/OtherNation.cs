using System.Globalization;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Node;

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
                ["fetch", var address, var to] => ParcelBench.Fetch(address, to),
                ["memory"] => Task.FromResult(OtherSide.Resources()),
                ["state"] => Task.FromResult(nation.Record.Reading.StateHash(nation.Peer)),
                _ => Task.FromResult("unknown"),
            }
        );
    }

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
