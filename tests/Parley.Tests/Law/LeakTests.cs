using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Parley.Cooperation;
using Parley.Node.Access;
using Parley.Node.Parcels;
using Parley.Node.Requests;
using Parley.Tests.Access;
using Parley.Tests.Desk;
using Parley.Tests.Node;

namespace Parley.Tests.Law;

/// <summary>Nothing the node answers says a word of a matter that the officer may not read.</summary>
public sealed class LeakTests(LawfulNode node) : IClassFixture<LawfulNode>
{
    private static readonly string[] MayNot = ["reader", "drafter", "releaser"];

    public static TheoryData<Role> Roles => [Role.Reader, Role.Drafter, Role.Releaser];

    [Fact]
    public async Task The_officer_who_may_sees_what_is_planted()
    {
        using var central = await node.AsCentral();
        foreach (
            var page in (string[])
                [
                    $"/requests/{node.Hidden}",
                    $"/drafts/{node.Draft}/check",
                    $"/requests/{node.Hidden}/letter",
                    $"/search?q={LawfulNode.Searched}",
                ]
        )
        {
            var html = await central.GetStringAsync(page);
            Assert.Contains(LawfulNode.Marker, html, StringComparison.Ordinal);
        }
        var lists = await central.GetStringAsync("/requests?view=all");
        Assert.Contains(node.Hidden, lists, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task No_page_file_or_form_says_a_word_of_it_to_others(Role role)
    {
        using var browser = await node.Open.SignedIn(role);
        var proof = await ProofOf(browser);
        var wrong = new List<string>();
        foreach (
            var endpoint in node.Open.Endpoints.Where(e => RowOf(e) is not (AccessTable.Anyone or AccessTable.Command))
        )
        {
            foreach (var path in PathsOf(endpoint))
            {
                using var answer = await Ask(browser, endpoint, path, proof);
                var said = await answer.Content.ReadAsStringAsync();
                if (said.Contains(LawfulNode.Marker, StringComparison.Ordinal))
                {
                    wrong.Add($"{path} says it");
                }
                // Where the role alone does not suffice, the rule is not even asked.
                var mayByRole = RowOf(endpoint).Split(' ').Contains($"{role}", StringComparer.Ordinal);
                if (IsAbout(path) && mayByRole && !(answer.StatusCode is HttpStatusCode.Forbidden && NamesRule(said)))
                {
                    wrong.Add($"{path}: {answer.StatusCode}, the rule not named");
                }
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task Lists_searches_and_the_desk_leave_it_out_and_say_that_they_do(Role role)
    {
        using var browser = await node.Open.SignedIn(role);
        string[] pages =
        [
            "/",
            "/requests",
            "/requests?view=all",
            "/requests?view=with-us&sort=newest",
            $"/requests?q={LawfulNode.Searched}",
            "/requests?kind=information&view=all",
            $"/search?q={LawfulNode.Searched}",
            $"/search?q={LawfulNode.Searched}&in=requests",
            $"/search?q={LawfulNode.Searched}&in=drafts",
            "/drafts",
            "/record",
        ];
        foreach (var page in pages)
        {
            var html = await browser.GetStringAsync(page);
            Assert.DoesNotContain(LawfulNode.Marker, html, StringComparison.Ordinal);
            Assert.DoesNotContain(node.Hidden, html, StringComparison.Ordinal);
        }
        Assert.Contains("#rule-2.1", await browser.GetStringAsync("/requests?view=all"), StringComparison.Ordinal);
        Assert.Contains(node.Open.Request, await browser.GetStringAsync("/requests"), StringComparison.Ordinal);
        Assert.Contains("#rule-2.1", await browser.GetStringAsync("/drafts"), StringComparison.Ordinal);
        // Of its entries in the record the number and the times are shown, and nothing of what they are.
        Assert.Contains("#rule-2.1", await browser.GetStringAsync("/record/US/US"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_can_be_built_on_what_may_not_be_read()
    {
        using var drafter = await node.Open.SignedIn(Role.Drafter);
        var drafts = node.Service<DraftShelf>();
        var before = drafts.All().Count;
        using var answer = await OpenDesk.Post(
            drafter,
            "/drafts/new",
            "/drafts",
            ("peer", "US"),
            ("kind", "information"),
            ("urgency", "routine"),
            ("language", "en"),
            ("after", node.Hidden)
        );
        Assert.Equal(302, (int)answer.StatusCode);
        var made = drafts.All().First(one => one.Authors.Contains(AccountOf("drafter")));
        Assert.Empty(made.Draft.Entries);
        Assert.Equal(before + 1, drafts.All().Count);
        drafts.Discard(made.Id, made.Version);
    }

    [Fact]
    public async Task Programs_carry_their_officers_rights()
    {
        foreach (var name in MayNot)
        {
            foreach (var scope in Enum.GetValues<TokenScope>())
            {
                using var program = node.Open.Browser();
                var token = node.TokenOf(name, scope);
                program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
                foreach (
                    var endpoint in node.Open.Endpoints.Where(e =>
                        RowOf(e).Contains("programs", StringComparison.Ordinal)
                    )
                )
                {
                    foreach (var path in PathsOf(endpoint))
                    {
                        using var answer = await Ask(program, endpoint, path, proof: null);
                        var said = await answer.Content.ReadAsStringAsync();
                        Assert.DoesNotContain(LawfulNode.Marker, said, StringComparison.Ordinal);
                        Assert.False(IsAbout(path) && answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode}");
                    }
                }
            }
        }
    }

    private static bool NamesRule(string said) =>
        said.Contains("2.1", StringComparison.Ordinal) && said.Contains("Other restrictions", StringComparison.Ordinal);

    private static string RowOf(RouteEndpoint endpoint) =>
        AccessTable.Rows.GetValueOrDefault(
            $"{OpenNode.MethodOf(endpoint)} /{endpoint.RoutePattern.RawText!.Trim('/')}",
            ""
        );

    /// <summary>The planted matter stands in the address.</summary>
    private bool IsAbout(string path) =>
        path.Contains(node.Hidden, StringComparison.Ordinal)
        || path.Contains($"/drafts/{node.Draft}", StringComparison.Ordinal)
        || path.Contains($"/prepared/{node.Prepared}", StringComparison.Ordinal);

    /// <summary>The address with the planted matter in every place where one can stand.</summary>
    private IEnumerable<string> PathsOf(RouteEndpoint endpoint)
    {
        var raw = endpoint.RoutePattern.RawText!;
        var path =
            "/"
            + string.Join(
                '/',
                endpoint.RoutePattern.PathSegments.Select(segment =>
                    string.Concat(segment.Parts.Select(part => TextOf(part, raw)))
                )
            );
        // A stream that never ends says only which pages changed.
        return
            path.StartsWith("/live", StringComparison.Ordinal)
            || path.StartsWith("/agreements", StringComparison.Ordinal)
            || path.StartsWith("/reviews", StringComparison.Ordinal)
            // Forms about other things are not sent: some of them would end the session.
            || (OpenNode.MethodOf(endpoint) is not "GET" && !IsAbout(path))
            ? []
            : [path];
    }

    private string TextOf(RoutePatternPart part, string raw) =>
        part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            RoutePatternParameterPart { Name: "id" } when raw.Contains("drafts/", StringComparison.Ordinal) =>
                $"{node.Draft}",
            RoutePatternParameterPart { Name: "id" } when raw.Contains("prepared/", StringComparison.Ordinal) =>
                $"{node.Prepared}",
            RoutePatternParameterPart { Name: "id" } => "1",
            RoutePatternParameterPart { Name: "number" or "about" or "request" or "matter" } => node.Hidden,
            RoutePatternParameterPart { Name: "by" or "peer" } => "US",
            RoutePatternParameterPart { Name: "draft" } => "1",
            RoutePatternParameterPart { Name: "index" } => "2",
            RoutePatternParameterPart { Name: "version" } => "1",
            RoutePatternParameterPart { Name: "part" } => "what",
            RoutePatternParameterPart { Name: "item" } => "files",
            RoutePatternParameterPart { Name: "move" } => "Acknowledge",
            RoutePatternParameterPart { Name: "rule" } => "9.1",
            RoutePatternParameterPart { Name: "sheet" } => "1",
            RoutePatternParameterPart => new string('a', 64),
            _ => "",
        };

    private static async Task<HttpResponseMessage> Ask(
        HttpClient browser,
        RouteEndpoint endpoint,
        string path,
        string? proof
    )
    {
        using var asked = new HttpRequestMessage(new HttpMethod(OpenNode.MethodOf(endpoint)), path);
        if (asked.Method != HttpMethod.Get && asked.Method != HttpMethod.Head)
        {
            asked.Content = endpoint.Metadata.GetMetadata<TakesFiles>() is null
                ? new FormUrlEncodedContent(
                    proof is null ? [] : [new("__RequestVerificationToken", proof), new("version", "1")]
                )
                : new MultipartFormDataContent { { new StringContent(proof ?? ""), "__RequestVerificationToken" } };
        }
        return await browser.SendAsync(asked);
    }

    private static async Task<string> ProofOf(HttpClient browser)
    {
        var html = await browser.GetStringAsync("/requests");
        const string mark = "name=\"__RequestVerificationToken\" value=\"";
        var from = html.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
        return html[from..html.IndexOf('"', from)];
    }

    private string AccountOf(string name) => new AccountShelf(node.Open.Folder.DeskFolder).FindBySignInName(name)!.Id;
}
