using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace Parley.Tests.Access;

/// <summary>
/// A small sign-in provider on a free port of this machine, with real keys, real codes and real tokens. What it says
/// can be bent, to see what is believed.
/// </summary>
public sealed class PlayedProvider : IAsyncDisposable
{
    public const string ClientId = "parley-us";
    public const string Secret = "a secret of the client";

    private readonly WebApplication app;
    private readonly RSA rsa = RSA.Create(2048);
    private readonly ECDsa curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ConcurrentDictionary<string, (string Nonce, string Challenge, string Back)> codes = new(
        StringComparer.Ordinal
    );

    public PlayedProvider()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapGet("/.well-known/openid-configuration", Discovery);
        app.MapGet("/keys", Keys);
        app.MapGet("/authorize", Authorize);
        app.MapPost("/token", Token);
        app.StartAsync().GetAwaiter().GetResult();
        Issuer = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
    }

    public string Issuer { get; }

    /// <summary>What it says of whoever comes.</summary>
    public IDictionary<string, object> Claims { get; } =
        new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["sub"] = "248289761001",
            ["preferred_username"] = "hale",
            ["name"] = "R. Hale",
        };

    /// <summary>Bends a token before it is signed.</summary>
    public Action<Dictionary<string, object>> Bend { get; set; } = _ => { };

    /// <summary>By which algorithm it signs: RS256, ES256, HS256 or none.</summary>
    public string Algorithm { get; set; } = "RS256";

    /// <summary>Signs with a key it never published.</summary>
    public bool ForeignKey { get; set; }

    /// <summary>How often a code was refused.</summary>
    public int Refused { get; private set; }

    /// <summary>Does as a browser does: is sent here, signs in, is sent back with code and state.</summary>
    public static async Task<Uri> SignIn(string address)
    {
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        return (await browser.GetAsync(address)).Headers.Location!;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        rsa.Dispose();
        curve.Dispose();
    }

    private IResult Discovery() =>
        Results.Json(
            new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["issuer"] = Issuer,
                ["authorization_endpoint"] = Issuer + "/authorize",
                ["token_endpoint"] = Issuer + "/token",
                ["jwks_uri"] = Issuer + "/keys",
                ["end_session_endpoint"] = Issuer + "/leave",
                ["id_token_signing_alg_values_supported"] = new[] { "RS256", "ES256" },
            }
        );

    private IResult Keys()
    {
        var one = rsa.ExportParameters(false);
        var other = curve.ExportParameters(false);
        return Results.Json(
            new
            {
                keys = new object[]
                {
                    new
                    {
                        kty = "RSA",
                        kid = "r",
                        use = "sig",
                        alg = "RS256",
                        n = B64(one.Modulus!),
                        e = B64(one.Exponent!),
                    },
                    new
                    {
                        kty = "EC",
                        kid = "e",
                        use = "sig",
                        alg = "ES256",
                        crv = "P-256",
                        x = B64(other.Q.X!),
                        y = B64(other.Q.Y!),
                    },
                },
            }
        );
    }

    private IResult Authorize(HttpRequest asked)
    {
        var q = asked.Query;
        if (
            q["client_id"].ToString() is not ClientId
            || q["response_type"].ToString() is not "code"
            || q["code_challenge_method"].ToString() is not "S256"
        )
        {
            return Results.BadRequest();
        }
        var code = B64(RandomNumberGenerator.GetBytes(16));
        codes[code] = (q["nonce"]!, q["code_challenge"]!, q["redirect_uri"]!);
        return Results.Redirect(
            $"{q["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(q["state"]!)}&iss={Uri.EscapeDataString(Issuer)}"
        );
    }

    private async Task<IResult> Token(HttpRequest asked)
    {
        var form = await asked.ReadFormAsync();
        var client =
            "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{ClientId}:{Uri.EscapeDataString(Secret)}"));
        var verifier = B64(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"]!)));
        // A code is taken once.
        if (
            !Same(asked.Headers.Authorization, client)
            || !codes.TryRemove(form["code"]!, out var kept)
            || !Same(kept.Challenge, verifier)
            || !Same(kept.Back, form["redirect_uri"])
        )
        {
            Refused++;
            return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
        }
        return Results.Json(
            new
            {
                access_token = "x",
                token_type = "Bearer",
                id_token = Sign(kept.Nonce),
            }
        );
    }

    private string Sign(string nonce)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var claims = new Dictionary<string, object>(Claims, StringComparer.Ordinal)
        {
            ["iss"] = Issuer,
            ["aud"] = ClientId,
            ["iat"] = now,
            ["exp"] = now + 300,
            ["nonce"] = nonce,
        };
        Bend(claims);
        var kid = Algorithm is "ES256" ? "e" : "r";
        var head = B64(
            JsonSerializer.SerializeToUtf8Bytes(
                new
                {
                    alg = Algorithm,
                    typ = "JWT",
                    kid,
                }
            )
        );
        var said = $"{head}.{B64(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        return $"{said}.{B64(SignatureOf(Encoding.ASCII.GetBytes(said)))}";
    }

    private byte[] SignatureOf(byte[] said)
    {
        using var foreign = RSA.Create(2048);
        var key = ForeignKey ? foreign : rsa;
        return Algorithm switch
        {
            "RS256" => key.SignData(said, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            "ES256" => curve.SignData(said, HashAlgorithmName.SHA256),
            // The old trick: the public key as if it were a secret both share.
            "HS256" => HMACSHA256.HashData(rsa.ExportSubjectPublicKeyInfo(), said),
            _ => [],
        };
    }

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.Ordinal);

    private static string B64(byte[] bytes) => Base64UrlEncoder.Encode(bytes);
}
