using Parley.Node.Access;
using Spectre.Console;

namespace Parley.Node.Demo;

/// <summary>What the demo says once both nodes are up.</summary>
public static class DemoWelcome
{
    public static void Print(TwoNations nations, IReadOnlyList<NodeFolder> folders, IReadOnlyList<Persona> personas)
    {
        Console.WriteLine();
        foreach (var folder in folders)
        {
            var settings = folder.Settings();
            var record = nations
                .Nodes.First(n => $"{n.Record.Self.Code}".Equals(settings.Party, StringComparison.Ordinal))
                .Record;
            AnsiConsole.MarkupLineInterpolated(
                $"[bold]{record.Self.Name.En} · {record.Self.Name.Zh}[/]  {settings.Desk}"
            );
            foreach (var persona in personas.Where(p => p.Party.Equals(settings.Party, StringComparison.Ordinal)))
            {
                var roles = string.Join(", ", persona.Roles.Select(r => r.ToString().ToLowerInvariant()));
                Console.WriteLine($"  {persona.Name.En} {persona.Name.Zh}, {persona.Title.En} ({roles})");
            }
            Console.WriteLine($"  folder: {folder.Path}");
            Console.WriteLine();
        }
        Console.WriteLine("Open both addresses side by side and choose a persona on each. Ctrl+C stops both nodes.");
    }
}
