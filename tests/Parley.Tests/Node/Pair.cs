using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Cooperation.Requests;
using Parley.Cooperation.Review;
using Parley.Exchange;
using Parley.Exchange.Formats;
using Parley.Node;

namespace Parley.Tests.Node;

/// <summary>Two real nodes over real TLS on loopback, each of which can be stopped and started again.</summary>
internal sealed class Pair(bool deadFirst = false, int daysAgo = 0) : IAsyncDisposable
{
    private static readonly Officer Officer = new("an-authority", "An Invented Officer", "liaison");

    private int rehearsals;

    public TwoFolders Folders { get; } = new(deadFirst, daysAgo);

    /// <summary>The clock of both nodes.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public RunningNode? Cn { get; private set; }

    public RunningNode? Us { get; private set; }

    public static string Samples { get; } = Path.Combine(AppContext.BaseDirectory, "samples");

    public async Task Start()
    {
        await StartCn();
        await StartUs();
        await Quiet();
    }

    public async Task StartCn(
        Func<ILink, ILink>? through = null,
        Func<IParcelLink, IParcelLink>? throughParcels = null
    ) => Cn = await RunningNode.Start(Folders.Cn, Clock, null, through, throughParcels);

    public async Task StartUs(Func<ILink, ILink>? through = null) =>
        Us = await RunningNode.Start(Folders.Us, Clock, null, through);

    public async Task StopCn()
    {
        await Cn!.DisposeAsync();
        Cn = null;
    }

    public async Task StopUs()
    {
        await Us!.DisposeAsync();
        Us = null;
    }

    /// <summary>Waits until both hold the same and everything is receipted.</summary>
    public async Task Quiet(int seconds = 40)
    {
        await TwoFolders.Until(
            () =>
                IsQuiet(Cn!.Record, TwoFolders.US)
                && IsQuiet(Us!.Record, TwoFolders.CN)
                && Cn.Record.SizesOf(TwoFolders.US) is var (ours, theirs)
                && Us.Record.SizesOf(TwoFolders.CN) == (theirs, ours)
                && ours > 0
                && theirs > 0
                && string.Equals(
                    Cn.Record.Reading.StateHash(TwoFolders.US),
                    Us.Record.Reading.StateHash(TwoFolders.CN),
                    StringComparison.Ordinal
                ),
            "both nodes hold the same, everything is receipted and every subject stands alike",
            seconds
        );
    }

    /// <summary>States something a node may state at any time.</summary>
    public async Task<Stating> State(RunningNode by)
    {
        var proposed = Proposed($"rehearsal-{Interlocked.Increment(ref rehearsals)}", "{}");
        return await by.Record.Open(Other(by), 'A', proposed, Officer);
    }

    /// <summary>States something that may be stated without end: the figures of a month, counted anew.</summary>
    public static Task<Stating> StateAgain(RunningNode by, long count)
    {
        var (self, end) = (by.Record.Self.Code, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var computed = new ReviewStatement.Computed(end.AddMonths(-1), end, (int)count, $"{count:x64}");
        return by.Record.State(Other(by), SubjectId.OfLink('V', self, Other(by)), computed, Officer);
    }

    public async Task StateMany(RunningNode by, int count)
    {
        for (var i = 0; i < count; i++)
        {
            Assert.Null((await State(by)).Refusal);
        }
    }

    /// <summary>The two nodes agree on the model guidelines.</summary>
    public async Task<AgreedVersion> Agree()
    {
        var model = StatementFormat.OneLine(await File.ReadAllTextAsync(Path.Combine(Samples, "guidelines.json")));
        var proposing = await Us!.Record.Open(TwoFolders.CN, 'A', Proposed("guidelines", model), Officer);
        Assert.Null(proposing.Refusal);
        await Quiet();
        var hash = StatementFormat.ContentHash(model);
        var accepted = new AgreementStatement.Accepted(1, hash);
        Assert.Null((await Cn!.Record.State(TwoFolders.US, proposing.About, accepted, Officer)).Refusal);
        await Quiet();
        return new AgreedVersion(proposing.About, 1, hash);
    }

    /// <summary>A request as the sample says.</summary>
    public static async Task<Stating> Ask(
        RunningNode by,
        AgreedVersion guidelines,
        string sample = "information",
        Func<Draft, Draft>? change = null
    )
    {
        var draft = await Sample(sample);
        draft = change?.Invoke(draft) ?? draft;
        var made = new RequestStatement.Made(draft.Kind, draft.Urgency, guidelines, draft.Language, draft.Entries);
        return await by.Record.Open(Other(by), 'R', made, Officer);
    }

    /// <summary>The request of a sample, as a draft.</summary>
    public static async Task<Draft> Sample(string name)
    {
        var bytes = await File.ReadAllBytesAsync(Path.Combine(Samples, "requests", $"{name}.json"));
        Assert.True(DraftFormat.TryRead(bytes, out var draft, out var problem), problem);
        return draft;
    }

    /// <summary>Both copies of both ledgers are the same, byte for byte, and each is sound.</summary>
    public void AreTheSame()
    {
        using var cn = new Parley.Node.Storage.SqliteShelf(Folders.Cn.RecordFolder);
        using var us = new Parley.Node.Storage.SqliteShelf(Folders.Us.RecordFolder);
        Assert.Equal(Lines(cn, TwoFolders.US, Side.Ours), Lines(us, TwoFolders.CN, Side.Theirs));
        Assert.Equal(Lines(cn, TwoFolders.US, Side.Theirs), Lines(us, TwoFolders.CN, Side.Ours));
        AreSound(Folders.Cn.OwnCard(), Folders.Us.OwnCard(), cn);
        AreSound(Folders.Us.OwnCard(), Folders.Cn.OwnCard(), us);
    }

    public static List<string> Lines(IShelfReading shelf, PartyCode peer, Side side) =>
        [.. shelf.Statements(peer, side, 0, long.MaxValue).Select(b => System.Text.Encoding.UTF8.GetString(b.Span))];

    public async ValueTask DisposeAsync()
    {
        if (Cn is not null)
        {
            await StopCn();
        }
        if (Us is not null)
        {
            await StopUs();
        }
        Folders.Dispose();
    }

    private AgreementStatement.Proposed Proposed(string kind, string content) =>
        new(
            kind,
            1,
            new Bilingual("Guidelines", "指引"),
            Clock.GetUtcNow().AddDays(-1),
            content,
            StatementFormat.ContentHash(content)
        );

    private static PartyCode Other(RunningNode node) =>
        node.Record.Self.Code == TwoFolders.CN ? TwoFolders.US : TwoFolders.CN;

    private static bool IsQuiet(JointRecord record, PartyCode peer) =>
        record.StateOf(peer) is { Condition: LinkCondition.Open, Waiting: 0 };

    private static void AreSound(Peer self, Peer peer, IShelf shelf)
    {
        Assert.All(RecordVerification.Ledgers(self, peer, shelf), l => Assert.Empty(l.Findings));
        Assert.Empty(RecordVerification.Views(self, peer, shelf).Differing);
    }
}
