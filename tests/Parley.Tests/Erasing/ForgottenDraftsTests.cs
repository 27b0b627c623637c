using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Node.Erasing;
using Parley.Node.Law;
using Parley.Node.Requests;
using Parley.Node.Together;
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

    [Fact]
    public void What_was_noted_about_a_draft_goes_with_it()
    {
        var draft = Add();
        PlantedInside.About(open.Node.Services, MatterKey.Of(draft.Id), DateTimeOffset.UtcNow);
        PlantedInside.Before(open.Node.Services, draft);
        Assert.False(PlantedInside.IsGone(open.Node.Services, draft));
        var other = Add();
        PlantedInside.About(open.Node.Services, MatterKey.Of(other.Id), DateTimeOffset.UtcNow);

        Assert.True(Service<DraftShelf>().Discard(draft.Id, draft.Version));
        Assert.True(PlantedInside.IsGone(open.Node.Services, draft));
        Assert.False(PlantedInside.IsGone(open.Node.Services, other));
        Assert.True(Service<DraftShelf>().Discard(other.Id, other.Version));
        Assert.True(PlantedInside.IsGone(open.Node.Services, other));
    }

    [Fact]
    public void A_draft_that_somebody_goes_on_with_at_that_moment_stays()
    {
        var (draft, shelf) = (Add(), Service<DraftShelf>());
        var isRead = false;
        var rule = ThirtyDays with
        {
            DueAfter = at =>
            {
                // After all drafts were read, and before any is thrown away.
                if (!isRead)
                {
                    isRead = true;
                    shelf.Turn(draft.Id, was => was with { Urgency = "urgent" }, "none", "Somebody", draft.ChangedAt);
                }
                return at.AddDays(30);
            },
        };
        Service<ForgottenDrafts>().Run(rule, Doer.Command, draft.ChangedAt.AddDays(31));
        Assert.True(isRead);
        Assert.Equal("urgent", shelf.Find(draft.Id)?.Draft.Urgency);
        var erased = Service<SecurityEvents>().Page(1).Where(one => one.Act is SecurityAct.DraftErased);
        Assert.DoesNotContain(FormattableString.Invariant($"{draft.Id}"), erased.Select(one => one.Whom));
        Assert.True(shelf.Discard(draft.Id, draft.Version + 1));
    }

    private KeptDraft Add()
    {
        var sight = Service<RequestBook>().Find(open.Request)!;
        return Service<DraftShelf>()
            .Add(TwoFolders.US, sight.Request.Current(), "none", "Somebody", DateTimeOffset.UtcNow);
    }

    private T Service<T>()
        where T : notnull => open.Node.Services.GetRequiredService<T>();
}
