using Parley.Cooperation;
using Parley.Exchange;
using Parley.Node.Storage;
using Parley.Tests.Sealing;

namespace Parley.Tests.Storage;

/// <summary>What the shelf in SQLite promises beyond what every story needs.</summary>
public sealed class SqliteShelfTests : IDisposable
{
    private static readonly PartyCode CN = PartyCode.Parse("CN");
    private static readonly PartyCode KE = PartyCode.Parse("KE");

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("US-R-2026-0007")]
    [InlineData("US-R-2026-9999")]
    [InlineData("US-R-2026-2147483647")]
    [InlineData("US-R-2026-99999999999999999999")]
    [InlineData("US-R-2026-X")]
    public void Numbers_of_ours_that_others_write_about_are_not_used_up(string theirs)
    {
        using (var shelf = new SqliteShelf(folder.Path))
        {
            Append(shelf, CN, Side.Ours, 0, "US-R-2026-0003");
            Append(shelf, KE, Side.Ours, 0, "US-R-2026-0004");
            Append(shelf, CN, Side.Theirs, 0, theirs);
            Assert.Equal(4, Highest(shelf));
            Append(shelf, CN, Side.Theirs, 1, theirs);
            Append(shelf, CN, Side.Ours, 1, "US-R-2026-0005");
            Assert.Equal(5, Highest(shelf));
        }
        using var again = new SqliteShelf(folder.Path);
        Assert.Equal(5, Highest(again));
    }

    [Fact]
    public void Why_an_entry_has_no_effect_is_kept_anew_where_only_its_sentence_changed()
    {
        var about = SubjectId.Parse("US-R-2026-0001");
        using var shelf = new SqliteShelf(folder.Path);
        foreach (var item in (string[])["x", "y"])
        {
            var why = new Refusal("item-unanswered", $"Item {item} has no answer yet.", $"{item} 项尚未答复。");
            var idle = new WithoutEffect(about, Side.Theirs, 3, "request.answered", why);
            using (var work = shelf.Begin())
            {
                work.Keep(CN, new ShelvedSubject(about, "request", DateTimeOffset.UnixEpoch, [idle]));
                work.Commit();
            }
            Assert.Equal([idle], shelf.WithoutEffect(CN, about));
        }
    }

    [Fact]
    public void What_was_stated_under_a_key_is_known_again_after_a_restart_and_not_where_the_work_failed()
    {
        var (kept, lost) = (OnceKey.Of("a form"), OnceKey.Of("another"));
        var stating = new Stating(SubjectId.Parse("US-R-2026-0001"), 12, null);
        using (var shelf = new SqliteShelf(folder.Path))
        {
            using (var work = shelf.Begin())
            {
                work.Keep(CN, lost, stating);
            }
            using (var work = shelf.Begin())
            {
                work.Keep(CN, kept, stating);
                Assert.Equal(stating, work.StatedUnder(CN, kept));
                work.Commit();
            }
        }
        using var again = new SqliteShelf(folder.Path);
        Assert.Equal(stating, again.StatedUnder(CN, kept));
        Assert.Null(again.StatedUnder(CN, lost));
        Assert.Null(again.StatedUnder(KE, kept));
    }

    private static void Append(SqliteShelf shelf, PartyCode peer, Side side, long index, string about)
    {
        using var work = shelf.Begin();
        work.Append(peer, side, index, "{}"u8.ToArray(), SubjectId.Parse(about));
        work.Commit();
    }

    private static int Highest(SqliteShelf shelf)
    {
        using var work = shelf.Begin();
        return work.HighestNumber("US-R-2026-");
    }
}
