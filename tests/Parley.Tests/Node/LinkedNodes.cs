using Parley.Cooperation;
using Parley.Cooperation.Agreements;
using Parley.Exchange;
using Parley.Exchange.Formats;
using Parley.Node;

namespace Parley.Tests.Node;

/// <summary>
/// Two real nodes, CN and US, linked over loopback, with the model guidelines in force and the demo's
/// officers.
/// </summary>
public sealed class LinkedNodes : IAsyncLifetime
{
    private static readonly Officer ByHand = new("a-ministry", "An Officer", "releaser");

    private readonly TwoFolders folders = new();
    private RunningNode? cn;
    private RunningNode? us;

    internal TwoFolders Folders => folders;

    internal RunningNode Cn => cn!;

    internal RunningNode Us => us!;

    /// <summary>The folder of a sample that comes with the program.</summary>
    internal static string Sample(params string[] names) =>
        Path.Combine([AppContext.BaseDirectory, "samples", .. names]);

    public async ValueTask InitializeAsync()
    {
        cn = await RunningNode.Start(folders.Cn, TimeProvider.System, Sample("personas.json"));
        us = await RunningNode.Start(folders.Us, TimeProvider.System, Sample("personas.json"));
        await Quiet("both have opened the link", (1, 1));
        var content = StatementFormat.OneLine(await File.ReadAllTextAsync(Sample("guidelines.json")));
        var hash = StatementFormat.ContentHash(content);
        var begins = TimeProvider.System.GetUtcNow().AddMinutes(-1);
        var title = new Bilingual("Guidelines", "准则");
        var proposed = new AgreementStatement.Proposed("guidelines", 1, title, begins, content, hash);
        var about = Taken(await Us.Record.Open(TwoFolders.CN, 'A', proposed, ByHand));
        await Quiet("the proposal has arrived", (1, 2));
        Taken(await Cn.Record.State(TwoFolders.US, about, new AgreementStatement.Accepted(1, hash), ByHand));
        await Quiet("the guidelines are in force", (2, 2));
    }

    /// <summary>Waits until both hold so much, receipted.</summary>
    internal Task Quiet(string what, (long Cn, long Us) sizes) =>
        TwoFolders.Until(
            () =>
                Cn.Record.SizesOf(TwoFolders.US) == (sizes.Cn, sizes.Us)
                && Us.Record.SizesOf(TwoFolders.CN) == (sizes.Us, sizes.Cn)
                && IsQuiet(Cn.Record, TwoFolders.US)
                && IsQuiet(Us.Record, TwoFolders.CN),
            what
        );

    public async ValueTask DisposeAsync()
    {
        if (us is not null)
        {
            await us.DisposeAsync();
        }
        if (cn is not null)
        {
            await cn.DisposeAsync();
        }
        folders.Dispose();
    }

    private static bool IsQuiet(JointRecord record, PartyCode peer) =>
        record.StateOf(peer) is { Condition: LinkCondition.Open, Waiting: 0 };

    private static SubjectId Taken(Stating stating)
    {
        Assert.True(stating.Refusal is null, stating.Refusal?.Sentence.En);
        return stating.About;
    }
}
