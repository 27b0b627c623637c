using System.Text.Json;
using Parley.Cooperation;
using Parley.Cooperation.Agreements;

namespace Parley.Node.Lines;

/// <summary>
/// The words of an agreement in which a search looks: its number and kind, the titles and texts of all versions in both
/// languages, and the reasons given.
/// </summary>
internal static class AgreementText
{
    /// <summary>Everything in which a search looks, text by text.</summary>
    /// <param name="contentOf">The content put forward under a hash.</param>
    public static IEnumerable<string> Of(Agreement agreement, Func<string, string?> contentOf) =>
        agreement
            .Versions.SelectMany(version => OfVersion(version, contentOf))
            .Concat(Both(agreement.Ended?.What.Reason))
            .Prepend(agreement.Kind)
            .Prepend(agreement.Id.ToString())
            .OfType<string>()
            .Where(text => text.Length > 0)
            .Distinct(StringComparer.Ordinal);

    /// <summary>The same of what is said about an agreement and has not left.</summary>
    public static IEnumerable<string> Of(AgreementStatement said) =>
        (
            said switch
            {
                AgreementStatement.Proposed one => [one.Title.En, one.Title.Zh, .. Texts(one.Content)],
                AgreementStatement.Accepted one => Both(one.Note),
                AgreementStatement.Declined one => Both(one.Reason),
                AgreementStatement.Withdrawn one => Both(one.Reason),
                AgreementStatement.Ended one => Both(one.Reason),
                _ => [],
            }
        )
            .OfType<string>()
            .Where(text => text.Length > 0);

    private static IEnumerable<string?> OfVersion(AgreementVersion version, Func<string, string?> contentOf) =>
        [
            version.Title.En,
            version.Title.Zh,
            version.Proposed.Officer.Name,
            .. Both(version.Declined?.What.Reason),
            .. Both(version.Withdrawn?.What.Reason),
            .. contentOf(version.ContentHash) is { } content ? Texts(content) : [],
        ];

    private static IEnumerable<string?> Both(Prose? text) => [text?.Original, text?.Translation];

    /// <summary>Every text in a document. It was read when it was stated, so it is JSON and not too deep.</summary>
    private static List<string> Texts(string content)
    {
        using var document = JsonDocument.Parse(content, new JsonDocumentOptions { MaxDepth = 16 });
        var texts = new List<string>();
        Gather(document.RootElement, texts);
        return texts;
    }

    private static void Gather(JsonElement element, List<string> texts)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                texts.Add(element.GetString()!);
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Gather(item, texts);
                }
                break;
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    Gather(member.Value, texts);
                }
                break;
        }
    }
}
