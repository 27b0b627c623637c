using System.Net;
using Parley.Cooperation;
using Parley.Node.Access;
using Parley.Node.Together;
using Parley.Tests.Desk;
using Parley.Tests.Law;
using Parley.Tests.Node;

namespace Parley.Tests.Together;

/// <summary>Of what the nation's law keeps from an officer nothing is found, said or told.</summary>
public sealed class ComparedLawTests(LawfulNode node) : IClassFixture<LawfulNode>
{
    [Fact]
    public async Task Who_may_not_read_one_of_two_says_and_sees_nothing_of_the_pair()
    {
        var seen = node.Open.Request;
        using var drafter = await node.Open.SignedIn(Role.Drafter);
        using var central = await node.AsCentral();
        foreach (var (matter, other) in new[] { (seen, node.Hidden), (node.Hidden, seen) })
        {
            var refused = await Say(drafter, matter, other);
            Assert.NotEqual(HttpStatusCode.Redirect, refused.StatusCode);
        }
        Assert.Empty(node.Service<ComparedShelf>().Of(TwoFolders.US, SubjectId.Parse(seen)));
        Assert.Equal(HttpStatusCode.Redirect, (await Say(central, seen, node.Hidden)).StatusCode);
        Assert.Contains(node.Hidden, await central.GetStringAsync($"/requests/{seen}"), StringComparison.Ordinal);
        Assert.DoesNotContain(node.Hidden, await drafter.GetStringAsync($"/requests/{seen}"), StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> Say(HttpClient officer, string matter, string other) =>
        OpenDesk.Post(
            officer,
            $"/requests/{node.Open.Request}",
            $"/matters/{matter}/compared",
            ("other", other),
            ("found", "same")
        );
}
