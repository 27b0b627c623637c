using System.CommandLine;

namespace Parley.Node.Commands;

/// <summary>`parley run`: runs the node until it is stopped.</summary>
internal static class RunCommand
{
    public static Command Make()
    {
        var data = Places.Data();
        var command = new Command("run", "Run the node until it is stopped (Ctrl+C).") { data };
        return command.Doing(
            async (parsed, stop) =>
            {
                var folder = Places.Folder(parsed, data);
                await using var node = await RunningNode.Start(folder, TimeProvider.System);
                Console.WriteLine($"{node.Record.Self.Code}: pages at {folder.Settings().Desk}");
                Console.WriteLine($"Deliveries from admitted parties at {folder.Settings().Exchange}. Ctrl+C stops.");
                await node.Wait(stop);
                return node.Broke ? ParleyCommand.Found : ParleyCommand.Done;
            }
        );
    }
}
