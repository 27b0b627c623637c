using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
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
        var (draft, clashes) = DraftMerge.Of(_ => Before, kept, Form(("facts", new Entry.Plain("mine"))));
        Assert.Empty(clashes);
        Assert.Equal(new Entry.Plain("mine"), draft.Entries["facts"]);
        Assert.Equal(new Entry.Plain("theirs"), draft.Entries["purpose"]);
    }

    [Fact]
    public void What_both_changed_is_named_and_left_as_it_was_saved_first()
    {
        var kept = Before.With("facts", new Entry.Plain("theirs"));
        var (draft, clashes) = DraftMerge.Of(_ => Before, kept, Form(("facts", new Entry.Plain("mine"))));
        Assert.Equal(["facts"], clashes);
        Assert.Equal(new Entry.Plain("theirs"), draft.Entries["facts"]);
    }

    [Fact]
    public void What_both_changed_alike_is_no_clash()
    {
        var kept = Before.With("facts", new Entry.Several(["x", "y"]));
        var (_, clashes) = DraftMerge.Of(_ => Before, kept, Form(("facts", new Entry.Several(["x", "y"]))));
        Assert.Empty(clashes);
    }

    [Fact]
    public void What_the_form_left_as_it_was_does_not_undo_the_others_change()
    {
        var kept = Before.With("facts", new Entry.Plain("theirs"));
        var (draft, clashes) = DraftMerge.Of(_ => Before, kept, Form(("facts", new Entry.Plain("a"))));
        Assert.Empty(clashes);
        Assert.Equal(new Entry.Plain("theirs"), draft.Entries["facts"]);
    }

    [Fact]
    public void Emptying_an_item_is_a_change_too()
    {
        var (draft, clashes) = DraftMerge.Of(_ => Before, Before, Form(("facts", null)));
        Assert.Empty(clashes);
        Assert.False(draft.Entries.ContainsKey("facts"));
    }

    [Fact]
    public void Where_it_is_not_known_what_was_seen_each_difference_is_named_and_nothing_is_overwritten()
    {
        var kept = Before.With("purpose", new Entry.Plain("theirs"));
        var form = Form(("facts", new Entry.Plain("a")), ("purpose", null));
        var (draft, clashes) = DraftMerge.Of(_ => null, kept, form);
        Assert.Equal(["purpose"], clashes);
        Assert.Equal(new Entry.Plain("theirs"), draft.Entries["purpose"]);
    }

    [Fact]
    public void What_a_page_does_not_show_goes_with_it_from_save_to_save()
    {
        var now = Before.With("purpose", new Entry.Plain("theirs"));
        var first = UnseenItems.None.After(Form(("facts", new Entry.Plain("a")), ("purpose", null)), 3, now);
        Assert.Equal("purpose:3", first.ToString());
        var read = UnseenItems.Read(
            new FormCollection(new Dictionary<string, StringValues> { [UnseenItems.Field] = $"{first} nonsense a:b" })
        );
        var later = read.After(Form(("facts", new Entry.Plain("b")), ("purpose", null)), 7, now);
        Assert.Equal("facts:7 purpose:3", later.ToString());
        Assert.True(later.After(Form(("facts", new Entry.Plain("a"))), 8, now).IsEmpty);
    }

    private static Dictionary<string, Entry?> Form(params (string Item, Entry? Entry)[] items) =>
        items.ToDictionary(one => one.Item, one => one.Entry, StringComparer.Ordinal);
}
