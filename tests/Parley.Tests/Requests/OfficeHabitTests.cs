using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Cooperation.Requests;
using Parley.Node.Access;
using Parley.Node.Requests;
using Parley.Tests.Desk;
using Parley.Tests.Node;

namespace Parley.Tests.Requests;

/// <summary>What an authority said alike in its last two requests is offered to its officers, and filled in on their
/// word alone.</summary>
public sealed class OfficeHabitTests(OpenNode open) : IClassFixture<OpenNode>
{
    [Fact]
    public async Task What_was_said_alike_twice_is_offered_and_filled_in_only_where_nothing_stands()
    {
        using var drafter = await open.SignedIn(Role.Drafter);
        var draft = Begun();
        await Made("cn-cyber-police", "FILE/1", "+86 10 5550 0101");
        Assert.DoesNotContain("id=\"alike\"", await Part(drafter, draft), StringComparison.Ordinal);
        await Made("cn-cyber-police", "FILE/2", "+86 10 5550 0101");
        // What another authority said does not count.
        await Made("cn-cert", "FILE/3", "+86 10 5550 0999");
        var page = await Part(drafter, draft);
        Assert.Contains("id=\"alike\"", page, StringComparison.Ordinal);
        var offered = page.Split("id=\"alike\"")[1].Split("</dl>")[0];
        Assert.Contains("+86 10 5550 0101", offered, StringComparison.Ordinal);
        Assert.DoesNotContain("FILE/", offered, StringComparison.Ordinal);
        Assert.Empty(Find(draft).Draft.Entries);
        // What the matter is, is not a habit.
        var facts = await drafter.GetStringAsync($"/drafts/{draft}/parts/facts");
        Assert.DoesNotContain("id=\"alike\"", facts, StringComparison.Ordinal);

        await OpenDesk.Post(
            drafter,
            "/",
            $"/drafts/{draft}/parts/who",
            ("act", "alike"),
            ("version", $"{Find(draft).Version}"),
            ("has.requesting-officer", "1"),
            ("requesting-officer", "Somebody typed here")
        );
        var filled = Find(draft).Draft.Entries;
        Assert.Equal(new Entry.Plain("+86 10 5550 0101"), filled["requesting-phone"]);
        Assert.Equal(new Entry.Plain("Somebody typed here"), filled["requesting-officer"]);
        Assert.False(filled.ContainsKey("own-reference"));
        Assert.DoesNotContain("id=\"alike\"", await Part(drafter, draft), StringComparison.Ordinal);
    }

    private static async Task<string> Part(HttpClient browser, long draft) =>
        WebUtility.HtmlDecode(await browser.GetStringAsync($"/drafts/{draft}/parts/who"));

    private KeptDraft Find(long draft) => Service<DraftShelf>().Find(draft)!;

    private long Begun()
    {
        var empty = Draft.Empty("information", "routine", "zh");
        return Service<DraftShelf>().Add(TwoFolders.US, empty, "a", "A", TimeProvider.System.GetUtcNow()).Id;
    }

    private async Task Made(string authority, string reference, string phone)
    {
        var version = open.Node.Record.Reading.GuidelinesInForce(TwoFolders.US, TimeProvider.System.GetUtcNow())!;
        var draft = await Pair.Sample("information");
        draft = draft
            .With("own-reference", new Entry.Plain(reference))
            .With("requesting-phone", new Entry.Plain(phone));
        var made = new RequestStatement.Made(
            draft.Kind,
            draft.Urgency,
            version.Value.Version,
            draft.Language,
            draft.Entries
        );
        var officer = new Officer(authority, "An Invented Officer", "liaison");
        var stating = await open.Node.Record.Open(TwoFolders.US, 'R', made, officer);
        Assert.True(stating.Refusal is null, stating.Refusal?.Sentence.En);
        await open.Quiet();
        Service<Parley.Node.Lines.LineKeeping>().CatchUp();
    }

    private T Service<T>()
        where T : notnull => open.Node.Services.GetRequiredService<T>();
}
