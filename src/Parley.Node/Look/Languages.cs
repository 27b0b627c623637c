using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace Parley.Node.Look;

/// <summary>
/// The two languages of every page, and how an officer's choice is found: cookie, then the browser's wish.
/// </summary>
public static class Languages
{
    public const string English = "en";
    public const string Chinese = "zh-Hans";

    /// <summary>Remembers the choice; it says nothing about the officer.</summary>
    public const string Cookie = "parley-language";

    public static readonly string[] All = [English, Chinese];

    /// <summary>The tag of the page being rendered: "en" or "zh-Hans".</summary>
    public static string Current => IsChinese(CultureInfo.CurrentUICulture) ? Chinese : English;

    /// <summary>The short tag that texts in the record bear: "en" or "zh".</summary>
    public static string Short => IsChinese(CultureInfo.CurrentUICulture) ? "zh" : "en";

    /// <summary>The tag for the <c>lang</c> attribute of a text whose record says "en" or "zh".</summary>
    public static string TagOf(string language) =>
        language.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Chinese : English;

    /// <summary>Several names, told one after the other.</summary>
    public static string List(IEnumerable<string> names) =>
        string.Join(IsChinese(CultureInfo.CurrentUICulture) ? "、" : ", ", names);

    public static void Set(RequestLocalizationOptions options)
    {
        options.SetDefaultCulture(English).AddSupportedCultures(All).AddSupportedUICultures(All);
        options.RequestCultureProviders =
        [
            new CustomRequestCultureProvider(http => Task.FromResult(FromCookie(http))),
            new CustomRequestCultureProvider(http => Task.FromResult(FromBrowser(http))),
        ];
    }

    private static ProviderCultureResult? FromCookie(HttpContext http) =>
        http.Request.Cookies[Cookie] is { } chosen && All.Contains(chosen, StringComparer.Ordinal)
            ? new ProviderCultureResult(chosen)
            : null;

    // The framework's own reading of Accept-Language knows "zh-Hans" but not the "zh-CN" that browsers send.
    private static ProviderCultureResult? FromBrowser(HttpContext http) =>
        http
            .Request.GetTypedHeaders()
            .AcceptLanguage.OrderByDescending(wish => wish.Quality ?? 1)
            .Select(wish => wish.Value.ToString())
            .Select(tag =>
                tag.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Chinese
                : tag.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? English
                : null
            )
            .Where(tag => tag is not null)
            .Select(tag => new ProviderCultureResult(tag!))
            .FirstOrDefault();

    private static bool IsChinese(CultureInfo culture) =>
        culture.Name.StartsWith("zh", StringComparison.OrdinalIgnoreCase);
}
