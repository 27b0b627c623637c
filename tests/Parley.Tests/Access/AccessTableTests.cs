using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Parley.Node.Access;
using Parley.Tests.Node;

namespace Parley.Tests.Access;

/// <summary>Every page, form and address of a running node, asked for by nobody, every role, and programs.</summary>
public sealed class AccessTableTests(AskedNode asked) : IClassFixture<AskedNode>
{
    private readonly OpenNode open = asked.Open;

    [Fact]
    public void Every_address_has_a_row_and_every_row_an_address()
    {
        var there = open.Endpoints.Select(RowOf).ToHashSet(StringComparer.Ordinal);
        None(there.Except(AccessTable.Rows.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal));
        None(AccessTable.Rows.Keys.Except(there, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(Role.Reader)]
    [InlineData(Role.Drafter)]
    [InlineData(Role.Releaser)]
    [InlineData(Role.Operator)]
    [InlineData(Role.Auditor)]
    public async Task A_role_gets_what_its_row_says_and_nothing_else(Role role)
    {
        using var browser = await open.SignedIn(role);
        var wrong = new List<string>();
        foreach (var endpoint in open.Endpoints)
        {
            var row = AccessTable.Rows.GetValueOrDefault(RowOf(endpoint), "");
            if (row is AccessTable.Anyone)
            {
                continue;
            }
            using var answer = await Ask(browser, endpoint);
            var status = (int)answer.StatusCode;
            var asExpected =
                // So many calls without a token come from one address here that it is put off, which opens nothing.
                IsForPrograms(row) || row is AccessTable.Command
                    ? status is 401 or 429
                : row.Split(' ').Contains($"{role}", StringComparer.Ordinal)
                    // Let through: what follows is a page, or the refusal of a form without its proof.
                    ? IsThere(endpoint, status) && status is 200 or 302 or 400 or 404 && !IsSentToSignIn(answer)
                : status == 403;
            if (!asExpected)
            {
                wrong.Add($"{RowOf(endpoint)}: {status}");
            }
        }
        None(wrong);
    }

    [Fact]
    public async Task Nobody_gets_anything_but_what_is_anyones()
    {
        using var browser = open.Browser();
        var wrong = new List<string>();
        foreach (var endpoint in open.Endpoints)
        {
            var row = AccessTable.Rows.GetValueOrDefault(RowOf(endpoint), "");
            if (row is AccessTable.Anyone)
            {
                continue;
            }
            using var answer = await Ask(browser, endpoint);
            // A form without a session is answered with the sign-in.
            if (
                answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests)
                && !IsSentToSignIn(answer)
                && !await IsSignIn(answer)
            )
            {
                wrong.Add($"{RowOf(endpoint)}: {answer.StatusCode}");
            }
        }
        None(wrong);
    }

    [Theory]
    [InlineData(TokenScope.Read)]
    [InlineData(TokenScope.Draft)]
    [InlineData(TokenScope.Act)]
    [InlineData(TokenScope.Release)]
    [InlineData(TokenScope.Check)]
    [InlineData(TokenScope.Agree)]
    [InlineData(TokenScope.Keep)]
    [InlineData(TokenScope.Audit)]
    public async Task A_token_of_any_scope_gets_nothing_but_what_is_for_programs(TokenScope scope)
    {
        using var program = Program(HolderOf(scope), scope);
        var wrong = new List<string>();
        foreach (var endpoint in open.Endpoints)
        {
            var row = AccessTable.Rows.GetValueOrDefault(RowOf(endpoint), "");
            if (row is AccessTable.Anyone)
            {
                continue;
            }
            using var answer = await Ask(program, endpoint);
            if (!await IsAsItsRowSays(answer, row, scope))
            {
                wrong.Add($"{RowOf(endpoint)}: {answer.StatusCode}");
            }
        }
        None(wrong);
    }

    [Theory]
    [InlineData(Role.Reader)]
    [InlineData(Role.Drafter)]
    [InlineData(Role.Releaser)]
    [InlineData(Role.Operator)]
    [InlineData(Role.Auditor)]
    public async Task A_token_of_every_scope_gets_what_its_officers_role_may_and_nothing_else(Role role)
    {
        using var program = Program(role, Enum.GetValues<TokenScope>());
        var wrong = new List<string>();
        foreach (var endpoint in open.Endpoints)
        {
            var row = AccessTable.Rows.GetValueOrDefault(RowOf(endpoint), "");
            if (!IsForPrograms(row))
            {
                continue;
            }
            using var answer = await Ask(program, endpoint);
            var code = await CodeOf(answer);
            var asExpected =
                ScopeOf(row) is not { } scope ? answer.StatusCode is HttpStatusCode.OK
                : !AccessTable.RolesOf[scope].Split(' ').Contains($"{role}", StringComparer.Ordinal)
                    ? (answer.StatusCode, code) is (HttpStatusCode.Forbidden, "right-missing")
                : AccessTable.ForPeople.GetValueOrDefault(scope) is { } people
                    // Opened at no node by itself; what was not sent as JSON is refused even before.
                    ? code is not "right-missing" && (Same(code, people) || (int)answer.StatusCode is 400 or 415)
                : answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
                    && IsThere(endpoint, (int)answer.StatusCode)
                    && (int)answer.StatusCode < 500;
            if (!asExpected)
            {
                wrong.Add($"{RowOf(endpoint)}: {(int)answer.StatusCode} {code}");
            }
        }
        None(wrong);
    }

    /// <summary>A program by the token of the officer with this role alone.</summary>
    private HttpClient Program(Role role, params TokenScope[] scopes)
    {
        var account = new AccountShelf(open.Folder.DeskFolder).FindBySignInName($"{role}".ToLowerInvariant())!;
        var tokens = open.Node.Services.GetRequiredService<ApiTokens>();
        var token = tokens.Make(account, $"{role}, {scopes.Length}", scopes, 30, Doer.Command);
        var program = open.Browser();
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return program;
    }

    /// <summary>A role that may do it.</summary>
    private static Role HolderOf(TokenScope scope) => Enum.Parse<Role>(AccessTable.RolesOf[scope].Split(' ')[^1]);

    private static TokenScope? ScopeOf(string row) =>
        row is AccessTable.Programs ? null : Enum.Parse<TokenScope>(row[(AccessTable.Programs.Length + 1)..]);

    private static async Task<string?> CodeOf(HttpResponseMessage answer)
    {
        if (answer.Content.Headers.ContentType?.MediaType is not "application/problem+json")
        {
            return null;
        }
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return problem.RootElement.GetProperty("code").GetString();
    }

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.Ordinal);

    private static bool IsForPrograms(string row) => row.StartsWith(AccessTable.Programs, StringComparison.Ordinal);

    /// <summary>What is for programs refuses another scope, and to the right one has an answer or a problem of its own:
    /// what is sent here is not whole.</summary>
    private static async Task<bool> IsAsItsRowSays(HttpResponseMessage answer, string row, TokenScope scope)
    {
        if (!IsForPrograms(row))
        {
            return !answer.IsSuccessStatusCode || await IsSignIn(answer);
        }
        var isRight = row is AccessTable.Programs || row.EndsWith($" {scope}", StringComparison.Ordinal);
        if (!isRight)
        {
            return answer.StatusCode is HttpStatusCode.Forbidden;
        }
        // Whether programs may do it at all at this node is asked after the scope.
        return answer.StatusCode is not HttpStatusCode.Unauthorized
            && (
                answer.StatusCode is not HttpStatusCode.Forbidden
                || Same(await CodeOf(answer), AccessTable.ForPeople.GetValueOrDefault(scope))
            );
    }

    /// <summary>What was asked for is there; and what is said not to be there is not.</summary>
    private static bool IsThere(RouteEndpoint endpoint, int status) =>
        status is StatusCodes.Status404NotFound == NotThere.Rows.ContainsKey(RowOf(endpoint));

    private static void None(IEnumerable<string> wrong) => Assert.True(!wrong.Any(), string.Join('\n', wrong));

    private static bool IsSentToSignIn(HttpResponseMessage answer) =>
        answer.Headers.Location?.ToString().StartsWith("/sign-in", StringComparison.Ordinal) == true;

    private static async Task<bool> IsSignIn(HttpResponseMessage answer) =>
        (await answer.Content.ReadAsStringAsync()).Contains("action=\"/sign-in\"", StringComparison.Ordinal);

    private static string RowOf(RouteEndpoint endpoint)
    {
        var path = "/" + endpoint.RoutePattern.RawText!.Trim('/');
        return $"{OpenNode.MethodOf(endpoint)} {path}";
    }

    /// <summary>A form is sent without its page's proof, so that nothing is done.</summary>
    private async Task<HttpResponseMessage> Ask(HttpClient browser, RouteEndpoint endpoint)
    {
        var method = OpenNode.MethodOf(endpoint);
        using var call = new HttpRequestMessage(new HttpMethod(method), asked.PathOf(method, endpoint.RoutePattern));
        if (call.Method == HttpMethod.Post || call.Method == HttpMethod.Put)
        {
            call.Content = new FormUrlEncodedContent([]);
        }
        return await browser.SendAsync(call, HttpCompletionOption.ResponseHeadersRead);
    }
}
