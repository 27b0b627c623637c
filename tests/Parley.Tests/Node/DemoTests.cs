using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;
using Parley.Cooperation.Review;
using Parley.Exchange;
using Parley.Exchange.Formats;
using Parley.Node;
using Parley.Node.Agreements;
using Parley.Node.Commands;
using Parley.Node.Demo;
using Parley.Node.Desk;
using Parley.Node.Law;
using Parley.Node.Lines;
using Parley.Node.Storage;
using Parley.Node.Webhooks;

namespace Parley.Tests.Node;

/// <summary>The demo on a day in January: its half-year lies in two years, and so do its numbers.</summary>
public sealed class DemoTests
{
    private const int Mebibyte = 1024 * 1024;

    [Fact]
    public async Task The_demo_has_all_of_it_when_its_half_year_lies_in_two_years()
    {
        var on = new DateTimeOffset(DateTime.UtcNow.Year + 1, 1, 19, 9, 0, 0, TimeSpan.Zero);
        var folder = Directory.CreateTempSubdirectory("parley-demo-").FullName;
        try
        {
            IReadOnlyList<NodeFolder> folders;
            await using (var demo = await RunningDemo.Start(folder, anyPorts: true, (_, _) => { }, on))
            {
                folders = demo.Folders;
                foreach (var node in demo.Nations.Nodes)
                {
                    HasAll(node.Record.Reading, node.Record.Peers[0].Code, on);
                    await TellsOutside(node);
                }
                Refuses(demo.Nations.Nodes[0]);
                Waits(demo.Nations.Nodes[0]);
            }
            foreach (var one in folders)
            {
                await IsSound(one);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void HasAll(RecordReading reading, PartyCode peer, DateTimeOffset on)
    {
        // Of the year before two matters, of which the rule book speaks by its number.
        var erased = reading.ErasedLast(peer, 10);
        Assert.Equal(2, erased.Count);
        Assert.All(erased, left => Assert.Equal(("7.3", true, 1), (left.Rule, left.Settled, left.Files.Length)));

        // Of what came in an emergency one file is restricted.
        var restricted = Assert.Single(
            reading.All<Request>(peer),
            one => one.Validated is { What.Outcome: Validation.NotValidated }
        );
        Assert.Single(restricted.Answers.SelectMany(answer => answer.What.Parcels ?? []));

        var published = Assert.Single(reading.Agreements(peer, ReviewDocument.Kind));
        var accepted = published.LatestAccepted;
        Assert.NotNull(accepted);
        var content = reading.Content(peer, published.Id, accepted.ContentHash)!;
        Assert.True(ReviewDocumentFormat.TryRead(content, out var document, out _));
        // What was erased since, and all that came after, changes nothing of it.
        Assert.Equal(document.FiguresHash, reading.Review(peer, document.Figures.From, document.Figures.To).Hash);

        var to = new DateTimeOffset(on.Date, TimeSpan.Zero);
        Assert.Equal(74, reading.Review(peer, to.AddDays(-200), to).Figures.Requests);
    }

    private static async Task IsSound(NodeFolder folder)
    {
        using var shelf = new SqliteShelf(folder.RecordFolder);
        using var lines = LineShelf.At(folder.DeskFolder);
        var files = new ParcelFiles(folder.ParcelsFolder);
        var check = await LinkCheck.Of(folder.OwnCard(), folder.Peers()[0], shelf, lines, files, (_, _) => { });
        Assert.True(check.Sound);
        var sealedFiles = new DirectoryInfo(folder.ParcelsFolder).GetFiles("*", SearchOption.AllDirectories);
        // One of the three was not taken: it lies with its sender alone.
        var large = folder.Settings().Party is "CN" ? 2 : 3;
        Assert.Equal(large, sealedFiles.Count(file => file.Length > 3.9 * Mebibyte));
    }

    /// <summary>One file was larger than what is taken of its sender, and would be refused still.</summary>
    private static void Refuses(RunningNode node)
    {
        var peer = node.Record.Peers[0].Code;
        var file = Assert.Single(node.Services.GetRequiredService<ParcelRounds>().Refused(peer, 5));
        var request = node.Record.Reading.All<Request>(peer).Single(one => one.ParcelsRefused.Length > 0);
        var said = Assert.Single(request.ParcelsRefused);
        Assert.Equal((file.SealedSha256, ParcelRefusal.TooLarge), (said.What.SealedSha256, said.What.Reason));
        Assert.True(request.Open);
    }

    /// <summary>The next guidelines wait for a legal check, one time of them changed.</summary>
    private static void Waits(RunningNode node)
    {
        var waits = Assert.Single(node.Services.GetRequiredService<PreparedAgreements>().All());
        var step = Assert.Single(node.Services.GetRequiredService<StepBook>().Of(waits).All);
        Assert.Equal(("5.4", false), (step.Rule.Id, step.IsDone));
        var book = node.Services.GetRequiredService<AgreementBook>();
        var sight = book.Find(waits.Place)!;
        var before = AgreementBook.Layout(book.Content(sight, sight.Agreement.LatestAccepted!)).Split('\n');
        var next = Assert.IsType<AgreementStatement.Proposed>(waits.Said);
        var changed = AgreementBook
            .Layout(next.Content)
            .Split('\n')
            .Zip(before)
            .Where(one => !string.Equals(one.First, one.Second, StringComparison.Ordinal));
        Assert.Equal("\"acknowledge\": \"2wd\",", Assert.Single(changed).First.Trim());
    }

    /// <summary>Officers are told by mails in a folder; the demo's case system by signed webhooks, one of them twice.
    /// </summary>
    private static async Task TellsOutside(RunningNode node)
    {
        var webhook = Assert.Single(node.Services.GetRequiredService<WebhookShelf>().All());
        var outbox = node.Services.GetRequiredService<WebhookOutbox>();
        await TwoFolders.Until(
            () => outbox.Tries(webhook.Id, 1_000).Count(one => one.Outcome is TryOutcome.Taken) > 5,
            "the case system is told"
        );
        var first = Assert.Single(outbox.Tries(webhook.Id, 1_000), one => one.Outcome is not TryOutcome.Taken);
        Assert.Equal((TryOutcome.NotTaken, 503), (first.Outcome, first.Status));
        Assert.Null(webhook.Stopped);
        var mails = node.Services.GetRequiredService<DeskOptions>().Notices!.Folder!;
        await TwoFolders.Until(
            () => Directory.Exists(mails) && Directory.GetFiles(mails, "*.eml").Length > 0,
            "a mail lies in the folder"
        );
    }
}
