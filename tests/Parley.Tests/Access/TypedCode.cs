using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Parley.Tests.Desk;

namespace Parley.Tests.Access;

/// <summary>An authenticator as officers have it in a pocket: RFC 6238, written anew from its text.</summary>
internal static partial class TypedCode
{
    /// <summary>The six digits it shows.</summary>
    /// <param name="key">In Base32, as the page shows it.</param>
    /// <param name="steps">How many half minutes from now.</param>
    [SuppressMessage("Security", "CA5350", Justification = "RFC 6238 says so, and authenticators do so.")]
    public static string Of(string key, int steps = 0)
    {
        const string signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bits = string.Concat(
            key.Select(c => Convert.ToString(signs.IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0'))
        );
        var bytes = bits.Chunk(8).Where(b => b.Length == 8).Select(b => Convert.ToByte(new string(b), 2)).ToArray();
        var step = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(step, (TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30) + steps);
        var hash = HMACSHA1.HashData(bytes, step);
        var from = hash[^1] & 0xf;
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(from, 4)) & 0x7fffffff;
        return $"{number % 1_000_000:D6}";
    }

    /// <summary>The key on the page that sets an authenticator up.</summary>
    public static string KeyOn(string page) =>
        Key().Match(page).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);

    /// <summary>The recovery codes on their page.</summary>
    public static IReadOnlyList<string> CodesOn(string page) =>
        [.. Recovery().Matches(page).Select(m => m.Groups[1].Value)];

    /// <summary>The note of the second step.</summary>
    public static string NoteOn(string page) => WebUtility.HtmlDecode(Note().Match(page).Groups[1].Value);

    /// <summary>Sets an authenticator up for whoever is signed in; its key and the recovery codes.</summary>
    public static async Task<(string Key, IReadOnlyList<string> Codes)> SetUp(HttpClient browser)
    {
        var page = await browser.GetStringAsync("/account/authenticator");
        var key = KeyOn(page);
        // The last one still good, so that the present one and the next can be used afterwards.
        var answer = await OpenDesk.Answer(browser, page, "/account/authenticator", ("code", Of(key, -1)));
        var codes = CodesOn(await answer.Content.ReadAsStringAsync());
        Assert.Equal(10, codes.Count);
        return (key, codes);
    }

    /// <summary>Signs in with the password and then this code.</summary>
    public static async Task<HttpResponseMessage> Enter(HttpClient browser, string name, string code)
    {
        var step = await (await OpenDesk.SignIn(browser, name)).Content.ReadAsStringAsync();
        return await OpenDesk.Answer(browser, step, "/sign-in/second", ("note", NoteOn(step)), ("code", code));
    }

    [GeneratedRegex("class=\"key\">([A-Z2-7 ]+)<")]
    private static partial Regex Key();

    [GeneratedRegex("<code>([A-Z0-9]{4}(?:-[A-Z0-9]{4}){3})</code>")]
    private static partial Regex Recovery();

    [GeneratedRegex("name=\"note\" value=\"([^\"]+)\"")]
    private static partial Regex Note();
}
