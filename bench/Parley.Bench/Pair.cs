using Parley.Node;
using Parley.Node.Demo;

namespace Parley.Bench;

/// <summary>
/// Two nations that have met, one in this process and one in its own, and a second such pair for the ceiling; all in
/// one temporary folder that goes when they do.
/// </summary>
internal sealed class Pair : IAsyncDisposable
{
    private readonly string folder;
    private readonly OtherSide otherCeiling;

    private Pair(string folder, Nation nation, OtherSide other, Ceiling ceiling, OtherSide otherCeiling)
    {
        this.folder = folder;
        this.otherCeiling = otherCeiling;
        Nation = nation;
        Other = other;
        Ceiling = ceiling;
        Load = new OwnLoad(folder);
    }

    public Nation Nation { get; }

    public OtherSide Other { get; }

    public Ceiling Ceiling { get; }

    public OwnLoad Load { get; }

    public string Folder => folder;

    public static async Task<Pair> Start()
    {
        var folder = Directory.CreateTempSubdirectory("parley-bench-").FullName;
        Machine.Describe(folder);
        var now = DateTimeOffset.UtcNow;
        var real = DemoParties.Make(Path.Combine(folder, "real"), anyPorts: true, now);
        var bare = DemoParties.Make(Path.Combine(folder, "bare"), anyPorts: true, now);
        var other = await OtherSide.Start("node", real[0].Path);
        var nation = await Nation.Start(real[1]);
        await nation.Opened();
        await nation.Agree(other);
        var otherCeiling = await OtherSide.Start("ceiling", bare[0].Path);
        return new Pair(folder, nation, other, new Ceiling(bare[1]), otherCeiling);
    }

    /// <summary>Both nodes must hold the same states once quiet, else no figure counts.</summary>
    public async Task<bool> Same() =>
        string.Equals(Nation.Record.Reading.StateHash(Nation.Peer), await Other.Ask("state"), StringComparison.Ordinal);

    public async ValueTask DisposeAsync()
    {
        await Nation.DisposeAsync();
        await Other.DisposeAsync();
        await Ceiling.DisposeAsync();
        await otherCeiling.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
