using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Parley.Node.Look;

namespace Parley.Node.Access;

/// <summary>What the provider was asked, and is to answer once.</summary>
/// <param name="Nonce">Must stand in the answer.</param>
/// <param name="Verifier">Proves to the provider that who fetches the answer is who asked (PKCE).</param>
/// <param name="Browser">The browser that was sent there, known by a cookie.</param>
/// <param name="Held">Under which name the held form is kept meanwhile; null where there is none.</param>
public sealed record ProviderQuestion(string Nonce, string Verifier, string Browser, string? To, string? Held);

/// <summary>
/// Asks the nation's own provider who somebody is, by OpenID Connect's code flow with PKCE, state and nonce. The answer
/// is believed only with a good signature of the named issuer, for this node, of now, to this very question.
/// </summary>
public sealed class Provider : IDisposable
{
    private const int AnswerAtMost = 256 * 1024;
    private const int RandomBytes = 32;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    /// <summary>Signatures with a key pair only: never "none", never a shared secret.</summary>
    private static readonly string[] Algorithms =
    [
        "RS256",
        "RS384",
        "RS512",
        "PS256",
        "PS384",
        "PS512",
        "ES256",
        "ES384",
        "ES512",
    ];

    private readonly ProviderSettings settings;
    private readonly TimeProvider clock;
    private readonly HttpClient web = new(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        Timeout = Patience,
        MaxResponseContentBufferSize = AnswerAtMost,
    };

    private readonly ConfigurationManager<OpenIdConnectConfiguration> known;

    public Provider(ProviderSettings settings, TimeProvider clock)
    {
        this.settings = settings;
        this.clock = clock;
        known = new ConfigurationManager<OpenIdConnectConfiguration>(
            settings.Issuer.TrimEnd('/') + "/.well-known/openid-configuration",
            new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever(web) { RequireHttps = !new Uri(settings.Issuer).IsLoopback }
        );
    }

    public ProviderSettings Settings => settings;

    /// <summary>A word nobody can guess.</summary>
    public static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>Where the browser is sent.</summary>
    /// <exception cref="ProviderException">The provider cannot be reached, or is not who it should be.</exception>
    public async Task<string> AddressToAsk(ProviderQuestion question, string state, string back, CancellationToken stop)
    {
        var provider = await Known(stop);
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(question.Verifier)));
        return With(
            provider.AuthorizationEndpoint,
            ("response_type", "code"),
            ("client_id", settings.ClientId),
            ("redirect_uri", back),
            ("scope", ("openid profile " + settings.Scopes).Trim()),
            ("state", state),
            ("nonce", question.Nonce),
            ("code_challenge", challenge),
            ("code_challenge_method", "S256"),
            ("ui_locales", Languages.Current)
        );
    }

    /// <summary>Where the officer ends the provider's own session; null where it has no such place.</summary>
    public async Task<string?> AddressToLeave(string back, CancellationToken stop) =>
        (await Known(stop)).EndSessionEndpoint is { Length: > 0 } place
            ? With(place, ("client_id", settings.ClientId), ("post_logout_redirect_uri", back))
            : null;

    /// <summary>Fetches the answer to a question and checks it.</summary>
    /// <param name="back">The same address as was given with the question.</param>
    /// <returns>What the provider says of the person.</returns>
    /// <exception cref="ProviderException">The answer is not to be believed, or does not come.</exception>
    public async Task<ClaimsIdentity> Answer(
        ProviderQuestion question,
        string code,
        string back,
        CancellationToken stop
    )
    {
        var token = await Fetch(question, code, back, stop);
        var checkedToken = await Check(token, stop);
        if (checkedToken.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            // It may have new keys since.
            known.RequestRefresh();
            checkedToken = await Check(token, stop);
        }
        if (!checkedToken.IsValid)
        {
            throw new ProviderException("the token does not hold: " + checkedToken.Exception?.GetType().Name);
        }
        var said = (JsonWebToken)checkedToken.SecurityToken;
        var nonce = said.TryGetPayloadValue<string>("nonce", out var given) ? given : "";
        if (
            !CryptographicOperations.FixedTimeEquals(
                Encoding.UTF8.GetBytes(nonce),
                Encoding.UTF8.GetBytes(question.Nonce)
            )
        )
        {
            throw new ProviderException("the token answers another question");
        }
        var party = said.TryGetPayloadValue<string>("azp", out var authorised) ? authorised : null;
        if ((said.Audiences.Skip(1).Any() || party is not null) && !Same(party, settings.ClientId))
        {
            throw new ProviderException("the token was made for another party");
        }
        return string.IsNullOrEmpty(said.Subject)
            ? throw new ProviderException("the token names nobody")
            : checkedToken.ClaimsIdentity;
    }

    public void Dispose() => web.Dispose();

    private async Task<string> Fetch(ProviderQuestion question, string code, string back, CancellationToken stop)
    {
        var place = (await Known(stop)).TokenEndpoint;
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = back,
            ["client_id"] = settings.ClientId,
            ["code_verifier"] = question.Verifier,
        };
        try
        {
            using var asked = new HttpRequestMessage(HttpMethod.Post, place)
            {
                Content = new FormUrlEncodedContent(fields),
            };
            if (settings.Secret() is { Length: > 0 } secret)
            {
                var pair = $"{Uri.EscapeDataString(settings.ClientId)}:{Uri.EscapeDataString(secret)}";
                var both = Convert.ToBase64String(Encoding.UTF8.GetBytes(pair));
                asked.Headers.Authorization = new AuthenticationHeaderValue("Basic", both);
            }
            using var answer = await web.SendAsync(asked, stop);
            using var body = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(stop));
            return answer.IsSuccessStatusCode && body.RootElement.TryGetProperty("id_token", out var token)
                ? token.GetString() ?? ""
                : throw new ProviderException($"no token, but {(int)answer.StatusCode}");
        }
        catch (Exception e)
            when (e
                    is HttpRequestException
                        or TaskCanceledException
                        or JsonException
                        or IOException
                        or InvalidOperationException
            )
        {
            throw new ProviderException("the token cannot be fetched: " + e.Message, e);
        }
    }

    private async Task<TokenValidationResult> Check(string token, CancellationToken stop)
    {
        var provider = await Known(stop);
        return await new JsonWebTokenHandler
        {
            MapInboundClaims = false,
            MaximumTokenSizeInBytes = AnswerAtMost,
        }.ValidateTokenAsync(
            token,
            new TokenValidationParameters
            {
                ValidIssuer = settings.Issuer,
                ValidAudience = settings.ClientId,
                IssuerSigningKeys = provider.SigningKeys,
                ValidAlgorithms = Algorithms,
                RequireSignedTokens = true,
                RequireExpirationTime = true,
                LifetimeValidator = (from, until, _, _) =>
                    until > clock.GetUtcNow() - Skew && (from is null || from < clock.GetUtcNow() + Skew),
                // Only the keys the issuer published: none that a token brings along.
                TryAllIssuerSigningKeys = true,
            }
        );
    }

    private async Task<OpenIdConnectConfiguration> Known(CancellationToken stop)
    {
        try
        {
            var provider = await known.GetConfigurationAsync(stop);
            var places = new[] { provider.AuthorizationEndpoint, provider.TokenEndpoint };
            return !Same(provider.Issuer, settings.Issuer)
                    ? throw new ProviderException($"it calls itself {provider.Issuer}")
                : places.All(place =>
                    Uri.TryCreate(place, UriKind.Absolute, out var uri) && ProviderSettings.IsSafe(uri)
                )
                    ? provider
                : throw new ProviderException("its addresses are not safe");
        }
        catch (Exception e)
            when (e is InvalidOperationException or IOException or HttpRequestException or ArgumentException)
        {
            throw new ProviderException("it cannot be reached: " + e.Message, e);
        }
    }

    private static bool Same(string? one, string other) => string.Equals(one, other, StringComparison.Ordinal);

    private static string With(string place, params (string Name, string Value)[] fields) =>
        place
        + (place.Contains('?', StringComparison.Ordinal) ? '&' : '?')
        + string.Join('&', fields.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}"));
}

/// <summary>The provider does not answer, or its answer is not to be believed; the message is for the log.</summary>
public sealed class ProviderException(string message, Exception? inner = null) : Exception(message, inner);
