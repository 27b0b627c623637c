using Parley.Exchange;
using Parley.Node.Storage;
using Parley.Tests.Sealing;

namespace Parley.Tests.Exchange;

public sealed class RegistryTests
{
    [Fact]
    public async Task A_delivery_goes_ahead_of_what_piled_up_and_all_else_keeps_its_order()
    {
        using var folder = new TemporaryFolder();
        using var shelf = new SqliteShelf(folder.Path);
        using var registry = new Registry(shelf);
        using var busy = new ManualResetEventSlim();
        var entered = new List<string>();
        Task Enter(string name, bool ahead = false) =>
            registry.Enter(
                _ =>
                {
                    entered.Add(name);
                    return true;
                },
                ahead
            );
        var first = registry.Enter(_ => busy.Wait(TimeSpan.FromSeconds(30)));
        Task[] rest = [Enter("one"), Enter("two"), Enter("delivery", ahead: true), Enter("three")];
        busy.Set();
        Assert.True(await first);
        await Task.WhenAll(rest);
        Assert.Equal(["delivery", "one", "two", "three"], entered);
    }

    [Fact]
    public async Task What_waits_when_it_ends_is_entered_and_nothing_after()
    {
        using var folder = new TemporaryFolder();
        using var shelf = new SqliteShelf(folder.Path);
        var registry = new Registry(shelf);
        var all = Enumerable.Range(0, 600).Select(n => registry.Enter(_ => n)).ToArray();
        registry.Dispose();
        Assert.Equal(Enumerable.Range(0, 600), await Task.WhenAll(all));
        Assert.Throws<ObjectDisposedException>(() => registry.Enter(_ => 0).IsCompleted);
    }

    [Fact]
    public async Task Where_one_of_those_together_fails_only_that_one_fails()
    {
        using var folder = new TemporaryFolder();
        using var shelf = new SqliteShelf(folder.Path);
        using var registry = new Registry(shelf);
        var sound = registry.Enter(_ => 1);
        var faulty = registry.Enter<int>(_ => throw new InvalidDataException("It cannot be entered."));
        var after = registry.Enter(_ => 3);
        Assert.Equal(1, await sound);
        await Assert.ThrowsAsync<InvalidDataException>(() => faulty);
        Assert.Equal(3, await after);
    }

    [Fact]
    public async Task A_look_is_answered_between_two_entries_before_they_are_on_the_disk()
    {
        using var folder = new TemporaryFolder();
        using var shelf = new SqliteShelf(folder.Path);
        using var registry = new Registry(shelf);
        using var busy = new ManualResetEventSlim();
        using var looked = new ManualResetEventSlim();
        var first = registry.Enter(_ => busy.Wait(TimeSpan.FromSeconds(30)));
        var second = registry.Enter(_ => looked.Wait(TimeSpan.FromSeconds(30)));
        var look = registry.Look(_ =>
        {
            looked.Set();
            return 7;
        });
        busy.Set();
        Assert.True(await first);
        Assert.True(await second);
        Assert.Equal(7, await look);
        Assert.Equal(8, await registry.Look(_ => 8));
    }

    [Fact]
    public async Task What_goes_wrong_in_a_look_is_told_to_who_looks_alone()
    {
        using var folder = new TemporaryFolder();
        var shelf = new SqliteShelf(folder.Path);
        using var registry = new Registry(shelf);
        using var busy = new ManualResetEventSlim();
        var entry = registry.Enter(_ => busy.Wait(TimeSpan.FromSeconds(30)));
        var look = registry.Look<int>(_ => throw new InvalidDataException("Nothing is there to see."));
        busy.Set();
        await Assert.ThrowsAsync<InvalidDataException>(() => look);
        Assert.True(await entry);
        shelf.Dispose();
        await Assert.ThrowsAnyAsync<Exception>(() => registry.Look(_ => 0));
    }
}
