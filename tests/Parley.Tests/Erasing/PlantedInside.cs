using Microsoft.Extensions.DependencyInjection;
using Parley.Cooperation;
using Parley.Node.Law;
using Parley.Node.Requests;
using Parley.Node.Together;

namespace Parley.Tests.Erasing;

/// <summary>Plants words where officers say something among themselves: about a matter, and before its release.
/// </summary>
internal static class PlantedInside
{
    private const string Words = $"{ErasedNodes.Planted} {ErasedNodes.PlantedChinese}";

    private static readonly Releaser Checker = new(
        "checker",
        "An Invented Checker",
        new Officer("an-authority", "An Invented Checker", "lawyer"),
        new LawOfficer("checker", "an-authority", [], [])
    );

    /// <summary>A note that names somebody, a task and the word with which the matter was handed over.</summary>
    public static void About(IServiceProvider node, MatterKey matter, DateTimeOffset now)
    {
        node.GetRequiredService<NoteShelf>().Add(matter, "account", Words, ["another"], "", now);
        var to = new Holder("another", null);
        var task = new MatterTask(0, matter, Words, to, null, null, "account", now, []);
        node.GetRequiredService<TaskShelf>().Add(task, "");
        var sight = node.GetRequiredService<MatterBook>().Find(matter)!;
        Assert.True(node.GetRequiredService<AssignmentShelf>().Add(sight, to, "account", Words, seen: 0, now));
    }

    /// <summary>What a legal check said of a draft as it stands, and why it was sent back.</summary>
    public static void Before(IServiceProvider node, KeptDraft draft)
    {
        Check(node, $"draft {draft.Id}", draft.Version);
        var shelf = node.GetRequiredService<DraftShelf>();
        shelf.Offer(draft.Id, "account", draft.Version);
        shelf.SendBack(draft.Id, Words);
        Assert.Equal(Words, shelf.Find(draft.Id)!.SentBack);
    }

    /// <summary>What a legal check said of the decisions that wait, and why each was sent back to be changed.</summary>
    public static void Before(IServiceProvider node, IReadOnlyList<PreparedMove> waiting, DateTimeOffset now)
    {
        foreach (var move in waiting)
        {
            Check(node, $"prepared {move.Id}", 1);
            var back = new SentBack("An Invented Checker", Words);
            Assert.NotNull(node.GetRequiredService<PreparedShelf>().Return(move.Id, back, now));
        }
    }

    /// <summary>Is nothing of it kept any more?</summary>
    public static bool IsGone(IServiceProvider node, KeptDraft draft)
    {
        var matter = MatterKey.Of(draft.Id);
        return node.GetRequiredService<NoteShelf>().Of(matter).Count == 0
            && node.GetRequiredService<NoteShelf>().Unseen("another").All(mention => mention.Matter != matter)
            && node.GetRequiredService<TaskShelf>().Of(matter).Count == 0
            && node.GetRequiredService<AssignmentShelf>().History(matter).Count == 0
            && node.GetRequiredService<StepShelf>().Of($"draft {draft.Id}", draft.Version).Count == 0;
    }

    private static void Check(IServiceProvider node, string subject, long version) =>
        node.GetRequiredService<StepShelf>().Take(subject, version, "5.1", Checker, approves: false, Words);
}
