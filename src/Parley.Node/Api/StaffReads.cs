using Parley.Node.Access;
using Parley.Node.Together;

namespace Parley.Node.Api;

/// <summary>What the calls about officers and authorities read.</summary>
internal sealed record StaffParts(StaffBook Staff, InsideBook Inside, AuthorityShelf Authorities);

/// <summary>
/// Who takes part here, by the ids and codes under which the other calls take them: to whom a matter or a task may be
/// given, who may be named in a note, and the authorities of this nation as the record names them with every act.
/// </summary>
internal static class StaffReads
{
    private const string About = "matter";

    public static void MapStaffReads(this RouteGroupBuilder reads)
    {
        reads.MapGet("/officers", Officers);
        reads.MapGet("/authorities", Authorities);
    }

    /// <summary>As the forms offer them: whoever takes part; of one matter those who may read it.</summary>
    private static ApiAnswer Officers([AsParameters] StaffParts parts, HttpContext http)
    {
        var query = new ApiQuery(http, About, ApiPage.After, ApiPage.Most);
        var inside = query.Text(About) is { } matter ? InsideOf(matter, parts, http) : null;
        var staff = inside?.Staff ?? parts.Staff.Now();
        var mayHold = (inside?.MayHold ?? staff.Acting).Select(one => one.Id).ToHashSet(StringComparer.Ordinal);
        var page = ApiPage.Of(http, query, inside?.Nameable ?? staff.TakingPart, one => one.Id);
        return ApiAnswer.Of(
            new
            {
                Officers = page.Shown.Select(one => new
                {
                    Officer = one.Id,
                    one.SignInName,
                    one.Name,
                    one.Title,
                    one.Authority,
                    one.AuthorityName,
                    MayHold = mayHold.Contains(one.Id),
                }),
                page.Next,
            }
        );
    }

    private static ApiAnswer Authorities([AsParameters] StaffParts parts, HttpContext http)
    {
        var query = new ApiQuery(http, ApiPage.After, ApiPage.Most);
        var mayHold = parts.Staff.Now().ActingAuthorities.Select(one => one.Code).ToHashSet(StringComparer.Ordinal);
        var page = ApiPage.Of(http, query, parts.Authorities.All(), one => one.Code);
        return ApiAnswer.Of(
            new
            {
                Authorities = page.Shown.Select(one => new
                {
                    Authority = one.Code,
                    one.Name,
                    one.Competences,
                    one.Closed,
                    MayHold = mayHold.Contains(one.Code),
                }),
                page.Next,
            }
        );
    }

    private static Inside InsideOf(string matter, StaffParts parts, HttpContext http) =>
        parts.Inside.Of(MatterKey.Read(matter), http.User)
        ?? throw new ProblemException(ApiProblems.OfStatus(StatusCodes.Status404NotFound));
}
