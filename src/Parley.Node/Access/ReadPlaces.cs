namespace Parley.Node.Access;

/// <summary>What an address shows, as the local ledger tells it in words: "/requests/US-R-2026-0001/letter" is a letter.
/// </summary>
public static class ReadPlaces
{
    private const string Programs = "/api/v1";

    /// <summary>Addresses and the word of each; a star is any one part. Of several that fit the first counts.</summary>
    private static readonly (string[] Parts, string Word)[] Known =
    [
        .. new (string Address, string Word)[]
        {
            ("/", "desk"),
            ("/requests", "requests"),
            ("/requests/views", "views"),
            ("/requests/acknowledge", "acknowledge"),
            ("/requests/assign", "assign"),
            ("/requests/*", "request"),
            ("/requests/*/evidence", "evidence"),
            ("/requests/*/letter", "letter"),
            ("/requests/*/letter.pdf", "letter-pdf"),
            ("/requests/*/certificates", "certificates"),
            ("/requests/*/certificates/*", "certificate"),
            ("/requests/*/certificates/blank/*", "certificate"),
            ("/requests/*/certificates/blank/*/pdf", "certificate"),
            ("/requests/*/files", "files"),
            ("/requests/*/files/*", "file"),
            ("/requests/*/files/*/text", "files"),
            ("/requests/*/files/uploads/*", "files"),
            ("/requests/*/sent", "sent"),
            ("/requests/*/sent-back", "sent-back"),
            ("/requests/*/do/*", "move"),
            ("/requests/*/half-written", "half-written"),
            ("/requests/*/half-written/*", "half-written"),
            ("/requests/*/entries/*/*", "entry"),
            ("/requests/*/entries/*/*/proof", "entry"),
            ("/requests/*/*/*", "entry"),
            ("/drafts", "drafts"),
            ("/drafts/new", "new"),
            ("/drafts/*", "draft"),
            ("/drafts/*/parts/*", "part"),
            ("/drafts/*/check", "check"),
            ("/drafts/*/findings", "check"),
            ("/drafts/*/files/*", "files"),
            ("/drafts/*/files/*/*", "file"),
            ("/drafts/*/files/*/*/text", "files"),
            ("/drafts/*/files/*/uploads/*", "files"),
            ("/prepared", "prepared"),
            ("/views", "views"),
            ("/steps", "steps"),
            ("/review", "review"),
            ("/review/publish", "publish"),
            ("/review/*", "figures"),
            ("/reviews/*", "review-document"),
            ("/search", "search"),
            ("/guidelines", "guidelines"),
            ("/agreements", "agreements"),
            ("/agreements/propose", "propose"),
            ("/agreements/model-guidelines.json", "guidelines"),
            ("/agreements/prepared", "prepared-agreements"),
            ("/agreements/prepared/*", "prepared-agreements"),
            ("/agreements/*", "agreement"),
            ("/agreements/*/*", "agreement-document"),
            ("/agreements/*/*/document.json", "agreement-document"),
            ("/record", "record"),
            ("/record/check", "record"),
            ("/record/*/divergence.txt", "divergence"),
            ("/record/*/*", "ledger"),
            ("/record/*/*/entries", "ledger"),
            ("/matters/*", "matter"),
            ("/tasks", "tasks"),
            ("/changes", "changes"),
            ("/keeping", "keeping"),
            ("/settings/keeping", "keeping"),
            ("/half-written", "half-written"),
            ("/quotas", "quotas"),
            ("/officers", "officers"),
            ("/authorities", "authorities"),
            ("/desk", "desk"),
            ("/rule-book", "rule-book"),
            ("/rule-book/*", "rule-book"),
            ("/log", "log"),
            ("/log/lines.csv", "log-table"),
            ("/events", "events"),
        }.Select(one => (Split(one.Address), one.Word)),
    ];

    /// <summary>The words there are.</summary>
    public static IEnumerable<string> Words => Known.Select(one => one.Word).Distinct(StringComparer.Ordinal);

    /// <summary>The word for an address, with or without its query; of one that is not known, that of the nearest above
    /// it; null where there is none.</summary>
    public static string? WordOf(string address)
    {
        var parts = Split(address.Split('?', 2)[0]);
        for (var length = parts.Length; length > 0; length--)
        {
            if (WordOf(parts.AsSpan(0, length)) is { } word)
            {
                return word;
            }
        }
        return parts.Length == 0 ? WordOf([]) : null;
    }

    /// <summary>The word for just this address; null where none is known.</summary>
    internal static string? WordOf(ReadOnlySpan<string> parts)
    {
        foreach (var (known, word) in Known)
        {
            if (Fits(known, parts))
            {
                return word;
            }
        }
        return null;
    }

    /// <summary>The parts of an address; programs ask for the same under an address of their own.</summary>
    internal static string[] Split(string address) =>
        (address.StartsWith(Programs + "/", StringComparison.Ordinal) ? address[Programs.Length..] : address).Split(
            '/',
            StringSplitOptions.RemoveEmptyEntries
        );

    private static bool Fits(string[] known, ReadOnlySpan<string> parts)
    {
        if (known.Length != parts.Length)
        {
            return false;
        }
        for (var at = 0; at < known.Length; at++)
        {
            if (known[at] is not "*" && !string.Equals(known[at], parts[at], StringComparison.Ordinal))
            {
                return false;
            }
        }
        return true;
    }
}
