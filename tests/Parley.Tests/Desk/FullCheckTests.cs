using Parley.Node.Record;

namespace Parley.Tests.Desk;

/// <summary>The check of the whole record cannot be used to tire the node.</summary>
public sealed class FullCheckTests
{
    [Fact]
    public async Task Many_who_ask_at_once_are_given_one_outcome()
    {
        await using var desk = new OpenDesk();
        var check = desk.Service<FullCheck>();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(check.Outcome)));
        Assert.All(outcomes, outcome => Assert.Same(outcomes[0], outcome));
    }
}
