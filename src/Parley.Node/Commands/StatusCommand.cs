using System.CommandLine;
using System.Text.Json;
using Parley.Node.Bridge;

namespace Parley.Node.Commands;

/// <summary>`parley status`: how the node and its links stand.</summary>
internal static class StatusCommand
{
    public static Command Make()
    {
        var data = Places.Data();
        var json = Places.Json();
        var command = new Command(
            "status",
            "How the node and its links stand: condition, last heard from, entries, and what waits for a receipt. Exit "
                + "code 1 when a link is not open."
        )
        {
            data,
            json,
        };
        return command.Doing(
            async (parsed, stop) =>
            {
                var folder = Places.Folder(parsed, data);
                var status = folder.IsRunning
                    ? JsonSerializer.Deserialize<NodeStatus>(
                        await LocalClient.Get(folder, "status", stop),
                        JsonSerializerOptions.Web
                    )!
                    : await Places.WithRecord(folder, (record, _) => Task.FromResult(LocalPort.Status(record)));
                if (parsed.GetValue(json))
                {
                    Places.Print(status);
                }
                else
                {
                    Tell(status, folder.IsRunning);
                }
                var open = status.Links.All(l => string.Equals(l.Condition, "open", StringComparison.Ordinal));
                return open ? ParleyCommand.Done : ParleyCommand.Found;
            }
        );
    }

    private static void Tell(NodeStatus status, bool running)
    {
        Console.WriteLine($"{status.Party}: {(running ? "running" : "not running")}, Parley {status.Version}");
        foreach (var link in status.Links)
        {
            var heard = link.LastHeard is { } at ? $"heard from at {at:u}" : "not heard from since the start";
            Console.WriteLine($"{link.With}: {link.Condition}, {heard}");
            Console.WriteLine(
                $"  {link.Ours} entries of ours, {link.WaitingForReceipt} waiting for a receipt; {link.Theirs} of theirs"
            );
            if (link.Problem is not null)
            {
                Console.WriteLine($"  problem: {link.Problem}");
            }
        }
        if (status.Links.Count == 0)
        {
            Console.WriteLine("No links yet: `parley introduce`, then `parley admit CARD`.");
        }
    }
}
