using System.Globalization;
using System.Text;

namespace Parley.Node.Bridge;

/// <summary>
/// A folder in which mails are laid as files that any mail program opens, for a test installation without a mail
/// server. What is older than a week goes: it held nothing but that something waits.
/// </summary>
/// <param name="folder">Its whole path; it is made where it is missing.</param>
public sealed class MailFolder(string folder)
{
    private const string Ending = ".eml";
    private const string When = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>How long a mail lies there.</summary>
    public static readonly TimeSpan Keeps = TimeSpan.FromDays(7);

    /// <summary>Lays a mail there, whole or not at all.</summary>
    /// <param name="written">The mail as it would travel.</param>
    public async Task<MailResult> Lay(string written, TimeProvider clock, CancellationToken stop)
    {
        var at = clock.GetUtcNow().ToString(When, CultureInfo.InvariantCulture);
        var name = $"{at}-{Guid.NewGuid():N}";
        try
        {
            // Whoever reads mail learns who has something waiting.
            OwnerOnly.Make(folder);
            // A program that looks into the folder meanwhile finds no half mail.
            var aside = Path.Combine(folder, name + ".part");
            await File.WriteAllTextAsync(aside, written + "\r\n", Encoding.ASCII, stop);
            File.Move(aside, Path.Combine(folder, name + Ending));
            return new MailResult(MailOutcome.Taken, $"{name}{Ending}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new MailResult(MailOutcome.Refused, e.Message);
        }
    }

    /// <summary>Takes away what has lain there long enough, and nothing that was not laid there by this.</summary>
    public void Tidy(DateTimeOffset now)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            if (LaidAt(Path.GetFileName(file)) is { } at && now - at > Keeps)
            {
                File.Delete(file);
            }
        }
    }

    /// <summary>When a file was laid there, by its name; null where it is another's.</summary>
    private static DateTimeOffset? LaidAt(string name) =>
        Path.GetExtension(name) is Ending or ".part"
        && Path.GetFileNameWithoutExtension(name).Split('-') is [var at, { Length: 32 }]
        && DateTimeOffset.TryParseExact(
            at,
            When,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var laid
        )
            ? laid
            : null;
}
