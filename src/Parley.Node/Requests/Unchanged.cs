using System.Collections.Immutable;
using System.Globalization;
using Parley.Cooperation;
using Parley.Cooperation.Guidelines;
using Parley.Cooperation.Requests;

namespace Parley.Node.Requests;

/// <summary>
/// What an officer left as it stood stays as it stood: its language, who translated it, the seconds of a time. A form
/// shows less than an entry holds, so what is read from it is held against what it showed.
/// </summary>
public static class Unchanged
{
    /// <summary>What was read, with everything taken from before that the form shows alike.</summary>
    public static Entry? Of(Item item, Entry? read, Entry? before)
    {
        var kept = (read, before) switch
        {
            (Entry.Written now, Entry.Written was) => new Entry.Written(Of(now.Text, [was.Text])),
            (Entry.Sought now, Entry.Sought was) => new Entry.Sought(Rows(now.Items, was.Items)),
            (Entry.Range now, Entry.Range was) => new Entry.Range(Of(now.From, was.From), Of(now.To, was.To)),
            (Entry.Identifiers now, Entry.Identifiers was) when now.Values.SequenceEqual(was.Values.Select(Trimmed)) =>
                was,
            (Entry.Several now, Entry.Several was) when item.Type is ItemType.Choices && SameChoice(now, was) => was,
            (Entry.Plain now, Entry.Plain was) when Same(now.Value, was.Value) || SameMoment(item, now, was) => was,
            _ => read,
        };
        return DraftMerge.Same(kept, before) ? before : kept;
    }

    /// <summary>Whether two texts say the same in both languages, whatever the form did to their lines.</summary>
    public static bool Same(Prose one, Prose other) =>
        Same(one.Original, other.Original) && Same(one.Translation, other.Translation);

    /// <summary>The texts of an entry, in order.</summary>
    public static IEnumerable<Prose> TextsOf(Entry? entry) =>
        entry switch
        {
            Entry.Written written => [written.Text],
            Entry.Sought { Items: { IsDefault: false } rows } => rows.Select(row => row.Text),
            _ => [],
        };

    private static Prose Of(Prose read, IEnumerable<Prose> before) =>
        before.FirstOrDefault(was => Same(read, was)) ?? read;

    // Answers name the items sought by their numbers, so a row keeps its own; a new one takes the next that is free.
    private static ImmutableArray<SoughtItem> Rows(ImmutableArray<SoughtItem> read, ImmutableArray<SoughtItem> before)
    {
        var texts = before.Select(row => row.Text).ToList();
        var rows = read.Select(row => row with { Text = Of(row.Text, texts) }).ToList();
        if (rows.Count < before.Length)
        {
            return [.. rows];
        }
        var taken = before.Select(row => row.Id).ToHashSet(StringComparer.Ordinal);
        var free = Enumerable
            .Range(1, before.Length + rows.Count)
            .Select(number => number.ToString(CultureInfo.InvariantCulture))
            .Where(number => !taken.Contains(number))
            .ToList();
        return
        [
            .. rows.Select(
                (row, at) => row with { Id = at < before.Length ? before[at].Id : free[at - before.Length] }
            ),
        ];
    }

    /// <summary>A field for date and time shows no seconds, and another offset of the same instant is no other time.
    /// </summary>
    private static DateTimeOffset Of(DateTimeOffset read, DateTimeOffset before) =>
        Minute(read) == Minute(before) ? before : read;

    private static bool SameMoment(Item item, Entry.Plain read, Entry.Plain before) =>
        item.Type is ItemType.Moment
        && DateTimeOffset.TryParse(read.Value, CultureInfo.InvariantCulture, out var now)
        && DateTimeOffset.TryParse(before.Value, CultureInfo.InvariantCulture, out var was)
        && Minute(now) == Minute(was);

    private static long Minute(DateTimeOffset at) => at.UtcTicks / TimeSpan.TicksPerMinute;

    private static bool SameChoice(Entry.Several now, Entry.Several was) =>
        now
            .Values.Order(StringComparer.Ordinal)
            .SequenceEqual(was.Values.Order(StringComparer.Ordinal), StringComparer.Ordinal);

    private static Identifier Trimmed(Identifier one) => one with { Value = one.Value.Trim() };

    private static bool Same(string? one, string? other) =>
        string.Equals(Plainly(one), Plainly(other), StringComparison.Ordinal);

    private static string Plainly(string? text) => (text ?? "").ReplaceLineEndings("\n").Trim();
}
