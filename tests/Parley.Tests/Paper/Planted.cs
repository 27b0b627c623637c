using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using Parley.Cooperation;
using Parley.Cooperation.Requests;

namespace Parley.Tests.Paper;

/// <summary>
/// Makes a statement of any type with a value of its own in every member, at any depth; made again with one of them
/// changed, so that a paper which does not show that member stays as it was.
/// </summary>
/// <param name="items">Ids that entries may have.</param>
/// <param name="changed">Which value is another; -1: none.</param>
internal sealed class Planted(IReadOnlyList<string> items, int changed)
{
    private const int Longest = 64;

    private readonly List<string> names = [];

    /// <summary>Every member that was given a value: "Answered.Items.DoneAt".</summary>
    public IReadOnlyList<string> Names => names;

    public RequestStatement Make(Type type) => (RequestStatement)Record(type, type.Name);

    /// <summary>Every closed form of an abstract record, else the type itself.</summary>
    private static Type[] FormsOf(Type type) =>
        type.IsAbstract
            ? [.. type.GetNestedTypes().Where(type.IsAssignableFrom).OrderBy(one => one.Name, StringComparer.Ordinal)]
            : [type];

    private object Record(Type type, string path)
    {
        var constructor = type.GetConstructors().OrderByDescending(one => one.GetParameters().Length).First();
        var values = constructor.GetParameters().Select(one => Value(one.ParameterType, $"{path}.{one.Name}"));
        return constructor.Invoke([.. values]);
    }

    private object Value(Type type, string path)
    {
        if (Nullable.GetUnderlyingType(type) is { } within)
        {
            return Value(within, path);
        }
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
        {
            return Several(type.GetGenericArguments()[0], path);
        }
        if (type == typeof(ImmutableSortedDictionary<string, Entry>))
        {
            return Entries(path);
        }
        return Leaf(type, path) ?? Record(FormsOf(type)[0], path);
    }

    private object Several(Type one, string path) =>
        GetType()
            .GetMethod(nameof(Array), BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(one)
            .Invoke(null, [Value(one, path)])!;

    private static ImmutableArray<T> Array<T>(T one) => [one];

    /// <summary>One entry of every shape, each under another item.</summary>
    private ImmutableSortedDictionary<string, Entry> Entries(string path) =>
        FormsOf(typeof(Entry))
            .Select((form, at) => (Item: items[at], Entry: (Entry)Record(form, $"{path}.{form.Name}")))
            .ToImmutableSortedDictionary(one => one.Item, one => one.Entry, StringComparer.Ordinal);

    private object? Leaf(Type type, string path)
    {
        if (
            !type.IsEnum
            && type != typeof(string)
            && !type.IsPrimitive
            && !type.IsValueType
            && type != typeof(SubjectId)
        )
        {
            return null;
        }
        var at = names.Count;
        names.Add(path);
        var other = at == changed;
        var number = (at * 2) + (other ? 1 : 0);
        return type switch
        {
            _ when type.IsEnum => Enum.GetValues(type).GetValue(other ? 1 : 0)!,
            _ when type == typeof(bool) => other,
            _ when type == typeof(long) => 1_000L + number,
            _ when type == typeof(int) => 1_000 + number,
            _ when type == typeof(DateTimeOffset) => new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero).AddHours(
                number
            ),
            _ when type == typeof(DateOnly) => new DateOnly(2026, 3, 1).AddDays(number),
            _ when type == typeof(SubjectId) => SubjectId.Parse(
                string.Create(CultureInfo.InvariantCulture, $"US-R-2026-{number + 1:D4}")
            ),
            _ when type == typeof(string) && path.EndsWith(".Language", StringComparison.Ordinal) => other
                ? "zh"
                : "en",
            _ when type == typeof(string) && path.EndsWith("ha256", StringComparison.Ordinal) => Text(number)
                .PadRight(Longest, '0'),
            _ when type == typeof(string) => Text(number),
            _ => throw new InvalidOperationException($"No value is known for {type} at {path}."),
        };
    }

    private static string Text(int number) => string.Create(CultureInfo.InvariantCulture, $"planted{number}x");
}
