using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Parcels;
using Parley.Cooperation.Requests;
using Parley.Exchange;
using Parley.Exchange.Formats;
using Parley.Node;
using Parley.Node.Access;
using Parley.Node.Api;
using Parley.Node.Erasing;
using Parley.Node.Law;
using Parley.Node.Parcels;
using Parley.Node.Requests;
using Parley.Node.Together;
using Parley.Tests.Node;

namespace Parley.Tests.Erasing;

/// <summary>
/// Two real nodes on loopback with a request each way that is at its end, with words planted in everything said about
/// it and kept beside it.
/// </summary>
internal sealed class ErasedNodes : IAsyncDisposable
{
    /// <summary>Planted in texts, names and files; nothing else bears it.</summary>
    public const string Planted = "Quetzalcoatlus7261";

    public const string PlantedChinese = "翼龙柒贰陆壹";

    private static readonly Officer Someone = new("an-authority", "An Invented Officer", "liaison");

    private readonly LaterClock clock;
    private AgreedVersion guidelines = null!;

    /// <param name="daysAgo">When everything begins.</param>
    public ErasedNodes(int daysAgo = 0)
    {
        clock = new LaterClock { Ahead = TimeSpan.FromDays(-daysAgo) };
        Pair = new Pair(daysAgo: daysAgo) { Clock = clock };
    }

    public Pair Pair { get; }

    public RunningNode Cn => Pair.Cn!;

    public RunningNode Us => Pair.Us!;

    /// <summary>What US asked of CN.</summary>
    public SubjectId Asked { get; private set; }

    /// <summary>What CN asked of US, out of a draft.</summary>
    public SubjectId Asking { get; private set; }

    /// <summary>The ciphertext of the file that came with what US asked.</summary>
    public byte[] Ciphertext { get; private set; } = [];

    public async Task Start()
    {
        await Pair.Start();
        guidelines = await Pair.Agree();
    }

    /// <summary>Both requests are asked, answered and closed, in words that bear the mark.</summary>
    public async Task Live()
    {
        Asked = await Ask(Us, await File(Us));
        Ciphertext = await System.IO.File.ReadAllBytesAsync(
            Directory
                .GetFiles(Pair.Folders.Cn.ParcelsFolder, "*", SearchOption.AllDirectories)
                .Single(f => new FileInfo(f).Length > 0)
        );
        var draft = Draft(null);
        var shelf = Cn.Services.GetRequiredService<DraftShelf>();
        var kept = shelf.Add(TwoFolders.US, draft, "account", "An Invented Officer", clock.GetUtcNow());
        PlantedInside.About(Cn.Services, MatterKey.Of(kept.Id), clock.GetUtcNow());
        PlantedInside.Before(Cn.Services, kept);
        var made = new RequestStatement.Made(draft.Kind, draft.Urgency, guidelines, draft.Language, draft.Entries);
        // The node stops before it notes that the draft has left.
        var stating = await Cn.Record.Open(TwoFolders.US, 'R', made, Someone, kept.Key);
        Assert.True(stating.Refusal is null, stating.Refusal?.Sentence.En);
        Asking = stating.About;
        await Pair.Quiet();
        Beside(shelf);
        await End(Cn, Us, Asked);
        await End(Us, Cn, Asking);
        await Pair.Quiet();
    }

    /// <summary>US asks so much more, each naming what it asked first; all but the last are answered.</summary>
    public async Task Mention(int requests)
    {
        var asked = new List<SubjectId>();
        for (var n = 0; n < requests; n++)
        {
            var draft = Draft(null).With("related-requests", new Entry.Several([$"{Asked}"]));
            var made = new RequestStatement.Made(draft.Kind, draft.Urgency, guidelines, draft.Language, draft.Entries);
            var asking = await Us.Record.Open(TwoFolders.CN, 'R', made, Someone);
            Assert.True(asking.Refusal is null, asking.Refusal?.Sentence.En);
            asked.Add(asking.About);
        }
        await Pair.Quiet();
        foreach (var id in asked.SkipLast(1))
        {
            var stating = await Cn.Record.State(TwoFolders.US, id, Answer(Cn, id), Someone);
            Assert.True(stating.Refusal is null, stating.Refusal?.Sentence.En);
        }
        await Pair.Quiet();
    }

    /// <summary>So many days go by while nobody is there; then both state something again.</summary>
    public async Task Later(int days)
    {
        await Pair.StopCn();
        await Pair.StopUs();
        clock.Ahead += TimeSpan.FromDays(days);
        await Pair.StartCn();
        await Pair.StartUs();
        await Pair.Quiet();
        await Pair.StateMany(Cn, 1);
        await Pair.StateMany(Us, 1);
        await Pair.Quiet();
    }

    /// <summary>What a node does at a tick, under a rule.</summary>
    public static async Task Erase(RunningNode node, IKeeping keeping)
    {
        var book = ActivatorUtilities.CreateInstance<ErasingBook>(node.Services, keeping);
        await ActivatorUtilities.CreateInstance<ErasingRound>(node.Services, book, keeping).Run();
    }

    /// <summary>The files of a node in which something planted can be found, by any encoding.</summary>
    public static List<string> Holding(NodeFolder folder, params byte[][] sought)
    {
        var found = new List<string>();
        byte[][] all =
        [
            .. sought,
            .. new[] { Planted, Planted.ToLowerInvariant(), PlantedChinese }.SelectMany(text =>
                (byte[][])
                    [
                        Encoding.UTF8.GetBytes(text),
                        Encoding.Unicode.GetBytes(text),
                        Encoding.BigEndianUnicode.GetBytes(text),
                    ]
            ),
        ];
        // By "running" the node holds its folder; it is empty, and nobody else may open it.
        foreach (
            var file in Directory
                .GetFiles(folder.Path, "*", SearchOption.AllDirectories)
                .Where(file => new FileInfo(file).Length > 0)
        )
        {
            using var stream = new FileStream(
                file,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete
            );
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            var content = bytes.GetBuffer().AsSpan(0, (int)bytes.Length);
            foreach (var one in all)
            {
                if (content.IndexOf(one) >= 0)
                {
                    found.Add($"{Path.GetRelativePath(folder.Path, file)}: {Encoding.UTF8.GetString(one)}");
                }
            }
        }
        return found;
    }

    public ValueTask DisposeAsync() => Pair.DisposeAsync();

    private async Task<SubjectId> Ask(RunningNode by, Parcel file)
    {
        var draft = Draft(file);
        var made = new RequestStatement.Made(draft.Kind, draft.Urgency, guidelines, draft.Language, draft.Entries);
        var asking = await by.Record.Open(TwoFolders.CN, 'R', made, Someone);
        Assert.True(asking.Refusal is null, asking.Refusal?.Sentence.En);
        await TwoFolders.Until(() => Request(Cn, asking.About)?.ParcelsReceived.Length == 1, "the file came", 60);
        return asking.About;
    }

    private static Draft Draft(Parcel? file)
    {
        var bytes = System.IO.File.ReadAllBytes(Path.Combine(Pair.Samples, "requests", "information.json"));
        Assert.True(DraftFormat.TryRead(bytes, out var draft, out var problem), problem);
        foreach (var (item, entry) in draft.Entries)
        {
            if (entry is Entry.Written { Text: var text })
            {
                draft = draft.With(item, new Entry.Written(Word($"{text.Original}")));
            }
        }
        return file is null
            ? draft
            : draft.With("files", new Entry.Parcels([new Attached(file, null, Word("The image of the disk."))]));
    }

    private static async Task<Parcel> File(RunningNode node)
    {
        var content = new MemoryStream();
        for (var i = 0; i < 4000; i++)
        {
            content.Write(Encoding.UTF8.GetBytes($"{i} {Planted} {PlantedChinese}\n"));
        }
        content.Position = 0;
        var parcel = await ParcelSealing.Seal(
            node.Services.GetRequiredService<IParcelShelf>(),
            TwoFolders.CN,
            content,
            $"{Planted}.txt",
            "text/plain",
            content.Length,
            CancellationToken.None
        );
        return parcel!;
    }

    /// <summary>What an officer of CN prepared about it and did not release, and a file made ready for it.</summary>
    private void Beside(DraftShelf shelf)
    {
        var sight = Cn.Services.GetRequiredService<RequestBook>().Find(Asked.ToString())!;
        var by = new PreparedBy("account", "An Invented Officer", clock.GetUtcNow());
        var note = new RequestStatement.Acknowledged(Word("Received."));
        var prepared = Cn.Services.GetRequiredService<PreparedShelf>();
        prepared.Add(sight, RequestMove.Acknowledge, note, "sent back", by);
        PlantedInside.Before(Cn.Services, prepared.All(), clock.GetUtcNow());
        prepared.Add(sight, RequestMove.Acknowledge, note, "form", by);
        var half = $"[[\"text.text\",\"{Planted}\"]]";
        var drafts = Cn.Services.GetRequiredService<MoveDraftShelf>();
        drafts.Save(sight, RequestMove.ReportProgress, default, half, by);
        Cn.Services.GetRequiredService<UseLock>().Open(sight, "account", "An Invented Officer", Planted, Doer.Command);
        var named = sight.Request.Made.What.Entries["files"];
        var file = ((Entry.Parcels)named).Files[0];
        Cn.Services.GetRequiredService<ReadyFiles>().Add(TwoFolders.US, Asked, file, "account", clock.GetUtcNow());
        var thrownAway = shelf.Add(TwoFolders.US, Draft(null), "account", "An Invented Officer", clock.GetUtcNow());
        PlantedInside.About(Cn.Services, MatterKey.Of(thrownAway.Id), clock.GetUtcNow());
        PlantedInside.Before(Cn.Services, thrownAway);
        Assert.True(shelf.Discard(thrownAway.Id, thrownAway.Version));
        PlantedInside.About(Cn.Services, MatterKey.Of(Asked), clock.GetUtcNow());
        PlantedInside.About(Cn.Services, MatterKey.Of(Asking), clock.GetUtcNow());
        Answered("about-it", new { Number = Asked.ToString(), Text = Planted });
        Answered("by-its-draft", new { Name = $"{PlantedChinese}.txt", Key = Planted });
    }

    /// <summary>An answer kept for a program that asks again.</summary>
    private void Answered(string key, object answer)
    {
        var calls = Cn.Services.GetRequiredService<ApiCalls>();
        var name = new CallName("account", key);
        Assert.Equal(CallStanding.New, calls.Begin(name, "print").Standing);
        calls.Finish(name, ApiAnswer.Of(answer), null);
        calls.Leave(name);
    }

    /// <summary>Answered finally by one, closed by the other.</summary>
    private async Task End(RunningNode answering, RunningNode closing, SubjectId about)
    {
        await State(answering, about, Answer(answering, about));
        await State(closing, about, new RequestStatement.Closed(Word("With thanks.")));
    }

    private static RequestStatement.Answered Answer(RunningNode answering, SubjectId about) =>
        new(
            Final: true,
            [
                .. Request(answering, about)!
                    .Current()
                    .Sought.Select(s => new ItemAnswer(s.Id, ItemOutcome.Provided, Word("The list."))),
            ],
            UseLimits: Word("For the stated purpose only.")
        );

    private async Task State(RunningNode by, SubjectId about, Statement statement)
    {
        var stating = await by.Record.State(by.Record.Peers[0].Code, about, statement, Someone);
        Assert.True(stating.Refusal is null, stating.Refusal?.Sentence.En);
        await Pair.Quiet();
    }

    private static Prose Word(string text) => new($"{text} {Planted}", "en", $"说明{PlantedChinese}");

    private static Request? Request(RunningNode node, SubjectId about) =>
        node.Record.Reading.Find(node.Record.Peers[0].Code, about) as Request;
}
