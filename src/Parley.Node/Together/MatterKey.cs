using System.Globalization;
using Parley.Cooperation;

namespace Parley.Node.Together;

/// <summary>
/// What officers keep something about among themselves: a request by its number, or a draft of this node. A draft that
/// left is its request from then on.
/// </summary>
public sealed record MatterKey
{
    private const string OfDraft = "draft-";

    private MatterKey(string text, SubjectId? request, long? draft)
    {
        Text = text;
        Request = request;
        Draft = draft;
    }

    /// <summary>As it is kept and stands in addresses: "US-R-2026-0012", "draft-17".</summary>
    public string Text { get; }

    public SubjectId? Request { get; }

    public long? Draft { get; }

    /// <summary>The number people know it by; empty for a draft.</summary>
    public string Number => Request?.ToString() ?? "";

    /// <summary>The page of the matter.</summary>
    public string Address => Draft is { } id ? $"/drafts/{Invariant(id)}" : $"/requests/{Text}";

    /// <summary>The topic under which pages hear that something inside changed.</summary>
    public string Topic => "inside-" + Text;

    public static MatterKey Of(SubjectId request) => new(request.ToString(), request, null);

    public static MatterKey Of(long draft) => new(OfDraft + Invariant(draft), null, draft);

    /// <summary>Reads a key; null where it is none.</summary>
    public static MatterKey? Read(string? text)
    {
        if (
            text?.StartsWith(OfDraft, StringComparison.Ordinal) == true
            && long.TryParse(text.AsSpan(OfDraft.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        )
        {
            return Of(id);
        }
        return SubjectId.TryParse(text, out var request) ? Of(request) : null;
    }

    public override string ToString() => Text;

    private static string Invariant(long id) => id.ToString(CultureInfo.InvariantCulture);
}
