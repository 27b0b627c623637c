namespace Parley.Node.Requests;

/// <summary>
/// How a file that leaves byte for byte is to be handled: a proof or an entry as it was written cannot bear that in
/// itself, so its answer bears it beside.
/// </summary>
public static class UseHeaders
{
    /// <summary>The codes: "H2, TLP:AMBER".</summary>
    public const string Handling = "Parley-Handling";

    /// <summary>"stated-purpose-only", and "limited" where its use was limited further.</summary>
    public const string Use = "Parley-Use";

    /// <summary>Puts both on an answer.</summary>
    /// <returns>True, so that it can stand in a condition.</returns>
    public static bool Set(HttpContext http, RequestSight sight)
    {
        var marks = string.Join(", ", sight.Marks);
        // A code of the guidelines may be of any characters; a header may not.
        if (marks.Length > 0 && marks.All(c => c is >= ' ' and <= '~'))
        {
            http.Response.Headers[Handling] = marks;
        }
        http.Response.Headers[Use] = sight.Limited ? $"{UseTerms.PurposeCode}, limited" : UseTerms.PurposeCode;
        return true;
    }
}
