using System.CommandLine;
using Parley.Exchange;
using Parley.Node.Lines;

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
            "Check the record on this node's disk: every hash, signature and receipt, that all lists and states follow "
                + "from it, and that every file it names is here and is what was named. Prints the hash of all states "
                + "of a link, which is the same on both nodes once it is quiet. Needs no secret and no running node; `parley-verify` checks a folder independently."
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
                using var lines = LineShelf.At(folder.DeskFolder);
                var files = new Storage.ParcelFiles(folder.ParcelsFolder);
                var checks = new List<LinkCheck>();
                foreach (var peer in folder.Peers())
                {
                    checks.Add(
                        await Progress.Of(
                            $"Checking {peer.Code}",
                            progress => LinkCheck.Of(folder.OwnCard(), peer, shelf, lines, files, progress)
                        )
                    );
                }
                var local = LocalCheck.Of(folder);
                if (parsed.GetValue(json))
                {
                    Places.Print<IReadOnlyList<object>>([.. checks, local]);
                }
                else
                {
                    checks.ForEach(c => c.Tell());
                    local.Tell();
                }
                return checks.TrueForAll(c => c.Sound) && local.Sound ? ParleyCommand.Done : ParleyCommand.Found;
            }
        );
    }
}

/// <summary>What the check of the node's own ledger found.</summary>
/// <param name="With">"local": it has no other end.</param>
internal sealed record LocalCheck(string With, bool Sound, long Lines, IReadOnlyList<string> Findings)
{
    private const string Own = "local";

    public static LocalCheck Of(NodeFolder folder)
    {
        if (!Access.LocalShelf.Exists(folder.DeskFolder))
        {
            return new LocalCheck(Own, true, 0, []);
        }
        var shelf = new Access.LocalShelf(folder.DeskFolder);
        var findings = shelf.Verify(folder.OwnCard());
        return new LocalCheck(Own, findings.Count == 0, shelf.Count, findings);
    }

    public void Tell()
    {
        Console.WriteLine($"local ledger: {Lines} lines, {(Sound ? "sound" : "NOT SOUND")}");
        foreach (var finding in Findings)
        {
            Console.WriteLine($"  {finding}");
        }
    }
}

/// <summary>What the check of one link found.</summary>
internal sealed record LinkCheck(
    string With,
    bool Sound,
    IReadOnlyList<VerifiedLedger> Ledgers,
    IReadOnlyList<string> ViewsThatDiffer,
    IReadOnlyList<string> LinesThatDiffer,
    string? StateHash,
    string? Divergence,
    VerifiedParcels? Files
)
{
    public static async Task<LinkCheck> Of(
        Peer self,
        Peer peer,
        IShelf shelf,
        ILines? lines,
        IParcelShelf files,
        Action<long, long> progress
    )
    {
        var ledgers = RecordVerification.Ledgers(self, peer, shelf, progress);
        var sound = ledgers.All(l => l.Findings.Count == 0);
        // Views are compared only when the record they follow from is sound.
        var views = sound ? RecordVerification.Views(self, peer, shelf) : null;
        // Lists follow in turn; a node that has none yet makes them when it runs.
        var listed =
            views is { Differing.Count: 0 } && lines is not null
                ? new LineKeeper(self.Code, shelf, lines).Differing(peer.Code)
                : [];
        var parcels = sound ? await ParcelVerification.Of(self, peer, shelf, files) : null;
        var divergence = shelf.Divergence(peer.Code);
        var whole = views is { Differing.Count: 0 } && listed.Count == 0 && parcels is { Findings.Count: 0 };
        return new LinkCheck(
            peer.Code.ToString(),
            whole && divergence is null,
            ledgers,
            [.. views?.Differing.Select(id => id.ToString()) ?? []],
            [.. listed.Select(id => id.ToString())],
            views?.StateHash,
            divergence,
            parcels
        );
    }

    public void Tell()
    {
        foreach (var ledger in Ledgers)
        {
            var verdict = ledger.Findings.Count == 0 ? "sound" : "NOT SOUND";
            Console.WriteLine(
                $"{ledger.Writer} to {ledger.Reader}: {ledger.Size} entries, {ledger.Receipted} receipted, "
                    + $"{ledger.Erased} erased, {verdict}"
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
        if (Files is { } files)
        {
            Console.WriteLine($"  {files.Held} files here and sound, {files.Erased} erased");
            foreach (var finding in files.Findings)
            {
                Console.WriteLine($"  {finding.Sentence} ({finding.Code})");
            }
        }
        foreach (var id in ViewsThatDiffer)
        {
            Console.WriteLine($"  The state shown of {id} does not follow from the record; run `parley rebuild`.");
        }
        foreach (var id in LinesThatDiffer)
        {
            Console.WriteLine($"  What lists say of {id} does not follow from the record; run `parley rebuild`.");
        }
        if (Divergence is not null)
        {
            Console.WriteLine($"  {With} has shown two histories. The evidence is kept; the link is halted.");
        }
    }
}
