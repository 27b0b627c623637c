using System.Collections.Immutable;
using System.Globalization;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;

namespace Parley.Node.Requests;

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

    /// <summary>Items that something prepared earlier restates and that were corrected otherwise since: it would leave
    /// in their place.</summary>
    public static IReadOnlyList<Item> Overtaken(PreparedMove prepared, RequestSight sight)
    {
        var entries = prepared.Statement switch
        {
            RequestStatement.Clarified clarified => clarified.Entries,
            RequestStatement.Supplemented supplemented => supplemented.Entries,
            _ => Draft.NoEntries,
        };
        var current = sight.Request.Current();
        return sight
            .Guidelines.ItemsOf(sight.Request.Kind)
            .Where(item => entries.ContainsKey(item.Id) && sight.Request.LastCorrected(item.Id)?.At > prepared.At)
            .Where(item => !DraftMerge.Same(entries[item.Id], current.Entries.GetValueOrDefault(item.Id)))
            .ToList();
    }

    /// <summary>The request as the form showed it; a form that does not tell is taken to have shown it as it is.
    /// </summary>
    private static Draft Shown(RequestSight sight, IFormCollection form) =>
        int.TryParse(form[Field], NumberStyles.None, CultureInfo.InvariantCulture, out var times)
            ? sight.Request.CurrentAfter(times)
            : sight.Request.Current();
}
