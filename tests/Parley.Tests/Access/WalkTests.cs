using System.Net;
using System.Text.RegularExpressions;
using Parley.Node.Access;

namespace Parley.Tests.Access;

/// <summary>
/// The pages as each role walks them: every link, part and form on every page leads to something that the table allows
/// this role, so what a role is refused is hidden from it; and what it is allowed is somewhere to be found.
/// </summary>
public sealed partial class WalkTests(WalkedNode node) : IClassFixture<WalkedNode>
{
    /// <summary>So many addresses that differ only in what is asked for are opened of each page.</summary>
    private const int MostQueries = 5;

    private const int MostPages = 600;

    /// <summary>What has no parameter, is allowed, and is on no page of this walk, with the reason.</summary>
    private static readonly Dictionary<string, string> NotOnPages = new(StringComparer.Ordinal)
    {
        ["GET /live"] = "kept open by the page's own script",
        ["POST /account/passkeys/options"] = "asked by the script of the button for a passkey",
        ["POST /account/onward"] = "stands where a sign-in is too old to change how one signs in",
        ["POST /account/authenticator/remove"] = "stands where an authenticator is set up",
        ["POST /account/recovery-codes"] = "stands where a second step is set up",
        ["POST /account/notices"] = "stands where the node has a mail server",
        ["POST /account/notices/off"] = "stands where the node has a mail server",
        ["GET /review/publish"] = "stands where a period that is over has requests",
        ["POST /review/publish"] = "stands where a period that is over has requests",
        ["Auditor GET /drafts"] = "auditors have no drafts; they come to one by search and by the log",
    };

    /// <summary>What tells nothing of what is in a matter, so that nobody notes who saw it: how addresses of it begin.
    /// </summary>
    private static readonly string[] TellsNothing =
    [
        "GET /account",
        "GET /appearance",
        "GET /links",
        "GET /live",
        "GET /look/",
        "GET /programs",
        "GET /settings",
        "GET /sign-in",
    ];

    /// <summary>Below them, what names matters.</summary>
    private static readonly string[] TellsAfterAll = ["GET /settings/keeping"];

    /// <summary>The rows, the most literal first, each as a pattern of addresses.</summary>
    private static readonly (string Row, Regex Pattern)[] Patterns =
    [
        .. AccessTable
            .Rows.Keys.OrderBy(row => row.Count(c => c is '{'))
            .ThenByDescending(row => row.Length)
            .Select(row => (row, new Regex($"^{PatternOf(row)}$", RegexOptions.None, TimeSpan.FromSeconds(1)))),
    ];

    [Theory]
    [InlineData(Role.Reader)]
    [InlineData(Role.Drafter)]
    [InlineData(Role.Releaser)]
    [InlineData(Role.Operator)]
    [InlineData(Role.Auditor)]
    public async Task No_page_leads_a_role_to_what_it_is_refused_and_all_it_is_allowed_is_to_be_found(Role role)
    {
        using var browser = await node.Open.SignedIn(role);
        var wrong = new List<string>();
        var found = new HashSet<string>(StringComparer.Ordinal);
        var shown = new HashSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        // From the desk, and from what the ticked boxes and fields of a list's own forms ask for.
        var begun = node.Begun.Where(address => RowOf("GET", address) is { } row && IsAllowed(row, role));
        var waiting = new Queue<string>(begun);
        var pages = 0;
        for (; pages < MostPages && waiting.TryDequeue(out var page); pages++)
        {
            using var answer = await browser.GetAsync(page);
            if ((int)answer.StatusCode is not (200 or 302))
            {
                wrong.Add($"{page}: {(int)answer.StatusCode}");
            }
            if (answer.StatusCode is HttpStatusCode.OK)
            {
                shown.Add(RowOf("GET", page)!);
            }
            if (answer.Content.Headers.ContentType?.MediaType is not "text/html")
            {
                continue;
            }
            var html = await answer.Content.ReadAsStringAsync();
            foreach (var (method, address) in LinksOf(html, page))
            {
                var row = RowOf(method, address);
                if (row is null || !IsAllowed(row, role))
                {
                    wrong.Add($"on {page}: {method} {address}");
                    continue;
                }
                found.Add(row);
                if (method is "GET" && IsToOpen(row) && seen.Add(address) && IsAmongFirst(seen, address))
                {
                    waiting.Enqueue(address);
                }
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Distinct(StringComparer.Ordinal).Take(60)));
        Assert.True(waiting.Count == 0, "There are more pages than were walked.");
        Assert.True(pages > (role is Role.Operator ? 10 : 100), $"Only {pages} pages were walked.");
        var nowhere = AccessTable
            .Rows.Keys.Where(row => !row.Contains('{', StringComparison.Ordinal) && IsOfRole(row, role))
            .Except(found, StringComparer.Ordinal)
            .Where(row => !NotOnPages.ContainsKey(row) && !NotOnPages.ContainsKey($"{role} {row}"));
        Assert.True(!nowhere.Any(), string.Join('\n', nowhere));
        var unnoted = shown.Where(Tells).Except(node.ReadBy(role).Select(path => RowOf("GET", path)!)).Order();
        Assert.True(!unnoted.Any(), "No line in the local ledger: " + string.Join('\n', unnoted));
    }

    private static bool Tells(string row) =>
        !TellsNothing.Any(begins => row.StartsWith(begins, StringComparison.Ordinal))
        || TellsAfterAll.Contains(row, StringComparer.Ordinal);

    private static bool IsAllowed(string row, Role role) =>
        AccessTable.Rows[row] is AccessTable.Anyone || IsOfRole(row, role);

    private static bool IsOfRole(string row, Role role) =>
        AccessTable.Rows[row].Split(' ').Contains($"{role}", StringComparer.Ordinal);

    /// <summary>Files of the look are the same for all; a PDF takes a browser of its own.</summary>
    private static bool IsToOpen(string row) =>
        !row.StartsWith("GET /look/", StringComparison.Ordinal)
        && !row.EndsWith(".pdf", StringComparison.Ordinal)
        && row is not "GET /sign-in";

    private static bool IsAmongFirst(HashSet<string> seen, string address)
    {
        var path = address.Split('?')[0];
        return address.Length == path.Length
            || seen.Count(one => one.StartsWith(path + "?", StringComparison.Ordinal)) <= MostQueries;
    }

    private static string? RowOf(string method, string address)
    {
        var asked = $"{method} {address.Split('?')[0]}";
        return Patterns.FirstOrDefault(one => one.Pattern.IsMatch(asked)).Row;
    }

    private static string PatternOf(string row) =>
        Place()
            .Replace(
                Regex.Escape(row),
                place => place.Groups["place"].Value.Contains(':', StringComparison.Ordinal) ? "[0-9]+" : "[^/]+"
            );

    /// <summary>Everything on a page that asks the node for something.</summary>
    private static IEnumerable<(string Method, string Address)> LinksOf(string html, string page)
    {
        var sends = "GET";
        foreach (Match tag in Tag().Matches(html))
        {
            var isForm = tag.Groups["name"].Value is "form";
            var said = Attribute()
                .Matches(tag.Value)
                .GroupBy(one => one.Groups["name"].Value, StringComparer.Ordinal)
                .ToDictionary(
                    one => one.Key,
                    one => WebUtility.HtmlDecode(one.First().Groups["value"].Value),
                    StringComparer.Ordinal
                );
            if (isForm)
            {
                var isPost = string.Equals(said.GetValueOrDefault("method"), "post", StringComparison.Ordinal);
                sends = isPost ? "POST" : "GET";
                yield return (sends, Whole(said.GetValueOrDefault("action") ?? page, page));
            }
            // A button may send its form elsewhere.
            foreach (var (name, method) in Asking.Append(("formaction", sends)))
            {
                if (said.TryGetValue(name, out var address) && IsHere(address))
                {
                    yield return (method, Whole(address, page));
                }
            }
        }
    }

    private static readonly (string Name, string Method)[] Asking =
    [
        ("href", "GET"),
        ("src", "GET"),
        ("hx-get", "GET"),
        ("hx-post", "POST"),
    ];

    private static bool IsHere(string address) =>
        address.Length > 0
        && address[0] is not '#'
        && !address.Contains("://", StringComparison.Ordinal)
        && !address.StartsWith("mailto:", StringComparison.Ordinal)
        && !address.StartsWith("tel:", StringComparison.Ordinal)
        && !address.StartsWith("data:", StringComparison.Ordinal);

    private static string Whole(string address, string page) =>
        new Uri(new Uri($"http://node{page}"), address).PathAndQuery;

    [GeneratedRegex(@"\\\{(?<place>[^}]+)\}", RegexOptions.None, 1000)]
    private static partial Regex Place();

    [GeneratedRegex(@"<(?<name>[a-z]+)\b[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Tag();

    [GeneratedRegex(@"(?<name>[a-z-]+)=""(?<value>[^""]*)""", RegexOptions.None, 1000)]
    private static partial Regex Attribute();
}
