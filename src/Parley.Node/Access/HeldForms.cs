using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Parley.Node.Desk;
using Parley.Node.Look;

namespace Parley.Node.Access;

/// <summary>A form that was sent when the session had ended.</summary>
/// <param name="Path">Where it was sent.</param>
/// <param name="Fields">Names and values, in order; without the proof of the old session.</param>
public sealed record HeldForm(string Path, IReadOnlyList<KeyValuePair<string, string>> Fields);

/// <summary>
/// Carries what an officer sent after the session had ended over the sign-in, sealed, so that nothing typed is lost.
/// The node keeps none of it: it travels in the sign-in page itself, and is sent again only when the officer says so.
/// </summary>
public sealed class HeldForms(IDataProtectionProvider protection, DeskOptions options)
{
    private const int MostCharacters = 1_000_000;

    private static readonly TimeSpan Life = TimeSpan.FromHours(12);

    private readonly ITimeLimitedDataProtector seal = protection
        .CreateProtector("held form")
        .ToTimeLimitedDataProtector();

    /// <summary>Seals what was sent; null where there is nothing to hold, or where it does not come from a page of this
    /// desk.</summary>
    public async Task<string?> Hold(HttpContext http)
    {
        var request = http.Request;
        var foreign = request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin");
        // The cookie of forms is never sent along from another site.
        if (foreign || !request.Cookies.ContainsKey(FormCookie(options)) || !request.HasFormContentType)
        {
            return null;
        }
        if (request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true)
        {
            // Files are not held: to read them here would put them on the disk in the clear.
            return null;
        }
        var form = await request.ReadFormAsync();
        var fields = FormFields.Of(form);
        if (form.Files.Count > 0 || fields.Sum(one => one.Key.Length + one.Value.Length) > MostCharacters)
        {
            return null;
        }
        return seal.Protect(JsonSerializer.Serialize(new HeldForm(request.Path, fields)), Life);
    }

    /// <summary>Opens what this desk sealed; null where it did not, or too long ago.</summary>
    public HeldForm? Open(string? sealedForm)
    {
        if (string.IsNullOrEmpty(sealedForm))
        {
            return null;
        }
        try
        {
            return JsonSerializer.Deserialize<HeldForm>(seal.Unprotect(sealedForm));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Name of the cookie that every form of the desk is checked by.</summary>
    public static string FormCookie(DeskOptions options) => $"parley-{options.Party}-form";
}
