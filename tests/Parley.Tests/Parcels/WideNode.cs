using System.Text.Json.Nodes;
using Parley.Cooperation;
using Parley.Node.Access;
using Parley.Tests.Api;
using Parley.Tests.Desk;
using Parley.Tests.Node;

namespace Parley.Tests.Parcels;

/// <summary>A node whose operator allows more to be under way than its disk has.</summary>
public sealed class WideNode : IAsyncLifetime
{
    /// <summary>More than any disk has, twice.</summary>
    public const long Most = 1L << 50;

    private readonly Pair pair = new();

    internal string Request { get; private set; } = "";

    internal IServiceProvider Services => pair.Cn!.Services;

    internal string DeskFolder => pair.Folders.Cn.DeskFolder;

    public async ValueTask InitializeAsync()
    {
        var file = Path.Combine(pair.Folders.Cn.Path, "node.json");
        var settings = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        settings["parcels"] = new JsonObject { ["mostHeld"] = Most };
        await File.WriteAllTextAsync(file, settings.ToJsonString());
        var both = new Bilingual("An Invented Drafter", "某人");
        var officer = new NewOfficer(both, "cn-cyber-police", both, both, [Role.Drafter]);
        Officers.Of(DeskFolder).Add("drafter", OpenDesk.Password, officer, Doer.Command);
        await pair.Start();
        var asked = await Pair.Ask(pair.Us!, await pair.Agree());
        Request = $"{asked.About}";
        await pair.Quiet();
    }

    public ValueTask DisposeAsync() => pair.DisposeAsync();

    internal Caller Program() => ProgramNodes.Program(pair.Cn!, "drafter");
}
