using System.Text;
using System.Text.Json;
using Parley.Cooperation.Agreements;
using Parley.Exchange.Formats;

namespace Parley.Node.Agreements;

/// <summary>The document that a form puts forward. It is sent along once as a file; from then on the form carries it,
/// so that nobody chooses it again.</summary>
/// <param name="Content">On one line.</param>
/// <param name="Name">Of the file; empty where it came with what was sent back.</param>
public sealed record SentDocument(string Content, string Name)
{
    /// <summary>The document as the form carries it on.</summary>
    public const string ContentField = "content";
    public const string NameField = "content-name";

    /// <summary>The largest document taken from a file, in bytes.</summary>
    private const int FileAtMost = 200 * 1024;
    private const int NameAtMost = 200;

    /// <summary>As the form carries it on.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Fields =>
        [KeyValuePair.Create(ContentField, Content), KeyValuePair.Create(NameField, Name)];

    /// <summary>The document of what was sent back; null where that is no proposal.</summary>
    public static SentDocument? Of(PreparedAgreement? again) =>
        again is { Said: AgreementStatement.Proposed before } ? new SentDocument(before.Content, "") : null;

    /// <summary>The file sent along, else the document that the form carries; null where none can be read.</summary>
    public static async Task<SentDocument?> Of(IFormCollection form)
    {
        if (form.Files["document"] is not { Length: > 0 } file)
        {
            return Carried(form);
        }
        if (file.Length > FileAtMost)
        {
            return null;
        }
        try
        {
            var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
            using var reader = new StreamReader(file.OpenReadStream(), strict);
            return new SentDocument(StatementFormat.OneLine(await reader.ReadToEndAsync()), NameOf(file.FileName));
        }
        catch (Exception e) when (e is JsonException or DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>The document that the form carries; null where it carries none that can be read.</summary>
    public static SentDocument? Carried(IFormCollection form)
    {
        try
        {
            return form[ContentField].ToString() is { Length: > 0 and <= FileAtMost } carried
                ? new SentDocument(StatementFormat.OneLine(carried), NameOf(form[NameField].ToString()))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static bool IsIn(IFormCollection form) =>
        form[ContentField].ToString().Length > 0 || form.Files["document"] is { Length: > 0 };

    private static string NameOf(string file)
    {
        var name = Path.GetFileName(file.Replace('\\', '/'));
        return name.Length <= NameAtMost ? name : name[..NameAtMost];
    }
}
