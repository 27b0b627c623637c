using Parley.Exchange;
using Parley.Node.Access;
using Parley.Node.Parcels;

namespace Parley.Node.Demo;

/// <summary>How much one node of the demo takes of the other: less than a file of one story, which it refuses, saying
/// so. The file comes once an operator makes room for it.</summary>
internal static class DemoQuota
{
    private const string Taker = "CN";

    /// <summary>More than every other file of the stories.</summary>
    private static readonly ParcelLimits Little = new(10 << 20, 2L << 30);

    /// <summary>It is set on the first day.</summary>
    public static Occasion Set(TwoNations nations, HalfYear halfYear) =>
        new(
            halfYear.Begins.AddHours(2),
            () =>
            {
                var node = nations.Nodes.First(one => one.Record.Self.Code.ToString() is Taker);
                node.Services.GetRequiredService<Quotas>()
                    .Set(
                        node.Record.Peers[0].Code,
                        Little,
                        node.Services.GetRequiredService<SecurityEvents>(),
                        new Doer($"{Taker.ToLowerInvariant()}-operator-1", "192.0.2.10")
                    );
                return Task.CompletedTask;
            }
        );
}
