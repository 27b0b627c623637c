using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Node.Erasing;
using Parley.Node.Together;
using Parley.Tests.Desk;
using Parley.Tests.Node;

namespace Parley.Tests.Together;

/// <summary>Officers say of two requests that ask about the same thing whether they are the same matter.</summary>
public sealed class ComparedTests(OpenNode open) : IClassFixture<OpenNode>
{
    private const string Alike = "Other requests name the same identifiers";
    private const string Linked = "Found here to be the same matter";
    private const string Apart = "Found to be another matter";

    [Fact]
    public async Task What_was_found_to_be_another_matter_is_not_offered_any_more_until_it_is_taken_back()
    {
        var (first, second) = await Two("apart@supplier.example");
        using var drafter = await open.SignedIn(Role.Drafter);
        Assert.Contains(Alike, await Listed(drafter, "apart"), StringComparison.Ordinal);
        var said = await Say(drafter, second, first, "another");
        Assert.Equal($"/requests/{second}#linked", said.Headers.Location!.ToString());
        foreach (var (one, other) in new[] { (first, second), (second, first) })
        {
            var page = await drafter.GetStringAsync($"/requests/{one}");
            Assert.DoesNotContain(Alike, page, StringComparison.Ordinal);
            var apart = Part(page, "id=\"apart\"");
            Assert.Contains(Apart, apart, StringComparison.Ordinal);
            Assert.Contains($">{other}<", apart, StringComparison.Ordinal);
            Assert.Contains("An Invented Drafter", apart, StringComparison.Ordinal);
            Assert.DoesNotContain(Linked, page, StringComparison.Ordinal);
        }
        Assert.DoesNotContain(Alike, await Listed(drafter, "apart"), StringComparison.Ordinal);
        // Whoever takes part takes it back, from either page.
        using var reader = await open.SignedIn(Role.Reader);
        await TakeBack(reader, first, second, Found(first).Single().Id);
        var again = await reader.GetStringAsync($"/requests/{second}");
        Assert.Contains(Alike, again, StringComparison.Ordinal);
        Assert.DoesNotContain(Apart, again, StringComparison.Ordinal);
        Assert.Contains(Alike, await Listed(drafter, "apart"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_found_to_be_the_same_matter_is_linked_on_both_pages_and_written_down()
    {
        var (first, second) = await Two("linked@supplier.example");
        using var drafter = await open.SignedIn(Role.Drafter);
        using var releaser = await open.SignedIn(Role.Releaser);
        var sizes = open.Node.Record.SizesOf(TwoFolders.US);
        await Say(drafter, first, second, "same");
        foreach (var (one, other) in new[] { (first, second), (second, first) })
        {
            var page = await releaser.GetStringAsync($"/requests/{one}");
            var linked = Part(page, "id=\"linked\"");
            Assert.Contains(Linked, linked, StringComparison.Ordinal);
            Assert.Contains($">{other}<", linked, StringComparison.Ordinal);
            Assert.Contains("An Invented Drafter", linked, StringComparison.Ordinal);
            Assert.DoesNotContain(Alike, page, StringComparison.Ordinal);
        }
        // Who says otherwise is told that another was first, and undoes nothing unseen.
        var late = await Say(releaser, second, first, "another");
        Assert.Equal($"/requests/{second}?compared=first#linked", late.Headers.Location!.ToString());
        Assert.Contains(
            "Another officer has spoken",
            await releaser.GetStringAsync($"/requests/{second}?compared=first"),
            StringComparison.Ordinal
        );
        Assert.Equal(FoundAs.Same, Assert.Single(Found(second)).Found);
        Assert.Equal(sizes, open.Node.Record.SizesOf(TwoFolders.US));
        var events = open.Node.Services.GetRequiredService<SecurityEvents>();
        var line = events.Page(1, new EventChoice(SecurityAct.FoundSame))[0];
        Assert.Equal(("drafter", first, second), (line.Who, line.Whom, line.More));
        await TakeBack(releaser, first, second, Found(first).Single().Id);
        Assert.Empty(Found(first));
        Assert.Equal("releaser", events.Page(1, new EventChoice(SecurityAct.FindingTakenBack))[0].Who);
    }

    [Fact]
    public async Task What_a_colleague_found_anew_is_not_taken_back_unseen()
    {
        var (first, second) = await Two("anew@supplier.example");
        using var drafter = await open.SignedIn(Role.Drafter);
        using var releaser = await open.SignedIn(Role.Releaser);
        await Say(drafter, first, second, "same");
        var seen = Found(first).Single().Id;
        var page = await drafter.GetStringAsync($"/requests/{first}");
        Assert.Contains($"name=\"finding\" value=\"{seen}\"", page, StringComparison.Ordinal);
        await TakeBack(releaser, second, first, seen);
        // Taken back already: that is what was wanted.
        var twice = await TakeBack(drafter, first, second, seen);
        Assert.Equal($"/requests/{first}#linked", twice.Headers.Location!.ToString());
        // The same words, found anew, are another finding too.
        foreach (var anew in new[] { "same", "another" })
        {
            await Say(releaser, second, first, anew);
            var now = Found(first).Single();
            Assert.NotEqual(seen, now.Id);
            var late = await TakeBack(drafter, first, second, seen);
            Assert.Equal($"/requests/{first}?compared=changed#linked", late.Headers.Location!.ToString());
            Assert.Equal(now, Found(second).Single() with { Other = now.Other });
            foreach (var (language, words) in new[] { ("en", "Nothing was taken back"), ("zh-Hans", "未撤回任何认定") })
            {
                using var asked = new HttpRequestMessage(HttpMethod.Get, $"/requests/{first}?compared=changed");
                asked.Headers.AcceptLanguage.ParseAdd(language);
                using var told = await drafter.SendAsync(asked);
                Assert.Contains(words, await told.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            }
            await TakeBack(releaser, second, first, now.Id);
        }
        Assert.Equal(HttpStatusCode.BadRequest, (await Say(drafter, first, second, "open")).StatusCode);
    }

    [Fact]
    public async Task Only_of_two_that_ask_about_the_same_thing_is_anything_said()
    {
        var (first, _) = await Two("one@supplier.example");
        var (other, _) = await Two("two@supplier.example");
        using var drafter = await open.SignedIn(Role.Drafter);
        Assert.Equal(HttpStatusCode.NotFound, (await Say(drafter, first, other, "same")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Say(drafter, first, first, "same")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Say(drafter, first, "US-R-2026-9999", "same")).StatusCode);
        Assert.Empty(Found(first));
    }

    [Fact]
    public async Task With_what_a_request_says_its_pairs_are_erased_too()
    {
        var (first, second) = await Two("erased@supplier.example");
        using var drafter = await open.SignedIn(Role.Drafter);
        await Say(drafter, first, second, "same");
        foreach (var beside in open.Node.Services.GetServices<IKeptBeside>().OfType<ComparedShelf>())
        {
            beside.Erase(TwoFolders.US, SubjectId.Parse(second));
        }
        Assert.Empty(Found(first));
        Assert.Empty(Found(second));
    }

    private async Task<(string First, string Second)> Two(string address)
    {
        var same = new Entry.Identifiers([new Identifier("email", address)]);
        var first = await open.Ask(draft => draft.With("identifiers", same));
        return (first, await open.Ask(draft => draft.With("identifiers", same)));
    }

    private static Task<HttpResponseMessage> Say(HttpClient officer, string matter, string other, string found) =>
        OpenDesk.Post(
            officer,
            $"/requests/{matter}",
            $"/matters/{matter}/compared",
            ("other", other),
            ("found", found)
        );

    private static Task<HttpResponseMessage> TakeBack(HttpClient officer, string matter, string other, long finding) =>
        OpenDesk.Post(
            officer,
            $"/requests/{matter}",
            $"/matters/{matter}/compared",
            ("other", other),
            ("found", "open"),
            ("finding", $"{finding}")
        );

    private static Task<string> Listed(HttpClient officer, string word) =>
        officer.GetStringAsync($"/requests?q={word}%40supplier.example");

    private IReadOnlyList<Compared> Found(string number) =>
        open.Node.Services.GetRequiredService<ComparedShelf>().Of(TwoFolders.US, SubjectId.Parse(number));

    private static string Part(string page, string from)
    {
        var at = page.IndexOf(from, StringComparison.Ordinal);
        Assert.True(at >= 0, from);
        return page[at..page.IndexOf("</p>\n", at, StringComparison.Ordinal)];
    }
}
