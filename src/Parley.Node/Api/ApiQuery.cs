using System.Globalization;

namespace Parley.Node.Api;

/// <summary>The parameters in the address of a call: none that is not known, none of a value it cannot have.</summary>
internal sealed class ApiQuery
{
    /// <summary>How many things one page holds where nothing is asked, and at most.</summary>
    public const int Usual = 50;
    public const int Most = 200;

    private readonly IQueryCollection query;

    public ApiQuery(HttpContext http, params ReadOnlySpan<string> known)
        : this(http.Request.Query, known) { }

    public ApiQuery(IQueryCollection query, ReadOnlySpan<string> known)
    {
        this.query = query;
        foreach (var name in query.Keys)
        {
            if (!known.Contains(name))
            {
                throw new ProblemException(ApiProblems.Parameter(Shown(name), known: false));
            }
            if (query[name].Count != 1 || query[name].ToString().Length > 300)
            {
                throw new ProblemException(ApiProblems.Parameter(name, known: true));
            }
        }
    }

    /// <summary>All of them.</summary>
    public IQueryCollection All => query;

    public string? Text(string name) => query[name].ToString() is { Length: > 0 } text ? text : null;

    /// <summary>How many things are wanted.</summary>
    public int HowMany => (int)(Number("most", 1, Most) ?? Usual);

    public long? Number(string name, long least, long most) =>
        Text(name) is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= least
        && number <= most
            ? number
        : throw new ProblemException(ApiProblems.Parameter(name, known: true));

    /// <summary>One of some words.</summary>
    public string? OneOf(string name, IReadOnlyCollection<string> words) =>
        Text(name) is not { } text || words.Contains(text, StringComparer.Ordinal)
            ? Text(name)
            : throw new ProblemException(ApiProblems.Parameter(name, known: true));

    private static string Shown(string name) => string.Concat(name.Take(40).Where(c => !char.IsControl(c)));
}
