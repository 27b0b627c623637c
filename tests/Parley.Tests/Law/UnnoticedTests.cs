using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Parley.Cooperation;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Node.Law;
using Parley.Node.Lines;
using Parley.Node.Look;
using Parley.Node.Parcels;
using Parley.Node.Requests;
using Parley.Node.Together;
using Parley.Tests.Desk;
using Parley.Tests.Node;

namespace Parley.Tests.Law;

/// <summary>What an officer may not read is not even noticed: by what beats, by the act that is offered next, by lists
/// while lines lag behind, or by a file that lies ready.</summary>
public sealed class UnnoticedTests(LawfulNode node) : IClassFixture<LawfulNode>
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    [Fact]
    public void That_something_kept_from_an_officer_moved_is_not_told()
    {
        var (hidden, open) = (MatterKey.Read(node.Hidden)!, MatterKey.Read(node.Open.Request)!);
        var hearing = node.Service<Hearing>();
        foreach (var (user, isTold) in ((ClaimsPrincipal, bool)[])[(Of("drafter"), false), (Of("central"), true)])
        {
            Assert.Equal(isTold, hearing.May(user, "requests", new Moved(hidden, null)));
            Assert.Equal(isTold, hearing.May(user, node.Hidden, new Moved(null, null)));
            Assert.Equal(isTold, hearing.May(user, hidden.Topic, new Moved(null, null)));
            Assert.Equal(isTold, hearing.May(user, "drafts", new Moved(MatterKey.Of(node.Draft), null)));
            Assert.True(hearing.May(user, "requests", new Moved(open, null)));
            Assert.True(hearing.May(user, "links", new Moved(null, null)));
            // A decision of a higher code about what they may read.
            var matter = Matter.Of(Sight(node.Open.Request)).Marked("H3", light: null);
            Assert.Equal(isTold, hearing.May(user, node.Open.Request, new Moved(open, matter)));
        }
    }

    [Fact]
    public async Task A_stream_beats_for_what_may_be_read_and_for_nothing_else()
    {
        var changes = new Changes();
        var (user, hearing) = (Of("drafter"), node.Service<Hearing>());
        using var stop = new CancellationTokenSource(Long);
        await using var heard = changes
            .Listen(["requests", node.Hidden], Long, stop.Token, (topic, moved) => hearing.May(user, topic, moved))
            .GetAsyncEnumerator(stop.Token);
        var next = heard.MoveNextAsync().AsTask();
        changes.Announce(node.Hidden);
        changes.Announce("requests", MatterKey.Read(node.Hidden));
        changes.Announce("requests", MatterKey.Read(node.Open.Request));
        Assert.True(await next);
        Assert.Equal("requests", heard.Current);
        Assert.Equal("requests", await LastOf(changes, heard));
    }

    [Fact]
    public async Task A_decision_kept_from_an_officer_takes_nothing_off_what_they_are_offered()
    {
        var number = await node.Open.Ask(draft => draft);
        var sight = Sight(number);
        node.Service<PreparedShelf>().Add(sight, RequestMove.Answer, Answered("H3"), "", By("somebody"));
        var prepared = node.Service<PreparedBook>();
        Assert.DoesNotContain(sight.Request.Id, Seen("drafter"));
        Assert.Contains(sight.Request.Id, Seen("central"));
        var sources = node.Service<ListSources>();
        Assert.NotNull(sources.Listed([sight], Of("drafter")).Single().Next);
        prepared.Discard(prepared.About(sight.Request.Id).Single());

        HashSet<SubjectId> Seen(string name) =>
            prepared.Seen(node.Service<RequestBook>(), node.Service<LawInForce>(), Of(name));
    }

    [Fact]
    public void A_list_shows_nothing_that_the_record_keeps_from_the_officer_whatever_the_lines_say()
    {
        var book = node.Service<RequestBook>();
        Place[] places = [Place(node.Hidden), Place(node.Open.Request)];
        var law = node.Service<LawInForce>();
        Assert.Equal(node.Open.Request, Assert.Single(book.Sights(places, law.HiddenFrom(Of("drafter")))).Id);
        Assert.Equal(2, book.Sights(places, law.HiddenFrom(Of("central"))).Count);
    }

    [Fact]
    public async Task A_file_made_ready_follows_the_draft_it_belongs_to_and_alone_is_its_bringers()
    {
        var number = await node.Open.Ask(draft => draft);
        var sight = Sight(number);
        var file = new Attached(
            new Parcel($"{LawfulNode.Marker}.csv", "text/csv", 1, new string('a', 64), new string('b', 64), "key"),
            null,
            null
        );
        var (ready, drafts, seen) = (
            node.Service<ReadyFiles>(),
            node.Service<MoveDraftShelf>(),
            node.Service<ReadySight>()
        );
        ready.Add(TwoFolders.US, sight.Request.Id, file, "somebody", DateTimeOffset.UtcNow);
        Expect(drafter: false, central: true);
        using var drafter = await node.Open.SignedIn(Role.Drafter);
        var address = $"/requests/{number}/files";
        Assert.DoesNotContain(LawfulNode.Marker, await drafter.GetStringAsync(address), StringComparison.Ordinal);
        using var got = await drafter.GetAsync($"{address}/{file.Parcel.SealedSha256}");
        Assert.Equal(HttpStatusCode.NotFound, got.StatusCode);
        await OpenDesk.Post(drafter, "/", $"{address}/remove", ("hash", file.Parcel.SealedSha256));
        Assert.Single(ready.Of(sight.Request.Id));

        // In a draft that they may read it is theirs to see; not where one bears a higher code.
        drafts.Save(sight, RequestMove.Answer, default, Fields(file, "H1", chosen: false), By("somebody"));
        Expect(drafter: false, central: true);
        Discard();
        drafts.Save(sight, RequestMove.Answer, default, Fields(file, "H1"), By("somebody"));
        Expect(drafter: true, central: true);
        Discard();
        drafts.Save(sight, RequestMove.Answer, default, Fields(file, "H3"), By("somebody"));
        Expect(drafter: false, central: true);
        Discard();

        // Nor after the decision came back that it was to go with.
        var prepared = node.Service<PreparedBook>();
        var answered = Answered("H3") with { Parcels = [file] };
        node.Service<PreparedShelf>().Add(sight, RequestMove.Answer, answered, "", By("somebody"));
        ready.Remove(sight.Request.Id, file.Parcel.SealedSha256);
        prepared.Return(prepared.About(sight.Request.Id).Single(), new SentBack("Somebody", "Not so."));
        Assert.Single(ready.Of(sight.Request.Id));
        Expect(drafter: false, central: true);
        ready.Remove(sight.Request.Id, file.Parcel.SealedSha256);
        Discard();

        void Expect(bool drafter, bool central)
        {
            Assert.Equal(drafter ? 1 : 0, seen.Of(sight, Of("drafter")).Count);
            Assert.Equal(central ? 1 : 0, seen.Of(sight, Of("central")).Count);
        }

        void Discard()
        {
            foreach (var one in drafts.About(sight.Request.Id))
            {
                drafts.Discard(one.Id, one.Version);
            }
        }
    }

    private static async Task<string> LastOf(Changes changes, IAsyncEnumerator<string> heard)
    {
        var next = heard.MoveNextAsync().AsTask();
        changes.Announce("requests", MatterKey.Of(1));
        changes.Announce("requests");
        changes.Announce("requests", MatterKey.Read("US-A-2026-0001"));
        Assert.True(await next);
        return heard.Current;
    }

    private static string Fields(Attached file, string code, bool chosen = true) =>
        FormFields.Write(
            new FormCollection(
                new Dictionary<string, StringValues>(StringComparer.Ordinal)
                {
                    ["language"] = "en",
                    ["shown"] = file.Parcel.SealedSha256,
                    ["file"] = chosen ? file.Parcel.SealedSha256 : "",
                    ["handling.code"] = code,
                }
            )
        );

    private static RequestStatement.Answered Answered(string code) =>
        new(true, [], null, Handling: new Handling(code, "TLP:AMBER", "A", "1"));

    private static PreparedBy By(string account) => new(account, "某人", DateTimeOffset.UtcNow);

    private ClaimsPrincipal Of(string name) =>
        SessionClaims.Of(new AccountShelf(node.Open.Folder.DeskFolder).FindBySignInName(name)!);

    private static Place Place(string number) => new(TwoFolders.US, SubjectId.Parse(number));

    private RequestSight Sight(string number) => node.Service<RequestBook>().Find(number)!;
}
