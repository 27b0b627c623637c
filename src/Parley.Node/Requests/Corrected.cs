using System.Collections.Immutable;
using System.Globalization;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;

namespace Parley.Node.Requests;

/// <summary>Why what corrects an item does not leave before a later correction of it was read.</summary>
internal static class CorrectedRefusals
{
    /// <summary>It is not handed in: an item was corrected since its author read the request.</summary>
    /// <param name="times">How often the request has been corrected by now.</param>
    public static Refusal Meanwhile(int times) =>
        new(
            "corrected-meanwhile",
            "An item that this restates was corrected since you read the request. Read it again; to replace the correction "
                + $"all the same, send this with corrected: {times}.",
            $"您读取请求之后，所更正的项目已另作更正。请重新读取；仍需以此内容取代的，请附corrected: {times}再次提交。"
        );

    /// <summary>It is not released: an item was corrected since its releaser saw the request.</summary>
    /// <param name="items">What was corrected.</param>
    public static Refusal Since(IReadOnlyList<Item> items) =>
        new(
            SinceCode,
            $"{string.Join(", ", items.Select(item => item.Label.En))} was corrected after this was shown to you. Read the "
                + "request as it stands now, then release this if it is to replace the correction.",
            $"本件向您显示之后，“{string.Join("、", items.Select(item => item.Label.Zh))}”已另作更正。请查看请求的现有内容；"
                + "仍需以本件取代的，请再次签发。"
        );

    public const string SinceCode = "corrected-since";
}

/// <summary>
/// Items of a request that its requester corrects, in a reply or unasked. A form tells what it showed: a colleague may
/// have corrected the request while it was open. What only they changed stays theirs, and what both changed is shown to
/// the later one before it is stated.
/// </summary>
public static class Corrected
{
    /// <summary>The field that says how often the request had been corrected when the form was shown.</summary>
    public const string Field = "corrected";

    /// <summary>Items of the request that may be corrected: in a reply those that the open questions are about, unasked
    /// all.</summary>
    public static IReadOnlyList<Item> Items(RequestMove move, RequestSight sight)
    {
        if (move is RequestMove.Supplement)
        {
            return sight
                .Guidelines.ItemsOf(sight.Request.Kind)
                .Where(item => item.Type is not ItemType.Parcels)
                .ToList();
        }
        var asked =
            move is RequestMove.Clarify
                ? sight
                    .Request.OpenClarification?.Asked.What.Questions.Select(question => question.Item)
                    .ToHashSet(StringComparer.Ordinal)
                : null;
        return asked is null
            ? []
            : sight.Guidelines.ItemsOf(sight.Request.Kind).Where(item => asked.Contains(item.Id)).ToList();
    }

    /// <summary>What the form corrects. Only what was really changed is stated again, in the language of the request:
    /// what the form showed and left as it was is not, though it was corrected meanwhile.</summary>
    public static ImmutableSortedDictionary<string, Entry> Read(
        RequestMove move,
        RequestSight sight,
        IFormCollection form
    )
    {
        var (current, shown, items) = (sight.Request.Current(), Shown(sight, form), Items(move, sight));
        var read = DraftForm.Read(items, form, current.Language);
        return items
            .Select(item => (item.Id, Was: shown.Entries.GetValueOrDefault(item.Id), Item: item))
            .Select(one => (one.Id, one.Was, Now: Unchanged.Of(one.Item, read.GetValueOrDefault(one.Id), one.Was)))
            .Where(one => one.Now is not null && !DraftMerge.Same(one.Now, one.Was))
            .Where(one => !DraftMerge.Same(one.Now!, current.Entries.GetValueOrDefault(one.Id)))
            .ToImmutableSortedDictionary(one => one.Id, one => one.Now!, StringComparer.Ordinal);
    }

    /// <summary>Items that the form changes and that were corrected otherwise since it was shown.</summary>
    public static IReadOnlyList<Item> Overtaken(RequestMove move, RequestSight sight, IFormCollection form)
    {
        var (current, shown) = (sight.Request.Current(), Shown(sight, form));
        var changed = Read(move, sight, form);
        return Items(move, sight)
            .Where(item => changed.ContainsKey(item.Id))
            .Where(item =>
                !DraftMerge.Same(current.Entries.GetValueOrDefault(item.Id), shown.Entries.GetValueOrDefault(item.Id))
            )
            .ToList();
    }

    /// <summary>Items that something written earlier restates and that were corrected otherwise since its author saw
    /// the request: it would leave in their place.</summary>
    /// <param name="seen">How often the request had been corrected as its author saw it; null: not told, and nothing is
    /// taken to be overtaken.</param>
    public static IReadOnlyList<Item> Overtaken(Statement? said, int? seen, RequestSight sight)
    {
        var entries = Entries(said);
        var current = sight.Request.Current();
        var shown = sight.Request.CurrentAfter(seen ?? int.MaxValue);
        return sight
            .Guidelines.ItemsOf(sight.Request.Kind)
            .Where(item => entries.ContainsKey(item.Id) && Differ(item, current, shown))
            .Where(item => !DraftMerge.Same(entries[item.Id], current.Entries.GetValueOrDefault(item.Id)))
            .ToList();
    }

    /// <summary>The same of what waits for its release. What was put by before this was counted goes by its time.
    /// </summary>
    public static IReadOnlyList<Item> Overtaken(PreparedMove prepared, RequestSight sight)
    {
        if (prepared.Seen is { } seen)
        {
            return Overtaken(prepared.Statement, seen, sight);
        }
        var entries = Entries(prepared.Statement);
        var current = sight.Request.Current();
        return sight
            .Guidelines.ItemsOf(sight.Request.Kind)
            .Where(item => entries.ContainsKey(item.Id) && sight.Request.LastCorrected(item.Id)?.At > prepared.At)
            .Where(item => !DraftMerge.Same(entries[item.Id], current.Entries.GetValueOrDefault(item.Id)))
            .ToList();
    }

    /// <summary>Of those, the items that who releases was not shown as they read now.</summary>
    /// <param name="shown">How often the request had been corrected as they saw it; null: they were shown nothing.
    /// </param>
    public static IReadOnlyList<Item> Unseen(PreparedMove prepared, int? shown, RequestSight sight)
    {
        var overtaken = Overtaken(prepared, sight);
        return shown is { } times
            ? overtaken.Where(item => Differ(item, sight.Request.Current(), sight.Request.CurrentAfter(times))).ToList()
            : overtaken;
    }

    /// <summary>How often the request had been corrected when a form was shown; null where it does not tell.</summary>
    public static int? SeenIn(IFormCollection form) =>
        int.TryParse(form[Field], NumberStyles.None, CultureInfo.InvariantCulture, out var times) ? times : null;

    private static ImmutableSortedDictionary<string, Entry> Entries(Statement? said) =>
        said switch
        {
            RequestStatement.Clarified clarified => clarified.Entries,
            RequestStatement.Supplemented supplemented => supplemented.Entries,
            _ => Draft.NoEntries,
        };

    private static bool Differ(Item item, Draft one, Draft other) =>
        !DraftMerge.Same(one.Entries.GetValueOrDefault(item.Id), other.Entries.GetValueOrDefault(item.Id));

    /// <summary>The request as the form showed it; a form that does not tell is taken to have shown it as it is.
    /// </summary>
    private static Draft Shown(RequestSight sight, IFormCollection form) =>
        SeenIn(form) is { } times ? sight.Request.CurrentAfter(times) : sight.Request.Current();
}
