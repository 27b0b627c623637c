using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Parley.Node.Access;
using Parley.Tests.Desk;

namespace Parley.Tests.Node;

/// <summary>What browsers and scripts can send to the pages of a running node: every page and form it has.</summary>
public sealed class HostileFormTests(OpenNode open) : IClassFixture<OpenNode>
{
    /// <summary>What a hostile hand writes where an id belongs.</summary>
    private static readonly string[] Ids =
    [
        "US-R-2026-9999",
        "0",
        "-1",
        "999999999999999999999999",
        "..%2f..%2f..%2fetc%2fpasswd",
        "%00",
        "%2e%2e",
        "'%20OR%201=1--",
        "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "%F0%9F%98%80",
        new string('A', 3000),
    ];

    [Fact]
    public async Task Nobody_who_is_not_signed_in_sees_or_does_anything()
    {
        var before = open.Everything();
        using var browser = open.Browser();
        var tried = 0;
        foreach (var endpoint in open.Endpoints.Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is null))
        {
            foreach (var id in Ids[..3])
            {
                using var answer = await Ask(browser, endpoint, id);
                var away =
                    answer.StatusCode == HttpStatusCode.Found
                    && answer.Headers.Location!.ToString().StartsWith("/sign-in", StringComparison.Ordinal);
                // A form without a session is held, and the page of sign-in stands in its place.
                var held =
                    IsForm(endpoint)
                    && (await answer.Content.ReadAsStringAsync()).Contains(
                        "action=\"/sign-in\"",
                        StringComparison.Ordinal
                    );
                var refused = answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.NotFound;
                Assert.True(away || held || refused, $"{Told(endpoint, id)}: {answer.StatusCode}");
                tried++;
            }
        }
        Assert.True(tried > 100, $"{tried} requests");
        Assert.Equal(before, open.Everything());
    }

    [Fact]
    public async Task No_form_is_taken_without_the_proof_of_its_page()
    {
        var before = open.Everything();
        foreach (var role in Enum.GetValues<Role>())
        {
            using var browser = await open.SignedIn(role);
            foreach (var endpoint in open.Endpoints.Where(e => IsForm(e) && !IsLimited(e)))
            {
                using var answer = await Ask(browser, endpoint, open.Request);
                Assert.True(
                    (int)answer.StatusCode is 400 or 401 or 403 or 404,
                    $"{role} {Told(endpoint, open.Request)}: {answer.StatusCode}"
                );
            }
        }
        Assert.Equal(before, open.Everything());
    }

    [Fact]
    public async Task No_form_of_signing_in_is_taken_without_the_proof_of_its_page()
    {
        using var anyone = open.Browser();
        foreach (var endpoint in open.Endpoints.Where(e => IsForm(e) && IsLimited(e)))
        {
            using var answer = await Ask(anyone, endpoint, open.Request);
            Assert.True((int)answer.StatusCode is 400 or 429, $"{Told(endpoint, "")}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task No_id_breaks_a_page()
    {
        var before = open.Everything();
        foreach (var role in (Role[])[Role.Drafter, Role.Releaser, Role.Operator])
        {
            using var browser = await open.SignedIn(role);
            foreach (var endpoint in open.Endpoints.Where(e => !IsForm(e) && HasPlaces(e) && !IsLimited(e)))
            {
                foreach (var id in Ids)
                {
                    using var answer = await Ask(browser, endpoint, id);
                    Assert.True(Withstood(answer), $"{role} {Told(endpoint, id)}: {answer.StatusCode}");
                    var text = await answer.Content.ReadAsStringAsync();
                    Assert.DoesNotContain("root:", text, StringComparison.Ordinal);
                    Assert.DoesNotContain("<script>alert", text, StringComparison.Ordinal);
                }
            }
        }
        Assert.Equal(before, open.Everything());
    }

    [Fact]
    public async Task A_reader_changes_nothing_with_any_form_of_any_page()
    {
        var before = open.Everything();
        using var browser = await open.SignedIn(Role.Reader);
        var page = await browser.GetStringAsync("/settings");
        foreach (var endpoint in open.Endpoints.Where(e => IsForm(e)))
        {
            if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null || Path(endpoint, "x") is "/sign-out")
            {
                continue;
            }
            foreach (var id in (string[])[open.Request, "1", .. Ids])
            {
                using var answer = await OpenDesk.Answer(browser, page, Path(endpoint, id), Fields(id));
                Assert.True(Withstood(answer), $"{Told(endpoint, id)}: {answer.StatusCode}");
            }
        }
        Assert.Equal(before, open.Everything());
    }

    [Fact]
    public async Task No_form_breaks_whatever_stands_in_its_fields()
    {
        foreach (var role in (Role[])[Role.Drafter, Role.Releaser, Role.Operator])
        {
            using var browser = await open.SignedIn(role);
            var page = await browser.GetStringAsync("/settings");
            foreach (var endpoint in open.Endpoints.Where(e => IsForm(e)))
            {
                if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null || Path(endpoint, "x") is "/sign-out")
                {
                    continue;
                }
                foreach (var value in (string[])["", "\0", "\uD83D", "-1", "9999-99-99T99:99", new string('x', 20_000)])
                {
                    using var answer = await OpenDesk.Answer(
                        browser,
                        page,
                        Path(endpoint, open.Request),
                        Fields(value)
                    );
                    Assert.True(
                        Withstood(answer),
                        $"{role} {Told(endpoint, value.Length > 20 ? "20,000 x" : value)}: {answer.StatusCode}"
                    );
                }
            }
        }
    }

    /// <summary>Not broken, and not only turned away for asking too often.</summary>
    private static bool Withstood(HttpResponseMessage answer) => (int)answer.StatusCode is < 500 and not 429;

    /// <summary>What a page sends; what programs send is tried by AnyJsonTests.</summary>
    private static bool IsForm(RouteEndpoint endpoint) =>
        string.Equals(OpenNode.MethodOf(endpoint), "POST", StringComparison.Ordinal)
        && !Path(endpoint, "x").StartsWith("/api/", StringComparison.Ordinal);

    /// <summary>Asked for without a session, and so only a few times in a minute.</summary>
    private static bool IsLimited(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<EnableRateLimitingAttribute>() is not null;

    private static bool HasPlaces(RouteEndpoint endpoint) => endpoint.RoutePattern.Parameters.Count > 0;

    private static string Path(RouteEndpoint endpoint, string id) =>
        "/"
        + string.Join(
            '/',
            endpoint.RoutePattern.PathSegments.Select(segment =>
                string.Concat(
                    segment.Parts.Select(part =>
                        part is Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal ? literal.Content
                        : part is Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator
                            ? separator.Content
                        : id
                    )
                )
            )
        );

    private static Task<HttpResponseMessage> Ask(HttpClient browser, RouteEndpoint endpoint, string id)
    {
        var asked = new HttpRequestMessage(new HttpMethod(OpenNode.MethodOf(endpoint)), Path(endpoint, id));
        if (asked.Method == HttpMethod.Post)
        {
            asked.Content = new FormUrlEncodedContent(Fields(id).Select(f => KeyValuePair.Create(f.Name, f.Value)));
        }
        return browser.SendAsync(asked, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>The fields that forms of this node ask for, all with one value.</summary>
    private static (string Name, string Value)[] Fields(string value) =>
        [
            .. (
                (string[])
                    [
                        "peer",
                        "kind",
                        "urgency",
                        "language",
                        "version",
                        "reason",
                        "reason.text",
                        "text",
                        "number",
                        "name",
                        "password",
                        "role",
                        "sign-in",
                        "name-en",
                        "name-zh",
                        "authority",
                        "title-en",
                        "title-zh",
                        "from.at",
                        "from.zone",
                        "until.at",
                        "until.zone",
                        "by.at",
                        "by.zone",
                        "question.text",
                        "ground",
                        "item",
                        "final",
                        "from",
                        "to",
                    ]
            ).Select(name => (name, value)),
        ];

    private static string Told(RouteEndpoint endpoint, string id) =>
        $"{OpenNode.MethodOf(endpoint)} {endpoint.RoutePattern.RawText} with {(id.Length > 50 ? "a long id" : id)}";
}
