using System.CommandLine;
using Parley.Exchange;

namespace Parley.Node.Commands;

/// <summary>`parley verify`: checks the record on this node's disk.</summary>
internal static class VerifyCommand
{
    public static Command Make()
    {
        var data = Places.Data();
        var json = Places.Json();
        var command = new Command(
            "verify",
            "Check the record on this node's disk: every hash, signature and receipt, and that all lists and states "
                + "follow from it. Prints the hash of all states of a link, which is the same on both nodes once it is "
                + "quiet. Needs no secret and no running node; `parley-verify` checks a folder independently."
        )
        {
            data,
            json,
        };
        return command.Doing(
            async (parsed, _) =>
            {
                var folder = Places.Folder(parsed, data);
                using var shelf = new Storage.SqliteShelf(folder.RecordFolder);
                var checks = new List<LinkCheck>();
                foreach (var peer in folder.Peers())
                {
                    checks.Add(
                        await Progress.Of(
                            $"Checking {peer.Code}",
                            progress => Task.FromResult(LinkCheck.Of(folder.OwnCard(), peer, shelf, progress))
                        )
                    );
                }
                if (parsed.GetValue(json))
                {
                    Places.Print(checks);
                }
                else
                {
                    checks.ForEach(c => c.Tell());
                }
                return checks.TrueForAll(c => c.Sound) ? ParleyCommand.Done : ParleyCommand.Found;
            }
        );
    }
}

/// <summary>What the check of one link found.</summary>
internal sealed record LinkCheck(
    string With,
    bool Sound,
    IReadOnlyList<VerifiedLedger> Ledgers,
    IReadOnlyList<string> ViewsThatDiffer,
    string? StateHash,
    string? Divergence
)
{
    public static LinkCheck Of(Peer self, Peer peer, IShelf shelf, Action<long, long> progress)
    {
        var ledgers = RecordVerification.Ledgers(self, peer, shelf, progress);
        var sound = ledgers.All(l => l.Findings.Count == 0);
        // Views are compared only when the record they follow from is sound.
        var views = sound ? RecordVerification.Views(self, peer, shelf) : null;
        var divergence = shelf.Divergence(peer.Code);
        return new LinkCheck(
            peer.Code.ToString(),
            views is { Differing.Count: 0 } && divergence is null,
            ledgers,
            [.. views?.Differing.Select(id => id.ToString()) ?? []],
            views?.StateHash,
            divergence
        );
    }

    public void Tell()
    {
        foreach (var ledger in Ledgers)
        {
            var verdict = ledger.Findings.Count == 0 ? "sound" : "NOT SOUND";
            Console.WriteLine(
                $"{ledger.Writer} to {ledger.Reader}: {ledger.Size} entries, {ledger.Receipted} receipted, {verdict}"
            );
            foreach (var finding in ledger.Findings)
            {
                Console.WriteLine($"  {finding.Sentence} ({finding.Code})");
            }
        }
        if (StateHash is not null)
        {
            Console.WriteLine($"  state {StateHash}");
        }
        foreach (var id in ViewsThatDiffer)
        {
            Console.WriteLine($"  The state shown of {id} does not follow from the record; run `parley rebuild`.");
        }
        if (Divergence is not null)
        {
            Console.WriteLine($"  {With} has shown two histories. The evidence is kept; the link is halted.");
        }
    }
}
