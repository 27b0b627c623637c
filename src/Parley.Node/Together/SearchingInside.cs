using System.Security.Claims;
using Parley.Node.Access;
using Parley.Node.Lines;
using Parley.Node.Search;

namespace Parley.Node.Together;

/// <summary>Finds what stands inside about matters: those last written are looked through.</summary>
public abstract class SearchingInside(MatterBook matters) : ISearching
{
    public abstract string Name { get; }

    public bool IsOpenTo(ClaimsPrincipal user) => user.SeesMatters();

    public FoundGroup Find(Asked asked)
    {
        // Told from the matter first: what an officer may not read is not found by any word about it.
        var known = new Dictionary<MatterKey, MatterSight?>();
        var found = Texts()
            .Where(one => SearchText.Holds(one.Text, asked.Text))
            .Select(one => (one.Text, one.Place, one.At, Matter: MatterOf(one.Matter, asked, known)))
            .Where(one => one.Matter is not null)
            .ToList();
        return FoundGroup.Of(
            Name,
            asked,
            found,
            one => new FoundThing(
                $"{one.Matter!.Key.Address}#{one.Place}",
                one.Matter.Key.Number,
                one.Matter.Gist(asked.Language),
                asked.Excerpt([one.Text]),
                one.Matter.Peer,
                one.At
            )
            {
                Marks = one.Matter.Marks,
                Limited = one.Matter.Request?.Limited == true,
            }
        );
    }

    private MatterSight? MatterOf(MatterKey key, Asked asked, Dictionary<MatterKey, MatterSight?> known)
    {
        if (!known.TryGetValue(key, out var matter))
        {
            known[key] = matter = matters.Find(key, asked.Officer);
        }
        return matter;
    }

    /// <summary>The texts, the newest first, each with its place on the page of its matter.</summary>
    protected abstract IEnumerable<(MatterKey Matter, string Text, string Place, DateTimeOffset At)> Texts();
}

/// <summary>Finds notes of this node's officers, which leave it with nobody.</summary>
public sealed class SearchingNotes(MatterBook matters, NoteShelf notes) : SearchingInside(matters)
{
    public override string Name => "notes";

    protected override IEnumerable<(MatterKey Matter, string Text, string Place, DateTimeOffset At)> Texts() =>
        notes.Last().Select(note => (note.Matter, note.Text, $"note-{note.Id}", note.At));
}

/// <summary>Finds tasks of this node's officers.</summary>
public sealed class SearchingTasks(MatterBook matters, TaskShelf tasks) : SearchingInside(matters)
{
    public override string Name => "tasks";

    protected override IEnumerable<(MatterKey Matter, string Text, string Place, DateTimeOffset At)> Texts() =>
        tasks.Last().Select(task => (task.Matter, task.What, $"task-{task.Id}", task.At));
}

/// <summary>Finds officers and authorities of this node by their names in either language.</summary>
public sealed class SearchingOfficers(StaffBook staff) : ISearching
{
    public string Name => "officers";

    public bool IsOpenTo(ClaimsPrincipal user) => user.SeesMatters();

    public FoundGroup Find(Asked asked)
    {
        var found = staff
            .Now()
            .TakingPart.Where(one => SearchText.Holds(string.Join('\n', TextsOf(one)), asked.Text))
            .ToList();
        return FoundGroup.Of(
            Name,
            asked,
            found,
            one => new FoundThing(
                "/settings/officers",
                "",
                one.Name.In(asked.Language),
                $"{one.Title.In(asked.Language)} · {one.AuthorityName.In(asked.Language)}",
                With: null,
                At: null
            )
        );
    }

    private static string[] TextsOf(Account one) =>
        [
            one.Name.En,
            one.Name.Zh,
            one.Title.En,
            one.Title.Zh,
            one.AuthorityName.En,
            one.AuthorityName.Zh,
            one.SignInName,
        ];
}
