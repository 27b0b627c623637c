using System.Collections.Concurrent;
using Parley.Cooperation;
using Parley.Exchange;
using Parley.Sealing;

namespace Parley.Simulation;

/// <summary>
/// The parties of a run with their keys. Keys are dear to make and say nothing about a run, so they are made once and
/// used again; a run that is given back leaves nothing in them.
/// </summary>
internal sealed class Cast
{
    private static readonly ConcurrentBag<Cast> Idle = [];
    private static readonly DateTimeOffset Made = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private Cast()
    {
        Parties = [Make("US", "United States", "美国"), Make("CN", "China", "中国"), Make("KE", "Kenya", "肯尼亚")];
        Stranger = PartyKeys.Generate("stranger.example", Made);
    }

    /// <summary>United States, China, Kenya.</summary>
    public IReadOnlyList<Party> Parties { get; }

    /// <summary>Keys that are on nobody's card.</summary>
    public PartyKeys Stranger { get; }

    public static Cast Take() => Idle.TryTake(out var cast) ? cast : new Cast();

    public void GiveBack() => Idle.Add(this);

    private static Party Make(string code, string en, string zh)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"parley-simulation-{Guid.NewGuid():N}");
        try
        {
            var address = $"https://{code.ToLowerInvariant()}.parley.example:7443";
            var domain = $"{code.ToLowerInvariant()}.parley.example";
            return Party.Make(folder, code, new Bilingual(en, zh), domain, [address], Made);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
