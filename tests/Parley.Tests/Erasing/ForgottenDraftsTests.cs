using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Node.Erasing;
using Parley.Node.Law;
using Parley.Node.Requests;
using Parley.Tests.Node;

namespace Parley.Tests.Erasing;

/// <summary>What was written here and never left goes by the rule for drafts, and the security events name the rule.
/// </summary>
public sealed class ForgottenDraftsTests(OpenNode open) : IClassFixture<OpenNode>
{
    private static readonly KeepingRule ThirtyDays = new("7.3", new Bilingual("Drafts", "草稿"), at => at.AddDays(30));

    [Fact]
    public void Drafts_and_half_written_moves_that_nobody_touches_go()
    {
        var now = DateTimeOffset.UtcNow;
        var sight = Service<RequestBook>().Find(open.Request)!;
        var draft = Service<DraftShelf>().Add(TwoFolders.US, sight.Request.Current(), "none", "Somebody", now).Id;
        var by = new PreparedBy("none", "Somebody", now);
        Service<MoveDraftShelf>().Save(sight, RequestMove.Acknowledge, default, "[[\"text.text\",\"Half\"]]", by);
        var forgotten = Service<ForgottenDrafts>();

        forgotten.Run(rule: null, Doer.Command, now.AddDays(300));
        forgotten.Run(ThirtyDays, Doer.Command, now.AddDays(29));
        Assert.NotNull(Service<DraftBook>().Find(draft));
        var half = Assert.Single(Service<MoveDraftShelf>().About(sight.Request.Id));

        forgotten.Run(ThirtyDays, Doer.Command, now.AddDays(31));
        Assert.Null(Service<DraftBook>().Find(draft));
        Assert.Empty(Service<MoveDraftShelf>().About(half.About));
        var written = Service<SecurityEvents>().Page(1).Where(one => one.Act is SecurityAct.DraftErased).ToList();
        Assert.Equal(2, written.Count);
        Assert.All(written, one => Assert.Equal("7.3", one.More));
    }

    private T Service<T>()
        where T : notnull => open.Node.Services.GetRequiredService<T>();
}
