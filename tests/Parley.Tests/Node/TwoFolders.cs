using System.Globalization;
using Parley.Cooperation;
using Parley.Node;
using Parley.Node.Demo;
using Parley.Tests.Sealing;

namespace Parley.Tests.Node;

/// <summary>The folders of two nodes, CN and US, which have admitted each other, below one temporary folder.</summary>
internal sealed class TwoFolders : IDisposable
{
    public static readonly PartyCode CN = PartyCode.Parse("CN");
    public static readonly PartyCode US = PartyCode.Parse("US");

    private readonly TemporaryFolder folder = new();

    /// <summary>Thousands of refusals are what these tests ask for; their log would hide everything else.</summary>
    static TwoFolders() =>
        Environment.SetEnvironmentVariable("Logging__Console__LogLevel__Parley.Node.Bridge", "Error");

    /// <param name="deadFirst">The cards name an address first at which nobody answers.</param>
    /// <param name="daysAgo">When the parties were made.</param>
    public TwoFolders(bool deadFirst = false, int daysAgo = 0)
    {
        var made = DemoParties.Make(folder.Path, anyPorts: true, TimeProvider.System.GetUtcNow().AddDays(-daysAgo));
        (Cn, Us) = (made[0], made[1]);
        if (deadFirst)
        {
            (Cn, Us) = (WithTwoAddresses(Cn), WithTwoAddresses(Us));
            Cn.Admit(Us.OwnCard());
            Us.Admit(Cn.OwnCard());
        }
    }

    public NodeFolder Cn { get; }

    public NodeFolder Us { get; }

    public string this[string name] => folder[name];

    /// <summary>Where a node takes deliveries.</summary>
    public static Uri ExchangeOf(NodeFolder node) => new($"https://{node.Settings().Exchange}");

    /// <summary>The file of a node's database.</summary>
    public static string DatabaseOf(NodeFolder node) => Path.Combine(node.RecordFolder, "record.db");

    /// <summary>Copies a folder whole, as a backup does.</summary>
    public static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }

    public void Dispose() => folder.Dispose();

    private NodeFolder WithTwoAddresses(NodeFolder made)
    {
        var settings = made.Settings();
        var name = made.OwnCard().Name;
        var twice = new NodeFolder(folder[$"{settings.Party}-two"]);
        twice.Make(
            settings,
            name,
            $"{settings.Party.ToLowerInvariant()}.parley.example",
            ["https://127.0.0.1:1", $"https://{settings.Exchange}"],
            TimeProvider.System.GetUtcNow()
        );
        return twice;
    }

    /// <summary>Waits until something holds, at most so long.</summary>
    public static async Task Until(Func<bool> holds, string what, int seconds = 30) =>
        Assert.True(
            await Came(holds, seconds),
            string.Create(CultureInfo.InvariantCulture, $"After {seconds} s it still does not hold: {what}")
        );

    /// <summary>The same of what is asked for.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds, string what, int seconds = 30)
    {
        var until = Environment.TickCount64 + (seconds * 1000L);
        while (!await holds())
        {
            Assert.True(Environment.TickCount64 < until, $"After {seconds} s it still does not hold: {what}");
            await Task.Delay(20);
        }
    }

    /// <summary>Whether something came to hold, within so long.</summary>
    public static async Task<bool> Came(Func<bool> holds, int seconds)
    {
        var until = Environment.TickCount64 + (seconds * 1000L);
        while (!holds())
        {
            if (Environment.TickCount64 > until)
            {
                return false;
            }
            await Task.Delay(15);
        }
        return true;
    }
}
