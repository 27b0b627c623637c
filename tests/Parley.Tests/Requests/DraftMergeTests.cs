using Parley.Cooperation.Requests;
using Parley.Node.Requests;

namespace Parley.Tests.Requests;

/// <summary>Two officers write in one draft at the same time: nothing is lost.</summary>
public sealed class DraftMergeTests
{
    private static readonly Draft Before = Draft
        .Empty("information", "routine", "en")
        .With("facts", new Entry.Plain("a"));

    [Fact]
    public void What_only_one_of_them_changed_is_taken()
    {
        var kept = Before.With("purpose", new Entry.Plain("theirs"));
        var (draft, clashes) = DraftMerge.Of(Before, kept, Form(("facts", new Entry.Plain("mine"))));
        Assert.Empty(clashes);
        Assert.Equal(new Entry.Plain("mine"), draft.Entries["facts"]);
        Assert.Equal(new Entry.Plain("theirs"), draft.Entries["purpose"]);
    }

    [Fact]
    public void What_both_changed_is_named_and_left_as_it_was_saved_first()
    {
        var kept = Before.With("facts", new Entry.Plain("theirs"));
        var (draft, clashes) = DraftMerge.Of(Before, kept, Form(("facts", new Entry.Plain("mine"))));
        Assert.Equal(["facts"], clashes);
        Assert.Equal(new Entry.Plain("theirs"), draft.Entries["facts"]);
    }

    [Fact]
    public void What_both_changed_alike_is_no_clash()
    {
        var kept = Before.With("facts", new Entry.Several(["x", "y"]));
        var (_, clashes) = DraftMerge.Of(Before, kept, Form(("facts", new Entry.Several(["x", "y"]))));
        Assert.Empty(clashes);
    }

    [Fact]
    public void What_the_form_left_as_it_was_does_not_undo_the_others_change()
    {
        var kept = Before.With("facts", new Entry.Plain("theirs"));
        var (draft, clashes) = DraftMerge.Of(Before, kept, Form(("facts", new Entry.Plain("a"))));
        Assert.Empty(clashes);
        Assert.Equal(new Entry.Plain("theirs"), draft.Entries["facts"]);
    }

    [Fact]
    public void Emptying_an_item_is_a_change_too()
    {
        var (draft, clashes) = DraftMerge.Of(Before, Before, Form(("facts", null)));
        Assert.Empty(clashes);
        Assert.False(draft.Entries.ContainsKey("facts"));
    }

    private static Dictionary<string, Entry?> Form(params (string Item, Entry? Entry)[] items) =>
        items.ToDictionary(one => one.Item, one => one.Entry, StringComparer.Ordinal);
}
