using System.CommandLine;
using Parley.Node.Demo;

namespace Parley.Node.Commands;

/// <summary>`parley demo`: two nodes with a half-year behind them, ready to be used.</summary>
internal static class DemoCommand
{
    public static Command Make()
    {
        var once = new Option<bool>("--once")
        {
            Description = "Replay, print the review of both nodes side by side, check both records, and stop.",
        };
        var data = new Option<string?>("--data")
        {
            Description = "Where to keep both nodes; default: a new temporary folder.",
        };
        var ports = new Option<bool>("--any-ports") { Description = "Take any free ports instead of 5081 and 5082." };
        var command = new Command(
            "demo",
            "Start two nodes, China and the United States, on this machine. They meet, agree on the model guidelines, "
                + "and live through the last half-year in seconds; then they go on live. Everything in it is invented."
        )
        {
            once,
            data,
            ports,
        };
        return command.Doing(
            async (parsed, stop) =>
            {
                var given = parsed.GetValue(data);
                var folder = given ?? Directory.CreateTempSubdirectory("parley-demo-").FullName;
                try
                {
                    return await Run(folder, parsed.GetValue(once), parsed.GetValue(ports), stop);
                }
                finally
                {
                    if (given is null)
                    {
                        Directory.Delete(folder, recursive: true);
                    }
                }
            }
        );
    }

    private static async Task<int> Run(string folder, bool once, bool anyPorts, CancellationToken stop)
    {
        await using var demo = await Progress.Of(
            "Replaying 200 days",
            progress => RunningDemo.Start(folder, anyPorts || once, progress)
        );
        if (once)
        {
            return await Judge(demo);
        }
        DemoWelcome.Print(demo.Nations, demo.Folders, demo.Personas);
        await demo.Nations.Nodes[0].Wait(stop);
        return ParleyCommand.Done;
    }

    /// <summary>Both reviews side by side, and both records checked from the disk.</summary>
    private static async Task<int> Judge(RunningDemo demo)
    {
        var equal = DemoReview.Print(demo.Nations, (demo.From, demo.To));
        var sound = true;
        foreach (var folder in demo.Folders)
        {
            using var shelf = new Storage.SqliteShelf(folder.RecordFolder);
            using var lines = Lines.LineShelf.At(folder.DeskFolder);
            var files = new Storage.ParcelFiles(folder.ParcelsFolder);
            foreach (var peer in folder.Peers())
            {
                Console.WriteLine($"Record of {folder.Settings().Party}:");
                var check = await LinkCheck.Of(folder.OwnCard(), peer, shelf, lines, files, (_, _) => { });
                check.Tell();
                sound &= check.Sound;
            }
        }
        Console.WriteLine(equal && sound ? "Both reviews agree, both records are sound." : "NOT IN ORDER, see above.");
        return equal && sound ? ParleyCommand.Done : ParleyCommand.Found;
    }
}
