using System.Net;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Tests.Node;

namespace Parley.Tests.Requests;

/// <summary>What the receiver of a request sees beside it: what was found, what names it, what is like it.</summary>
public sealed class LinkedPageTests(OpenNode node) : IClassFixture<OpenNode>
{
    private const string Alike = "Other requests name the same identifiers";

    [Fact]
    public async Task A_request_shows_what_names_it_and_what_it_names()
    {
        var first = node.Request;
        var later = await node.Ask(draft => draft.With("related-requests", new Entry.Several([first])));
        using var reader = await node.SignedIn(Role.Reader);
        Assert.Contains(
            $">{later}<",
            Linked(await reader.GetStringAsync($"/requests/{first}")),
            StringComparison.Ordinal
        );
        Assert.Contains(
            $">{first}<",
            Linked(await reader.GetStringAsync($"/requests/{later}")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_the_check_found_at_arrival_is_shown_with_the_items_label_and_folded_where_there_is_nothing()
    {
        var facts = new Entry.Written(new Prose("Facts in one language.", "en", Translation: null));
        var found = await node.Ask(draft => draft.With("facts", facts));
        using var reader = await node.SignedIn(Role.Reader);
        var page = Arrival(await reader.GetStringAsync($"/requests/{found}"));
        Assert.Contains("one remark", page, StringComparison.Ordinal);
        Assert.Contains("is-advice", page, StringComparison.Ordinal);
        Assert.Contains(" open", page[..page.IndexOf('>', StringComparison.Ordinal)], StringComparison.Ordinal);
        var whole = Arrival(await reader.GetStringAsync($"/requests/{node.Request}"));
        Assert.Contains("Complete at arrival", whole, StringComparison.Ordinal);
        Assert.DoesNotContain(" open", whole[..whole.IndexOf('>', StringComparison.Ordinal)], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_comes_twice_is_marked_in_the_list_and_on_the_desk_until_it_is_linked()
    {
        var same = new Entry.Identifiers([new Identifier("email", "twice@supplier.example")]);
        await node.Ask(draft => draft.With("identifiers", same));
        using var drafter = await node.SignedIn(Role.Drafter);
        var alone = await drafter.GetStringAsync("/requests?q=twice%40supplier.example");
        Assert.DoesNotContain(Alike, alone, StringComparison.Ordinal);
        await node.Ask(draft => draft.With("identifiers", same));
        var list = await drafter.GetStringAsync("/requests?q=twice%40supplier.example");
        Assert.Equal(3, list.Split(Alike).Length);
        Assert.Contains(Alike, await drafter.GetStringAsync("/"), StringComparison.Ordinal);
    }

    private static string Linked(string page) => Part(page, "id=\"linked\"", "</dl>");

    private static string Arrival(string page) => Part(page, "id=\"arrival\"", "</details>");

    private static string Part(string page, string from, string to)
    {
        var at = page.IndexOf(from, StringComparison.Ordinal);
        Assert.True(at >= 0, from);
        return WebUtility.HtmlDecode(page[at..page.IndexOf(to, at, StringComparison.Ordinal)]);
    }
}
