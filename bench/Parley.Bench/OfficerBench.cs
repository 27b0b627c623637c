using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Parley.Cooperation;
using Parley.Node;
using Parley.Node.Access;
using Parley.Node.Demo;

namespace Parley.Bench;

/// <summary>
/// One large file the whole way as the officers' programs go it: posted to the sender's node, offered, released by a
/// second officer, fetched and receipted by the receiver's node, and downloaded from it with the line that says so.
/// Both nodes are processes of their own, so that the memory of this one counts for neither.
/// </summary>
internal sealed class OfficerBench(int runs, int mebibytes, bool whole)
{
    private const string Drafter = "drafter";
    private const string Second = "releaser";

    public async Task Run()
    {
        var folder = Directory.CreateTempSubdirectory("parley-bench-").FullName;
        Machine.Describe(folder);
        var made = DemoParties.Make(Path.Combine(folder, "real"), anyPorts: true, DateTimeOffset.UtcNow);
        foreach (var node in made)
        {
            await Furnish(node);
        }
        await using (var there = await OtherSide.Start("node", made[0].Path))
        {
            await using var here = await Nation.Start(made[1]);
            await here.Opened();
            await here.Agree(there);
        }
        await using (var receiver = await OtherSide.Start("node", made[0].Path))
        await using (var sender = await OtherSide.Start("node", made[1].Path))
        {
            using var drafter = await Program(made[1], sender, Drafter);
            using var releaser = await Program(made[1], sender, Second);
            using var reader = await Program(made[0], receiver, Drafter);
            async Task<Round> Once(long size) =>
                await new OfficerRound(drafter, releaser, reader, sender, receiver, size, whole).Go();
            await Once(1 << 20);
            var taken = await Rounds.Take(runs, new OwnLoad(folder), () => Once((long)mebibytes << 20));
            Tell(taken);
        }
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Officers who draft, release and read, and the setting that lets a program release.</summary>
    private static async Task Furnish(NodeFolder node)
    {
        foreach (var (name, role) in new[] { (Drafter, Role.Drafter), (Second, Role.Releaser) })
        {
            var both = new Bilingual($"An Invented {name}", "某人");
            var officer = new NewOfficer(both, "a-cyber-police", both, both, [role]);
            Officers.Of(node.DeskFolder).Add(name, $"{Guid.NewGuid():N}", officer, Doer.Command);
        }
        var file = Path.Combine(node.Path, "node.json");
        var settings = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        settings["programs"] = new JsonObject { ["mayRelease"] = true };
        await File.WriteAllTextAsync(file, settings.ToJsonString());
    }

    private static async Task<OfficersProgram> Program(NodeFolder node, OtherSide process, string officer) =>
        new(new Uri(node.Settings().Desk), await process.Ask($"token {officer}"));

    private void Tell(IReadOnlyList<Taken<Round>> taken)
    {
        var rounds = taken.Select(t => t.Value).ToList();
        string Rate(Func<Round, TimeSpan> time) =>
            new Samples(rounds.Select(r => mebibytes * 1.048576 / time(r).TotalSeconds)).Tell();
        Console.WriteLine($"File        {mebibytes} MiB, {runs} runs; what was downloaded is what was posted");
        Console.WriteLine($"Sent        {(whole ? "at one go" : "in stretches of 32 MiB")}");
        Console.WriteLine($"Posted      {Rate(r => r.Posted)} MB a second");
        Console.WriteLine($"Receipted   {Rate(r => r.Receipted)} MB a second, from its release");
        Console.WriteLine($"Downloaded  {Rate(r => r.Downloaded)} MB a second");
        Console.WriteLine(
            $"Memory      at most {rounds.Max(r => r.Sender)} MiB the sender's node, "
                + $"{rounds.Max(r => r.Receiver)} MiB the receiver's"
        );
        Console.WriteLine($"Load        {Rounds.Load(taken)}");
    }

    /// <summary>How long each part took, and the most memory of either node in MiB.</summary>
    internal sealed record Round(TimeSpan Posted, TimeSpan Receipted, TimeSpan Downloaded, long Sender, long Receiver);
}
