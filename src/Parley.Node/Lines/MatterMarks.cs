using System.Collections.Immutable;
using Parley.Node.Law;

namespace Parley.Node.Lines;

/// <summary>
/// What a rule book tells requests apart by, as it is kept in their lines: so what an officer may not read is left out
/// where lists are chosen, and no page of a list betrays how many there are.
/// </summary>
internal static class MatterMarks
{
    /// <summary>The marks of a matter: " k:information u:routine w:asks h:H1 ".</summary>
    public static string Of(Matter matter)
    {
        (char Letter, ImmutableArray<string> Codes)[] all =
        [
            ('k', [matter.Kind]),
            ('u', [matter.Urgency]),
            ('w', [matter.Way]),
            ('h', matter.Handling),
            ('l', matter.Lights),
            ('a', matter.Areas),
        ];
        return all.SelectMany(one => one.Codes.Select(code => $"{one.Letter}:{code} ")).Aggregate(" ", string.Concat);
    }

    /// <summary>The condition for lines of an officer from whom matters are hidden: none of the rules that hide fits.
    /// </summary>
    public static (string Sql, IReadOnlyList<object?> Values) Shown(Hidden hidden)
    {
        var values = new List<object?>();
        var rules = hidden.By.Select(rule => $" AND NOT ({Taken(rule.Matters ?? new Matters(), values)})").ToList();
        return (string.Concat(rules), values);
    }

    private static string Taken(Matters matters, List<object?> values)
    {
        // A rule that names moves is never one on reading.
        (char Letter, ImmutableArray<string>? Codes)[] lists =
        [
            ('k', matters.Kinds),
            ('u', matters.Urgencies),
            ('w', matters.Ways),
            ('h', matters.Handling),
            ('l', matters.Lights),
            ('a', matters.Areas),
        ];
        var all = new List<string> { "1" };
        foreach (var (letter, codes) in lists)
        {
            if (codes is { } named)
            {
                values.AddRange(named.Select(code => $" {letter}:{code} "));
                all.Add($"({string.Join(" OR ", named.Select(_ => "instr(marks, ?) > 0"))})");
            }
        }
        return string.Join(" AND ", all);
    }
}
