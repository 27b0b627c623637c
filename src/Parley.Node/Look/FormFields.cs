using System.Text.Json;
using Microsoft.Extensions.Primitives;

namespace Parley.Node.Look;

/// <summary>What an officer filled in, as names and values in order, so that a form can be shown again as it was left.
/// </summary>
public static class FormFields
{
    private const string Proof = "__RequestVerificationToken";

    /// <summary>All fields of a form, without the proof of the session it was filled in.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(IFormCollection form) =>
        [
            .. form.Where(one => !string.Equals(one.Key, Proof, StringComparison.Ordinal))
                .SelectMany(one => one.Value.Select(value => KeyValuePair.Create(one.Key, value ?? ""))),
        ];

    /// <summary>As one text, to be kept.</summary>
    /// <param name="without">Fields that belong to the page, not to what was filled in.</param>
    public static string Write(IFormCollection form, params ReadOnlySpan<string> without)
    {
        var left = without.ToArray();
        return JsonSerializer.Serialize(
            Of(form)
                .Where(one => !left.Contains(one.Key, StringComparer.Ordinal))
                .Select(one => new[] { one.Key, one.Value })
        );
    }

    /// <summary>The form again; null where nothing was filled in.</summary>
    public static IFormCollection? Read(string fields)
    {
        if (fields.Length == 0)
        {
            return null;
        }
        return new FormCollection(
            JsonSerializer
                .Deserialize<string[][]>(fields)!
                .GroupBy(one => one[0], one => one[1], StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => new StringValues([.. group]), StringComparer.Ordinal)
        );
    }
}
