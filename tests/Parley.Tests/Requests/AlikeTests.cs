using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Node.Requests;
using Parley.Tests.Guidelines;
using Parley.Tests.Law;
using Parley.Tests.Node;

namespace Parley.Tests.Requests;

/// <summary>What is asked twice is found while it is written, by whoever may read both.</summary>
public sealed class AlikeTests(LawfulNode node) : IClassFixture<LawfulNode>
{
    [Fact]
    public async Task A_draft_names_what_was_asked_before_and_what_a_colleague_writes()
    {
        using var drafter = await node.Open.SignedIn(Role.Drafter);
        var asked = node.Service<RequestBook>().Find(node.Open.Request)!.Request.Current();
        var mine = Add(asked, "somebody");
        foreach (var path in new[] { $"/drafts/{mine}", $"/drafts/{mine}/check" })
        {
            Assert.Contains(node.Open.Request, await drafter.GetStringAsync(path), StringComparison.Ordinal);
            Assert.DoesNotContain("alike-drafts", await drafter.GetStringAsync(path), StringComparison.Ordinal);
        }
        var theirs = Add(asked, "another");
        foreach (var path in new[] { $"/drafts/{mine}", $"/drafts/{mine}/check" })
        {
            var page = await drafter.GetStringAsync(path);
            Assert.Contains("alike-drafts", page, StringComparison.Ordinal);
            Assert.Contains($"href=\"/drafts/{theirs}/check\"", page, StringComparison.Ordinal);
        }
        node.Service<DraftShelf>().Discard(mine, version: 1);
        node.Service<DraftShelf>().Discard(theirs, version: 1);
    }

    [Fact]
    public async Task Of_a_draft_that_an_officer_may_not_read_nothing_is_told()
    {
        var planted = node.Service<DraftBook>().Find(node.Draft)!.Draft;
        var open = Add(
            planted.With("handling-code", new Entry.Plain("H1")).With("handling-restrictions", null),
            "somebody"
        );
        using var drafter = await node.Open.SignedIn(Role.Drafter);
        var page = await drafter.GetStringAsync($"/drafts/{open}");
        Assert.DoesNotContain("alike-drafts", page, StringComparison.Ordinal);
        Assert.DoesNotContain($"/drafts/{node.Draft}/check", page, StringComparison.Ordinal);
        using var central = await node.AsCentral();
        Assert.Contains(
            $"href=\"/drafts/{node.Draft}/check\"",
            await central.GetStringAsync($"/drafts/{open}"),
            StringComparison.Ordinal
        );
        node.Service<DraftShelf>().Discard(open, version: 1);
    }

    [Fact]
    public void What_is_carried_on_brings_its_files_and_its_words()
    {
        var play = new ModelPlay();
        var parcel = new Parcel(
            "list.csv",
            "text/csv",
            3,
            new string('a', 64),
            new string('b', 64),
            new string('A', 43)
        );
        var files = new Entry.Parcels(ImmutableArray.Create(new Attached(parcel, null, null)));
        var police = play.Made("information", ("files", files));
        var draft = Continued.Of(
            new Draft("mutual-legal-assistance", "routine", "en", Draft.NoEntries),
            ModelPlay.Model,
            play[police]
        );
        Assert.Equal(parcel, Assert.Single(((Entry.Parcels)draft.Entries["files"]).Files).Parcel);
        Assert.Equal(play[police].Current().Entries["facts"], draft.Entries["facts"]);
    }

    private long Add(Draft draft, string by) =>
        node.Service<DraftShelf>().Add(TwoFolders.US, draft, by, "Somebody", DateTimeOffset.UtcNow).Id;
}
