using System.Text.RegularExpressions;

namespace Parley.Tests.Agreements;

/// <summary>What a form on a page carries on without showing it.</summary>
internal static partial class HiddenFields
{
    private const string Proof = "__RequestVerificationToken";

    /// <summary>All of the form that goes to an address, without the proof of its session.</summary>
    /// <param name="with">Stands in the form that is meant, where several go there.</param>
    public static (string Name, string Value)[] Of(string page, string form, string with = "") =>
        [
            .. Field()
                .Matches(Form(page, form, with))
                .Select(one => (one.Groups["name"].Value, one.Groups["value"].Value))
                .Where(one => one.Item1 is not Proof),
        ];

    /// <summary>The form that goes to an address.</summary>
    public static string Form(string page, string form, string with = "")
    {
        var all = page.Split($"action=\"{form}\"")
            .Skip(1)
            .Select(part => part[..part.IndexOf("</form>", StringComparison.Ordinal)]);
        return all.First(part => part.Contains(with, StringComparison.Ordinal));
    }

    /// <summary>The proof of the session.</summary>
    public static string ProofOn(string page) =>
        Field().Matches(page).First(one => one.Groups["name"].Value is Proof).Groups["value"].Value;

    [GeneratedRegex(
        "<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>.*?)\" ?/>",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Field();
}
