using System.Collections.Immutable;
using System.Globalization;
using Parley.Cooperation.Requests;

namespace Parley.Node.Requests;

/// <summary>
/// Items of an open section of a draft that do not show what is saved, since another officer changed them meanwhile;
/// each with the version it does show. The page bears them, so that what its officer leaves alone is not taken for
/// what they chose.
/// </summary>
public sealed record UnseenItems(ImmutableDictionary<string, long> Versions)
{
    /// <summary>The name of the field that bears them.</summary>
    public const string Field = "unseen";

    /// <summary>None: the page shows what was saved at its version.</summary>
    public static UnseenItems None { get; } = new(ImmutableDictionary<string, long>.Empty);

    public bool IsEmpty => Versions.IsEmpty;

    /// <summary>As the field holds them; what is not understood is left out.</summary>
    public static UnseenItems Read(IFormCollection form) =>
        new(
            form[Field]
                .ToString()
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(one => one.Split(':'))
                .Where(one => one.Length == 2 && long.TryParse(one[1], CultureInfo.InvariantCulture, out _))
                .DistinctBy(one => one[0], StringComparer.Ordinal)
                .ToImmutableDictionary(
                    one => one[0],
                    one => long.Parse(one[1], CultureInfo.InvariantCulture),
                    StringComparer.Ordinal
                )
        );

    /// <summary>Those after a save at a version: what the form holds is not what now stands.</summary>
    /// <param name="items">What the form holds.</param>
    /// <param name="now">The draft as it stands.</param>
    public UnseenItems After(IReadOnlyDictionary<string, Entry?> items, long version, Draft now) =>
        new(
            items
                .Where(one => !DraftMerge.Same(one.Value, now.Entries.GetValueOrDefault(one.Key)))
                .ToImmutableDictionary(
                    one => one.Key,
                    one => Versions.GetValueOrDefault(one.Key, version),
                    StringComparer.Ordinal
                )
        );

    /// <summary>Without an item that the page is sent anew.</summary>
    public UnseenItems Without(string item) => new(Versions.Remove(item));

    public override string ToString() =>
        string.Join(
            ' ',
            Versions
                .OrderBy(one => one.Key, StringComparer.Ordinal)
                .Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Key}:{one.Value}"))
        );
}
